package com.wattwell.simulator;

import java.util.Arrays;
import java.util.Locale;

/** Reads the words of a town file; what is wrong comes as an {@link IllegalArgumentException} that quotes it. */
final class Words {

    private Words() {
    }

    static int number(String value) {
        long number = whole(value);
        if (number != (int) number) {
            throw new IllegalArgumentException("'" + value + "' is too large");
        }
        return (int) number;
    }

    static long whole(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + value + "' is not a whole number");
        }
    }

    static double rate(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + value + "' is not a number");
        }
    }

    /** {@code 300}, {@code 300 ms} or {@code 60 s}. */
    static int millis(String value) {
        boolean seconds = value.endsWith("s") && !value.endsWith("ms");
        String figure = value.replaceFirst("\\s*(ms|s)$", "");
        double millis = rate(figure) * (seconds ? 1000 : 1);
        if (!(millis >= 0 && millis <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("'" + value + "' is no duration");
        }
        return (int) Math.round(millis);
    }

    /** {@code 60 ms}, or {@code 40-120 ms}: from, to. */
    static int[] millisRange(String value) {
        int dash = value.indexOf('-');
        if (dash < 0) {
            int millis = millis(value);
            return new int[] {millis, millis};
        }
        String unit = value.endsWith("ms") ? "ms" : value.endsWith("s") ? "s" : "";
        return new int[] {millis(value.substring(0, dash).strip() + unit), millis(value.substring(dash + 1).strip())};
    }

    static <E extends Enum<E>> E of(E[] values, String value) {
        for (E each : values) {
            if (each.name().equals(value.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new IllegalArgumentException("'" + value + "' is none of " + Arrays.toString(values));
    }

    /** One {@code name=rate}, or {@code late-by=6000}. */
    static FaultRates fault(FaultRates rates, String name, String value) {
        return name.equals("late-by") ? rates.withLateMillis(millis(value)) : rates.with(Fault.of(name), rate(value));
    }

    /** {@code CH-09} and 2 becomes {@code CH-11}: the digits at the end count, and keep their number. */
    static String counted(String code, int further) {
        int digits = code.length();
        while (digits > 0 && Character.isDigit(code.charAt(digits - 1)) && code.length() - digits < 18) {
            digits--;
        }
        if (digits == code.length()) {
            throw new IllegalArgumentException("'" + code + "' does not end in digits to count with");
        }
        String end = code.substring(digits);
        String counted = String.valueOf(Long.parseLong(end) + further);
        return code.substring(0, digits) + "0".repeat(Math.max(0, end.length() - counted.length())) + counted;
    }
}
