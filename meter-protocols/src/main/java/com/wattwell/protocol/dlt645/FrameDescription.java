package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.MalformedFrameException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** One line about a frame for people, from its facts. Passwords and operator codes never stand in it. */
final class FrameDescription {

    private FrameDescription() {
    }

    static String of(Edition edition, byte[] bytes) {
        try {
            Map<String, Object> facts = FrameExplanation.of(edition, bytes).facts();
            boolean fromMeter = facts.get("from").equals("slave");
            return (fromMeter ? "from " : "to ") + people(facts) + ": " + facts.get("function") + what(edition, facts, fromMeter);
        } catch (MalformedFrameException malformed) {
            return "not a " + edition.title() + " frame: " + malformed.getMessage();
        }
    }

    private static String people(Map<String, Object> facts) {
        String address = (String) facts.get("address");
        return switch (address) {
            case Dlt645Frame.BROADCAST -> "every meter";
            case Dlt645Frame.ANY -> "any meter";
            default -> address;
        };
    }

    private static String what(Edition edition, Map<String, Object> facts, boolean fromMeter) {
        if (facts.containsKey("abnormal")) {
            Object reasons = facts.get("err_bits");
            return " refused: " + (reasons instanceof List<?> words && !words.isEmpty() ? joined(words) : "without a reason");
        }
        String more = facts.containsKey("more_follows") ? ", more follows" : "";
        String sealed = facts.containsKey("protection") ? ", by " + facts.get("protection") : "";
        if (facts.containsKey("di")) {
            return item(edition, facts, fromMeter) + sealed + more;
        }
        if (!sealed.isEmpty()) {
            return sealed;
        }
        if (facts.containsKey("meter_address")) {
            return " = " + facts.get("meter_address");
        }
        if (facts.containsKey("time_YYMMDDhhmmss")) {
            return " " + FrameExplanation.written((String) facts.get("time_YYMMDDhhmmss"));
        }
        if (facts.containsKey("command")) {
            return " " + facts.get("command_meaning") + ", level " + facts.get("password_level")
                    + (facts.get("valid_until_YYMMDDhhmmss") instanceof String until
                            ? ", accepted until " + FrameExplanation.written(until) : "");
        }
        boolean read = facts.get("function").equals(Function.READ.words());
        return read && facts.get("data_minus33").equals("") ? (fromMeter ? " answered without data" : " without an identifier")
                : (fromMeter ? " accepted" : "") + more;
    }

    /** Values of a whole read reply; parts of a long one are cut anywhere, and password items are never shown. */
    private static String item(Edition edition, Map<String, Object> facts, boolean fromMeter) {
        String item = (String) facts.get("di");
        String named = " " + item + (facts.containsKey("item") ? " " + facts.get("item") : "");
        boolean secret = edition.identifiers().secret(Integer.parseUnsignedInt(item, 16));
        if (!fromMeter || secret || !facts.containsKey("raw") || facts.containsKey("part")) {
            return named;
        }
        Object value = facts.containsKey("value") ? facts.get("value") : facts.get("raw");
        return named + " = " + words(value) + (facts.containsKey("unit") ? " " + facts.get("unit") : "");
    }

    private static String words(Object value) {
        return switch (value) {
            case null -> "absent";
            case List<?> values -> joined(values);
            case Map<?, ?> fields -> {
                StringJoiner words = new StringJoiner(" at ");
                fields.values().forEach(each -> words.add(words(each)));
                yield words.toString();
            }
            default -> value.toString();
        };
    }

    private static String joined(List<?> values) {
        StringJoiner words = new StringJoiner(", ");
        values.forEach(each -> words.add(words(each)));
        return words.toString();
    }
}
