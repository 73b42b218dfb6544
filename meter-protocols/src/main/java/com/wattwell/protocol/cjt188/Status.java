package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.StateBit;
import java.util.List;

/**
 * ST, the status word (CJ/T 188, clause on ST).
 *
 * <pre>
 *   ST0  D1 D0  valve: 00 open, 01 closed, 11 abnormal, 10 not used
 *        D2     battery: 1 = low
 *        D3 D4  reserved     D5..D7  manufacturer's
 *   ST1         manufacturer's; many send 00 or FF
 * </pre>
 *
 * ST0 is first on the wire. In the answer to a valve command it is the state before or during the motion, which takes 5 to
 * 30 seconds: read 901F afterwards.
 */
record Status(int st0, int st1) {

    static final int LENGTH = 2;

    private static final int VALVE = 0x03;
    private static final int BATTERY_LOW = 0x04;
    private static final String[] VALVES = {"open", "closed", "unused", "abnormal"};
    private static final String[] VALVES_ZH = {"开", "关", "未用", "异常"};

    static Status at(byte[] bytes, int from) {
        return new Status(bytes[from] & 0xFF, bytes[from + 1] & 0xFF);
    }

    /** {@code open}, {@code closed}, {@code abnormal}, or {@code unused} for the value that the standard leaves out. */
    String valve() {
        return VALVES[st0 & VALVE];
    }

    boolean valveOpen() {
        return (st0 & VALVE) == 0;
    }

    boolean valveClosed() {
        return (st0 & VALVE) == 1;
    }

    boolean batteryLow() {
        return (st0 & BATTERY_LOW) != 0;
    }

    /** Both bytes as they came. */
    String raw() {
        return Hex.of(st0) + Hex.of(st1);
    }

    /** Each in words; a closed valve is worth a look, as there is no water behind it. */
    List<StateBit> bits() {
        StateBit valve = new StateBit("valve " + valve(), "阀门" + VALVES_ZH[st0 & VALVE], !valveOpen());
        return batteryLow() ? List.of(valve, new StateBit("battery low", "电池欠压", true)) : List.of(valve);
    }

    String words() {
        return "valve " + valve() + (batteryLow() ? ", battery low" : "");
    }
}
