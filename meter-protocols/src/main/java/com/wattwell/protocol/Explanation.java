package com.wattwell.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A frame taken apart: for programs by {@link #facts}, for people byte by byte by {@link #parts}.
 *
 * @param facts what the frame says, in a fixed order; values are {@link String}, {@link Boolean}, {@link Integer}, or a
 *              list or map of these. The keys are those that {@code wattwell decode} prints; numbers that were measured
 *              are decimal strings with the item's own number of places
 * @param parts every byte of the frame exactly once, in order
 */
public record Explanation(Map<String, Object> facts, List<Part> parts) {

    public Explanation {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        parts = List.copyOf(parts);
    }

    /**
     * Bytes {@code from} up to, not including, {@code to}.
     *
     * @param field   the field's name in the standard, for example {@code control code}
     * @param meaning what stands there, for example {@code reply, read data, no follow-up}; the empty string where the
     *                field's name says all. Never a password
     */
    public record Part(int from, int to, String field, String meaning) {
    }
}
