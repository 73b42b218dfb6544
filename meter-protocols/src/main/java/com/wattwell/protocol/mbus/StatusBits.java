package com.wattwell.protocol.mbus;

import com.wattwell.protocol.StateBit;
import com.wattwell.protocol.StateWord;
import java.util.ArrayList;
import java.util.List;

/** The status byte in words of both languages (EN 13757-3, STATUS field). */
final class StatusBits {

    /** The byte of the variable structure. */
    static final String VARIABLE = "STATUS";
    /** That of the fixed structure, whose two lowest bits say how the counters are kept. */
    static final String FIXED = "STATUS.fixed";

    private static final StateBit[] APPLICATION = {null, new StateBit("application busy", "应用忙", false),
        new StateBit("application error", "应用错误", true), new StateBit("abnormal condition", "异常状况", true)};
    private static final StateBit[] ERRORS = {new StateBit("power low", "电源电压低", true), new StateBit("permanent error", "永久性错误", true),
        new StateBit("temporary error", "暂时性错误", true)};
    private static final int FIRST_ERROR = 2;
    private static final int FIRST_OF_MAKE = 5;

    private StatusBits() {
    }

    static List<StateBit> of(StateWord word) {
        List<StateBit> bits = new ArrayList<>();
        int status = word.raw().length == 0 ? 0 : word.raw()[0] & 0xFF;
        boolean fixed = word.item().equals(FIXED);
        if (!fixed && APPLICATION[status & 3] != null) {
            bits.add(APPLICATION[status & 3]);
        }
        for (int i = 0; i < ERRORS.length; i++) {
            if ((status >> FIRST_ERROR + i & 1) == 1) {
                bits.add(ERRORS[i]);
            }
        }
        int ofMake = status >> FIRST_OF_MAKE;
        if (!fixed && ofMake != 0) {
            bits.add(new StateBit("manufacturer bits " + ofMake, "厂商自定义位 " + ofMake, false));
        }
        return bits;
    }
}
