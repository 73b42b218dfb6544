package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The data of an item, taken apart by the table.
 *
 * <pre>
 *   the standard   00 68 00 00 2C      68.00 m3         unit behind the value
 *   some makes     05 00 05 19 28 53   (05) 53281900    unit in front of it
 * </pre>
 *
 * Which of the two it is shows in the units. A value's byte may by chance be a unit's code, so the unit stands in front only
 * where more of these places hold a unit that the field can have than of the standard's, and where that is no chance: at
 * least three of them, or all of them codes such as 2C, which are no two decimal digits.
 *
 * @param values     the fields; empty when the table does not have the item, or not with this length
 * @param unitBefore whether the make puts the unit in front
 */
record ItemData(int identifier, ItemRow row, byte[] bytes, List<FieldValue> values, boolean unitBefore) {

    private static final int CERTAIN = 3;

    /** @param rest DATA behind DI and SER */
    static ItemData of(int identifier, boolean fromMeter, byte[] rest) {
        ItemRow row = DataIdentifiers.of(identifier, fromMeter, rest.length);
        Layout layout = row.layout(fromMeter);
        if (layout.fields().isEmpty() || layout.length() != rest.length) {
            return new ItemData(identifier, row, rest, List.of(), false);
        }
        List<FieldValue> standard = values(layout, rest, false);
        int behind = fittingUnits(standard);
        if (behind == layout.units()) {
            return new ItemData(identifier, row, rest, standard, false);
        }
        List<FieldValue> before = values(layout, rest, true);
        int inFront = fittingUnits(before);
        boolean unitBefore = inFront > behind && (inFront >= CERTAIN || before.stream().allMatch(ItemData::noDigits));
        return new ItemData(identifier, row, rest, unitBefore ? before : standard, unitBefore);
    }

    private static List<FieldValue> values(Layout layout, byte[] rest, boolean unitBefore) {
        List<FieldValue> values = new ArrayList<>(layout.fields().size());
        int at = 0;
        for (Field field : layout.fields()) {
            boolean first = field.unitByte() && unitBefore;
            values.add(new FieldValue(field, rest, first ? at + 1 : at,
                    !field.unitByte() ? -1 : first ? at : at + field.length()));
            at += field.wireLength();
        }
        return values;
    }

    /** Whether the unit, if there is one, cannot be a part of a number. */
    private static boolean noDigits(FieldValue value) {
        return value.unitAt() < 0 || value.unitCode() != null && Bcd.pair(value.bytes()[value.unitAt()]) < 0;
    }

    private static int fittingUnits(List<FieldValue> values) {
        int count = 0;
        for (FieldValue value : values) {
            count += value.field().takes(value.unitCode()) ? 1 : 0;
        }
        return count;
    }

    /** The field of this name, or {@code null}. */
    FieldValue value(String name) {
        for (FieldValue value : values) {
            if (value.field().name().equals(name)) {
                return value;
            }
        }
        return null;
    }

    /** In the words of every protocol; what is not taken apart comes as hex text in one value, no data as none. */
    List<ItemValue> itemValues() {
        if (values.isEmpty()) {
            return bytes.length == 0 ? List.of() : List.of(new ItemValue(DataIdentifiers.written(identifier), row.nameEn(),
                    row.nameZh(), null, Hex.of(bytes), "", Arrays.copyOf(bytes, bytes.length)));
        }
        return values.stream().map(each -> each.itemValue(identifier, values.size() == 1, row)).toList();
    }
}
