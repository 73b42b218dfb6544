package com.wattwell.protocol.mbus;

import java.util.List;

/**
 * One record of a telegram: DIF and DIFEs, VIF and VIFEs, data (EN 13757-3, variable data structure).
 *
 * @param function   what kind of value it is
 * @param storage    0 is now; others are values stored at earlier times
 * @param tariff     0 is the total
 * @param subunit    part of the meter
 * @param extended   whether a DIFE stood there, so that tariff and subunit were told
 * @param quantity   what is measured, in English; {@code null} for records that are no values
 * @param quantityZh the same in Chinese
 * @param unit       base unit, or empty
 * @param value      what the data say
 * @param modifiers  what VIFEs say about the value, in words
 * @param from       first byte of the record in its frame (the DIF)
 * @param vifAt      first byte of the VIF
 * @param dataAt     first byte of the data
 * @param to         behind its last byte
 */
public record DataRecord(RecordFunction function, long storage, int tariff, int subunit, boolean extended, String quantity,
        String quantityZh, String unit, DataValue value, List<String> modifiers, int from, int vifAt, int dataAt, int to) {

    /**
     * What the record is called among those of its meter: the quantity, then what differs from an instantaneous, total
     * value of the whole meter now.
     *
     * <pre>
     *   Volume                      now
     *   Volume:s1                   at the last settlement day
     *   Power:max:s2:t1:u3          maximum, storage 2, tariff 1, subunit 3
     *   Energy:accumulation only if positive
     * </pre>
     */
    public String key() {
        if (storage == 0 && tariff == 0 && subunit == 0 && function.key().isEmpty() && modifiers.isEmpty()) {
            return quantity;
        }
        StringBuilder key = new StringBuilder(quantity);
        if (!function.key().isEmpty()) {
            key.append(':').append(function.key());
        }
        append(key, ":s", storage);
        append(key, ":t", tariff);
        append(key, ":u", subunit);
        for (String modifier : modifiers) {
            key.append(':').append(modifier);
        }
        return key.toString();
    }

    private static void append(StringBuilder key, String letter, long number) {
        if (number != 0) {
            key.append(letter).append(number);
        }
    }
}
