package com.wattwell.protocol.dlt645;

import java.time.LocalDateTime;

/** {@code mm hh DD MM YY}, BCD: from when load-profile blocks are asked for. The years are 2000 to 2099. */
final class ProfileTime {

    static final int LENGTH = 5;

    private ProfileTime() {
    }

    static void write(LocalDateTime time, byte[] bytes, int from) {
        bytes[from] = Bcd.of(time.getMinute());
        bytes[from + 1] = Bcd.of(time.getHour());
        bytes[from + 2] = Bcd.of(time.getDayOfMonth());
        bytes[from + 3] = Bcd.of(time.getMonthValue());
        bytes[from + 4] = Bcd.of(time.getYear() - WireTime.FIRST_YEAR);
    }
}
