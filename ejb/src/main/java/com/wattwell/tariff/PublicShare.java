package com.wattwell.tariff;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * Divides what belongs to all among units (公摊) by area, by usage, or equally, so that nothing is lost and nothing made: each gets the whole part of
 * its exact share, and what is left goes, one smallest unit each, to the largest remainders (最大余数法), of equal ones to the first.
 */
public final class PublicShare {

    private PublicShare() {
    }

    /**
     * @param totalFen negative where something is given back
     * @param weights  areas, usages, or ones; not negative and not all 0
     * @return fen by unit, in the order of the weights
     */
    public static long[] amounts(long totalFen, List<BigDecimal> weights) {
        BigInteger[] scaled = scaled(weights);
        BigInteger sum = sum(scaled);
        BigInteger total = BigInteger.valueOf(Math.abs(totalFen));
        long[] shares = new long[scaled.length];
        BigInteger[] remainders = new BigInteger[scaled.length];
        long left = Math.abs(totalFen);
        for (int i = 0; i < scaled.length; i++) {
            BigInteger[] division = total.multiply(scaled[i]).divideAndRemainder(sum);
            shares[i] = division[0].longValueExact();
            remainders[i] = division[1];
            left -= shares[i];
        }
        Integer[] order = new Integer[scaled.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> remainders[b].compareTo(remainders[a]));
        for (int i = 0; i < left; i++) {
            shares[order[i]]++;
        }
        if (totalFen < 0) {
            Arrays.setAll(shares, i -> -shares[i]);
        }
        return shares;
    }

    /** The same of a quantity, in its own decimals or {@link Rounding#QUANTITY_SCALE}. @param total not negative */
    public static BigDecimal[] quantities(BigDecimal total, List<BigDecimal> weights) {
        int scale = Math.max(total.scale(), Rounding.QUANTITY_SCALE);
        long[] shares = amounts(total.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().longValueExact(), weights);
        return Arrays.stream(shares).mapToObj(share -> BigDecimal.valueOf(share, scale)).toArray(BigDecimal[]::new);
    }

    private static BigInteger[] scaled(List<BigDecimal> weights) {
        int scale = 0;
        for (BigDecimal weight : weights) {
            if (weight.signum() < 0) {
                throw new IllegalArgumentException("a weight is never negative: " + weight.toPlainString());
            }
            scale = Math.max(scale, weight.scale());
        }
        BigInteger[] scaled = new BigInteger[weights.size()];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights.get(i).setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        }
        return scaled;
    }

    private static BigInteger sum(BigInteger[] weights) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger weight : weights) {
            sum = sum.add(weight);
        }
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("nothing to divide by: no unit has a weight");
        }
        return sum;
    }
}
