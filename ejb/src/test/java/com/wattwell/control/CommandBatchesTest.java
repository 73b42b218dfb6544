package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.control.BatchQueries.MeterRow;
import com.wattwell.control.BatchQueries.Part;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import jakarta.json.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many meters ordered at once, on a real database. */
class CommandBatchesTest {

    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));
    private static final Page.Request FIRST = new Page.Request(1, 500);

    private Spine spine;
    private int building;

    @BeforeEach
    void aBuildingBehindAConnectedBox() {
        spine = new Spine().login(1);
        int estate = spine.sample.area(spine.company, null, "ESTATE", "Jade Lake", "Jade Lake");
        building = spine.sample.area(spine.company, estate, "BUILDING", "Block 5", "Jade Lake / Block 5");
        int flat = spine.sample.area(spine.company, building, "UNIT", "101", "Jade Lake / Block 5 / 101");
        spine.database.update("update meter set area_id = ? where id = ?", flat, spine.meter);
        spine.database.update("update meter set area_id = ? where id = ?", building, spine.otherMeter);
    }

    private CommandBatches batches() {
        return spine.wiring.bean(CommandBatches.class);
    }

    private BatchQueries.Row row(long batch) {
        return new BatchQueries(spine.database).byId(Scope.ALL, batch).orElseThrow();
    }

    private List<MeterRow> meters(long batch, Part part) {
        return new BatchQueries(spine.database).meters(Scope.ALL, batch, part, FIRST).items();
    }

    private long trip(BatchTarget target) {
        return batches().create(OPERATOR, CommandKind.TRIP, null, target, "arrears");
    }

    private int meterOf(String modelCode, String address) {
        int meter = spine.sample.meter(spine.company, spine.line, building, address, address, spine.now);
        spine.database.update("update meter m set model_id = d.id, protocol = d.protocol from meter_model d where d.code = ? and m.id = ?", modelCode, meter);
        return meter;
    }

    @Test
    void anAreaIsItsMetersAndThoseOfTheAreasWithinAndEachGetsACommandWithItsStory() {
        spine.wiring.rings.clear();
        long batch = trip(BatchTarget.of(BatchTarget.Kind.AREA, building));
        assertThat(row(batch).total()).isEqualTo(2);
        assertThat(row(batch).state()).isEqualTo(BatchQueries.State.RUNNING);
        assertThat(meters(batch, Part.ALL)).extracting(MeterRow::state).containsExactly(CommandState.WAITING, CommandState.WAITING);
        assertThat(meters(batch, Part.ALL)).extracting(MeterRow::detail).containsOnly("waiting.ordered|wang");
        assertThat(spine.wiring.rings).hasSize(2).allMatch(ring -> ring.startsWith("COMMAND "));
        assertThat(row(trip(BatchTarget.of(BatchTarget.Kind.COLLECTOR, spine.collector))).total()).isEqualTo(2);
    }

    @Test
    void whatCannotBeOrderedIsSkippedAndEachSaysWhy() {
        spine.database.update("update meter set protected = true where id = ?", spine.otherMeter);
        int heat = meterOf("STANDARD.MBUS", "00000001");
        int sealed = meterOf("STANDARD.DLT645_2007.ESAM", "202311000003");
        int unknown = meterOf("STANDARD.DLT645_2007", "202311000004");
        spine.database.update("update meter m set model_id = d.id from meter_model d where d.code = 'COPY' and m.id = ?", unknown);
        spine.database.update("""
                with copy as (insert into meter_model (company_id, code, make, name, protocol, supply) values (?, 'COPY', 'Own', 'No password', 'DLT645_2007', 'RELAY') returning id)
                update meter m set model_id = copy.id from copy where m.id = ?""", spine.company, unknown);
        BatchTarget all = BatchTarget.of(List.of(spine.meter, spine.otherMeter, heat, sealed, unknown));
        CommandBatches.Preview preview = batches().preview(OPERATOR, CommandKind.TRIP, null, all);
        assertThat(preview.places()).containsExactly(new CommandBatches.Place("Jade Lake / Block 5", 1));
        long batch = trip(all);
        assertThat(row(batch).total()).isOne();
        assertThat(meters(batch, Part.SKIPPED)).extracting(MeterRow::meterId).containsExactlyInAnyOrder(spine.otherMeter, heat, sealed, unknown);
        assertThat(meters(batch, Part.SKIPPED)).extracting(row -> row.detail().split("\\|")[0])
                .containsExactlyInAnyOrder("protected", "noSwitch", "noKeyMachine", "noPassword");
        assertThat(preview.skipped()).hasSize(4);
    }

    @Test
    void aCloseForManyWithdrawsTheTripsThatWait() {
        long trips = trip(BatchTarget.of(BatchTarget.Kind.AREA, building));
        batches().create(OPERATOR, CommandKind.CLOSE, null, BatchTarget.of(BatchTarget.Kind.AREA, building), "paid");
        assertThat(row(trips).withdrawn()).isEqualTo(2);
        batches().settle();
        assertThat(row(trips).state()).isEqualTo(BatchQueries.State.DONE);
    }

    @Test
    void whatWaitsIsWithdrawnAndWhatWasSentGoesOn() {
        long batch = trip(BatchTarget.of(BatchTarget.Kind.AREA, building));
        spine.wiring.bean(CommandWork.class).work(meters(batch, Part.ALL).getFirst().commandId());
        assertThat(batches().withdrawWaiting(OPERATOR, batch)).isOne();
        assertThat(row(batch).withdrawn()).isOne();
        assertThat(row(batch).underWay()).isOne();
        assertThat(row(batch).state()).isEqualTo(BatchQueries.State.RUNNING);
    }

    @Test
    void theFailedAreOrderedAgainAndOnlyThey() {
        long batch = trip(BatchTarget.of(BatchTarget.Kind.AREA, building));
        spine.database.update("update command set state = case when meter_id = ? then 'FAILED' else 'CONFIRMED' end where batch_id = ?", spine.meter, batch);
        long again = batches().repeatFailed(OPERATOR, batch, "second try");
        assertThat(meters(again, Part.ALL)).extracting(MeterRow::meterId).containsExactly(spine.meter);
        assertThat(row(again).repeats()).isEqualTo(batch);
        assertThat(row(again).kind()).isEqualTo(CommandKind.TRIP);
    }

    @Test
    void parametersAreWrittenToManyByAdministratorsOnly() {
        var parameters = Json.createObjectBuilder().add("item", "04000103").add("values", Json.createArrayBuilder().add("60")).build();
        BatchTarget both = BatchTarget.of(List.of(spine.meter, spine.otherMeter));
        assertThatThrownBy(() -> batches().create(OPERATOR, CommandKind.WRITE, parameters, both, "period"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN));
        long batch = batches().create(ADMIN, CommandKind.WRITE, parameters, both, "period");
        assertThat(row(batch).total()).isEqualTo(2);
        long clocks = batches().create(OPERATOR, CommandKind.SET_CLOCK, null, both, "clocks");
        assertThat(row(clocks).total()).isEqualTo(2);
        assertThatThrownBy(() -> batches().create(ADMIN, CommandKind.WRITE, null, both, "period")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> batches().create(ADMIN, CommandKind.READ, null, both, "x")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aBatchSeesOnlyTheCallersMetersAndWantsSomeAndAReason() {
        int other = spine.sample.company("B");
        Caller stranger = new Caller("li", "Li", new Scope(other), Set.of(Caller.COMPANY_ADMIN));
        assertThatThrownBy(() -> batches().create(stranger, CommandKind.TRIP, null, BatchTarget.of(List.of(spine.meter)), "x"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("target"));
        assertThatThrownBy(() -> BatchTarget.of(List.of())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> batches().create(OPERATOR, CommandKind.TRIP, null, BatchTarget.of(List.of(spine.meter)), " "))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("reason"));
        assertThat(spine.database.<Integer>one("select count(*) from command", row -> row.getInt(1))).isZero();
    }

    @Test
    void tenThousandMetersAreOneBatch() {
        spine.database.update("""
                with made as (insert into meter (company_id, line_id, area_id, model_id, protocol, address, name)
                    select m.company_id, m.line_id, m.area_id, m.model_id, m.protocol, '5' || lpad(n::text, 11, '0'), 'n' || n from meter m cross join generate_series(1, 9998) n where m.id = ?
                    returning id, company_id)
                insert into meter_state (meter_id, company_id) select id, company_id from made""", spine.meter);
        long batch = trip(BatchTarget.of(BatchTarget.Kind.AREA, building));
        assertThat(row(batch).total()).isEqualTo(10_000);
        assertThat(batches().withdrawWaiting(OPERATOR, batch)).isEqualTo(10_000);
        spine.sample.meter(spine.company, spine.line, building, "999999999999", "one too many", spine.now);
        assertThatThrownBy(() -> trip(BatchTarget.of(BatchTarget.Kind.AREA, building))).isInstanceOf(RefusedException.class);
    }
}
