package com.wattwell.connector.ra.line;

import com.wattwell.protocol.MeterProtocol;

/** What carries the bytes of a line: the collector's socket. */
public interface Wire {

    /** Sends the bytes now. */
    void send(byte[] bytes);

    /**
     * The next byte {@code character} that stands where no frame can start is the whole reply of a meter of this protocol;
     * until that byte came, or something else is awaited.
     *
     * @param character 0..255, or -1 for none any more
     */
    void await(MeterProtocol protocol, int character);

    /** Whether everything sent so far has been taken by the network. */
    boolean flushed();

    /** Whether the beginning of a frame has come and its end has not. */
    boolean midFrame();

    /**
     * Gives up a frame that began and did not end, so that it cannot swallow the next reply. Whole frames that stood behind
     * the false start come to the line within this call.
     */
    void dropPartial();

    /** The network has not taken bytes for too long: the socket is to be closed. */
    void stuck();
}
