package com.wattwell.simulator;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Type G, a date of two bytes, and type F, date and time of four (EN 13757-3, annex A). Years 2000 to 2080. */
final class MbusTime {

    private MbusTime() {
    }

    /** Day and the low bits of the year, month and the high bits. */
    static byte[] date(LocalDate date) {
        int year = date.getYear() % 100;
        return new byte[] {(byte) (date.getDayOfMonth() | (year & 0x07) << 5), (byte) (date.getMonthValue() | (year >> 3) << 4)};
    }

    /** Minute, hour, and the date. */
    static byte[] dateTime(LocalDateTime time) {
        return WireData.join(new byte[] {(byte) time.getMinute(), (byte) time.getHour()}, date(time.toLocalDate()));
    }

    /** The time at {@code from}, or {@code null} when it is none or said to be invalid. */
    static LocalDateTime dateTime(byte[] data, int from) {
        if ((data[from] & 0x80) != 0) {
            return null;
        }
        int year = data[from + 2] >> 5 & 0x07 | (data[from + 3] >> 4 & 0x0F) << 3;
        try {
            return LocalDateTime.of(2000 + year, data[from + 3] & 0x0F, data[from + 2] & 0x1F, data[from + 1] & 0x1F, data[from] & 0x3F);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
