package com.wattwell.tariff;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Energy and demand become cheaper or dearer by the period's power factor (力调电费), after the national rule (功率因数调整电费办法,
 * (83)水电财字第215号): P / √(P² + Q²), rounded to hundredths, and a percentage by hundredths above or below the standard. Surcharges
 * are no part of what is adjusted.
 *
 * <pre>
 *   standard   better                                            worse, from the standard down
 *   0.90       0.15 a hundredth, at most 0.75 (from 0.95)        0.5 to 0.70 (10), 1 to 0.65 (15), 2 below
 *   0.85       0.10 to 0.90, 0.15 to 0.94, at most 1.10          0.5 to 0.65 (10), 1 to 0.60 (15), 2 below
 *   0.80       0.10 to 0.90, 0.15 to 0.92, at most 1.30          0.5 to 0.60 (10), 1 to 0.55 (15), 2 below
 * </pre>
 *
 * @param standard in hundredths: 90, 85 or 80
 */
public record PowerFactorAdjustment(String id, Label name, int standard) implements Rule {

    /** Beyond it a hundredth earns 0.15 %. */
    private static final int FULL_STEP = 90;
    private static final int HALF_PERCENT_STEPS = 20;
    private static final int ONE_PERCENT_STEPS = 5;
    private static final BigDecimal HALF_HUNDREDTH = new BigDecimal("0.005");
    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    public PowerFactorAdjustment {
        if (standard != 90 && standard != 85 && standard != 80) {
            throw new IllegalArgumentException("the standard is 90, 85 or 80 hundredths, not " + standard);
        }
    }

    /** By how many percent charges change: negative is cheaper. @param factor in hundredths, 0 to 100 */
    public BigDecimal percent(int factor) {
        if (factor >= standard) {
            int reached = Math.min(factor, standard == 90 ? 95 : standard == 85 ? 94 : 92);
            int tenths = Math.max(0, Math.min(reached, FULL_STEP) - standard);
            int above = Math.max(0, reached - FULL_STEP);
            return BigDecimal.valueOf(-(tenths * 10L + above * 15L), 2);
        }
        int missing = standard - factor;
        int half = Math.min(missing, HALF_PERCENT_STEPS);
        int one = Math.min(missing - half, ONE_PERCENT_STEPS);
        int two = missing - half - one;
        return BigDecimal.valueOf(half * 50L + one * 100L + two * 200L, 2);
    }

    /**
     * The power factor in hundredths, rounded half up, reckoned without a root so that no double decides a fen.
     *
     * @param active   kWh, P
     * @param reactive kvarh, Q
     * @return 100 when nothing was taken
     */
    public static int factor(BigDecimal active, BigDecimal reactive) {
        BigDecimal square = active.multiply(active);
        BigDecimal sum = square.add(reactive.multiply(reactive));
        if (sum.signum() == 0) {
            return 100;
        }
        int low = 0;
        int high = 100;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            BigDecimal edge = HUNDREDTH.multiply(BigDecimal.valueOf(middle)).subtract(HALF_HUNDREDTH);
            if (square.compareTo(edge.multiply(edge).multiply(sum)) >= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The factor as it is printed: 0.93. */
    static BigDecimal printed(int factor) {
        return BigDecimal.valueOf(factor, 2).setScale(2, RoundingMode.UNNECESSARY);
    }
}
