package com.wattwell.metering;

import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.Map;

/** How many bytes a reply usually has, four preamble bytes included where the protocol has them: what a forecast reckons with. */
final class UsualReply {

    /** A single value. Measured on meters of many makes; M-Bus telegrams differ most. */
    private static final Map<String, Integer> BYTES = Map.of("DLT645_2007", 24, "DLT645_1997", 22, "CJT188", 39, "MBUS", 80);
    private static final int OTHERWISE = 40;
    /** A total and four tariffs. */
    private static final int DLT645_2007_BLOCK = 40;
    private static final String DLT645_2007 = "DLT645_2007";
    /** From the first 68H: start, address, start, control, length. */
    private static final int HEAD = 10;
    private static final int IDENTIFIER = 4;
    /** FF with 33H added, as it travels: a block. */
    private static final byte BLOCK = 0x32;

    private UsualReply() {
    }

    static int bytes(String protocol, byte[] request) {
        return DLT645_2007.equals(protocol) && asksForBlock(request) ? DLT645_2007_BLOCK : BYTES.getOrDefault(protocol, OTHERWISE);
    }

    private static boolean asksForBlock(byte[] request) {
        int from = 0;
        while (from < request.length && (request[from] & 0xFF) == Dlt645Frame.PREAMBLE) {
            from++;
        }
        for (int i = from + HEAD; i < from + HEAD + IDENTIFIER && i < request.length; i++) {
            if (request[i] == BLOCK) {
                return true;
            }
        }
        return false;
    }
}
