package com.wattwell.protocol.mbus;

import java.math.BigDecimal;
import java.util.List;

/**
 * One record of a telegram: DIF and DIFEs, VIF and VIFEs, data (EN 13757-3, variable data structure). Immutable.
 */
public final class DataRecord {

    private final RecordFunction function;
    private final long storage;
    private final int tariff;
    private final int subunit;
    private final boolean extended;
    private final ValueInformationBlock information;
    /** {@link BigDecimal}, {@link String} or {@link Absence}: one field for what is one of three, as records are made by the million. */
    private final Object value;
    // no frame has more than 261 bytes
    private final short from;
    private final short vifAt;
    private final short dataAt;
    private final short to;

    /**
     * @param information {@code null} for records that are no values
     * @param value       a {@link BigDecimal}, {@link String} or {@link Absence}
     */
    DataRecord(RecordFunction function, long storage, int tariff, int subunit, boolean extended, ValueInformationBlock information,
            Object value, int from, int vifAt, int dataAt, int to) {
        this.function = function;
        this.storage = storage;
        this.tariff = tariff;
        this.subunit = subunit;
        this.extended = extended;
        this.information = information;
        this.value = value;
        this.from = (short) from;
        this.vifAt = (short) vifAt;
        this.dataAt = (short) dataAt;
        this.to = (short) to;
    }

    /** What kind of value it is. */
    public RecordFunction function() {
        return function;
    }

    /** 0 is now; others are values stored at earlier times. */
    public long storage() {
        return storage;
    }

    /** 0 is the total. */
    public int tariff() {
        return tariff;
    }

    /** Part of the meter. */
    public int subunit() {
        return subunit;
    }

    /** Whether a DIFE stood there, so that tariff and subunit were told. */
    public boolean extended() {
        return extended;
    }

    /** What is measured, in English; {@code null} for records that are no values. */
    public String quantity() {
        return information == null ? null : information.quantity();
    }

    /** The same in Chinese. */
    public String quantityZh() {
        return information == null ? null : information.quantityZh();
    }

    /** Base unit, or empty. */
    public String unit() {
        return information == null ? "" : information.unit();
    }

    /** What VIFEs say about the value, in words. */
    public List<String> modifiers() {
        return information == null ? List.of() : information.modifiers();
    }

    /** The value in the base unit, or {@code null} when it is absent or no number. */
    public BigDecimal number() {
        return value instanceof BigDecimal number ? number : null;
    }

    /**
     * The value when it is text, a time or digits that are no number; else {@code null}. An absent time may still have a
     * text: its fields as they stand.
     */
    public String text() {
        return value instanceof String text ? text : value instanceof Absence absence ? absence.text() : null;
    }

    /** Why there is no value, in words; {@code null} when there is one. */
    public String absence() {
        return value instanceof Absence absence ? absence.reason() : null;
    }

    boolean isSecret() {
        return value == Absence.SECRET;
    }

    /** First byte of the record in its frame (the DIF). */
    public int from() {
        return from;
    }

    /** First byte of the VIF. */
    public int vifAt() {
        return vifAt;
    }

    /** First byte of the data. */
    public int dataAt() {
        return dataAt;
    }

    /** Behind its last byte. */
    public int to() {
        return to;
    }

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
        if (storage == 0 && tariff == 0 && subunit == 0 && function.key().isEmpty() && modifiers().isEmpty()) {
            return quantity();
        }
        StringBuilder key = new StringBuilder(quantity());
        if (!function.key().isEmpty()) {
            key.append(':').append(function.key());
        }
        append(key, ":s", storage);
        append(key, ":t", tariff);
        append(key, ":u", subunit);
        for (String modifier : modifiers()) {
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
