package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;

/** Telegrams for tests, made by hand from the rules of the standard. */
final class Telegrams {

    /** Water meter 12345678 of the made-up maker ABC, generation 1; access number 42, status 0, signature 0. */
    static final String HEADER = "78563412" + "4304" + "01" + "07" + "2A" + "00" + "0000";

    private Telegrams() {
    }

    /** An answer with a long header. */
    static byte[] answer(int address, String records) {
        return MbusFrame.ofLong(LinkControl.RSP_UD, address, Telegram.VARIABLE, Hex.parse(HEADER + records.replace(" ", ""))).encode();
    }

    /** An answer with nothing but records. */
    static byte[] bare(String records) {
        return MbusFrame.ofLong(LinkControl.RSP_UD, 1, Telegram.VARIABLE_NO_HEADER, Hex.parse(records.replace(" ", ""))).encode();
    }
}
