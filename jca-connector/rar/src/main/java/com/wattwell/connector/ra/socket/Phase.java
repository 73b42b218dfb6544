package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ExchangeOutcome.End;

/** What a socket is to us at the moment. Each phase handles bytes its own way; all run on the socket's loop. */
sealed interface Phase permits Phase.Ended, Unregistered, Login, Session {

    void bytes(byte[] bytes);

    /** Sockets are not read any more: clocks stand still. */
    void stand();

    /** Sockets are read again. */
    void goOn(long stoodNanos);

    /**
     * The phase is over, because the socket ended or became something else; whoever must know is told.
     *
     * @param end    what becomes of exchanges
     * @param reason one line for people
     */
    void end(End end, String reason);

    /** The socket is closed. */
    record Ended() implements Phase {

        @Override
        public void bytes(byte[] bytes) {
            // what still comes between our closing and its end goes nowhere
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
        public void end(End end, String reason) {
            // has ended
        }
    }
}
