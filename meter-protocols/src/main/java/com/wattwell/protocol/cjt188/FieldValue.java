package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * A field found in a frame. Nothing here refuses: digits above 9 give the bytes as hex text, all FF is absent, an unknown
 * unit code keeps the number.
 *
 * @param bytes  of the frame's data
 * @param at     where the value starts, its unit byte not counted
 * @param unitAt where its unit byte stands; -1 when it has none
 */
record FieldValue(Field field, byte[] bytes, int at, int unitAt) {

    private static final byte ABSENT = (byte) 0xFF;

    /** First byte, the unit byte counted. */
    int from() {
        return unitAt >= 0 ? Math.min(at, unitAt) : at;
    }

    int to() {
        return from() + field.wireLength();
    }

    boolean absent() {
        if (field.kind() == Field.Kind.STATUS || field.kind() == Field.Kind.SECRET) {
            return false;
        }
        for (int i = at; i < at + field.length(); i++) {
            if (bytes[i] != ABSENT) {
                return false;
            }
        }
        return true;
    }

    /** The number as it stands there, in {@link #unitCode}; {@code null} when absent, not a number or not decimal. */
    BigDecimal number() {
        if (absent()) {
            return null;
        }
        return switch (field.kind()) {
            case NUMBER -> Bcd.number(bytes, at, field.length(), field.scale());
            case BINARY -> BigDecimal.valueOf(bytes[at] & 0xFF);
            default -> null;
        };
    }

    /** The unit that the unit byte tells, or {@code null} for an unknown code or no unit byte. */
    UnitCode unitCode() {
        return unitAt < 0 ? null : UnitCode.of(bytes[unitAt]);
    }

    /** As it is printed: the unit byte's unit, or the field's own; {@code null} for an unknown code. */
    String unit() {
        UnitCode code = unitCode();
        return unitAt < 0 ? field.unit() : code == null ? null : code.unit();
    }

    /** What is no number, as text; a key is never shown. */
    String text() {
        if (absent()) {
            return null;
        }
        return switch (field.kind()) {
            case NUMBER, BINARY -> Hex.of(bytes, at, at + field.length());
            case CODE -> Hex.reversed(bytes, at, at + field.length());
            case TIME -> time();
            case STATUS -> status().words();
            case SECRET -> "not shown";
        };
    }

    private String time() {
        LocalDateTime time = WireTime.read(bytes, at);
        return time == null ? WireTime.digits(bytes, at) : time.toString();
    }

    Status status() {
        return Status.at(bytes, at);
    }

    /** In the words of every protocol; the unit's factor goes into the number. */
    ItemValue itemValue(int identifier, boolean alone, ItemRow row) {
        BigDecimal number = number();
        UnitCode code = unitCode();
        String unit = code != null ? code.base() : unitAt >= 0 ? "unit code " + Hex.of(bytes[unitAt]) : field.unit();
        String item = DataIdentifiers.written(identifier);
        boolean factor = number != null && code != null;
        return new ItemValue(alone ? item : item + '.' + field.name(), alone ? row.nameEn() : field.nameEn(),
                alone ? row.nameZh() : field.nameZh(), factor ? code.inBase(number) : number, number == null ? text() : null,
                unit, field.kind() == Field.Kind.SECRET ? new byte[field.length()] : Arrays.copyOfRange(bytes, from(), to()));
    }
}
