package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ResourceTable;
import java.util.List;

/** What a meter measures: the medium byte (device type) of the header, and the four bits of the fixed structure. */
final class Medium {

    private static final String[] VARIABLE = new String[256];
    private static final String[] FIXED = new String[16];

    static {
        for (int i = 0; i < VARIABLE.length; i++) {
            VARIABLE[i] = "Reserved (" + Hex.of(i) + ")";
        }
        for (List<String> cells : ResourceTable.read(Medium.class, "mbus-medium.csv")) {
            (cells.get(0).equals("FIXED") ? FIXED : VARIABLE)[Integer.parseInt(cells.get(1), 16)] = cells.get(2);
        }
    }

    private Medium() {
    }

    /** The name of a medium byte. */
    static String name(int code) {
        return VARIABLE[code];
    }

    /** The name of the medium bits of the fixed structure, 0..15. */
    static String fixedName(int code) {
        return FIXED[code];
    }
}
