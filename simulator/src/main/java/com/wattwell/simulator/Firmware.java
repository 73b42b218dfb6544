package com.wattwell.simulator;

import java.util.List;

/**
 * What one meter does with the frames on its line, by the rules of its protocol. There is one class for each protocol, and
 * one of it in each meter. Frames are whole, without the FE in front, sent by a master, and of the protocol's own {@link Wire}.
 */
interface Firmware {

    /** Whether this meter has to do with a frame that is not addressed to it by name: wildcards, broadcasts, selections. */
    boolean meant(byte[] frame);

    /**
     * Carries out a request and answers it.
     *
     * @param at by the town's clock, in milliseconds of the epoch
     * @return the reply, or {@code null} when the meter says nothing to this
     */
    Reply answer(byte[] frame, long at);

    /** The exchanges by which a master that remembers nothing of this meter reads its total register. */
    List<Exchange> reading();

    /**
     * What one question costs on the bus.
     *
     * @param requestBytes with the preamble that wakes the meter
     * @param replyBytes   with the meter's own
     */
    record Exchange(int requestBytes, int replyBytes) {
    }

    /** What a meter sends back, with what stands in front of its frame. */
    record Reply(byte[] bytes, boolean refusal) {
    }
}
