package com.wattwell.protocol.decode;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a line of hex digits is: one frame, several frames or frames amid noise, or nothing valid and why. Bytes FE in
 * front of a frame are its preamble and no noise.
 *
 * <pre>
 *   FE FE 68 .. 16             {"protocol":..,"kind":"frame","valid":true,"preamble_fe":2, ..}
 *   FF 68 .. 16 FE 68 .. 16    {"kind":"stream","valid":true,"frames":[{"hex":"68..16", ..},{"hex":"68..16", ..}]}
 *   68 .. 17                   {"kind":"frame","valid":false,"error":"byte 15 is 17, expected ..", ..}
 * </pre>
 */
public final class HexLineDecoder {

    /** Characters of a line; longer ones are refused. */
    static final int LONGEST_LINE = 1 << 20;

    private static final byte PREAMBLE = (byte) 0xFE;
    /** Bytes up to the length, of the longest header there is (CJ/T 188). */
    private static final int HEADER = 11;

    private final List<FrameExplainer> explainers;

    /** @param explainers whose frames are looked for, in this order: what may carry another frame stands before it */
    public HexLineDecoder(List<? extends FrameExplainer> explainers) {
        this.explainers = List.copyOf(explainers);
    }

    private record Found(FrameExplainer explainer, int from, int to) {
    }

    /** Never throws for what the line says. */
    public Map<String, Object> decode(String line) {
        if (line.length() > LONGEST_LINE) {
            return refused("the line has " + line.length() + " characters, at most " + LONGEST_LINE + " are read");
        }
        byte[] bytes;
        try {
            bytes = Hex.parse(line.strip());
        } catch (IllegalArgumentException notHex) {
            return refused(notHex.getMessage());
        }
        if (bytes.length == 0) {
            return refused("no bytes");
        }
        List<Found> found = frames(bytes);
        if (found.isEmpty()) {
            return whyNone(bytes);
        }
        Found first = found.getFirst();
        boolean alone = found.size() == 1 && first.from() <= preamble(bytes) && first.to() == bytes.length;
        return alone ? frame(bytes, first) : stream(bytes, found);
    }

    private List<Found> frames(byte[] bytes) {
        List<Found> found = new ArrayList<>(1);
        int at = 0;
        while (at < bytes.length) {
            Found here = frameAt(bytes, at);
            if (here == null) {
                at++;
            } else {
                found.add(here);
                at = here.to();
            }
        }
        return found;
    }

    private Found frameAt(byte[] bytes, int at) {
        for (FrameExplainer explainer : explainers) {
            if (explainer.probe(bytes, at, bytes.length) instanceof Probe.Frame frame) {
                return new Found(explainer, at, at + frame.length());
            }
        }
        return null;
    }

    private static int preamble(byte[] bytes) {
        int count = 0;
        while (count < bytes.length && bytes[count] == PREAMBLE) {
            count++;
        }
        return count;
    }

    private static Map<String, Object> frame(byte[] bytes, Found found) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("protocol", found.explainer().notation());
        facts.put("kind", "frame");
        facts.put("valid", true);
        facts.put("preamble_fe", found.from());
        explain(bytes, found, List.of(), facts);
        return facts;
    }

    private static Map<String, Object> stream(byte[] bytes, List<Found> found) {
        List<Map<String, Object>> frames = new ArrayList<>();
        Map<FrameExplainer, List<byte[]>> before = new HashMap<>();
        for (Found each : found) {
            List<byte[]> ofProtocol = before.computeIfAbsent(each.explainer(), first -> new ArrayList<>());
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("hex", Hex.of(bytes, each.from(), each.to()));
            facts.put("protocol", each.explainer().notation());
            explain(bytes, each, ofProtocol, facts);
            facts.remove("kind");
            ofProtocol.add(Arrays.copyOfRange(bytes, each.from(), each.to()));
            frames.add(facts);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        if (found.stream().map(Found::explainer).distinct().count() == 1) {
            facts.put("protocol", found.getFirst().explainer().notation());
        }
        facts.put("kind", "stream");
        facts.put("valid", true);
        facts.put("frames", frames);
        return facts;
    }

    private static void explain(byte[] bytes, Found found, List<byte[]> before, Map<String, Object> facts) {
        try {
            Explanation explanation = found.explainer().explain(Arrays.copyOfRange(bytes, found.from(), found.to()), before);
            facts.putAll(explanation.facts());
        } catch (MalformedFrameException malformed) {
            facts.put("valid", false);
            facts.put("error", malformed.getMessage());
        }
    }

    /** The reason of the protocol whose frame it resembles most, at the first place where it resembles any. */
    private Map<String, Object> whyNone(byte[] bytes) {
        int preamble = preamble(bytes);
        FrameExplainer closest = explainers.getFirst();
        int most = 0;
        int from = Math.min(preamble, bytes.length - 1);
        for (int at = from; at < bytes.length && most == 0; at++) {
            for (FrameExplainer explainer : explainers) {
                int likeness = likeness(explainer, bytes, at);
                if (likeness > most) {
                    closest = explainer;
                    most = likeness;
                    from = at;
                }
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        if (most > 0) {
            facts.put("protocol", closest.notation());
        }
        facts.putAll(refused(reason(closest.probe(bytes, from, bytes.length), from, bytes.length)));
        facts.put("preamble_fe", preamble);
        return facts;
    }

    /**
     * How many bytes from {@code at} on may be the beginning of a frame. A frame that is cut has shown no more than its
     * header, however many bytes it takes for its data.
     */
    private static int likeness(FrameExplainer explainer, byte[] bytes, int at) {
        if (explainer.probe(bytes, at, bytes.length) instanceof Probe.Incomplete) {
            return Math.min(bytes.length - at, HEADER);
        }
        int good = at;
        int bad = bytes.length;
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (explainer.probe(bytes, at, middle) instanceof Probe.NotHere) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        return good - at;
    }

    private static String reason(Probe probe, int from, int to) {
        String where = from == 0 ? "" : ", counted from byte " + from + " of the line";
        return switch (probe) {
            case Probe.NotHere notHere -> notHere.reason() + where;
            case Probe.Incomplete incomplete -> "truncated: needs at least " + (to - from + incomplete.missing()) + " bytes, has " + (to - from) + where;
            case Probe.Frame frame -> throw new IllegalStateException("there is a frame");
        };
    }

    private static Map<String, Object> refused(String error) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "frame");
        facts.put("valid", false);
        facts.put("error", error);
        return facts;
    }
}
