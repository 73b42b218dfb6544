package com.wattwell.connector.ra.line;

/** What carries the bytes of a line: the collector's socket. */
public interface Wire {

    /** Sends the bytes now. */
    void send(byte[] bytes);

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
