package com.wattwell.protocol.mbus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Raw numbers and their scale to decimal numbers in the base unit; the usual cases take one allocation. */
final class Decimals {

    /** Decimals of a real: what its 24 bits of mantissa tell about a meter's value, and what the field prints. */
    static final int REAL_PLACES = 6;

    /** Up to 10^13, so that no power times the seconds of a day leaves a long. */
    private static final long[] POWERS = new long[14];
    /** Below this, six places would leave less than three digits of a real. */
    private static final double SMALL_REAL = 1e-4;
    private static final double LARGE_REAL = 1e12;
    private static final double MICRO = 1e6;
    private static final MathContext REAL_DIGITS = new MathContext(7);

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Decimals() {
    }

    /** raw · factor · 10^exponent with as many places as the exponent tells, none when it is positive; factor is 1 to 86,400. */
    static BigDecimal of(long raw, int exponent, int factor) {
        if (exponent < POWERS.length) {
            long multiplier = exponent > 0 ? factor * POWERS[exponent] : factor;
            long product = raw * multiplier;
            if (Math.multiplyHigh(raw, multiplier) == product >> 63) {
                return BigDecimal.valueOf(product, Math.max(0, -exponent));
            }
        }
        return of(BigInteger.valueOf(raw), exponent, factor);
    }

    static BigDecimal of(BigInteger raw, int exponent, int factor) {
        BigDecimal value = new BigDecimal(raw.multiply(BigInteger.valueOf(factor)), -exponent);
        return exponent > 0 ? value.setScale(0, RoundingMode.UNNECESSARY) : value;
    }

    /** real · factor · 10^exponent to six places, and to seven digits when it is very small; the real is finite. */
    static BigDecimal of(float real, int exponent, int factor) {
        double value = exponent >= 0 ? (double) real * factor * power(exponent) : (double) real * factor / power(-exponent);
        double size = Math.abs(value);
        if (size >= SMALL_REAL && size < LARGE_REAL || size == 0) {
            return BigDecimal.valueOf((long) Math.rint(value * MICRO), REAL_PLACES);
        }
        return size < SMALL_REAL ? new BigDecimal(value).round(REAL_DIGITS)
                : new BigDecimal(value).setScale(REAL_PLACES, RoundingMode.HALF_EVEN);
    }

    private static double power(int exponent) {
        return exponent < POWERS.length ? POWERS[exponent] : Math.pow(10, exponent);
    }

    /**
     * At least six places, and more only where digits other than 0 stand there: how M-Bus values are printed for
     * programs.
     */
    static String print(BigDecimal number) {
        BigDecimal printed = number;
        if (printed.scale() > REAL_PLACES) {
            printed = printed.stripTrailingZeros();
        }
        return (printed.scale() < REAL_PLACES ? printed.setScale(REAL_PLACES) : printed).toPlainString();
    }
}
