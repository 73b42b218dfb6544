package com.wattwell.protocol.mbus;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * The times of EN 13757-3, annex A, told apart by their length.
 *
 * <pre>
 *   G  2 bytes   yyy ddddd · yyyy mmmm                                              date
 *   F  4 bytes   IV 0 mmmmmm · SU cc hhhhh · G                                      date and time; cc hundreds of years
 *   I  6 bytes   LY DST ssssss · IV . mmmmmm · www hhhhh · G · . . week             date and time with seconds
 *   J  3 bytes   ssssss · mmmmmm · hhhhh                                            time of day
 * </pre>
 *
 * Years 81 to 99 are 19xx and 0 to 80 are 20xx where the hundreds are not told. IV says that the time is not valid.
 */
final class WireDate {

    static final int DATE_LENGTH = 2;
    static final int TIME_LENGTH = 3;
    static final int DATE_TIME_LENGTH = 4;
    static final int LONG_LENGTH = 6;

    private static final int INVALID = 0x80;
    private static final int SUMMER_TIME = 0x80;
    private static final int LAST_YEAR_OF_2000 = 80;
    private static final int FIRST_YEAR = 1900;
    private static final int HUNDRED = 100;
    private static final int SHORTEST_MONTH = 28;

    private WireDate() {
    }

    static boolean hasType(int length) {
        return length >= DATE_LENGTH && length <= DATE_TIME_LENGTH || length == LONG_LENGTH;
    }

    /** ISO 8601 without zone as a {@link String}; an {@link Absence} when the time is invalid or its fields are none. */
    static Object read(byte[] bytes, int at, int length) {
        if (allOnes(bytes, at, length)) {
            return Absence.INVALID;
        }
        return switch (length) {
            case DATE_LENGTH -> date(bytes, at);
            case TIME_LENGTH -> time(bytes, at);
            case DATE_TIME_LENGTH -> dateTime(bytes, at);
            default -> longDateTime(bytes, at);
        };
    }

    private static Object date(byte[] bytes, int at) {
        byte[] text = new byte[10];
        putDate(text, bytes, at, 0);
        return value(text, isDay(text));
    }

    private static Object time(byte[] bytes, int at) {
        byte[] text = new byte[8];
        putClock(text, 0, bytes[at + 2] & 0x1F, bytes[at + 1] & 0x3F, bytes[at] & 0x3F);
        return value(text, isTime(bytes[at + 2], bytes[at + 1], bytes[at]));
    }

    private static Object dateTime(byte[] bytes, int at) {
        if ((bytes[at] & INVALID) != 0) {
            return Absence.INVALID;
        }
        byte[] text = new byte[19];
        putDate(text, bytes, at + 2, bytes[at + 1] >> 5 & 3);
        text[10] = 'T';
        putClock(text, 11, bytes[at + 1] & 0x1F, bytes[at] & 0x3F, 0);
        return value(text, isDay(text) && isTime(bytes[at + 1], bytes[at], 0));
    }

    private static Object longDateTime(byte[] bytes, int at) {
        if ((bytes[at + 1] & INVALID) != 0) {
            return Absence.INVALID;
        }
        byte[] text = new byte[19];
        putDate(text, bytes, at + 3, 0);
        text[10] = 'T';
        putClock(text, 11, bytes[at + 2] & 0x1F, bytes[at + 1] & 0x3F, bytes[at] & 0x3F);
        return value(text, isDay(text) && isTime(bytes[at + 2], bytes[at + 1], bytes[at]));
    }

    /** Type F of a time between 1981 and 2080, without seconds and as winter time. */
    static byte[] encode(LocalDateTime time) {
        int year = time.getYear() % HUNDRED;
        int hundreds = (time.getYear() - FIRST_YEAR) / HUNDRED;
        return new byte[] {(byte) time.getMinute(), (byte) (hundreds << 5 | time.getHour()),
            (byte) ((year & 7) << 5 | time.getDayOfMonth()), (byte) (year >> 3 << 4 | time.getMonthValue())};
    }

    /** Whether the time of type F says that it is summer time. */
    static boolean summerTime(byte[] bytes, int at) {
        return (bytes[at + 1] & SUMMER_TIME) != 0;
    }

    private static Object value(byte[] text, boolean set) {
        String fields = new String(text, StandardCharsets.ISO_8859_1);
        return set ? fields : Absence.notSet(fields);
    }

    /** Whether the digits that {@link #putDate} left are a day of the calendar. */
    private static boolean isDay(byte[] text) {
        int month = twoDigits(text, 5);
        int day = twoDigits(text, 8);
        return month >= 1 && month <= 12 && day >= 1
                && (day <= SHORTEST_MONTH || day <= YearMonth.of(HUNDRED * twoDigits(text, 0) + twoDigits(text, 2), month).lengthOfMonth());
    }

    private static int twoDigits(byte[] text, int at) {
        return 10 * (text[at] - '0') + text[at + 1] - '0';
    }

    /** Hour 31 and minute 63 stand for every one, and are no time. */
    private static boolean isTime(int hour, int minute, int second) {
        return (hour & 0x1F) < 24 && (minute & 0x3F) < 60 && (second & 0x3F) < 60;
    }

    private static boolean allOnes(byte[] bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != -1) {
                return false;
            }
        }
        return true;
    }

    private static void putDate(byte[] text, byte[] bytes, int at, int hundreds) {
        int year = bytes[at] >> 5 & 0x07 | bytes[at + 1] >> 1 & 0x78;
        int century = hundreds == 0 && year <= LAST_YEAR_OF_2000 ? 1 : hundreds;
        year += FIRST_YEAR + HUNDRED * century;
        put(text, 0, year / HUNDRED);
        put(text, 2, year % HUNDRED);
        text[4] = '-';
        put(text, 5, bytes[at + 1] & 0x0F);
        text[7] = '-';
        put(text, 8, bytes[at] & 0x1F);
    }

    private static void putClock(byte[] text, int at, int hour, int minute, int second) {
        put(text, at, hour);
        text[at + 2] = ':';
        put(text, at + 3, minute);
        text[at + 5] = ':';
        put(text, at + 6, second);
    }

    private static void put(byte[] text, int at, int twoDigits) {
        text[at] = (byte) ('0' + twoDigits / 10);
        text[at + 1] = (byte) ('0' + twoDigits % 10);
    }
}
