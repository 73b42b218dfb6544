package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.calendar.CalendarDay.Kind;
import com.wattwell.calendar.CalendarService;
import com.wattwell.control.BrakeRule;
import com.wattwell.control.Brakes;
import com.wattwell.control.CommandOutcomes;
import com.wattwell.control.CommandService;
import com.wattwell.control.CommandWork;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.platform.TestTransactions;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dormitory nights from 23:00 to 06:00 of a building with six rooms, of which the brake lets four go dark. The clock begins at noon of day 0. */
class DueSwitchingTest {

    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));
    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int ROOMS = 6;

    private Spine spine;
    private LocalDate day;
    private int building;
    private final List<Integer> rooms = new ArrayList<>();

    @BeforeEach
    void aDormitoryAtNoon() {
        spine = new Spine().login(1);
        day = spine.now.atZone(SHANGHAI).toLocalDate().plusDays(1);
        spine.database.one("select ensure_frame_partitions(?, ?)", row -> row.getInt(1), day.minusDays(2), day.plusDays(6));
        int estate = spine.sample.area(spine.company, null, "ESTATE", "Campus", "Campus");
        building = spine.sample.area(spine.company, estate, "BUILDING", "Dormitory 1", "Campus / Dormitory 1");
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(spine.sample.meter(spine.company, spine.line, building, "20240000011" + i, "R" + i, spine.now));
        }
        clock(0, "12:00");
    }

    private Instant at(int days, String time) {
        return day.plusDays(days).atTime(LocalTime.parse(time)).atZone(SHANGHAI).toInstant();
    }

    private void clock(int days, String time) {
        spine.wiring.clock.set(at(days, time));
    }

    private SwitchingPlans plans() {
        return spine.wiring.bean(SwitchingPlans.class);
    }

    private SwitchingPlans.Definition nights(String days, String off, String on, Boolean expectedDark) {
        return new SwitchingPlans.Definition(spine.company, "Nights " + off, "AREA", building, days, off, on, "CLOSE", true, expectedDark);
    }

    private int plan(Boolean expectedDark) {
        return plans().save(ADMIN, null, nights("EVERY_DAY", "23:00", "06:00", expectedDark));
    }

    private SwitchingPlans.Row row(int plan) {
        return plans().byId(Scope.ALL, plan).orElseThrow();
    }

    private void tick() {
        while (spine.wiring.bean(DueSwitching.class).switchNext()) {
            // until nothing is due
        }
    }

    private List<String> batches() {
        return spine.database.list("select kind || ' ' || total || ' ' || reason from command_batch order by id", row -> row.getString(1));
    }

    private List<String> notices() {
        return spine.database.list("select kind || ' ' || detail from notice_event where kind like 'switching%' order by id", row -> row.getString(1));
    }

    /** Meters of the newest batch. */
    private List<Integer> ordered() {
        return spine.database.list("select meter_id from command where batch_id = (select max(id) from command_batch) order by meter_id", row -> row.getInt(1));
    }

    private List<Long> waiting() {
        return spine.database.list("select id from command where state = 'WAITING' order by id", row -> row.getLong(1));
    }

    private String state(long command) {
        return spine.database.<String>one("select state from command where id = ?", row -> row.getString(1), command);
    }

    private void work(long command) {
        spine.wiring.bean(CommandWork.class).work(command);
    }

    /** The order goes out, is accepted, and the relay is read back. */
    private void carryOut(long command, boolean opens) {
        work(command);
        spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.replied(spine.wiring.adapter.exchanges.getLast())));
        spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.replied(spine.wiring.adapter.exchanges.getLast(),
                Dlt645Frame.itemData(0x04000503, (byte) (opens ? 0x50 : 0), (byte) 0))));
        assertThat(state(command)).isEqualTo("CONFIRMED");
    }

    private long order(int meter, String action) {
        return spine.wiring.bean(CommandService.class).control(OPERATOR, meter, action, "arrears");
    }

    private void darkNight() {
        clock(0, "23:00");
        tick();
        waiting().forEach(command -> carryOut(command, true));
    }

    @Test
    void aNightGoesOverMidnightAndNoneBeginsOnAHoliday() {
        CalendarService calendar = spine.wiring.bean(CalendarService.class);
        calendar.mark(ADMIN, spine.company, day, day.plusDays(3), Kind.WORKING_DAY, "上班", null);
        calendar.mark(ADMIN, spine.company, day.plusDays(1), day.plusDays(1), Kind.HOLIDAY, "校庆", null);
        int plan = plans().save(ADMIN, null, nights("WORKING_DAYS", "23:00", "06:00", true));
        assertThat(row(plan).nextOff()).isEqualTo(at(0, "23:00"));
        assertThat(row(plan).nextOn()).isEqualTo(at(1, "06:00"));
        tick();
        assertThat(batches()).isEmpty();
        darkNight();
        assertThat(batches()).containsExactly("TRIP 6 plan Nights 23:00");
        assertThat(row(plan)).extracting(SwitchingPlans.Row::dark, SwitchingPlans.Row::nextOff, SwitchingPlans.Row::nextOn)
                .containsExactly(true, at(2, "23:00"), at(1, "06:00"));
        clock(1, "05:59");
        tick();
        assertThat(batches()).hasSize(1);
        clock(1, "06:00");
        tick();
        assertThat(batches()).containsExactly("TRIP 6 plan Nights 23:00", "CLOSE 6 plan Nights 23:00");
        assertThat(row(plan)).extracting(SwitchingPlans.Row::dark, SwitchingPlans.Row::nextOff, SwitchingPlans.Row::nextOn)
                .containsExactly(false, at(2, "23:00"), at(3, "06:00"));
        clock(1, "23:05");
        tick();
        assertThat(batches()).hasSize(2);
    }

    @Test
    void aDayThatIsMarkedLaterMovesTheNextNight() {
        ReckonedAnewTestDoor.listens(spine.wiring);
        CalendarService calendar = spine.wiring.bean(CalendarService.class);
        calendar.mark(ADMIN, spine.company, day, day.plusDays(1), Kind.WORKING_DAY, "上班", null);
        int plan = plans().save(ADMIN, null, nights("WORKING_DAYS", "23:00", "06:00", null));
        assertThat(row(plan).nextOff()).isEqualTo(at(0, "23:00"));
        calendar.mark(ADMIN, spine.company, day, day, Kind.HOLIDAY, "校庆", null);
        assertThat(row(plan).nextOff()).isEqualTo(at(1, "23:00"));
    }

    @Test
    void anOffThatIsMoreThanAQuarterOfAnHourLateIsLeftOutAndPeopleAreTold() {
        int plan = plan(null);
        clock(0, "23:16");
        tick();
        assertThat(batches()).isEmpty();
        assertThat(notices()).containsExactly("switchingMissed Nights 23:00");
        assertThat(row(plan)).extracting(SwitchingPlans.Row::dark, SwitchingPlans.Row::nextOff).containsExactly(false, at(1, "23:00"));
        clock(1, "06:00");
        tick();
        assertThat(batches()).as("without an off there is no on").isEmpty();
        clock(1, "23:15");
        tick();
        assertThat(batches()).as("a quarter of an hour is in time").containsExactly("TRIP 6 plan Nights 23:00");
    }

    @Test
    void afterDaysAwayOneNoticeTellsOfAllAndTonightIsDone() {
        int plan = plan(null);
        clock(3, "23:05");
        tick();
        assertThat(notices()).containsExactly("switchingMissed Nights 23:00");
        assertThat(batches()).hasSize(1);
        assertThat(row(plan).nextOn()).isEqualTo(at(4, "06:00"));
    }

    @Test
    void anOffWhoseOnHasComeIsNotDone() {
        int plan = plans().save(ADMIN, null, nights("EVERY_DAY", "13:00", "13:05", null));
        clock(0, "13:06");
        tick();
        assertThat(batches()).isEmpty();
        assertThat(row(plan).nextOff()).isEqualTo(at(1, "13:00"));
    }

    @Test
    void anOnIsDoneHoweverLateAndAlsoOfAPlanThatWasStopped() {
        int plan = plan(true);
        darkNight();
        plans().enable(OPERATOR, plan, false);
        clock(1, "14:30");
        tick();
        assertThat(batches()).containsExactly("TRIP 6 plan Nights 23:00", "CLOSE 6 plan Nights 23:00");
        assertThat(row(plan)).extracting(SwitchingPlans.Row::dark, SwitchingPlans.Row::nextOff, SwitchingPlans.Row::nextOn).containsExactly(false, null, null);
        clock(1, "20:00");
        waiting().forEach(command -> carryOut(command, false));
        assertThat(waiting()).as("a collector that was away brings supply back when it comes").isEmpty();
    }

    @Test
    void theOnClosesWhatTheOffTrippedAndLeavesAloneWhatSomebodyElseDid() {
        plan(true);
        carryOut(order(rooms.get(0), "TRIP"), true); // in arrears since noon
        carryOut(order(rooms.get(4), "TRIP"), true);
        carryOut(order(rooms.get(4), "CLOSE"), false); // and has paid
        spine.database.update("update meter set protected = true where id = ?", rooms.get(3));
        clock(0, "23:00");
        tick();
        assertThat(ordered()).doesNotContain(rooms.get(3)).hasSize(ROOMS - 1);
        for (long command : waiting()) {
            int meter = spine.database.one("select meter_id from command where id = ?", row -> row.getInt(1), command);
            if (meter == rooms.get(2)) {
                work(command);
                spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.refused(spine.wiring.adapter.exchanges.getLast(), 0x04)));
            } else {
                carryOut(command, true);
            }
        }
        clock(0, "23:30");
        long byNight = order(rooms.get(1), "TRIP");
        clock(1, "06:00");
        tick();
        assertThat(batches()).last().isEqualTo("CLOSE 2 plan Nights 23:00");
        assertThat(ordered()).containsExactly(rooms.get(4), rooms.get(5));
        assertThat(state(byNight)).isEqualTo("WAITING");
    }

    @Test
    void ofTwoPlansForTheSameRoomsTheOneThatEndsLastGivesSupplyBack() {
        plans().save(ADMIN, null, nights("EVERY_DAY", "22:00", "06:00", true));
        plans().save(ADMIN, null, nights("EVERY_DAY", "23:00", "07:00", true));
        clock(0, "22:00");
        tick();
        waiting().forEach(command -> carryOut(command, true));
        darkNight();
        clock(1, "06:00");
        tick();
        assertThat(batches()).containsExactly("TRIP 6 plan Nights 22:00", "TRIP 6 plan Nights 23:00");
        clock(1, "07:00");
        tick();
        assertThat(batches()).last().isEqualTo("CLOSE 6 plan Nights 23:00");
    }

    @Test
    void theBrakeHoldsUnlessSomebodySaidThatItIsMeantToGoDark() {
        int plan = plan(null);
        clock(0, "23:00");
        tick();
        waiting().forEach(this::work);
        assertThat(spine.wiring.adapter.exchanges).hasSize(4);
        assertThat(waiting()).hasSize(2);
        clock(1, "06:00");
        tick();
        assertThat(batches()).last().isEqualTo("CLOSE 4 plan Nights 23:00");
        assertThat(waiting()).as("what the brake held is withdrawn").hasSize(4);
        assertThatThrownBy(() -> plans().save(OPERATOR, plan, nights("EVERY_DAY", "23:00", "06:00", true)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("expectedDark"));
        plans().save(ADMIN, plan, nights("EVERY_DAY", "23:00", "06:00", true));
        assertThat(row(plan)).extracting(SwitchingPlans.Row::expectedDarkBy, SwitchingPlans.Row::expectedDarkAt).containsExactly("chen", at(1, "06:00"));
        plans().save(OPERATOR, plan, nights("EVERY_DAY", "23:00", "06:00", null));
        assertThat(row(plan).expectedDarkBy()).isEqualTo("chen");
        plans().save(OPERATOR, plan, nights("EVERY_DAY", "22:00", "06:00", null));
        assertThat(row(plan).expectedDarkBy()).as("what was said was said of other times").isNull();
    }

    @Test
    void whatIsMeantToGoDarkPassesTheBrakeButNotTheHoursInWhichTripsMayBeSent() {
        plan(true);
        darkNight();
        assertThat(waiting()).isEmpty();
        assertThat(spine.database.<String>one("select released_by || ': ' || reason from brake_release", row -> row.getString(1))).isEqualTo("chen: plan Nights 23:00");
        spine.wiring.bean(Brakes.class).set(ADMIN, spine.company, null, new Brakes.Wanted(BrakeRule.State.ON, 20, 10, 5, "08:00", "20:00", "by day only"));
        clock(1, "06:00");
        tick();
        waiting().forEach(command -> carryOut(command, false));
        clock(1, "23:00");
        tick();
        List<Long> trips = waiting();
        assertThat(trips).hasSize(ROOMS);
        trips.forEach(this::work);
        assertThat(trips).extracting(this::state).containsOnly("FAILED");
    }

    @Test
    void aPlanWithoutMetersDoesNothingAndSaysSo() {
        int plan = plan(null);
        spine.database.update("update meter set area_id = null where area_id = ?", building);
        clock(0, "23:00");
        tick();
        assertThat(notices()).containsExactly("switchingImpossible Nights 23:00");
        assertThat(row(plan)).extracting(SwitchingPlans.Row::dark, SwitchingPlans.Row::nextOff).containsExactly(false, at(1, "23:00"));
    }

    private void again() {
        while (spine.wiring.bean(DueSwitching.class).tryAgainNext()) {
            // until nothing is due
        }
    }

    /** The meter refuses the order. */
    private void refused(long command) {
        work(command);
        spine.wiring.bean(CommandOutcomes.class).take(List.of(spine.refused(spine.wiring.adapter.exchanges.getLast(), 0x04)));
        assertThat(state(command)).isEqualTo("FAILED");
    }

    private void morningInWhichTwoRoomsStayDark() {
        plan(true);
        darkNight();
        clock(1, "06:00");
        tick();
        List<Long> closes = waiting();
        closes.subList(0, 4).forEach(command -> carryOut(command, false));
        closes.subList(4, ROOMS).forEach(this::refused);
    }

    @Test
    void whatFailedOfAnOnIsOrderedAgainAndThenLeftAlone() {
        morningInWhichTwoRoomsStayDark();
        clock(1, "06:04");
        again();
        assertThat(batches()).hasSize(2);
        clock(1, "06:05");
        again();
        assertThat(batches()).last().isEqualTo("CLOSE 2 plan Nights 23:00");
        assertThat(ordered()).containsExactly(rooms.get(4), rooms.get(5));
        assertThat(notices()).containsExactly("switchingAgain Nights 23:00");
        waiting().forEach(command -> carryOut(command, false));
        clock(1, "07:00");
        again();
        assertThat(batches()).hasSize(3);
        assertThat(notices()).hasSize(1);
    }

    @Test
    void thePauseGrowsAndAfterFiveMoreTriesItIsGivenUp() {
        morningInWhichTwoRoomsStayDark();
        for (String time : List.of("06:05", "06:15", "06:35", "07:15", "08:35")) {
            spine.wiring.clock.set(at(1, time).minusSeconds(1));
            again();
            assertThat(waiting()).as("not before " + time).isEmpty();
            clock(1, time);
            again();
            assertThat(waiting()).as(time).hasSize(2).allSatisfy(this::refused);
        }
        clock(1, "11:15");
        again();
        assertThat(batches()).hasSize(7);
        assertThat(notices()).hasSize(6).endsWith("switchingGivenUp Nights 23:00");
        clock(1, "22:00");
        again();
        assertThat(batches()).hasSize(7);
        assertThat(notices()).hasSize(6);
    }

    @Test
    void whatSomebodyOrderedMeanwhileIsNotThePlansAndNothingIsClosedIntoTheNextNight() {
        morningInWhichTwoRoomsStayDark();
        order(rooms.get(4), "TRIP");
        clock(1, "06:05");
        again();
        assertThat(ordered()).containsExactly(rooms.get(5));
        waiting().forEach(command -> spine.database.update("update command set state = 'FAILED' where id = ? and kind = 'CLOSE'", command));
        clock(1, "23:00");
        again();
        assertThat(batches()).as("the next off is due").hasSize(3);
    }

    @Test
    void anOnWhoseCollectorIsAwayIsLookedAtAgainUntilItHasEnded() {
        plan(true);
        darkNight();
        clock(1, "06:00");
        tick();
        clock(1, "06:05");
        again();
        assertThat(batches()).as("they still wait").hasSize(2);
        waiting().forEach(this::refused);
        clock(1, "06:10");
        again();
        assertThat(batches()).last().isEqualTo("CLOSE 6 plan Nights 23:00");
    }

    @Test
    void twoNodesAtOnceSwitchOnce() {
        plan(null);
        clock(0, "23:00");
        DueSwitching node = spine.wiring.bean(DueSwitching.class);
        TestTransactions.run(() -> {
            assertThat(node.switchNext()).isTrue();
            CompletableFuture.runAsync(() -> TestTransactions.run(() -> assertThat(node.switchNext()).isFalse()), work -> new Thread(work).start())
                    .orTimeout(60, TimeUnit.SECONDS).join();
        });
        assertThat(node.switchNext()).isFalse();
        assertThat(batches()).hasSize(1);
    }

    @Test
    void whatIsWrongIsRefusedByItsFieldAndAStrangerSeesNoPlan() {
        int plan = plan(null);
        assertThatThrownBy(() -> plan(null)).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("name"));
        assertThatThrownBy(() -> plans().save(ADMIN, null, new SwitchingPlans.Definition(spine.company, "x", "AREA", spine.sample.area(spine.sample.company("C"), null,
                "ESTATE", "E", "E"), "EVERY_DAY", "23:00", "06:00", "CLOSE", true, null)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("targetId"));
        assertThatThrownBy(() -> plans().save(ADMIN, null, new SwitchingPlans.Definition(spine.company, "x", "AREA", building, "EVERY_DAY", "23:00", "06:00", "TRIP", true,
                null))).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("onAction"));
        Caller stranger = new Caller("li", "Li", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));
        assertThat(plans().byId(stranger.scope(), plan)).isEmpty();
        assertThatThrownBy(() -> plans().enable(stranger, plan, false)).isInstanceOf(RefusedException.class);
        Caller viewer = new Caller("zhao", "Zhao", Scope.ALL, Set.of(Caller.VIEWER));
        assertThatThrownBy(() -> plans().enable(viewer, plan, false)).isInstanceOf(RefusedException.class);
    }
}
