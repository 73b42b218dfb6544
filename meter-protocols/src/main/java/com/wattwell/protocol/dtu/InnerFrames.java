package com.wattwell.protocol.dtu;

import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The meters' frames inside an envelope. */
final class InnerFrames {

    private static final String DLT645 = "DLT645";

    private final List<MeterProtocol> protocols;

    InnerFrames(List<MeterProtocol> protocols) {
        this.protocols = List.copyOf(protocols);
    }

    /** Adds a list {@code inner_645} or {@code inner_cjt188} and the like, when there are any; each has its {@code hex} and facts. */
    void addTo(Map<String, Object> facts, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = 0;
            for (MeterProtocol protocol : protocols) {
                if (length == 0 && protocol.probe(bytes, at, to) instanceof Probe.Frame frame) {
                    length = frame.length();
                    add(facts, protocol, Arrays.copyOfRange(bytes, at, at + length));
                }
            }
            at += Math.max(1, length);
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> facts, MeterProtocol protocol, byte[] frame) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("hex", Hex.of(frame));
        if (protocol instanceof FrameExplainer explainer) {
            try {
                explainer.explain(frame).facts().forEach((key, value) -> {
                    if (!key.equals("kind") && !key.equals("valid")) {
                        inner.put(key, value);
                    }
                });
            } catch (MalformedFrameException unread) {
                inner.put("error", unread.getMessage());
            }
        }
        String key = "inner_" + (protocol.name().startsWith(DLT645) ? "645" : protocol.name().toLowerCase(Locale.ROOT));
        ((List<Object>) facts.computeIfAbsent(key, fresh -> new ArrayList<>())).add(inner);
    }
}
