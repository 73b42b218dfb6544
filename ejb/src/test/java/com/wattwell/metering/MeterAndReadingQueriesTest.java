package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeterAndReadingQueriesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");
    // midnight of 10 May in Shanghai
    private static final Instant MIDNIGHT = Instant.parse("2026-05-09T16:00:00Z");
    private static final Page.Request FIRST = new Page.Request(1, 10);
    private static final int ENERGY = 1;
    private static final int VOLTAGE = 21;

    private static Scope lakeside;
    private static Scope hillside;
    private static int flat;
    private static int pump;
    private static int shop;
    private static int group;
    private static MeterQueries meters;
    private static ReadingQueries readings;

    @BeforeAll
    static void someMeters() {
        Database database = TestDatabase.fresh(LocalDate.of(2026, 5, 10));
        Sample sample = new Sample(database);
        int lakesideId = sample.company("LAKESIDE");
        int hillsideId = sample.company("HILLSIDE");
        lakeside = new Scope(lakesideId);
        hillside = new Scope(hillsideId);
        int estate = sample.area(lakesideId, null, "ESTATE", "湖滨花园", "湖滨花园");
        int building = sample.area(lakesideId, estate, "BUILDING", "3号楼", "湖滨花园 / 3号楼");
        int line = sample.line(lakesideId, sample.collector(lakesideId, "GATE-1", "Gate house", MIDNIGHT));
        int otherLine = sample.line(hillsideId, sample.collector(hillsideId, "SHED-1", "Shed", MIDNIGHT));
        flat = sample.meter(lakesideId, line, building, "202605101234", "Flat 302", MIDNIGHT);
        pump = sample.meter(lakesideId, line, estate, "202605105678", "Pump", MIDNIGHT);
        shop = sample.meter(hillsideId, otherLine, null, "202605101234", "Shop", MIDNIGHT);
        group = database.one("insert into meter_group (company_id, name) values (?, 'Pumps') returning id", row -> row.getInt(1), lakesideId);
        database.update("insert into meter_group_member (group_id, meter_id, company_id) values (?, ?, ?)", group, pump, lakesideId);
        database.update("update meter_state set consecutive_failures = 5, supply = 'OPEN' where meter_id = ?", pump);
        database.update("update meter_state set last_contact_at = ? where meter_id = ?", NOW, flat);
        // hourly values over two days to 10:00Z, one kWh an hour; the hours from 03:00Z to 06:00Z of the last day are missing
        for (Instant slot = NOW.minus(Duration.ofHours(48)); !slot.isAfter(NOW); slot = slot.plus(Duration.ofHours(1))) {
            if (slot.isBefore(Instant.parse("2026-05-10T03:00:00Z")) || slot.isAfter(Instant.parse("2026-05-10T06:00:00Z"))) {
                sample.reading(lakesideId, flat, ENERGY, slot, String.valueOf(1000 + Duration.between(MIDNIGHT, slot).toHours()));
            }
        }
        sample.reading(lakesideId, flat, VOLTAGE, NOW.minus(Duration.ofMinutes(30)), "229.5");
        int schedule = sample.schedule(lakesideId, "Hourly", "ALL", null, 1);
        long run = sample.run(lakesideId, schedule, NOW.minus(Duration.ofHours(6)), 1, 1, NOW);
        long task = sample.task(lakesideId, run, line, 1, NOW, 1, NOW);
        sample.failure(lakesideId, run, task, flat, "00010000", "TIMEOUT", NOW.minus(Duration.ofHours(6)));
        meters = new MeterQueries(database, Clock.fixed(NOW, ZoneOffset.UTC));
        readings = new ReadingQueries(database);
    }

    @Test
    void aMeterIsFoundByTheLastDigitsOfItsAddressByNameAndByPlace() {
        assertThat(found(Scope.ALL, "1234")).containsExactly(flat, shop);
        assertThat(found(lakeside, "1234")).containsExactly(flat);
        assertThat(found(Scope.ALL, "flat 3")).containsExactly(flat);
        assertThat(found(Scope.ALL, "3号楼")).containsExactly(flat);
        assertThat(found(Scope.ALL, "湖滨")).containsExactly(flat, pump);
        assertThat(found(lakeside, "12")).containsExactly(flat);
        assertThat(found(Scope.ALL, "nothing like it")).isEmpty();
    }

    @Test
    void aMeterHasItsLastValueItsLastContactAndItsSuccess() {
        MeterQueries.Row row = meters.byId(lakeside, flat).orElseThrow();

        assertThat(row.last().type().code()).isEqualTo("ACTIVE_ENERGY_FORWARD");
        assertThat(row.last().value()).isEqualByComparingTo("1018");
        assertThat(row.lastContact()).isEqualTo(NOW.plusSeconds(5));
        // 20 hourly values after this time yesterday, a voltage, and one failure
        assertThat(row.answered()).isEqualTo(21);
        assertThat(row.failed()).isEqualTo(1);
        assertThat(row.successRate()).isEqualTo(21.0 / 22);
        assertThat(meters.byId(hillside, flat)).isEmpty();
    }

    @Test
    void aMeterWithoutValuesHasNoneAndNoSuccessRate() {
        MeterQueries.Row row = meters.byId(Scope.ALL, pump).orElseThrow();

        assertThat(row.last()).isNull();
        assertThat(row.successRate()).isNull();
        assertThat(row.silent()).isTrue();
        assertThat(row.supply()).isEqualTo(MeterQueries.Supply.OPEN);
    }

    @Test
    void silentMetersAndOpenSuppliesAreFilteredAndCounted() {
        assertThat(list(new MeterQueries.Filter(null, null, null, true))).containsExactly(pump);
        assertThat(list(new MeterQueries.Filter(null, null, MeterQueries.Supply.OPEN, false))).containsExactly(pump);
        assertThat(meters.unanswering(lakeside)).isEqualTo(new MeterQueries.Unanswering(1, 0));
        assertThat(meters.unanswering(hillside)).as("never heard").isEqualTo(new MeterQueries.Unanswering(0, 1));
        assertThat(meters.count(Scope.ALL)).isEqualTo(3);
    }

    @Test
    void theMetersOfAGroupAreFound() {
        MeterQueries.Filter ofGroup = new MeterQueries.Filter(null, null, group, null, false);

        assertThat(list(ofGroup)).containsExactly(pump);
        assertThat(meters.ids(Scope.ALL, ofGroup, 10)).containsExactly(pump);
        assertThat(meters.ids(Scope.ALL, MeterQueries.Filter.NONE, 2)).hasSize(2);
        assertThat(meters.ids(hillside, ofGroup, 10)).isEmpty();
    }

    @Test
    void everySortIsAllowedInBothDirections() {
        for (MeterQueries.Sort sort : MeterQueries.Sort.values()) {
            assertThat(meters.list(Scope.ALL, MeterQueries.Filter.NONE, sort, true, FIRST).items()).hasSize(3);
            assertThat(meters.list(Scope.ALL, MeterQueries.Filter.NONE, sort, false, FIRST).total()).isEqualTo(3);
        }
    }

    @Test
    void theNewestValueOfEachTypeIsGiven() {
        assertThat(readings.latest(lakeside, flat)).extracting(reading -> reading.type().code()).containsExactly("ACTIVE_ENERGY_FORWARD", "VOLTAGE_A");
        assertThat(readings.latest(hillside, flat)).isEmpty();
    }

    @Test
    void aShortSeriesHasEveryValueAndALongOneIsPutTogether() {
        ReadingQueries.Series whole = readings.series(lakeside, flat, energy(), NOW.minus(Duration.ofDays(2)), NOW, 100);
        ReadingQueries.Series curve = readings.series(lakeside, flat, energy(), NOW.minus(Duration.ofDays(2)), NOW, 16);

        assertThat(whole.bucket()).isNull();
        assertThat(whole.points()).hasSize(44);
        assertThat(curve.bucket()).isEqualTo(Duration.ofHours(3));
        assertThat(curve.points()).hasSizeBetween(14, 16);
        assertThat(curve.points().getFirst().low()).isEqualByComparingTo("970");
        assertThat(curve.points().getFirst().value()).isEqualByComparingTo("972");
    }

    @Test
    void theReadingOfMidnightClosesTheDay() {
        List<ReadingQueries.Consumption> days = readings.consumption(lakeside, flat, energy(), MIDNIGHT.minus(Duration.ofDays(1)), NOW,
                ReadingQueries.Step.DAY, SHANGHAI);

        assertThat(days).extracting(ReadingQueries.Consumption::from).containsExactly(MIDNIGHT.minus(Duration.ofDays(1)), MIDNIGHT);
        assertThat(days).extracting(ReadingQueries.Consumption::amount).containsExactly(new BigDecimal("24"), new BigDecimal("18"));
        assertThat(days).extracting(ReadingQueries.Consumption::whole).containsExactly(true, true);
    }

    @Test
    void theFirstDayOfAMeterCountsFromItsFirstReading() {
        List<ReadingQueries.Consumption> days = readings.consumption(lakeside, flat, energy(), NOW.minus(Duration.ofDays(7)), NOW,
                ReadingQueries.Step.DAY, SHANGHAI);

        assertThat(days).extracting(ReadingQueries.Consumption::amount).containsExactly(new BigDecimal("6"), new BigDecimal("24"), new BigDecimal("18"));
        assertThat(days).extracting(ReadingQueries.Consumption::whole).containsExactly(false, true, true);
        assertThat(readings.consumption(lakeside, flat, energy(), NOW.minus(Duration.ofDays(7)), NOW.minus(Duration.ofHours(48)),
                ReadingQueries.Step.DAY, SHANGHAI)).as("one reading alone says nothing").isEmpty();
    }

    @Test
    void consumptionOverAGapSaysThatItIsNotOfOneStep() {
        List<ReadingQueries.Consumption> hours = readings.consumption(lakeside, flat, energy(), Instant.parse("2026-05-10T01:00:00Z"), NOW,
                ReadingQueries.Step.HOUR, SHANGHAI);

        assertThat(hours).extracting(ReadingQueries.Consumption::amount)
                .containsExactly(new BigDecimal("1"), new BigDecimal("5"), new BigDecimal("1"), new BigDecimal("1"), new BigDecimal("1"));
        assertThat(hours).extracting(ReadingQueries.Consumption::whole).containsExactly(true, false, true, true, true);
    }

    @Test
    void theTableOfReadingsIsPagedNewestFirst() {
        Page<ReadingQueries.Reading> page = readings.list(lakeside, flat, null, NOW.minus(Duration.ofDays(2)), NOW, new Page.Request(1, 3));

        assertThat(page.total()).isEqualTo(45);
        assertThat(page.items().getFirst().type().code()).isEqualTo("VOLTAGE_A");
        assertThat(page.items().getFirst().source()).isEqualTo(NewReading.Source.SCHEDULE);
        assertThat(readings.list(lakeside, flat, energy(), NOW.minus(Duration.ofDays(2)), NOW, FIRST).total()).isEqualTo(44);
        assertThat(readings.list(hillside, flat, energy(), NOW.minus(Duration.ofDays(2)), NOW, FIRST).total()).isZero();
    }

    private static ReadingType energy() {
        return readings.type("ACTIVE_ENERGY_FORWARD").orElseThrow();
    }

    private static List<Integer> found(Scope scope, String text) {
        return meters.list(scope, new MeterQueries.Filter(text, null, null, false), MeterQueries.Sort.ID, false, FIRST).items().stream()
                .map(MeterQueries.Row::id).toList();
    }

    private static List<Integer> list(MeterQueries.Filter filter) {
        return meters.list(Scope.ALL, filter, MeterQueries.Sort.ID, false, FIRST).items().stream().map(MeterQueries.Row::id).toList();
    }
}
