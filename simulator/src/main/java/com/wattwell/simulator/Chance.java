package com.wattwell.simulator;

/**
 * Draws without a generator's state: the same seed and the same question always have the same answer, in whatever order
 * the questions come. (The mixing step is SplitMix64's finaliser.)
 */
public final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Chance() {
    }

    /** Sixty-four well mixed bits out of a seed and a question. */
    public static long bits(long seed, long question) {
        long z = seed + question * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public static long bits(long seed, long question, long detail) {
        return bits(bits(seed, question), detail);
    }

    /** A seed for the thing of this name. */
    public static long seedOf(long seed, String name) {
        long bits = seed;
        for (int i = 0; i < name.length(); i++) {
            bits = bits(bits, name.charAt(i));
        }
        return bits;
    }

    /** Evenly spread over 0 (inclusive) to 1 (exclusive). */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** Evenly spread over {@code from} to {@code to}, both inclusive. */
    public static long between(long bits, long from, long to) {
        return from + (long) (unit(bits) * (to - from + 1));
    }
}
