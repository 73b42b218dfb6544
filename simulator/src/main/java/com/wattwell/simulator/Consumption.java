package com.wattwell.simulator;

/**
 * What is taken behind one meter while its relay or valve lets it through: a pure function of seed and time.
 *
 * <p>A register is the integral of a rate that follows the load's day curve, its week and its season, with a chance of
 * its own in every day and half hour. To be exact and cheap at any moment, without summing days, chance never adds
 * energy but moves it: each day boundary and each half-hour boundary is shifted by a bounded amount, so that what one
 * side wins the other loses. The integral therefore never falls, is continuous, and the sum of the tariffs is the total.
 *
 * <p>Amounts are in mWh or ml as the load's {@link Commodity} says, rates in the same an hour, times in milliseconds of the
 * epoch.
 */
final class Consumption {

    private static final long DAY_MILLIS = 86_400_000L;
    private static final long SLOT_MILLIS = DAY_MILLIS / Load.SLOTS;
    /** The season's wave has two crests a year, in the middle of January and of July. */
    private static final double SEASON = 4 * Math.PI / 365.25;
    private static final int HOTTEST_AND_COLDEST = 15;
    /** A day boundary moves by up to this share of a mean day, to either side together. */
    private static final double DAY_SHIFT = 0.2;
    /** A half-hour boundary moves by up to this share of the smaller neighbour, to each side. */
    private static final double SLOT_SHIFT = 0.4;
    /** 1970-01-01 was a Thursday: three days after a Monday. */
    private static final long MONDAY = 3;

    private final Load load;
    private final long seed;
    private final long meanDay;
    private final long initial;
    private final long sinceDay;
    private final long utcOffsetMillis;

    Consumption(Load load, long seed, long sinceDay, int utcOffsetSeconds) {
        this.load = load;
        this.seed = seed;
        this.meanDay = Chance.between(Chance.bits(seed, 1), load.leastOfDay() * 1000L, load.mostOfDay() * 1000L)
                * (load.commodity().smallUnits() / 1000);
        this.initial = Chance.between(Chance.bits(seed, 2), 0, 30_000_000);
        this.sinceDay = sinceDay;
        this.utcOffsetMillis = utcOffsetSeconds * 1000L;
    }

    Load load() {
        return load;
    }

    /** Whether the registers had begun to count by then. */
    boolean counted(long epochMillis) {
        return Math.floorDiv(epochMillis + utcOffsetMillis, DAY_MILLIS) >= sinceDay;
    }

    /** Adds to {@code sums} what each of the four tariffs has counted until then, {@code sign} times. */
    void addAmounts(long epochMillis, int sign, long[] sums) {
        long local = epochMillis + utcOffsetMillis;
        long day = Math.floorDiv(local, DAY_MILLIS);
        long inDay = Math.floorMod(local, DAY_MILLIS);
        if (day < sinceDay) {
            day = sinceDay;
            inDay = 0;
        }
        long before = untilDay(day);
        long today = untilDay(day + 1) - before;
        int slot = (int) (inDay / SLOT_MILLIS);
        int current = TariffDay.tariff(slot);
        long inSlot = inDay - slot * SLOT_MILLIS;
        for (int tariff = 0; tariff < TariffDay.TARIFFS; tariff++) {
            long share = share(tariff, Load.SLOTS);
            long so = share(tariff, slot);
            if (tariff == current) {
                long from = so + shift(day, slot);
                long to = share(tariff, slot + 1) + shift(day, slot + 1);
                so = from + (to - from) * inSlot / SLOT_MILLIS;
            }
            sums[tariff] += sign * ((before * share + today * so) / Load.WHOLE);
        }
    }

    /** Mean rate of the half hour, as the register's own slope gives it, per hour. */
    long rate(long epochMillis) {
        long local = epochMillis + utcOffsetMillis;
        long day = Math.floorDiv(local, DAY_MILLIS);
        if (day < sinceDay) {
            return 0;
        }
        int slot = (int) (Math.floorMod(local, DAY_MILLIS) / SLOT_MILLIS);
        long today = untilDay(day + 1) - untilDay(day);
        long parts = load.slot(slot) + shift(day, slot + 1) - shift(day, slot);
        return today * parts / Load.WHOLE * (3_600_000L / SLOT_MILLIS);
    }

    /** All that was counted before the start of a local day. */
    private long untilDay(long day) {
        double shifted = Chance.unit(Chance.bits(seed, 3, day)) * DAY_SHIFT;
        return initial + (long) ((meanDays(day) - meanDays(sinceDay) + shifted) * meanDay);
    }

    /** Days weighed by week and season: an integral over whole days, only differences of which mean something. */
    private double meanDays(long day) {
        long fromMonday = day + MONDAY;
        long weekday = Math.floorMod(fromMonday, 7L);
        double weeks = Math.floorDiv(fromMonday, 7L) * (5 + 2 * load.weekend());
        double week = Math.min(weekday, 5) + Math.max(0, weekday - 5) * load.weekend();
        return weeks + week + load.season() / SEASON * StrictMath.sin(SEASON * (day - HOTTEST_AND_COLDEST));
    }

    /** Parts of a day that a tariff has before the start of a slot, chance left out. */
    private long share(int tariff, int beforeSlot) {
        return DayShares.of(load).before(tariff, beforeSlot);
    }

    /** How far the boundary before a slot is moved on this day, in parts of a day. */
    private long shift(long day, int slot) {
        if (!TariffDay.flowsInto(slot)) {
            return 0;
        }
        long room = Math.min(load.slot(slot - 1), load.slot(slot));
        return (long) (room * SLOT_SHIFT * (2 * Chance.unit(Chance.bits(seed, day, slot)) - 1));
    }
}
