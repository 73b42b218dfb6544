package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An explanation while it grows: facts in their order, and the parts of DATA one behind the other. */
final class Telling {

    private final Map<String, Object> facts = new LinkedHashMap<>(32);
    private final List<Part> parts = new ArrayList<>(16);
    private final byte[] data;
    /** Where DATA begins in the frame's bytes. */
    private final int dataAt;
    private int told;

    /** @param data DATA, 33H taken off */
    Telling(byte[] data, int dataAt) {
        this.data = data;
        this.dataAt = dataAt;
    }

    byte[] data() {
        return data;
    }

    /** How much of DATA has its part. */
    int told() {
        return told;
    }

    /** How much of DATA has no part yet. */
    int left() {
        return data.length - told;
    }

    void fact(String key, Object value) {
        facts.put(key, value);
    }

    /** A part outside DATA: the frame's bytes from {@code from} up to {@code to}. */
    void outside(int from, int to, String field, String meaning) {
        parts.add(new Part(from, to, field, meaning));
    }

    /** The bytes of DATA from where the last part ended up to {@code end}, as far as they are there, are this field. */
    void part(int end, String field, String meaning) {
        int to = Math.min(end, data.length);
        if (to > told) {
            parts.add(new Part(dataAt + told, dataAt + to, field, meaning));
            told = to;
        }
    }

    Explanation explanation() {
        return new Explanation(facts, parts);
    }
}
