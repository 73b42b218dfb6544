package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Probe;
import java.util.Map;

/**
 * A whole frame of a protocol that is not spoken here but travels on the same connections: recognised by its lengths and
 * checksums, named and passed over.
 */
record NeighbourFrame(String name, int length) {

    private static final Map<String, Prober> PROBERS = Map.of("Q/GDW 1376.1", Gdw3761Frame::probe,
            "Q/GDW 1376.2", Gdw3762Frame::probe, "DL/T 698.45", Dlt698Frame::probe);

    /** The frame that starts at {@code from} and is whole, or {@code null}. Their checks exclude each other. */
    static NeighbourFrame at(byte[] bytes, int from, int to) {
        for (Map.Entry<String, Prober> each : PROBERS.entrySet()) {
            if (each.getValue().at(bytes, from, to) instanceof Probe.Frame frame) {
                return new NeighbourFrame(each.getKey(), frame.length());
            }
        }
        return null;
    }
}
