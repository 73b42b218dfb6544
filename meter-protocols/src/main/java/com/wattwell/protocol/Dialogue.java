package com.wattwell.protocol;

import java.util.List;

/**
 * One question and its answer on a line, follow-up frames included. Pure: it neither waits nor sends, it tells its
 * caller what to send and what a frame that came means. Used by one thread at a time.
 */
public interface Dialogue {

    /** The bytes to send now: the request, or the follow-up that is due. Sending them again after a loss is harmless to the dialogue. */
    byte[] toSend();

    /** Whether the meter answers at all; a broadcast is over once it is sent. */
    boolean expectsReply();

    /** Upper bound of bytes the next reply may have on the wire, for time-outs. */
    int longestReplyBytes();

    /**
     * The single byte, 0..255, that alone would be the whole reply to what was sent last (E5 of M-Bus), or -1 where a
     * reply is always a frame. Such a byte means nothing anywhere else, so a scanner takes it for a reply only while told
     * to: {@link StreamScanner#await}.
     */
    default int awaitedCharacter() {
        return -1;
    }

    /** Judges a whole frame (preamble left out) that came while this dialogue was open. */
    Step on(byte[] frame);

    /** Frames accepted so far, in order. */
    List<byte[]> replies();

    /** What a frame means to the dialogue. */
    sealed interface Step {

        /** The answer is complete. */
        record Complete() implements Step {
        }

        /** More follows: send {@link Dialogue#toSend()} next. */
        record More() implements Step {
        }

        /** The frame is not for this dialogue and is to be dropped. */
        record Foreign(Reason reason) implements Step {
        }
    }

    /** Why a frame was dropped. */
    enum Reason {
        ECHO, OTHER_ADDRESS, OTHER_FUNCTION, OTHER_IDENTIFIER, OTHER_SEQUENCE, UNREADABLE
    }
}
