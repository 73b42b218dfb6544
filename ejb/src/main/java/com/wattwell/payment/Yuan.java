package com.wattwell.payment;

import java.math.BigDecimal;

/** Amounts as channels write them, yuan with two decimals (WeChat's fees with five), and fen as we keep them. */
public final class Yuan {

    private Yuan() {
    }

    public static String of(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    /** @throws IllegalArgumentException when it is no positive amount of whole fen */
    public static long fen(String yuan) {
        long fen = signedFen(yuan);
        if (fen < 1) {
            throw new IllegalArgumentException("no amount: " + yuan);
        }
        return fen;
    }

    /** The same with zero and minus. */
    public static long signedFen(String yuan) {
        try {
            return yuan.isBlank() ? 0 : new BigDecimal(yuan.strip()).movePointRight(2).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("no amount: " + yuan);
        }
    }
}
