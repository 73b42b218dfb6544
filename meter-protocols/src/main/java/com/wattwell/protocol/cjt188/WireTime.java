package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * {@code ss mm hh DD MM YY CC}, BCD: CCYYMMDDhhmmss with the low byte first. One make sends it in display order
 * ({@code 20 20 05 28 ..}), which its century at the other end gives away.
 */
final class WireTime {

    static final int LENGTH = 7;
    static final int FIRST_YEAR = 2000;
    static final int LAST_YEAR = 2099;
    private static final int CENTURY = FIRST_YEAR / 100;

    private WireTime() {
    }

    static void write(LocalDateTime time, byte[] bytes, int from) {
        long digits = time.getYear();
        for (int next : new int[] {time.getMonthValue(), time.getDayOfMonth(), time.getHour(), time.getMinute(),
                time.getSecond()}) {
            digits = digits * 100 + next;
        }
        Bcd.write(BigInteger.valueOf(digits), bytes, from, LENGTH);
    }

    /** The digits as the standard's order gives them: CCYYMMDDhhmmss, whatever they are. */
    static String digits(byte[] bytes, int from) {
        return Hex.reversed(bytes, from, from + LENGTH);
    }

    /** The time, or {@code null} when the bytes are none in either order, such as the 00..00 of a meter that has no clock. */
    static LocalDateTime read(byte[] bytes, int from) {
        LocalDateTime time = read(bytes, from + LENGTH - 1, -1);
        return time == null ? read(bytes, from, 1) : time;
    }

    private static LocalDateTime read(byte[] bytes, int first, int step) {
        int[] pairs = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            pairs[i] = Bcd.pair(bytes[first + i * step]);
        }
        if (pairs[0] != CENTURY || pairs[1] < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(100 * pairs[0] + pairs[1], pairs[2], pairs[3], pairs[4], pairs[5], pairs[6]);
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
