package com.wattwell.simulator.outside;

import java.math.BigDecimal;

/** Alipay and statements write yuan with two decimals; the town counts fen. */
final class Yuan {

    private Yuan() {
    }

    static String of(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    /** @throws IllegalArgumentException when it is no amount from 0.01 to 100,000,000.00 */
    static long fen(Object text) {
        try {
            long fen = new BigDecimal(String.valueOf(text)).movePointRight(2).longValueExact();
            if (fen < 1 || fen > 10_000_000_000L) {
                throw new IllegalArgumentException("no amount: " + text);
            }
            return fen;
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new IllegalArgumentException("no amount: " + text);
        }
    }
}
