package com.wattwell.simulator;

/** How a collector carries the bytes of its line on one connection. Used by one thread. */
interface BoxWrapping {

    /** Bytes as they are. */
    BoxWrapping NONE = new BoxWrapping() {
        @Override
        public byte[] up(byte[] line) {
            return line;
        }

        @Override
        public byte[] down(byte[] received, Uplink uplink) {
            return received;
        }
    };

    /** Where the box's own answers go. */
    interface Uplink {
        void send(byte[] bytes);
    }

    /** What is sent when this came from the line. */
    byte[] up(byte[] line);

    /** What goes to the line when this came from the server, which may be a part of something or several things. */
    byte[] down(byte[] received, Uplink uplink);
}
