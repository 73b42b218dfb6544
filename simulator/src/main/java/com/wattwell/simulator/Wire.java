package com.wattwell.simulator;

import com.wattwell.protocol.cjt188.Cjt188Frame;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.mbus.MbusFrame;

/** One kind of frame on a line, shared by the protocols that are built on it. */
enum Wire {

    /** DL/T 645 of either edition. */
    DLT645 {
        @Override
        boolean fromMaster(byte[] frame) {
            return frame[DLT645_CONTROL_AT] >= 0;
        }

        @Override
        String addressee(byte[] frame) {
            return Dlt645Frame.parse(frame).address();
        }
    },

    CJT188 {
        @Override
        boolean fromMaster(byte[] frame) {
            return frame[CJT188_CONTROL_AT] >= 0;
        }

        @Override
        String addressee(byte[] frame) {
            Cjt188Frame request = Cjt188Frame.parse(frame);
            return Cjt188Address.written(request.type(), request.address());
        }
    },

    MBUS {
        @Override
        boolean fromMaster(byte[] frame) {
            return MbusFrame.parse(frame).fromMaster();
        }

        @Override
        String addressee(byte[] frame) {
            return String.valueOf(MbusFrame.parse(frame).address());
        }
    };

    /** Where the control byte stands; its highest bit says that a meter speaks. */
    private static final int DLT645_CONTROL_AT = 8;
    private static final int CJT188_CONTROL_AT = 9;

    /** Whether a master sent this whole frame; meters do not listen to each other. */
    abstract boolean fromMaster(byte[] frame);

    /** The address of the only meter that can be meant, as people write it; any other text when several may be. */
    abstract String addressee(byte[] frame);
}
