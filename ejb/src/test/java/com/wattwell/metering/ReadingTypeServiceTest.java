package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.Exchange;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.ReadingTypeService.NewReadingType;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.schedule.DueSchedules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was only asked for becomes part of a reading plan. */
class ReadingTypeServiceTest {

    private static final NewReadingType REVERSE_LAST_MONTH = new NewReadingType("DLT645_2007", "00020001", "Reverse active energy, settlement day -1",
            "上1结算日反向有功总电能", "kWh", "REGISTER");

    private Spine spine;
    private Caller admin;

    @BeforeEach
    void aConnectedCollector() {
        spine = new Spine().login(1);
        admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
    }

    private String make(NewReadingType wanted) {
        return spine.wiring.bean(ReadingTypeService.class).make(admin, wanted);
    }

    private int planned(int schedule) {
        spine.database.update("update schedule set next_due = ? where id = ?", spine.wiring.clock.instant().minusSeconds(1), schedule);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        return schedule;
    }

    private List<Exchange> sent() {
        int before = spine.wiring.adapter.exchanges.size();
        long task = spine.database.one("select max(id) from line_task", row -> row.getLong(1));
        spine.wiring.bean(LineTasks.class).work(task);
        return List.copyOf(spine.wiring.adapter.exchanges.subList(before, spine.wiring.adapter.exchanges.size()));
    }

    @Test
    void anItemThatNobodyKeptGetsATypeThatASchedulePlansAsksForAndStores() {
        String code = make(REVERSE_LAST_MONTH);
        ReadingType type = new ReadingQueries(spine.database).type(code).orElseThrow();
        assertThat(code).isEqualTo("DLT645_2007_00020001");
        assertThat(type.id()).isGreaterThanOrEqualTo(1000);

        int schedule = spine.sample.schedule(spine.company, "monthly", "ALL", null, type.id());
        planned(schedule);
        List<Exchange> exchanges = sent();
        assertThat(spine.database.<String>list("select distinct item from schedule_item where schedule_id = ?", row -> row.getString(1), schedule)).contains("00020001");
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(spine.replied(exchanges.getFirst(),
                Dlt645Frame.itemData(0x00020001, (byte) 0x26, (byte) 0x07, (byte) 0, (byte) 0))));

        assertThat(spine.database.<String>list("select reading_type || ' ' || value from reading", row -> row.getString(1))).containsExactly(type.id() + " 7.26");
    }

    @Test
    void aPlanThatWasReckonedBeforeTheTypeWasMadeIsReckonedAnew() {
        int schedule = planned(spine.sample.schedule(spine.company, "hourly", "ALL", null, 1));
        int version = spine.wiring.bean(MeterModelQueries.class).standard("DLT645_2007").version();

        int type = new ReadingQueries(spine.database).type(make(REVERSE_LAST_MONTH)).orElseThrow().id();
        spine.database.update("update schedule set reading_types = array[1, ?]::smallint[] where id = ?", type, schedule);
        spine.wiring.clock.set(spine.now.plusSeconds(3600));
        planned(schedule);

        assertThat(spine.wiring.bean(MeterModelQueries.class).standard("DLT645_2007").version()).isEqualTo(version + 1);
        assertThat(sent()).extracting(exchange -> Spine.request(exchange).address() + " " + exchange.ref().part()).hasSize(4);
    }

    @Test
    void whatExistsOrMakesNoSenseIsRefusedByTheNameOfItsField() {
        make(REVERSE_LAST_MONTH);
        assertThat(refused(REVERSE_LAST_MONTH)).isEqualTo("nameEn");
        assertThat(refused(new NewReadingType("DLT645_2007", "00020001", "Another", "另一个", "kWh", "REGISTER"))).isEqualTo("item");
        assertThat(refused(new NewReadingType("DLT645_2007", "00020002", "Another", "上1结算日反向有功总电能", "kWh", "REGISTER"))).isEqualTo("nameZh");
        assertThat(refused(new NewReadingType("DLT645_2007", "00020002", "Another", "另一个", "kWh", "SUM"))).isEqualTo("kind");
        assertThat(refused(new NewReadingType("DLT645_2007", "0002", "Another", "另一个", "kWh", "GAUGE"))).isEqualTo("item");
        assertThat(refused(new NewReadingType("DLT645_2007", "00020002", " ", "另一个", "kWh", "GAUGE"))).isEqualTo("nameEn");
        assertThat(refused(new NewReadingType("NONE", "00020002", "Another", "另一个", "kWh", "GAUGE"))).isEqualTo("protocol");
    }

    @Test
    void thereIsALimitAndOperatorsMakeNone() {
        spine.database.update("""
                insert into reading_type (id, code, name_en, name_zh, unit, kind, origin)
                select nextval('reading_type_made'), 'X_' || n, 'X ' || n, 'X ' || n, '', 'GAUGE', 'NONE:' || n from generate_series(1, ?) n""", ReadingTypeService.MAX_MADE);
        assertThat(refused(REVERSE_LAST_MONTH)).isEqualTo("item");
        admin = new Caller("li", "Li", new Scope(spine.company), Set.of(Caller.METER_OPERATOR));
        assertThat(refused(REVERSE_LAST_MONTH)).isEqualTo("user");
    }

    private String refused(NewReadingType wanted) {
        String[] field = new String[1];
        assertThatThrownBy(() -> make(wanted)).isInstanceOfSatisfying(RefusedException.class, refused -> field[0] = refused.field());
        return field[0];
    }
}
