package com.wattwell.tariff;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The one place where money and quantities are rounded.
 *
 * <ol>
 *   <li>A charge line is quantity × price, exact, and rounded <em>once</em> to whole fen, half up (四舍五入); halves of a negative amount go away
 *       from zero, so that what is taken back is what was charged. Quantities of one line are added before, never its rounded amounts; a
 *       bill is the sum of its lines.</li>
 *   <li>What is divided (a span at a change of tariff, an amount among units, a tax among lines) is divided by differences of rounded sums or by
 *       largest remainders: the parts are the whole, whatever its size.</li>
 *   <li>Quantities that must be divided keep their decimals and have at least {@value #QUANTITY_SCALE}.</li>
 * </ol>
 */
public final class Rounding {

    /** Decimals of a divided quantity, at least. */
    public static final int QUANTITY_SCALE = 4;
    /** Decimals of a price in yuan, at most. */
    public static final int PRICE_SCALE = 8;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Rounding() {
    }

    /** Whole fen of an amount in yuan. @throws ArithmeticException beyond 2⁶³ fen */
    public static long fen(BigDecimal yuan) {
        return yuan.scaleByPowerOfTen(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Whole fen of {@code part / of} of an amount in yuan, rounded once. */
    static long fen(BigDecimal yuan, long part, long of) {
        return yuan.scaleByPowerOfTen(2).multiply(BigDecimal.valueOf(part)).divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP).longValueExact();
    }

    /** An amount in yuan with two decimals. */
    public static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    /** Whole fen of a share of an amount. @param percent of it, such as 13 or -0.75 */
    static long percent(long fen, BigDecimal percent) {
        return fen(BigDecimal.valueOf(fen, 4).multiply(percent));
    }

    /** The tax that is contained in an amount. @param percent such as 13 */
    static long contained(long fen, BigDecimal percent) {
        return BigDecimal.valueOf(fen).multiply(percent).divide(HUNDRED.add(percent), 0, RoundingMode.HALF_UP).longValueExact();
    }

    /** {@code whole × part / of}, with the decimals of a divided quantity. */
    static BigDecimal share(BigDecimal whole, BigDecimal part, BigDecimal of) {
        if (part.compareTo(of) == 0) {
            return whole;
        }
        return whole.multiply(part).divide(of, Math.max(whole.scale(), QUANTITY_SCALE), RoundingMode.HALF_UP);
    }

    /** {@code whole × part / of}, with the decimals of a divided quantity. */
    static BigDecimal share(BigDecimal whole, long part, long of) {
        return part == of ? whole : share(whole, BigDecimal.valueOf(part), BigDecimal.valueOf(of));
    }
}
