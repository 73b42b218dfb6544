package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CollectorQueriesTest {

    // 18:00 in Shanghai
    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(100));
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Page.Request FIRST = new Page.Request(1, 10);

    private static Scope lakeside;
    private static Scope hillside;
    private static int gate;
    private static int shed;
    private static CollectorQueries collectors;
    private static OnlineQueries online;
    private static QuarantineQueries quarantine;

    @BeforeAll
    static void someCollectors() {
        Database database = TestDatabase.fresh(LocalDate.of(2026, 5, 10));
        Sample sample = new Sample(database);
        int lakesideId = sample.company("LAKESIDE");
        int hillsideId = sample.company("HILLSIDE");
        lakeside = new Scope(lakesideId);
        hillside = new Scope(hillsideId);
        int garden = sample.area(lakesideId, null, "ESTATE", "湖滨花园", "湖滨花园");
        gate = sample.collector(lakesideId, "GATE-1", "Gate_house", LONG_AGO);
        database.update("update collector set online = true, area_id = ? where id = ?", garden, gate);
        int line = sample.line(lakesideId, gate);
        sample.meter(lakesideId, line, null, "000000000001", "Lift", LONG_AGO);
        shed = sample.collector(hillsideId, "SHED-1", "Shed", NOW.minus(Duration.ofDays(1)));
        // online for the 30 days but for one gap of nine hours yesterday, whose last hour is of today in Shanghai
        sample.online(lakesideId, gate, 1, LONG_AGO, NOW.minus(Duration.ofHours(26)));
        sample.online(lakesideId, gate, 2, NOW.minus(Duration.ofHours(17)), null);
        sample.online(hillsideId, shed, 1, NOW.minus(Duration.ofHours(12)), NOW.minus(Duration.ofHours(6)));
        for (String id : List.of("UNKNOWN-1", "SHED-1")) {
            database.update("insert into quarantine (registration_id, reason, first_seen, last_seen, remote_address) values (?, 'UNKNOWN', ?, ?, '10.0.0.1')",
                    id, NOW, NOW);
        }
        collectors = new CollectorQueries(database, CLOCK);
        online = new OnlineQueries(database, CLOCK);
        quarantine = new QuarantineQueries(database);
    }

    @Test
    void theOnlineShareOfTodayBeginsAtMidnightOfTheCompanysZone() {
        OnlineShare share = collectors.byId(Scope.ALL, gate).orElseThrow().share();

        assertThat(share.today()).isEqualTo(17.0 / 18, within(1e-6));
        assertThat(share.sevenDays()).isEqualTo(1 - 9.0 / (7 * 24), within(1e-6));
        assertThat(share.thirtyDays()).isEqualTo(1 - 9.0 / (30 * 24), within(1e-6));
    }

    @Test
    void aNewCollectorsShareIsReckonedFromWhenItBecameKnown() {
        assertThat(collectors.byId(Scope.ALL, shed).orElseThrow().share().thirtyDays()).isEqualTo(6.0 / 24, within(1e-6));
    }

    @Test
    void aCallerOfOneCompanySeesNothingOfAnother() {
        assertThat(collectors.list(hillside, CollectorQueries.Filter.NONE, CollectorQueries.Sort.CODE, false, FIRST).items())
                .extracting(CollectorQueries.Row::code).containsExactly("SHED-1");
        assertThat(collectors.byId(hillside, gate)).isEmpty();
        assertThat(collectors.lines(hillside, gate)).isEmpty();
        assertThat(online.counts(hillside)).isEqualTo(new OnlineQueries.Counts(0, 1));
        assertThat(online.spells(hillside, gate, LONG_AGO, NOW)).isEmpty();
    }

    @Test
    void theListIsFoundByPlaceAndByStateAndSorted() {
        assertThat(codes("湖滨", null)).containsExactly("GATE-1");
        assertThat(codes("gate_", null)).containsExactly("GATE-1");
        assertThat(codes("%", null)).isEmpty();
        assertThat(codes(null, false)).containsExactly("SHED-1");
        assertThat(collectors.list(Scope.ALL, CollectorQueries.Filter.NONE, CollectorQueries.Sort.NAME, true, FIRST).items())
                .extracting(CollectorQueries.Row::code).containsExactly("SHED-1", "GATE-1");
    }

    @Test
    void aPageHasItsRowsAndTheTotal() {
        Page<CollectorQueries.Row> second = collectors.list(Scope.ALL, CollectorQueries.Filter.NONE, CollectorQueries.Sort.CODE, false,
                new Page.Request(2, 1));

        assertThat(second.total()).isEqualTo(2);
        assertThat(second.items()).extracting(CollectorQueries.Row::code).containsExactly("SHED-1");
        assertThat(collectors.lines(lakeside, gate)).extracting(CollectorQueries.LineRow::meters).containsExactly(1);
    }

    @Test
    void howManyWereOnlineIsCountedAtEachStepOfTheDay() {
        List<OnlineQueries.Sample> samples = online.overTime(Scope.ALL, Duration.ofHours(24), Duration.ofHours(3));

        assertThat(samples).extracting(OnlineQueries.Sample::online).containsExactly(0, 0, 0, 1, 2, 2, 1, 1, 1);
        assertThat(samples.getLast().at()).isEqualTo(NOW);
        assertThat(online.overTime(hillside, Duration.ofHours(24), Duration.ofHours(6))).extracting(OnlineQueries.Sample::online)
                .containsExactly(0, 0, 1, 0, 0);
    }

    @Test
    void spellsIncludeTheOneUnderWayAtTheStart() {
        assertThat(online.spells(lakeside, gate, NOW.minus(Duration.ofDays(2)), NOW)).extracting(OnlineQueries.Spell::endedAt)
                .containsExactly(NOW.minus(Duration.ofHours(26)), null);
        assertThat(online.spells(lakeside, gate, NOW.minus(Duration.ofDays(1)), NOW)).hasSize(1);
    }

    @Test
    void unknownBoxesAreSeenByStaffOfTheInstallationOnly() {
        assertThat(quarantine.list(Scope.ALL, null, FIRST).total()).isEqualTo(2);
        assertThat(quarantine.list(hillside, "10.0.0", FIRST).items()).extracting(QuarantineQueries.Box::registrationId).containsExactly("SHED-1");
        assertThat(quarantine.count(lakeside)).isZero();
    }

    private static List<String> codes(String text, Boolean isOnline) {
        return collectors.list(Scope.ALL, new CollectorQueries.Filter(text, isOnline, null), CollectorQueries.Sort.CODE, false, FIRST).items().stream()
                .map(CollectorQueries.Row::code).toList();
    }
}
