package com.wattwell.portal.control;

import com.wattwell.control.CommandQueries;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.Protocols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What went over the line at one attempt, taken apart byte by byte. */
public record WireBytes(int attempt, String item, Instant sentAt, Instant endedAt, String outcome, String failure, List<Part> request, List<Part> reply) {

    /**
     * Bytes that belong together.
     *
     * @param hex     the bytes
     * @param field   what they are called, a key of the portal's texts or words of the standard; empty for what belongs to no frame
     * @param meaning what they say, or the empty string
     */
    public record Part(String hex, String field, String meaning) {
    }

    private static final byte PREAMBLE = (byte) 0xFE;
    private static final String WAKE_UP = "preamble FE";
    private static final String NO_FRAME = "bytes of no frame";

    public static WireBytes of(CommandQueries.Attempt attempt) {
        MeterProtocol protocol = Protocols.named(attempt.protocol());
        return new WireBytes(attempt.attempt(), attempt.item(), attempt.sentAt(), attempt.endedAt(), attempt.outcome(), attempt.failure(),
                parts(protocol, attempt.request()), attempt.reply() == null ? List.of() : parts(protocol, attempt.reply()));
    }

    public boolean isAnswered() {
        return !reply.isEmpty();
    }

    /** Takes bytes apart: frames of the protocol, preambles, and what is neither. */
    public static List<Part> parts(MeterProtocol protocol, byte[] bytes) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = at + frameAt(protocol, bytes, at, parts);
            if (end == at) {
                end = at + noFrame(protocol, bytes, at, parts);
            }
            at = end;
        }
        return parts;
    }

    /** @return how many bytes the frame that starts here has, 0 when none does */
    private static int frameAt(MeterProtocol protocol, byte[] bytes, int at, List<Part> parts) {
        if (!(protocol.probe(bytes, at, bytes.length) instanceof Probe.Frame frame)) {
            return 0;
        }
        try {
            for (Explanation.Part part : protocol.explain(Arrays.copyOfRange(bytes, at, at + frame.length())).parts()) {
                parts.add(new Part(spaced(bytes, at + part.from(), at + part.to()), part.field(), part.meaning()));
            }
        } catch (MalformedFrameException wrong) {
            parts.add(new Part(spaced(bytes, at, at + frame.length()), NO_FRAME, wrong.getMessage()));
        }
        return frame.length();
    }

    private static int noFrame(MeterProtocol protocol, byte[] bytes, int at, List<Part> parts) {
        boolean wakes = bytes[at] == PREAMBLE;
        int end = at + 1;
        while (end < bytes.length && (bytes[end] == PREAMBLE) == wakes && !(protocol.probe(bytes, end, bytes.length) instanceof Probe.Frame)) {
            end++;
        }
        parts.add(new Part(spaced(bytes, at, end), wakes ? WAKE_UP : NO_FRAME, ""));
        return end - at;
    }

    private static String spaced(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : " ").append(Hex.of(bytes[i]));
        }
        return text.toString();
    }
}
