package com.wattwell.simulator;

import java.util.Locale;

/**
 * What hangs behind a meter: how much it takes in a day, in kWh of electricity or in litres of water, and at what hours.
 * The 24 figures are the weights of the hours of the local day; only their proportion counts.
 */
public enum Load {

    HOUSEHOLD(Commodity.ELECTRICITY, 4, 14, 1, 0.95, 1.15, 0.30, 2, 2, 2, 2, 2, 3, 5, 6, 5, 4, 4, 6, 6, 4, 4, 4, 5, 8, 11, 12, 11, 9, 6, 3),
    DORMITORY(Commodity.ELECTRICITY, 2, 6, 1, 0.97, 0.80, 0.20, 4, 2, 1, 1, 1, 1, 3, 5, 3, 2, 2, 6, 7, 5, 3, 3, 4, 7, 9, 11, 12, 12, 10, 6),
    SHOP(Commodity.ELECTRICITY, 20, 80, 3, 0.90, 1.20, 0.25, 2, 2, 2, 2, 2, 2, 2, 3, 6, 9, 10, 10, 10, 10, 10, 10, 10, 11, 12, 12, 11, 7, 3, 2),
    OFFICE(Commodity.ELECTRICITY, 15, 60, 3, 0.92, 0.60, 0.20, 2, 2, 2, 2, 2, 2, 2, 4, 9, 12, 12, 11, 8, 11, 12, 12, 11, 8, 5, 4, 3, 2, 2, 2),
    STREET_LIGHT(Commodity.ELECTRICITY, 6, 15, 1, 0.85, 1.00, 0.00, 10, 10, 10, 10, 10, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 12, 12, 12, 12, 10),
    PUBLIC_AREA(Commodity.ELECTRICITY, 10, 40, 3, 0.88, 1.00, 0.10, 4, 3, 3, 3, 3, 4, 6, 8, 8, 6, 6, 7, 7, 6, 6, 6, 7, 9, 10, 10, 9, 8, 6, 5),
    PUMP(Commodity.ELECTRICITY, 60, 200, 3, 0.82, 1.00, 0.05, 3, 2, 2, 2, 3, 6, 10, 11, 9, 6, 5, 7, 8, 6, 5, 5, 7, 9, 10, 10, 9, 8, 6, 4),
    HOUSEHOLD_WATER(Commodity.WATER, 150, 600, 1, 1, 1.15, 0.15, 1, 0, 0, 0, 1, 3, 9, 12, 8, 5, 4, 6, 7, 4, 3, 3, 4, 8, 11, 12, 12, 10, 7, 3),
    SHOP_WATER(Commodity.WATER, 200, 2500, 1, 1, 1.10, 0.10, 0, 0, 0, 0, 0, 1, 2, 4, 7, 9, 10, 11, 12, 10, 8, 8, 9, 11, 12, 11, 9, 6, 3, 1),
    IRRIGATION(Commodity.WATER, 3000, 20_000, 1, 1, 1.00, 0.30, 0, 0, 0, 0, 6, 12, 12, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 10, 10, 4, 0, 0, 0);

    /** Half-hour slots of a day. */
    static final int SLOTS = 48;
    /** A whole day in the parts by which slots are weighed. */
    static final int WHOLE = 1_000_000;

    private final Commodity commodity;
    private final int leastOfDay;
    private final int mostOfDay;
    private final int phases;
    private final double powerFactor;
    private final double weekend;
    private final double season;
    private final int[] slots;

    /**
     * @param leastOfDay in kWh or litres, and
     * @param mostOfDay  the mean day of a meter lies in between
     * @param weekend consumption of a Saturday or Sunday against a working day
     * @param season  how far the hottest and coldest weeks stand above the mean
     */
    Load(Commodity commodity, int leastOfDay, int mostOfDay, int phases, double powerFactor, double weekend, double season, int... hours) {
        this.commodity = commodity;
        this.leastOfDay = leastOfDay;
        this.mostOfDay = mostOfDay;
        this.phases = phases;
        this.powerFactor = powerFactor;
        this.weekend = weekend;
        this.season = season;
        this.slots = slots(hours);
    }

    private static int[] slots(int[] hours) {
        long sum = 0;
        for (int hour : hours) {
            sum += 2L * hour;
        }
        int[] slots = new int[SLOTS];
        long weight = 0;
        long before = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            weight += hours[slot / 2];
            long until = weight * WHOLE / sum;
            slots[slot] = (int) (until - before);
            before = until;
        }
        return slots;
    }

    public Commodity commodity() {
        return commodity;
    }

    int leastOfDay() {
        return leastOfDay;
    }

    int mostOfDay() {
        return mostOfDay;
    }

    /** 1 or 3; a single-phase meter has nothing to say of phases B and C. */
    public int phases() {
        return phases;
    }

    double powerFactor() {
        return powerFactor;
    }

    double weekend() {
        return weekend;
    }

    double season() {
        return season;
    }

    /** Share of the day that falls into a half-hour slot, in parts of {@link #WHOLE}; all slots together are exactly {@link #WHOLE}. */
    int slot(int slot) {
        return slots[slot];
    }

    /** The name in town files and in JSON, such as {@code street-light}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Load of(String word) {
        for (Load load : values()) {
            if (load.word().equals(word)) {
                return load;
            }
        }
        throw new IllegalArgumentException("no such load: " + word);
    }
}
