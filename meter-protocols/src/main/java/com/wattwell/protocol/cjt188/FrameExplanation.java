package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes one frame apart: the facts as {@code wattwell decode} prints them, and every byte with its meaning. The facts are what
 * the frame says, a key included, since whoever has the frame has it; the parts are for people's eyes and name none.
 */
final class FrameExplanation {

    private static final String BAD_DIGITS = "bad_bcd";
    private static final String CELSIUS = "°C";

    private final Cjt188Frame frame;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();

    FrameExplanation(Cjt188Frame frame) {
        this.frame = frame;
    }

    /** @param preamble how many FE stand in front of the frame's 68H */
    Explanation explanation(int preamble) {
        if (preamble > 0) {
            part(0, preamble, "preamble", "wake-up");
        }
        head(preamble);
        int data = preamble + FrameProbe.DATA_AT;
        if (frame.refusal()) {
            refusal(data);
        } else if (frame.hasIdentifier()) {
            item(data);
        } else {
            if (frame.abnormal()) {
                facts.put("abnormal", true);
            }
            payload(frame.data(), data, "data");
        }
        int sum = data + frame.data().length;
        part(sum, sum + 1, "checksum", "sum of the bytes from 68");
        part(sum + 1, sum + 2, "end", "");
        return new Explanation(facts, parts);
    }

    private void head(int start) {
        facts.put("kind", "frame");
        facts.put("valid", true);
        facts.put("type", Hex.of(frame.type()));
        facts.put("address", frame.address());
        facts.put("manufacturer_A6A5", frame.address().substring(0, 4));
        if (frame.address().equals(Cjt188Frame.ANY)) {
            facts.put("address_kind", "broadcast");
        }
        facts.put("control", Hex.of(frame.control()));
        facts.put("from", frame.fromMeter() ? "slave" : "master");
        part(start, start + FrameProbe.TYPE_AT, "start", "");
        part(start + FrameProbe.TYPE_AT, start + FrameProbe.ADDRESS_AT, "meter type T", MeterType.words(frame.type()));
        part(start + FrameProbe.ADDRESS_AT, start + FrameProbe.CONTROL_AT, "address A0..A6",
                frame.address().equals(Cjt188Frame.ANY) ? "any meter" : frame.address());
        part(start + FrameProbe.CONTROL_AT, start + FrameProbe.LENGTH_AT, "control code C",
                (frame.abnormal() ? "refusal, " : frame.fromMeter() ? "reply, " : "request, ") + Function.words(frame.function()));
        part(start + FrameProbe.LENGTH_AT, start + FrameProbe.DATA_AT, "data length L", frame.data().length + " bytes");
    }

    private void refusal(int at) {
        Status status = Status.at(frame.data(), 1);
        facts.put("abnormal", true);
        facts.put("ser", frame.sequence());
        facts.put("st", facts(status));
        facts.put("payload", Hex.of(frame.data()));
        part(at, at + 1, "sequence SER", Integer.toString(frame.sequence()));
        part(at + 1, at + 1 + Status.LENGTH, "status ST", status.words());
    }

    private void item(int at) {
        if (frame.abnormal()) {
            facts.put("abnormal", true);
        }
        DiOrder order = frame.order();
        int identifier = DiOrder.read(frame.data(), 0, order);
        String di = DataIdentifiers.written(identifier);
        byte[] rest = frame.rest();
        ItemData data = ItemData.of(identifier, frame.fromMeter(), rest);
        facts.put("di", di);
        facts.put("di_wire_order", order.words());
        facts.put("ser", frame.sequence());
        part(at, at + Cjt188Frame.IDENTIFIER_LENGTH, "data identifier DI",
                di + (data.row().nameEn().isEmpty() ? "" : " " + data.row().nameEn()) + ", " + order.words());
        part(at + Cjt188Frame.IDENTIFIER_LENGTH, at + Cjt188Frame.HEAD_LENGTH, "sequence SER", Integer.toString(frame.sequence()));
        int from = at + Cjt188Frame.HEAD_LENGTH;
        FieldValue valve = data.value("valve_command");
        if (data.values().isEmpty()) {
            payload(rest, from, "data");
        } else if (identifier == DataIdentifiers.METERING_DATA) {
            metering(data);
            parts(data, from);
        } else if (valve != null && !FrameDescription.words(valve).equals(valve.text())) {
            facts.put("valve_command", FrameDescription.words(valve));
            parts(data, from);
        } else {
            values(data, identifier == DataIdentifiers.VALVE && frame.fromMeter());
            parts(data, from);
        }
    }

    /** The metering data, each field under its own key. */
    private void metering(ItemData data) {
        if (data.unitBefore()) {
            facts.put("layout", "vendor: unit before value");
        }
        for (FieldValue value : data.values()) {
            String name = value.field().name();
            switch (value.field().kind()) {
                case STATUS -> facts.put(name, facts(value.status()));
                case TIME -> facts.put("time_CCYYMMDDhhmmss", WireTime.digits(value.bytes(), value.at()));
                default -> {
                    if (value.unitAt() >= 0) {
                        facts.put(name, quantity(value));
                    } else {
                        facts.put(CELSIUS.equals(value.field().unit()) ? name + "_C" : name, text(value));
                    }
                }
            }
        }
    }

    /** Any other item: its bytes, and the values in them by the keys that hold for every protocol. */
    private void values(ItemData data, boolean statusOnly) {
        FieldValue status = data.value("st");
        if (status != null) {
            facts.put("st", facts(status.status()));
        }
        if (!statusOnly) {
            facts.put("payload", Hex.of(data.bytes()));
        }
        List<FieldValue> plain = data.values().stream().filter(each -> each.field().kind() == Field.Kind.NUMBER
                || each.field().kind() == Field.Kind.BINARY).toList();
        if (plain.isEmpty()) {
            return;
        }
        facts.put("item", data.row().nameEn());
        facts.put("value", plain.size() == 1 ? text(plain.getFirst()) : plain.stream().map(FrameExplanation::text).toList());
        List<String> units = plain.stream().map(FieldValue::unit).distinct().toList();
        if (units.size() == 1 && units.getFirst() != null && !units.getFirst().isEmpty()) {
            facts.put("unit", units.getFirst());
        }
    }

    private static Map<String, Object> quantity(FieldValue value) {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("value", text(value));
        quantity.put("unit", value.unit());
        quantity.put("unit_code", Hex.of(value.bytes()[value.unitAt()]));
        return quantity;
    }

    /** The number as text, {@code {"bad_bcd": "1A345678"}} for digits above 9, highest byte first; {@code null} when absent. */
    private static Object text(FieldValue value) {
        BigDecimal number = value.number();
        if (number != null) {
            return number.toPlainString();
        }
        int at = value.at();
        boolean digits = value.field().kind() == Field.Kind.NUMBER && !value.absent();
        return digits ? Map.of(BAD_DIGITS, Hex.reversed(value.bytes(), at, at + value.field().length())) : value.text();
    }

    private static Map<String, Object> facts(Status status) {
        Map<String, Object> st = new LinkedHashMap<>();
        st.put("raw", status.raw());
        st.put("valve", status.valve());
        st.put("battery_low", status.batteryLow());
        return st;
    }

    private void payload(byte[] bytes, int at, String field) {
        if (bytes.length > 0) {
            facts.put("payload", Hex.of(bytes));
            part(at, at + bytes.length, field, "not taken apart");
        }
    }

    private void parts(ItemData data, int from) {
        for (FieldValue value : data.values()) {
            part(from + value.from(), from + value.to(), value.field().nameEn(), FrameDescription.words(value));
        }
    }

    private void part(int from, int to, String field, String meaning) {
        parts.add(new Part(from, to, field, meaning));
    }
}
