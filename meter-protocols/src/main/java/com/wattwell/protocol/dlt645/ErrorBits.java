package com.wattwell.protocol.dlt645;

import java.util.ArrayList;
import java.util.List;

/**
 * The reasons a meter gives for a refusal, in the words of DL/T 645-2007. The table of DL/T 645-1997 is another one.
 */
public final class ErrorBits {

    public static final int OTHER = 0x01;
    public static final int NO_REQUESTED_DATA = 0x02;
    public static final int NOT_AUTHORISED = 0x04;
    public static final int BAUD_RATE = 0x08;
    public static final int YEAR_ZONES = 0x10;
    public static final int DAY_SEGMENTS = 0x20;
    public static final int TARIFFS = 0x40;

    /** ERR, the single byte of D1..DD. */
    private static final List<String> ERR = List.of("other error", "no requested data", "password error or unauthorised",
            "baud rate cannot change", "year zones exceeded", "day segments exceeded", "tariffs exceeded", "reserved b7");

    /** SERR, the two bytes of C3 (function 03, security). */
    private static final List<String> SERR = List.of("other error", "repeated recharge", "ESAM verification failed",
            "identity authentication failed", "customer number mismatch", "recharge count error",
            "recharge would exceed the hoarding limit", "address abnormal", "meter suspended", "close or restore failed");

    private ErrorBits() {
    }

    /** Words for the data of a refusal of this function; several bits may be set, and a meter may set none. */
    public static List<String> words(int function, byte[] data) {
        if (data.length == 0) {
            return List.of("refused without a reason");
        }
        boolean security = function == Function.SECURITY.code();
        int bits = data[0] & 0xFF;
        if (security && data.length > 1) {
            bits |= (data[1] & 0xFF) << 8;
        }
        List<String> table = security ? SERR : ERR;
        List<String> words = new ArrayList<>();
        for (int bit = 0; bit < Short.SIZE; bit++) {
            if ((bits >> bit & 1) != 0) {
                words.add(bit < table.size() ? table.get(bit) : "reserved b" + bit);
            }
        }
        return words.isEmpty() ? List.of("refused without a reason") : words;
    }
}
