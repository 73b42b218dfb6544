package com.wattwell.protocol.dlt645;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/** {@code ss mm hh DD MM YY}, BCD, the order in which clock and expiry travel. The years are 2000 to 2099. */
final class WireTime {

    static final int LENGTH = 6;
    static final int FIRST_YEAR = 2000;
    static final int LAST_YEAR = 2099;

    private WireTime() {
    }

    static void write(LocalDateTime time, byte[] bytes, int from) {
        bytes[from] = Bcd.of(time.getSecond());
        bytes[from + 1] = Bcd.of(time.getMinute());
        bytes[from + 2] = Bcd.of(time.getHour());
        bytes[from + 3] = Bcd.of(time.getDayOfMonth());
        bytes[from + 4] = Bcd.of(time.getMonthValue());
        bytes[from + 5] = Bcd.of(time.getYear() - FIRST_YEAR);
    }

    /** The time, or {@code null} when the bytes are none, such as the 00..00 and 99..99 of masters that set no limit. */
    static LocalDateTime read(byte[] bytes, int from) {
        int year = Bcd.value(bytes[from + 5]);
        if (year < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(FIRST_YEAR + year, Bcd.value(bytes[from + 4]), Bcd.value(bytes[from + 3]),
                    Bcd.value(bytes[from + 2]), Bcd.value(bytes[from + 1]), Bcd.value(bytes[from]));
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
