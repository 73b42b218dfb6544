package com.wattwell.payment;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as channels write them, yuan with two decimals (WeChat's fees with five), and fen as we keep them. */
public final class Yuan {

    /** Up to 999,999,999 yuan: sums of such are whole in fen for longer than there will be payments. */
    private static final Pattern FORM = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,5})?");

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
        String stripped = yuan.strip();
        if (stripped.isEmpty()) {
            return 0;
        }
        try {
            if (FORM.matcher(stripped).matches()) {
                return new BigDecimal(stripped).movePointRight(2).longValueExact();
            }
        } catch (ArithmeticException e) {
            // parts of a fen: said below
        }
        throw new IllegalArgumentException("no amount: " + yuan);
    }
}
