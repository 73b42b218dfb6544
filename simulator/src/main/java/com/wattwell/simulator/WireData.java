package com.wattwell.simulator;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;

/** Values as the Chinese meter protocols send them: packed decimal digits, low pair first. */
final class WireData {

    private WireData() {
    }

    /** WW DD MM YY, Sunday is 0. */
    static byte[] date(LocalDateTime time) {
        return join(new byte[] {(byte) (time.getDayOfWeek().getValue() % 7)}, Arrays.copyOfRange(time(time), 3, 6));
    }

    /** ss mm hh DD MM YY. */
    static byte[] time(LocalDateTime time) {
        return new byte[] {bcd(time.getSecond()), bcd(time.getMinute()), bcd(time.getHour()), bcd(time.getDayOfMonth()),
                bcd(time.getMonthValue()), bcd(time.getYear() % 100)};
    }

    /** Six bytes, low pair first. */
    static byte[] address(String address) {
        return decimal(new byte[6], 0, 6, Long.parseLong(address));
    }

    /** Text travels from its last character to its first; zeros fill it up. */
    static byte[] ascii(String text, int length) {
        byte[] data = new byte[length];
        byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < characters.length; i++) {
            data[length - 1 - i] = characters[i];
        }
        return data;
    }

    static byte[] absent(int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 0xFF);
        return data;
    }

    /** Packed decimal digits, low pair first; digits that do not fit fall off, as on a register that rolls over. */
    static byte[] decimal(byte[] data, int from, int length, long value) {
        long rest = value;
        for (int i = from; i < from + length; i++) {
            data[i] = bcd((int) (rest % 100));
            rest /= 100;
        }
        return data;
    }

    static byte bcd(int value) {
        return (byte) (value / 10 << 4 | value % 10);
    }

    static long sum(long[] sums) {
        long sum = 0;
        for (long each : sums) {
            sum += each;
        }
        return sum;
    }

    /** mWh as the 0.01 kWh that a register shows. */
    static long hundredths(long milliwattHours) {
        return milliwattHours / 10_000;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The packed decimal number, low pair first; -1 when a digit is none. */
    static long number(byte[] data, int from, int length) {
        long value = 0;
        for (int i = from + length - 1; i >= from; i--) {
            int high = data[i] >> 4 & 0x0F;
            int low = data[i] & 0x0F;
            if (high > 9 || low > 9) {
                return -1;
            }
            value = value * 100 + high * 10 + low;
        }
        return value;
    }

    /** ss mm hh DD MM YY, or {@code null} when it is no time. */
    static LocalDateTime time(byte[] data, int from) {
        int[] values = new int[6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) number(data, from + i, 1);
        }
        try {
            return LocalDateTime.of(2000 + values[5], values[4], values[3], values[2], values[1], values[0]);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
