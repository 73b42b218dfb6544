package com.wattwell.protocol.mbus;

import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.ResourceTable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * The fixed data structure of the first meters (CI 73, and 77 with the high byte first).
 *
 * <pre>
 *   ID0 ID1 ID2 ID3  ACC  STS  T1 T2  counter 1 (4)  counter 2 (4)
 *                         |    bits 5..0 unit, bits 7..6 medium (T1 its low, T2 its high bits)
 *                         bit 0: 0 BCD, 1 binary; bit 1: 0 actual, 1 stored at a fixed date
 * </pre>
 *
 * A counter counts steps such as {@code 10 kWh}; its record has the value in the base unit.
 */
final class FixedStructure {

    static final int LENGTH = 16;
    private static final int ACCESS_AT = 4;
    private static final int STATUS_AT = 5;
    private static final int UNITS_AT = 6;
    private static final int COUNTERS_AT = 8;
    private static final int COUNTER_LENGTH = 4;
    private static final int BINARY = 1;
    private static final int STORED = 2;
    private static final int UNIT_BITS = 0x3F;
    /** The same unit as counter 1, but at an earlier time. */
    private static final int HISTORIC = 0x3E;
    private static final int BCD_8 = 0x0C;
    private static final int INT_32 = 0x04;

    private static final ValueInformationBlock STEPS = counter("", "", "", 0);
    private static final Unit[] UNITS = new Unit[UNIT_BITS + 1];

    static {
        for (List<String> cells : ResourceTable.read(FixedStructure.class, "mbus-fixed-unit.csv")) {
            UNITS[Integer.parseInt(cells.get(0), 16)] =
                    new Unit(cells.get(1), counter(cells.get(2), cells.get(3), cells.get(4), Integer.parseInt(cells.get(5))));
        }
    }

    private FixedStructure() {
    }

    /**
     * @param name    as the standard writes the step
     * @param counter what a counter of such steps says
     */
    record Unit(String name, ValueInformationBlock counter) {
    }

    private static ValueInformationBlock counter(String quantity, String quantityZh, String base, int exponent) {
        return ValueInformationBlock.of(new ValueInformation(quantity, quantityZh, base, exponent, 1, Coding.UNSIGNED));
    }

    /** The unit that the byte of counter 0 or 1 tells, what is historic left as it is. */
    static Unit unit(byte[] fields, int index) {
        return UNITS[fields[UNITS_AT + index] & UNIT_BITS];
    }

    /** The bytes with fields turned low byte first; {@code from} is the first byte of user data. */
    static byte[] fields(byte[] frame, int from, int to, boolean highByteFirst) {
        if (to - from != LENGTH) {
            throw new MalformedFrameException("the fixed structure has " + (to - from) + " bytes of user data, expected " + LENGTH);
        }
        byte[] fields = Arrays.copyOfRange(frame, from, to);
        if (highByteFirst) {
            for (int start : new int[] {0, COUNTERS_AT, COUNTERS_AT + COUNTER_LENGTH}) {
                turn(fields, start);
            }
        }
        return fields;
    }

    static MeterHeader header(byte[] fields) {
        int medium = fields[UNITS_AT] >> 6 & 3 | (fields[UNITS_AT + 1] >> 6 & 3) << 2;
        int identification = SecondaryAddress.read(fields, 0).identification();
        return new MeterHeader(new SecondaryAddress(identification, 0, 0, medium), Medium.fixedName(medium),
                fields[ACCESS_AT] & 0xFF, fields[STATUS_AT] & 0xFF, 0);
    }

    /** The two counters. */
    static List<DataRecord> records(byte[] fields, int from) {
        return List.of(counter(fields, from, 0), counter(fields, from, 1));
    }

    private static DataRecord counter(byte[] fields, int from, int index) {
        boolean historic = isHistoric(fields, index);
        boolean stored = (fields[STATUS_AT] & STORED) != 0;
        Unit unit = unit(fields, historic ? 0 : index);
        int at = from + COUNTERS_AT + index * COUNTER_LENGTH;
        return new DataRecord(stored ? RecordFunction.STORED : RecordFunction.ACTUAL, stored || historic ? 1 : 0,
                0, 0, false, unit.counter(), value(fields, index, unit.counter()), at, at, at, at + COUNTER_LENGTH);
    }

    /** How many steps counter 0 or 1 has counted; {@code null} when its digits are no number. */
    static BigDecimal steps(byte[] fields, int index) {
        return value(fields, index, STEPS) instanceof BigDecimal steps ? steps : null;
    }

    private static Object value(byte[] fields, int index, ValueInformationBlock counter) {
        return DataField.read((fields[STATUS_AT] & BINARY) == 0 ? BCD_8 : INT_32, counter, fields,
                COUNTERS_AT + index * COUNTER_LENGTH, COUNTER_LENGTH);
    }

    private static boolean isHistoric(byte[] fields, int index) {
        return index == 1 && (fields[UNITS_AT + 1] & UNIT_BITS) == HISTORIC;
    }

    private static void turn(byte[] fields, int start) {
        for (int i = 0; i < COUNTER_LENGTH / 2; i++) {
            byte kept = fields[start + i];
            fields[start + i] = fields[start + COUNTER_LENGTH - 1 - i];
            fields[start + COUNTER_LENGTH - 1 - i] = kept;
        }
    }
}
