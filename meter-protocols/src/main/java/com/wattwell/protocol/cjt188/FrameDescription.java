package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.math.BigDecimal;
import java.util.StringJoiner;

/** One line about a frame for people. A key never stands in it. */
final class FrameDescription {

    private FrameDescription() {
    }

    static String of(byte[] bytes) {
        try {
            Cjt188Frame frame = Cjt188Frame.parse(bytes);
            return (frame.fromMeter() ? "from " : "to ") + people(frame) + ": " + Function.words(frame.function()) + what(frame);
        } catch (MalformedFrameException malformed) {
            return "not a CJ/T 188 frame: " + malformed.getMessage();
        }
    }

    private static String people(Cjt188Frame frame) {
        return MeterType.words(frame.type()) + " meter " + (frame.address().equals(Cjt188Frame.ANY) ? "(any)" : frame.address());
    }

    private static String what(Cjt188Frame frame) {
        if (frame.refusal()) {
            return " refused: " + Status.at(frame.data(), 1).words();
        }
        if (!frame.hasIdentifier()) {
            return (frame.abnormal() ? " refused" : "") + (frame.data().length == 0 ? " without data" : ": " + Hex.of(frame.data()));
        }
        ItemData data = ItemData.of(frame.identifier(), frame.fromMeter(), frame.rest());
        StringJoiner values = new StringJoiner(", ", " = ", "").setEmptyValue("");
        for (FieldValue value : data.values()) {
            values.add(value.field().nameEn() + " " + words(value));
        }
        return " " + DataIdentifiers.written(frame.identifier()) + (data.row().nameEn().isEmpty() ? "" : " " + data.row().nameEn())
                + values + (frame.abnormal() ? " refused" : "");
    }

    /** The value with its unit, as it stands in the frame. */
    static String words(FieldValue value) {
        BigDecimal number = value.number();
        if (value.absent()) {
            return "absent";
        }
        if (number == null) {
            return value.field().name().equals("valve_command") ? valve(value) : value.text();
        }
        String unit = value.unit() == null ? "in the unknown unit " + Hex.of(value.bytes()[value.unitAt()]) : value.unit();
        String factor = unit.startsWith("1") ? " × " : " "; // 34.12 × 100 L
        return unit.isEmpty() ? number.toPlainString() : number.toPlainString() + factor + unit;
    }

    private static String valve(FieldValue value) {
        return switch (value.bytes()[value.at()] & 0xFF) {
            case RequestEncoder.OPEN_VALVE -> "open";
            case RequestEncoder.CLOSE_VALVE -> "close";
            default -> value.text();
        };
    }
}
