package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.platform.TestTransactions;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the brake holds and what it lets go: a building of thirty flats under the usual rule, 20 % in 10 minutes, so six may go dark. */
class BrakeTest {

    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));
    private static final int FLATS = 30;
    /** A pool of few threads would let one who waits keep back who is to see that. */
    private static final Executor EACH_ITS_THREAD = work -> new Thread(work).start();

    private Spine spine;
    private int estate;
    private int building;
    private final List<Integer> flats = new ArrayList<>();

    @BeforeEach
    void aBuildingOfThirtyFlats() {
        spine = new Spine().login(1);
        estate = spine.sample.area(spine.company, null, "ESTATE", "Jade Lake", "Jade Lake");
        building = spine.sample.area(spine.company, estate, "BUILDING", "Block 5", "Jade Lake / Block 5");
        for (int i = 0; i < FLATS; i++) {
            int unit = spine.sample.area(spine.company, building, "UNIT", "F" + i, "Jade Lake / Block 5 / F" + i);
            flats.add(spine.sample.meter(spine.company, spine.line, i % 2 == 0 ? unit : building, "2024000001" + (10 + i), "F" + i, spine.now));
        }
    }

    private long order(int meter, String action) {
        return spine.wiring.bean(CommandService.class).control(OPERATOR, meter, action, "arrears");
    }

    private void work(long command) {
        spine.wiring.bean(CommandWork.class).work(command);
    }

    private List<Long> batch() {
        long batch = spine.wiring.bean(CommandBatches.class).create(OPERATOR, CommandKind.TRIP, null, BatchTarget.of(BatchTarget.Kind.AREA, building), "arrears");
        return spine.database.list("select id from command where batch_id = ? order by id", row -> row.getLong(1), batch);
    }

    private long batchOf(long command) {
        return spine.database.one("select batch_id from command where id = ?", row -> row.getLong(1), command);
    }

    private String state(long command) {
        return spine.database.<String>one("select state || case when held then ' held' else '' end from command where id = ?", row -> row.getString(1), command);
    }

    private List<String> story(long command) {
        return spine.database.list("select detail from command_event where command_id = ? order by id", row -> row.getString(1), command);
    }

    private List<String> alarms() {
        return spine.database.list("select kind from notice_event where severity = 'ALARM' order by id", row -> row.getString(1));
    }

    private int sent() {
        return spine.wiring.adapter.exchanges.size();
    }

    /** The first order of a meter is carried out, and the relay read back. */
    private void confirm(long command, boolean open) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.replied(spine.wiring.adapter.exchanges.getLast())));
        spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.replied(spine.wiring.adapter.exchanges.getLast(),
                Dlt645Frame.itemData(0x04000503, (byte) (open ? 0x50 : 0), (byte) 0))));
        assertThat(state(command)).isEqualTo("CONFIRMED");
    }

    @Test
    void sixOfThirtyGoDarkTheSeventhWaitsAndItsBatchStopsWithAnAlarm() {
        List<Long> commands = batch();
        commands.subList(0, 7).forEach(this::work);
        assertThat(sent()).isEqualTo(6);
        assertThat(state(commands.get(6))).isEqualTo("WAITING held");
        assertThat(story(commands.get(6))).containsExactly("waiting.ordered|wang", "waiting.brake|6|30|20|10");
        work(commands.get(7));
        work(commands.get(6));
        assertThat(sent()).as("a stopped batch sends nothing more").isEqualTo(6);
        assertThat(alarms()).containsExactly("batchStopped");
        assertThat(new BatchQueries(spine.database).byId(Scope.ALL, batchOf(commands.getFirst())).orElseThrow().state()).isEqualTo(BatchQueries.State.STOPPED);
    }

    @Test
    void anAdministratorLetsTheRestGoOnAndSaysWhyAndAnOperatorMayNot() {
        List<Long> commands = batch();
        commands.forEach(this::work);
        long batch = batchOf(commands.getFirst());
        Brakes brakes = spine.wiring.bean(Brakes.class);
        assertThatThrownBy(() -> brakes.releaseBatch(OPERATOR, batch, "known")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> brakes.releaseBatch(ADMIN, batch, " ")).isInstanceOf(RefusedException.class);
        brakes.releaseBatch(ADMIN, batch, "the building is empty");
        commands.forEach(this::work);
        assertThat(sent()).isEqualTo(FLATS);
        assertThat(spine.database.<String>one("select released_by || ': ' || reason from brake_release", row -> row.getString(1))).isEqualTo("chen: the building is empty");
        assertThatThrownBy(() -> brakes.releaseBatch(ADMIN, batch, "again")).isInstanceOf(RefusedException.class);
    }

    @Test
    void whatTheBrakeStoppedMayBeTakenBack() {
        List<Long> commands = batch();
        commands.forEach(this::work);
        assertThat(spine.wiring.bean(CommandBatches.class).withdrawWaiting(OPERATOR, batchOf(commands.getFirst()))).isEqualTo(FLATS - 6);
    }

    @Test
    void aMeterWhoseSupplyWasGivenBackCountsNoMoreAndTheHeldTripGoesByItself() {
        long first = order(flats.getFirst(), "TRIP");
        work(first);
        confirm(first, true);
        for (int i = 1; i < 6; i++) {
            work(order(flats.get(i), "TRIP"));
        }
        long seventh = order(flats.get(6), "TRIP");
        work(seventh);
        assertThat(state(seventh)).isEqualTo("WAITING held");
        assertThat(alarms()).containsExactly("tripHeld");
        long close = order(flats.getFirst(), "CLOSE");
        work(close);
        confirm(close, false);
        work(seventh);
        assertThat(state(seventh)).isEqualTo("SENT");
        assertThat(alarms()).hasSize(1);
    }

    @Test
    void whenItsTimeIsOverAnotherShareMayGoDark() {
        for (int i = 0; i < 6; i++) {
            work(order(flats.get(i), "TRIP"));
        }
        spine.wiring.clock.set(spine.now.plus(Duration.ofMinutes(10)).plusSeconds(1));
        long later = order(flats.get(6), "TRIP");
        work(later);
        assertThat(state(later)).isEqualTo("SENT");
    }

    @Test
    void thoseThatWereRefusedOrNeverSentDoNotCount() {
        for (int i = 0; i < 6; i++) {
            work(order(flats.get(i), "TRIP"));
            spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.refused(spine.wiring.adapter.exchanges.getLast(), 0x04)));
        }
        long seventh = order(flats.get(6), "TRIP");
        work(seventh);
        assertThat(state(seventh)).isEqualTo("SENT");
    }

    @Test
    void thoseWithoutAPlaceCountTogetherByTheirCollectorAndTwoNeverBite() {
        work(order(spine.meter, "TRIP"));
        work(order(spine.otherMeter, "TRIP"));
        assertThat(sent()).isEqualTo(2);
    }

    @Test
    void theInmostRuleHoldsAndInheritedAsksThePlaceAbove() {
        Brakes brakes = spine.wiring.bean(Brakes.class);
        brakes.set(ADMIN, spine.company, null, new Brakes.Wanted(BrakeRule.State.ON, 10, 10, 1, "", "", "careful"));
        brakes.set(ADMIN, spine.company, estate, new Brakes.Wanted(BrakeRule.State.ON, 50, 10, 5, null, null, "villas"));
        assertThat(brakes.of(spine.company, java.util.Arrays.asList(building, estate, null)).percent()).isEqualTo(50);
        brakes.set(ADMIN, spine.company, building, new Brakes.Wanted(BrakeRule.State.OFF, 20, 10, 5, null, null, "to be pulled down"));
        assertThat(brakes.of(spine.company, java.util.Arrays.asList(building, estate, null)).state()).isEqualTo(BrakeRule.State.OFF);
        brakes.set(ADMIN, spine.company, building, new Brakes.Wanted(BrakeRule.State.INHERITED, 20, 10, 5, null, null, "not yet"));
        assertThat(brakes.of(spine.company, java.util.Arrays.asList(building, estate, null)).percent()).isEqualTo(50);
        assertThat(brakes.of(spine.company, java.util.Arrays.asList(null, null, null)).percent()).isEqualTo(10);
        assertThat(brakes.list(Scope.ALL)).hasSize(2);
        assertThat(brakes.history(Scope.ALL, 10)).extracting(Brakes.Row::reason).containsExactly("not yet", "to be pulled down", "villas", "careful");
        assertThatThrownBy(() -> brakes.set(OPERATOR, spine.company, null, new Brakes.Wanted(BrakeRule.State.OFF, 20, 10, 5, null, null, "x"))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> brakes.set(ADMIN, spine.company, null, new Brakes.Wanted(BrakeRule.State.OFF, 0, 10, 5, null, null, "x")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("percent"));
    }

    @Test
    void outsideOfThePermittedHoursNothingIsTripped() {
        int hour = spine.now.atZone(java.time.ZoneId.of("Asia/Shanghai")).getHour();
        spine.wiring.bean(Brakes.class).set(ADMIN, spine.company, null, new Brakes.Wanted(BrakeRule.State.ON, 20, 10, 5,
                "%02d:00".formatted((hour + 2) % 24), "%02d:00".formatted((hour + 3) % 24), "by day only"));
        long trip = order(flats.getFirst(), "TRIP");
        work(trip);
        assertThat(state(trip)).isEqualTo("FAILED");
        long close = order(flats.getFirst(), "CLOSE");
        work(close);
        assertThat(state(close)).isEqualTo("SENT");
    }

    @Test
    void twoSendersAtOnceDoNotCountPastEachOther() {
        for (int i = 0; i < 5; i++) {
            work(order(flats.get(i), "TRIP"));
        }
        long sixth = order(flats.get(5), "TRIP");
        long seventh = order(flats.get(6), "TRIP");
        CompletableFuture<Void> other = new CompletableFuture<>();
        TestTransactions.run(() -> {
            work(sixth);
            CompletableFuture.runAsync(() -> TestTransactions.run(() -> work(seventh)), EACH_ITS_THREAD).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    other.complete(null);
                } else {
                    other.completeExceptionally(failure);
                }
            });
            awaitALockedQuestion(other);
        });
        other.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(state(sixth)).isEqualTo("SENT");
        assertThat(state(seventh)).isEqualTo("WAITING held");
    }

    /** Until the other sender waits for the building's row. Asked in a thread outside of the transaction, which would see one moment only. */
    private void awaitALockedQuestion(CompletableFuture<Void> other) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (CompletableFuture.supplyAsync(() -> spine.database.<Integer>one(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", row -> row.getInt(1)), EACH_ITS_THREAD).join() == 0) {
            assertThat(other).as("the second sender counted without waiting for the first").isNotDone();
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
