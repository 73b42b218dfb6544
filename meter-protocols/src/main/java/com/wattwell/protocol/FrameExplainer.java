package com.wattwell.protocol;

import java.util.List;

/** Takes the frames of one protocol apart without knowing what was asked. Stateless and safe for concurrent use. */
public interface FrameExplainer {

    /** The protocol as {@code wattwell decode} spells it, for example {@code dlt645-2007}. */
    String notation();

    /**
     * Judges whether a frame starts exactly at {@code from}, as {@link MeterProtocol#probe} does.
     *
     * @param to index after the last byte that is there
     */
    Probe probe(byte[] bytes, int from, int to);

    /**
     * @param frame one whole frame, preamble left out
     * @throws MalformedFrameException when it is no valid frame; the message names the byte, what stands there and what was expected
     */
    Explanation explain(byte[] frame);

    /**
     * The same where a frame may need what others have shown, as a compact frame of M-Bus does.
     *
     * @param before the frames of this protocol that came before it, in order
     */
    default Explanation explain(byte[] frame, List<byte[]> before) {
        return explain(frame);
    }
}
