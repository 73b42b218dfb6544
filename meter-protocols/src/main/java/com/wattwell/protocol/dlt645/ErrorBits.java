package com.wattwell.protocol.dlt645;

import java.util.ArrayList;
import java.util.List;

/**
 * The reasons a meter gives for a refusal. The constants are the bits of DL/T 645-2007; those of 1997 mean other things, see
 * {@link Edition}.
 */
public final class ErrorBits {

    public static final int OTHER = 0x01;
    public static final int NO_REQUESTED_DATA = 0x02;
    public static final int NOT_AUTHORISED = 0x04;
    public static final int BAUD_RATE = 0x08;
    public static final int YEAR_ZONES = 0x10;
    public static final int DAY_SEGMENTS = 0x20;
    public static final int TARIFFS = 0x40;

    /** SERR: the security module found a MAC wrong. */
    public static final int ESAM_VERIFICATION_FAILED = 0x04;
    /** SERR: the identity is not authenticated, or not any more. */
    public static final int NOT_AUTHENTICATED = 0x08;

    /** SERR, the two bytes of C3 (function 03, security). */
    private static final List<String> SERR = List.of("other error", "repeated recharge", "ESAM verification failed",
            "identity authentication failed", "customer number mismatch", "recharge count error",
            "recharge would exceed the hoarding limit", "address abnormal", "meter suspended", "close or restore failed");

    private ErrorBits() {
    }

    /** Words for the data of a refusal; several bits may be set, and a meter may set none. Never empty. */
    static List<String> words(Edition edition, int control, byte[] data) {
        List<String> words = set(edition, control, data);
        return words.isEmpty() ? List.of("refused without a reason") : words;
    }

    /**
     * Whether a refusal's data are SERR. Those of function 03 are, of one byte or two; a command or a write in ciphertext may be
     * refused with the same word, which its two bytes then tell (unconfirmed: the filings known to us show one byte ERR there).
     */
    static boolean isSecurity(Edition edition, int control, byte[] data) {
        Function function = Function.of(edition, control);
        return function == Function.SECURITY
                || edition == Edition.DLT645_2007 && data.length == Short.BYTES && (function == Function.CONTROL || function == Function.WRITE);
    }

    /** A word for every bit that is set. */
    static List<String> set(Edition edition, int control, byte[] data) {
        if (data.length == 0) {
            return List.of();
        }
        boolean security = isSecurity(edition, control, data);
        int bits = data[0] & 0xFF;
        if (security && data.length > 1) {
            bits |= (data[1] & 0xFF) << 8;
        }
        List<String> table = security ? SERR : edition.errors();
        List<String> words = new ArrayList<>();
        for (int bit = 0; bit < Short.SIZE; bit++) {
            if ((bits >> bit & 1) != 0) {
                words.add(bit < table.size() ? table.get(bit) : "reserved b" + bit);
            }
        }
        return words;
    }
}
