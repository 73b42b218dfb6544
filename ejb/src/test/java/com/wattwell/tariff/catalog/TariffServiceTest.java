package com.wattwell.tariff.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.TariffVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tariff's life: drafted, published, followed by the next version; and what real meters would have cost. */
class TariffServiceTest {

    /** 10:00 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private Spine spine;
    private Caller admin;
    private TariffService service;
    private TariffQueries queries;
    private Tariffs tariffs;

    @BeforeEach
    void aCompany() {
        spine = new Spine();
        spine.wiring.clock.set(NOW);
        admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
        service = spine.wiring.bean(TariffService.class);
        queries = spine.wiring.bean(TariffQueries.class);
        tariffs = spine.wiring.bean(Tariffs.class);
        spine.wiring.stand(MeterQueries.class, new MeterQueries(spine.database, spine.wiring.clock));
    }

    private static List<Rule> flat(String price) {
        return List.of(new FlatPrice("E", new Label("电费", "Energy"), Months.ALL, new BigDecimal(price)));
    }

    private int home() {
        return service.create(admin, spine.company, new TariffService.Names("HOME", "居民", "Households"), Commodity.ELECTRICITY, LocalDate.of(2020, 1, 1), flat("0.5"));
    }

    private int published() {
        int id = home();
        service.publish(admin, id, 0);
        return id;
    }

    private static String field(Runnable action) {
        try {
            action.run();
            return null;
        } catch (RefusedException e) {
            return e.field();
        }
    }

    @Test
    void theFirstVersionMayBeginInThePastAndTheNextOnesFromToday() {
        int id = published();
        assertThat(tariffs.inForce(id, TODAY, TODAY.plusDays(1))).extracting(TariffVersion::number).containsExactly(1);
        assertThat(service.draft(admin, id)).isEqualTo(2);
        service.saveDraft(admin, id, 0, TODAY.minusDays(1), flat("0.6"), "cheaper coal");
        assertThat(field(() -> service.publish(admin, id, 1))).isEqualTo("effectiveFrom");
        service.saveDraft(admin, id, 1, LocalDate.of(2020, 1, 1), flat("0.6"), "");
        assertThatThrownBy(() -> service.publish(admin, id, 2)).hasMessageContaining("after 2020-01-01");
        service.saveDraft(admin, id, 2, TODAY, flat("0.6"), "");
        service.publish(admin, id, 3);
        assertThat(tariffs.inForce(id, TODAY.minusDays(3), TODAY.plusDays(1))).extracting(TariffVersion::number).containsExactly(1, 2);
        assertThat(tariffs.inForce(id, TODAY, TODAY.plusDays(1))).extracting(TariffVersion::number).containsExactly(2);
        assertThat(tariffs.inForce(id, TODAY.minusDays(3), TODAY)).extracting(TariffVersion::number).containsExactly(1);
        assertThat(tariffs.inForce(id, LocalDate.of(2019, 1, 1), LocalDate.of(2019, 2, 1))).isEmpty();
        assertThat(queries.byId(admin.scope(), id).orElseThrow().nowNumber()).isEqualTo(2);
        assertThat(queries.versions(admin.scope(), id)).extracting(TariffQueries.Version::until).containsExactly(null, TODAY);
    }

    @Test
    void aPublishedVersionIsNeverChangedNotEvenByHand() {
        int id = published();
        assertThat(field(() -> service.saveDraft(admin, id, 0, TODAY, flat("9"), ""))).isEqualTo("draft");
        assertThatThrownBy(() -> spine.database.update("update tariff_version set document = '{}' where tariff_id = ?", id))
                .isInstanceOf(DatabaseException.class).hasStackTraceContaining("is never changed");
        assertThatThrownBy(() -> spine.database.update("delete from tariff_version where tariff_id = ?", id)).isInstanceOf(DatabaseException.class);
    }

    @Test
    void aDraftIsOneAtATimeAndWhoSavesAnOlderOneIsToldSo() {
        int id = published();
        service.draft(admin, id);
        assertThat(field(() -> service.draft(admin, id))).isEqualTo("draft");
        service.saveDraft(admin, id, 0, TODAY.plusDays(1), flat("0.6"), "");
        assertThat(field(() -> service.saveDraft(admin, id, 0, TODAY.plusDays(1), flat("0.7"), ""))).isEqualTo("revision");
        assertThat(field(() -> service.publish(admin, id, 0))).isEqualTo("revision");
        service.discard(admin, id, 1);
        assertThat(queries.versions(admin.scope(), id)).hasSize(1);
        int other = service.create(admin, spine.company, new TariffService.Names("OTHER", "其他", "Other"), Commodity.WATER, TODAY, flat("3"));
        service.discard(admin, other, 0);
        assertThat(queries.byId(admin.scope(), other)).isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedWithItsField() {
        int id = home();
        assertThat(field(() -> home())).isEqualTo("code");
        assertThat(field(() -> create("home", "a", "b", TODAY))).isEqualTo("code");
        assertThat(field(() -> create("A", " ", "b", TODAY))).isEqualTo("nameZh");
        assertThat(field(() -> create("A", "a", "b\u202e", TODAY))).isEqualTo("nameEn");
        assertThat(field(() -> create("A", "a", "b", null))).isEqualTo("effectiveFrom");
        assertThat(field(() -> create("A", "a", "b", LocalDate.of(1999, 12, 31)))).isEqualTo("effectiveFrom");
        assertThat(field(() -> service.saveDraft(admin, id, 0, TODAY, flat("1"), "x".repeat(501)))).isEqualTo("note");
        Caller viewer = new Caller("li", "Li", admin.scope(), Set.of(Caller.VIEWER));
        assertThat(field(() -> service.publish(viewer, id, 0))).isEqualTo("user");
        assertThat(queries.list(admin.scope(), null, new Page.Request(1, 10)).items()).extracting(TariffQueries.Row::code).containsExactly("HOME");
    }

    private void create(String code, String zh, String en, LocalDate day) {
        service.create(admin, spine.company, new TariffService.Names(code, zh, en), Commodity.ELECTRICITY, day, flat("1"));
    }

    @Test
    void anotherCompanyNeitherSeesNorChangesIt() {
        int id = published();
        Caller stranger = new Caller("zhao", "Zhao", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));
        assertThat(queries.list(stranger.scope(), "HOME", new Page.Request(1, 10)).total()).isZero();
        assertThat(field(() -> service.draft(stranger, id))).isEqualTo("id");
        assertThat(field(() -> service.copy(stranger, id, stranger.scope().companyId(), new TariffService.Names("C", "a", "b")))).isEqualTo("id");
    }

    @Test
    void aTariffAndAnExampleCanBeCopied() {
        int id = published();
        int copy = service.copy(admin, id, spine.company, new TariffService.Names("HOME-2", "居民二", "Households 2"));
        assertThat(queries.draft(admin.scope(), copy).orElseThrow().rules()).isEqualTo(flat("0.5"));
        int example = service.copyExample(admin, "WATER-STEPS", spine.company, new TariffService.Names("WATER", "水", "Water"));
        assertThat(queries.byId(admin.scope(), example).orElseThrow().commodity()).isEqualTo(Commodity.WATER);
        assertThat(queries.draft(admin.scope(), example).orElseThrow().rules()).hasSize(3);
        assertThat(field(() -> service.copyExample(admin, "NONE", spine.company, new TariffService.Names("X", "a", "b")))).isEqualTo("id");
    }

    @Test
    void aTrialPricesRealReadingsAndComparesTwoVersions() {
        int id = published();
        service.draft(admin, id);
        service.saveDraft(admin, id, 0, TODAY, flat("0.75"), "");
        reading(spine.meter, "2026-10-31T15:59:00Z", "100");
        reading(spine.meter, "2026-11-15T16:00:00Z", "130");
        reading(spine.meter, "2026-11-20T16:00:00Z", "140");
        TariffTrials trials = spine.wiring.bean(TariffTrials.class);
        TariffTrials.Question question = new TariffTrials.Question(id, 2, 1, null, null, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 16), null);
        TariffTrials.Trial trial = trials.run(admin, question);
        // 30 kWh: 22.50 by the draft, 15.00 by the version in force; the other meter has no readings
        assertThat(trial.fen()).isEqualTo(2_250);
        assertThat(trial.beforeFen()).isEqualTo(1_500);
        assertThat(trial.priced()).isEqualTo(1);
        assertThat(trial.lines()).extracting(line -> line.usage().meterId(), TariffTrials.Line::rise, TariffTrials.Line::reason)
                .containsExactly(tuple(spine.meter, 750L, null), tuple(spine.otherMeter, 0L, "NO_READINGS"));
        assertThat(trial.lines().getFirst().charges().lines().getFirst().readings()).extracting(reading -> reading.value().toPlainString()).containsExactly("100", "130");
        assertThat(field(() -> trials.run(admin, new TariffTrials.Question(id, 2, 1, null, null, TODAY, TODAY, null)))).isEqualTo("from");
        assertThat(field(() -> trials.run(admin, new TariffTrials.Question(id, 7, null, null, null, TODAY, TODAY.plusDays(1), null)))).isEqualTo("id");
    }

    @Test
    void aMeterThatRanBackwardsIsNotPriced() {
        int id = published();
        reading(spine.meter, "2026-10-31T15:59:00Z", "100");
        reading(spine.meter, "2026-11-15T16:00:00Z", "90");
        TariffTrials.Trial trial = spine.wiring.bean(TariffTrials.class).run(admin,
                new TariffTrials.Question(id, 1, null, "202311000001", null, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 16), null));
        assertThat(trial.lines()).extracting(TariffTrials.Line::reason).containsExactly("BACKWARDS");
    }

    private void reading(int meter, String at, String value) {
        spine.database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1), LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 30));
        spine.sample.reading(spine.company, meter, 1, Instant.parse(at), value);
    }
}
