package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsumptionTest {

    private static final long SINCE = LocalDate.parse("2024-01-01").toEpochDay();
    private static final int EAST_8 = 8 * 3600;

    @ParameterizedTest
    @EnumSource(Load.class)
    void aRegisterNeverFalls(Load load) {
        Consumption consumption = new Consumption(load, 17, SINCE, EAST_8);
        long[] before = energies(consumption, "2024-01-01T00:00:00+08:00");
        long at = Instant.parse("2024-01-01T00:00:00+08:00").toEpochMilli();
        for (int step = 0; step < 100_000; step++) {
            at += 421_337;
            long[] now = energies(consumption, at);
            for (int tariff = 0; tariff < TariffDay.TARIFFS; tariff++) {
                assertThat(now[tariff]).isGreaterThanOrEqualTo(before[tariff]);
            }
            before = now;
        }
    }

    @ParameterizedTest
    @EnumSource(Load.class)
    void aDayTakesAboutWhatItsLoadSays(Load load) {
        Consumption consumption = new Consumption(load, 4, SINCE, EAST_8);
        double year = total(consumption, "2025-06-01T00:00:00+08:00") - total(consumption, "2024-06-01T00:00:00+08:00");

        assertThat(year / 365 / load.commodity().smallUnits()).isBetween(load.leastOfDay() * 0.85, load.mostOfDay() * 1.15);
    }

    @Test
    void powerIsTheSlopeOfTheRegister() {
        Consumption consumption = new Consumption(Load.HOUSEHOLD, 99, SINCE, EAST_8);
        long halfHour = Instant.parse("2026-03-05T19:30:00+08:00").toEpochMilli();
        long taken = Arrays.stream(energies(consumption, halfHour + 1_800_000)).sum() - Arrays.stream(energies(consumption, halfHour)).sum();

        assertThat(consumption.rate(halfHour + 600_000)).isCloseTo(taken * 2, within(200L));
    }

    @Test
    void onlyTheTariffOfTheHourCounts() {
        Consumption consumption = new Consumption(Load.SHOP, 5, SINCE, EAST_8);
        long[] atSeven = energies(consumption, "2026-03-05T19:00:00+08:00");
        long[] atNine = energies(consumption, "2026-03-05T21:00:00+08:00");

        assertThat(atNine[0]).as("sharp").isGreaterThan(atSeven[0]);
        assertThat(atNine[1]).as("peak").isEqualTo(atSeven[1]);
        assertThat(atNine[2]).as("flat").isEqualTo(atSeven[2]);
        assertThat(atNine[3]).as("valley").isEqualTo(atSeven[3]);
    }

    @Test
    void aStreetLampTakesNothingAtNoon() {
        Consumption consumption = new Consumption(Load.STREET_LIGHT, 5, SINCE, EAST_8);

        assertThat(consumption.rate(Instant.parse("2026-03-05T12:00:00+08:00").toEpochMilli())).isZero();
        assertThat(consumption.rate(Instant.parse("2026-03-05T21:00:00+08:00").toEpochMilli())).isPositive();
    }

    @Test
    void oneSeedGivesTheSameRegisterAndAnotherSeedAnother() {
        String noon = "2026-03-05T12:00:00+08:00";

        assertThat(energies(new Consumption(Load.OFFICE, 8, SINCE, EAST_8), noon))
                .isEqualTo(energies(new Consumption(Load.OFFICE, 8, SINCE, EAST_8), noon))
                .isNotEqualTo(energies(new Consumption(Load.OFFICE, 9, SINCE, EAST_8), noon));
    }

    private static double total(Consumption consumption, String at) {
        return Arrays.stream(energies(consumption, at)).sum();
    }

    private static long[] energies(Consumption consumption, String at) {
        return energies(consumption, Instant.parse(at).toEpochMilli());
    }

    private static long[] energies(Consumption consumption, long at) {
        long[] sums = new long[TariffDay.TARIFFS];
        consumption.addAmounts(at, 1, sums);
        return sums;
    }
}
