package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest.Freeze;

/**
 * DATA of function 16: {@code mm hh DD MM}, where 99 stands for "any".
 *
 * <pre>
 *   as written   99DDhhmm monthly   9999hhmm daily   999999mm hourly   99999999 at once
 * </pre>
 */
final class FreezeTime {

    static final int LENGTH = 4;
    private static final byte ANY = (byte) 0x99;

    private FreezeTime() {
    }

    static byte[] data(Freeze freeze) {
        return new byte[] {pair(freeze.minute()), pair(freeze.hour()), pair(freeze.day()), ANY};
    }

    private static byte pair(Integer value) {
        return value == null ? ANY : Bcd.of(value);
    }

    static String words(byte[] data) {
        String minute = Hex.of(data[0]);
        String hour = Hex.of(data[1]);
        if (data[3] != ANY) {
            return Hex.of(data[3]) + "-" + Hex.of(data[2]) + " " + hour + ":" + minute;
        }
        if (data[2] != ANY) {
            return "every month on day " + Hex.of(data[2]) + " at " + hour + ":" + minute;
        }
        if (data[1] != ANY) {
            return "every day at " + hour + ":" + minute;
        }
        return data[0] == ANY ? "at once" : "every hour at minute " + minute;
    }
}
