package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;

/**
 * The C field (EN 13757-2, link layer of IEC 60870-5-2, unbalanced).
 *
 * <pre>
 *   bit    7  6     5          4          3..0
 *          0  PRM   FCB / ACD  FCV / DFC  function
 * </pre>
 *
 * PRM is 1 from the master. FCB is toggled by the master for each new SND_UD and REQ_UD where FCV is 1; ACD says that
 * class-1 data (an alarm) wait, DFC that the meter cannot take more now.
 */
final class LinkControl {

    /** Link reset: the meter then expects FCB = 1. */
    static final int SND_NKE = 0x40;
    static final int REQ_SKE = 0x49;
    /** User data for the meter, FCB = 0. */
    static final int SND_UD = 0x53;
    /** Asks for alarms (class 1), FCB = 0. */
    static final int REQ_UD1 = 0x5A;
    /** Asks for data (class 2), FCB = 0. */
    static final int REQ_UD2 = 0x5B;
    static final int RSP_UD = 0x08;

    static final int FROM_MASTER = 0x40;
    static final int FCB = 0x20;
    static final int ACD = 0x20;
    static final int DFC = 0x10;

    private LinkControl() {
    }

    static boolean startsShortFrame(int control) {
        int withoutFcb = control & ~FCB;
        return control == SND_NKE || control == REQ_SKE || withoutFcb == REQ_UD1 || withoutFcb == REQ_UD2;
    }

    static boolean fromMaster(int control) {
        return (control & FROM_MASTER) != 0;
    }

    /** The standard's name, or the byte in hex. */
    static String name(int control) {
        if (!fromMaster(control)) {
            return (control & 0xCF) == RSP_UD ? "RSP_UD" : "function " + Hex.of(control & 0x0F);
        }
        return switch (control & ~FCB) {
            case SND_NKE -> "SND_NKE";
            case REQ_SKE -> "REQ_SKE";
            case SND_UD -> "SND_UD";
            case REQ_UD1 -> "REQ_UD1";
            case REQ_UD2 -> "REQ_UD2";
            default -> "function " + Hex.of(control & 0x0F);
        };
    }

    /** The name and the bits that are set. */
    static String words(int control) {
        boolean counted = fromMaster(control) && (control & DFC) != 0;
        String bits = fromMaster(control)
                ? (counted ? ", FCB " + ((control & FCB) == 0 ? "0" : "1") : "")
                : ((control & ACD) != 0 ? ", class 1 data wait" : "") + ((control & DFC) != 0 ? ", busy" : "");
        return name(control) + (fromMaster(control) ? " from the master" : " from the meter") + bits;
    }
}
