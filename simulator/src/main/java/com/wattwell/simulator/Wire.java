package com.wattwell.simulator;

import com.wattwell.protocol.dlt645.Dlt645Frame;

/** One kind of frame on a line, shared by the protocols that are built on it. */
enum Wire {

    /** DL/T 645 of either edition. */
    DLT645 {
        @Override
        boolean fromMaster(byte[] frame) {
            return !Dlt645Frame.parse(frame).fromMeter();
        }

        @Override
        String addressee(byte[] frame) {
            return Dlt645Frame.parse(frame).address();
        }
    };

    /** Whether a master sent this whole frame; meters do not listen to each other. */
    abstract boolean fromMaster(byte[] frame);

    /** The address of the only meter that can be meant, as people write it; any other text when several may be. */
    abstract String addressee(byte[] frame);
}
