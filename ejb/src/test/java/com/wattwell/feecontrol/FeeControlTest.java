package com.wattwell.feecontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.calendar.CalendarDay;
import com.wattwell.calendar.CalendarService;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.control.CommandOutcomes;
import com.wattwell.control.CommandWork;
import com.wattwell.counter.Counter;
import com.wattwell.counter.Shifts;
import com.wattwell.counter.Tender;
import com.wattwell.customer.AccountMode;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.prepayment.Prepaid;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a low balance over warning, grace and cut to the relay that was read back closed; on a real database with a stand-in for the adapter. */
class FeeControlTest {

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(1);
    private final Prepaid prepaid = new Prepaid(day);
    private final Spine spine = prepaid.spine;
    private final List<LowBalance> warnings = new ArrayList<>();
    private long account;

    @BeforeEach
    void anAccountWithTenYuan() {
        spine.login(1);
        spine.wiring.heard.add(event -> {
            if (event instanceof LowBalances low) {
                warnings.addAll(low.all());
            }
        });
        account = prepaid.read(spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_SERVER, spine.meter);
        prepaid.tender(account, 1_000, "t1");
        rule(new FeeControlRule(true, List.of(800L, 400L), 0, 100, 60, null, null, true, false, 30));
    }

    private void rule(FeeControlRule rule) {
        prepaid.bean(FeeControlRules.class).change(prepaid.admin, null, rule, "the board decided");
    }

    private void used(int hour, String register) {
        prepaid.read(spine.meter, Prepaid.start(day).plus(Duration.ofHours(hour)), register).reckon(account);
    }

    private void cutDue() {
        Cuts cuts = prepaid.bean(Cuts.class);
        cuts.due().forEach(id -> prepaid.transaction(() -> {
            cuts.cut(id);
            return null;
        }));
    }

    private void later(Duration time) {
        spine.wiring.clock.set(spine.wiring.clock.instant().plus(time));
    }

    private List<String> cases() {
        return spine.database.list("select state from fee_control_case order by id", row -> row.getString(1));
    }

    private String heldBack() {
        return spine.database.<String>one("select held_back from fee_control_account where account_id = ?", row -> row.getString(1), account);
    }

    private long command(String kind) {
        return spine.database.one("select max(id) from command where kind = ?", row -> row.getLong(1), kind);
    }

    private String state(long command) {
        return spine.database.<String>one("select state from command where id = ?", row -> row.getString(1), command);
    }

    private void work(long command) {
        prepaid.bean(CommandWork.class).work(command);
    }

    private Exchange last() {
        return spine.wiring.adapter.exchanges.getLast();
    }

    private void take(ExchangeOutcome outcome) {
        prepaid.bean(CommandOutcomes.class).take(List.of(outcome));
    }

    private void carriedOut(long command, boolean open) {
        work(command);
        take(spine.replied(last()));
        take(spine.replied(last(), Dlt645Frame.itemData(0x04000503, (byte) (open ? 0x50 : 0), (byte) 0)));
    }

    private void recharge(long fen, String token) {
        Shifts shifts = prepaid.bean(Shifts.class);
        prepaid.transaction(() -> shifts.open(prepaid.cashier, null, 0L, "shift-0001"));
        prepaid.transaction(() -> prepaid.bean(Counter.class).recharge(prepaid.cashier, new Counter.Recharge(account, Tender.CASH, fen, null, token)));
        spine.wiring.doAside();
    }

    @Test
    void eachLevelIsWarnedOnceUntilTheBalanceWasAboveItAgain() {
        used(1, "101");
        assertThat(warnings).isEmpty();
        used(2, "105");
        used(3, "106");
        assertThat(warnings).extracting(LowBalance::level).containsExactly(1);
        used(4, "112");
        assertThat(warnings).extracting(LowBalance::level).containsExactly(1, 2);
        prepaid.tender(account, 1_000, "t2").reckon(account);
        used(5, "128");
        assertThat(warnings).extracting(LowBalance::level).containsExactly(1, 2, 2);
    }

    @Test
    void aBalanceThatSwingsAroundALevelIsToldOfOnce() {
        FeeControlRule rule = FeeControlRule.NOBODY_IS_CUT;
        int level = 0;
        List<Integer> told = new ArrayList<>();
        for (long available : List.of(2_100L, 1_999L, 2_001L, 1_999L, 2_199L, 1_990L, 999L, 1_100L, 999L, 2_200L, 1_999L)) {
            int next = rule.level(available, level);
            if (next > level) {
                told.add(next);
            }
            level = next;
        }
        assertThat(told).as("below 20 yuan, below 10 yuan, and once more after it was 22 yuan").containsExactly(1, 2, 1);
    }

    @Test
    void whoIsShortIsCutWhenGraceIsOverAndTheCutCarriesItsReasons() {
        used(1, "120");
        cutDue();
        assertThat(cases()).as("grace").isEmpty();
        later(Duration.ofMinutes(61));
        cutDue();
        assertThat(cases()).containsExactly("CUTTING");
        assertThat(spine.database.<String>one("select reasons ->> 'balanceFen' || ' ' || (reasons ->> 'soFarFen') || ' ' || (reasons ->> 'limitFen') from fee_control_case", row -> row.getString(1)))
                .isEqualTo("1000 1200 0");
        carriedOut(command("TRIP"), true);
        assertThat(cases()).containsExactly("CUT");
        later(Duration.ofHours(1));
        cutDue();
        assertThat(cases()).as("once").hasSize(1);
    }

    @Test
    void otherLimitsMakeWhoIsNotReadShortToo() {
        used(1, "101");
        spine.wiring.doAside();
        rule(new FeeControlRule(true, List.of(), 100_000, 100_000, 0, null, null, true, false, 30));
        spine.wiring.doAside();
        cutDue();
        assertThat(cases()).containsExactly("CUTTING");
    }

    @Test
    void aPaymentGivesSupplyBackAtOnceAndTheStopwatchTellsHowFast() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        carriedOut(command("TRIP"), true);
        recharge(250, "form-00001");
        assertThat(cases()).as("less than the restore limit").containsExactly("CUT");
        Instant paid = spine.wiring.clock.instant();
        recharge(100, "form-00002");
        assertThat(cases()).containsExactly("RESTORING");
        later(Duration.ofSeconds(2));
        carriedOut(command("CLOSE"), false);
        assertThat(cases()).containsExactly("RESTORED");
        assertThat(spine.database.<String>one("""
                select extract(epoch from read_back_at - paid_at)::int || ' ' || (paid_at = ?) || ' ' || (posted_at is not null and ordered_at is not null and sent_at is not null and accepted_at is not null)
                from fee_control_case""", row -> row.getString(1), paid)).isEqualTo("2 true true");
        FeeControlQueries.Stopwatch watch = prepaid.bean(FeeControlQueries.class).stopwatch(Scope.ALL, Duration.ofDays(400));
        assertThat(watch).extracting(FeeControlQueries.Stopwatch::cases, FeeControlQueries.Stopwatch::p50Millis).containsExactly(1, 2_000L);
    }

    @Test
    void whoHasPaidWhileTheTripWaitedIsNotCut() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        long trip = command("TRIP");
        prepaid.tender(account, 500, "t2"); // nobody told fee control
        work(trip);
        assertThat(state(trip)).isEqualTo("FAILED");
        assertThat(spine.database.<String>one("select failure from command where id = ?", row -> row.getString(1), trip)).isEqualTo("failed.paid|3.00");
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
        assertThat(cases()).containsExactly("CALLED_OFF");
    }

    @Test
    void aPaymentWithdrawsATripThatStillWaits() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        long trip = command("TRIP");
        recharge(1_000, "form-00001");
        assertThat(state(trip)).isEqualTo("WITHDRAWN");
        carriedOut(command("CLOSE"), false);
        assertThat(cases()).containsExactly("RESTORED");
        assertThat(spine.wiring.adapter.exchanges.stream().map(exchange -> Spine.request(exchange).control() & 0x1F)).containsExactly(0x1C, 0x11);
    }

    @Test
    void nobodyIsCutOutsideOfTheHoursOnAHolidayWhenProtectedOrWhileItIsOff() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        FeeControlRule rule = new FeeControlRule(true, List.of(800L), 0, 100, 60, LocalTime.of(1, 0), LocalTime.of(2, 0), true, false, 30);
        rule(rule);
        cutDue();
        assertThat(heldBack()).isEqualTo("heldBack.hours|01:00|02:00");
        rule(new FeeControlRule(true, List.of(800L), 0, 100, 60, null, null, false, false, 30));
        prepaid.bean(CalendarService.class).mark(prepaid.admin, spine.company, day, day, CalendarDay.Kind.HOLIDAY, "节日", null);
        later(Duration.ofMinutes(11));
        cutDue();
        assertThat(heldBack()).isEqualTo("heldBack.restDay");
        rule(new FeeControlRule(false, List.of(800L), 0, 100, 60, null, null, true, false, 30));
        later(Duration.ofMinutes(11));
        cutDue();
        assertThat(heldBack()).isEqualTo("heldBack.off");
        rule(new FeeControlRule(true, List.of(800L), 0, 100, 60, null, null, true, false, 30));
        spine.database.update("update meter set protected = true where id = ?", spine.meter);
        later(Duration.ofMinutes(11));
        cutDue();
        assertThat(heldBack()).isEqualTo("heldBack.protected");
        assertThat(cases()).isEmpty();
    }

    @Test
    void aRestoreThatFailedIsOrderedAgainAndALateOneIsAnAlarm() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        carriedOut(command("TRIP"), true);
        recharge(1_000, "form-00001");
        long first = command("CLOSE");
        work(first);
        take(spine.refused(last(), 0x04));
        assertThat(state(first)).isEqualTo("FAILED");
        assertThat(cases()).containsExactly("RESTORING");
        later(Duration.ofSeconds(31));
        prepaid.bean(FeeControlEars.class).lookAgain();
        prepaid.bean(Restores.class).tellLate();
        assertThat(spine.database.<Integer>one("select count(*) from notice_event where kind = 'restoreLate' and severity = 'ALARM'", row -> row.getInt(1))).isOne();
        assertThat(command("CLOSE")).isGreaterThan(first);
        carriedOut(command("CLOSE"), false);
        assertThat(cases()).containsExactly("RESTORED");
    }

    @Test
    void aBalanceThatIsEnoughWithoutAnybodyTellingIsFoundAndAnOrderThatIsRefusedIsTriedAgain() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        carriedOut(command("TRIP"), true);
        prepaid.tender(account, 1_000, "t2");
        spine.database.update("update meter_model set supply = 'NONE', version = version + 1 where id = (select model_id from meter where id = ?)", spine.meter);
        prepaid.bean(FeeControlEars.class).lookAgain();
        assertThat(spine.database.<String>one("select state || ' ' || why from fee_control_case", row -> row.getString(1))).isEqualTo("RESTORING refused|refused.noSwitch");
        spine.database.update("update meter_model set supply = 'RELAY', version = version + 1 where id = (select model_id from meter where id = ?)", spine.meter);
        later(Duration.ofMinutes(11));
        prepaid.bean(FeeControlEars.class).lookAgain();
        carriedOut(command("CLOSE"), false);
        assertThat(cases()).containsExactly("RESTORED");
    }

    @Test
    void whatAPersonTrippedStaysOffHoweverMuchIsPaidUntilAPersonClosesIt() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        carriedOut(command("TRIP"), true);
        com.wattwell.control.CommandService commands = prepaid.bean(com.wattwell.control.CommandService.class);
        commands.control(prepaid.admin, spine.meter, "TRIP", "the seal is broken");
        carriedOut(command("TRIP"), true);
        recharge(1_000, "form-00001");
        prepaid.bean(FeeControlEars.class).lookAgain();
        assertThat(spine.database.<String>one("select state || ' ' || why from fee_control_case", row -> row.getString(1))).isEqualTo("CUT heldBack.tripped|wang");
        assertThat(spine.database.<Integer>one("select count(*) from command where kind = 'CLOSE'", row -> row.getInt(1))).isZero();
        assertThat(prepaid.bean(Restores.class).due()).as("and holds up nobody").isEmpty();
        commands.control(prepaid.admin, spine.meter, "CLOSE", "repaired");
        carriedOut(command("CLOSE"), false);
        assertThat(spine.database.<String>one("select state || ' ' || why from fee_control_case", row -> row.getString(1))).isEqualTo("RESTORED byHand");
    }

    @Test
    void whoPaysInPartsAndHasNotEnoughIsNotLookedAtAgainAndAgain() {
        used(1, "150");
        later(Duration.ofMinutes(61));
        cutDue();
        carriedOut(command("TRIP"), true);
        prepaid.transaction(() -> prepaid.bean(com.wattwell.counter.Instalments.class).divide(prepaid.finance, account, 2, day.plusDays(20), "two months", "form-00007"));
        assertThat(prepaid.available(account).forControlFen()).isZero();
        assertThat(prepaid.bean(Restores.class).due()).as("the restore limit is one yuan").isEmpty();
        rule(new FeeControlRule(true, List.of(800L, 400L), 0, 0, 60, null, null, true, false, 30));
        assertThat(prepaid.bean(Restores.class).due()).hasSize(1);
    }

    @Test
    void aTripOfWhichNothingIsKnownCountsAsACut() {
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        long trip = command("TRIP");
        work(trip);
        take(spine.ended(last(), End.NO_REPLY, true));
        spine.database.update("update command set verifies = 20 where id = ?", trip);
        take(spine.ended(last(), End.NO_REPLY, true));
        assertThat(state(trip)).isEqualTo("FAILED");
        assertThat(cases()).containsExactly("CUT");
    }

    @Test
    void wrongSettingsAreRefusedByTheirField() {
        assertThatThrownBy(() -> rule(new FeeControlRule(true, List.of(1L, 2L), 0, 1, 0, null, null, true, false, 30))).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo("warn"));
        assertThatThrownBy(() -> rule(new FeeControlRule(true, List.of(), 2, 1, 0, null, null, true, false, 30))).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo("restoreFrom"));
        assertThat(prepaid.bean(FeeControlRules.class).history(Scope.ALL, spine.company)).hasSize(1);
    }

    @Test
    void anOldTripByAPersonKeepsNobodyOffWhoseSupplyWasSeenClosedSince() {
        com.wattwell.control.CommandService commands = prepaid.bean(com.wattwell.control.CommandService.class);
        commands.control(prepaid.admin, spine.meter, "TRIP", "the seal is broken");
        carriedOut(command("TRIP"), true);
        later(Duration.ofMinutes(5));
        long read = commands.read(prepaid.admin, spine.meter, List.of("04000503"));
        work(read);
        take(spine.replied(last(), Dlt645Frame.itemData(0x04000503, (byte) 0, (byte) 0)));
        assertThat(state(read)).as("somebody closed it on site").isEqualTo("CONFIRMED");
        used(1, "120");
        later(Duration.ofMinutes(61));
        cutDue();
        carriedOut(command("TRIP"), true);
        recharge(1_000, "form-00001");
        assertThat(command("CLOSE")).isPositive();
    }
}
