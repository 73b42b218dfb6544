package com.wattwell.connector.ra.socket;

import com.wattwell.protocol.MeterProtocol;

/**
 * What a box puts around the meters' bytes, and wants around those it is sent. On the socket's loop, between the network
 * and the {@link Phase} the socket is in.
 */
sealed interface Envelope permits Envelope.None, DialectEnvelope {

    /** Bytes as they came from the network. */
    void received(byte[] bytes);

    /** What to send so that these bytes go out on the box's line. */
    byte[] wrap(byte[] payload);

    /** A reply of one byte is awaited on the line, or with -1 none any more. */
    void await(MeterProtocol protocol, int character);

    /** Judges what waits for its rest, because the line gave up waiting. */
    void dropPartial();

    /** The socket is not read any more: clocks stand still. */
    void stand();

    void goOn(long stoodNanos);

    /** The socket ended. */
    void end();

    /** A transparent box: the bytes as they are. Registration and heartbeats among them are for the phases to find. */
    record None(CollectorSocket socket) implements Envelope {

        @Override
        public void received(byte[] bytes) {
            socket.phase().bytes(bytes);
        }

        @Override
        public byte[] wrap(byte[] payload) {
            return payload;
        }

        @Override
        public void await(MeterProtocol protocol, int character) {
            // the session's scanner is told
        }

        @Override
        public void dropPartial() {
            // keeps nothing
        }

        @Override
        public void stand() {
            // has no clocks
        }

        @Override
        public void goOn(long stoodNanos) {
            // has no clocks
        }

        @Override
        public void end() {
            // keeps nothing
        }
    }
}
