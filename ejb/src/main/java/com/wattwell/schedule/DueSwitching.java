package com.wattwell.schedule;

import com.wattwell.calendar.Calendars;
import com.wattwell.control.BatchTarget;
import com.wattwell.control.Brakes;
import com.wattwell.control.CommandBatches;
import com.wattwell.control.CommandKind;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Switches what plans say. Any node may claim a plan. An off that could not be done in time is left out, since whoever lives there has
 * settled for the night; an on is done however late, since somebody waits in the dark.
 *
 * <p>What fails of an on is ordered again after {@link #FIRST_PAUSE}, then after twice as long each time, {@value #MOST_TRIES} times at most
 * (the last two hours and 35 minutes behind the on) and never into the plan's next off; people are told each time, and when it is given up.
 */
@Stateless
public class DueSwitching {

    /** An off that is later than this is left out. */
    static final Duration LATE = Duration.ofMinutes(15);
    /** What failed of an on is ordered again after this, and the next time after twice as long. */
    static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    /** How many times it is ordered again. */
    static final int MOST_TRIES = 5;
    /** For its collector, an on of a plan that has no further off. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** An order was handed to the line and did not plainly come to nothing: {@code x}, a TRIP. */
    private static final String PERHAPS_DONE = "x.acted_at is not null and (x.state <> 'FAILED' or x.failure ~ '^failed.(notReadBack|unknown|unverifiable)')";
    private static final String NOT_GIVEN_BACK = """
            not exists (select 1 from command g where g.meter_id = x.meter_id and g.id > x.id and g.kind in ('CLOSE', 'PERMIT_CLOSE') and g.state = 'CONFIRMED')""";
    private static final String OF_NO_PLAN = "not exists (select 1 from switching_plan_batch b where b.batch_id = x.batch_id)";

    @Inject
    private Database database;
    @Inject
    private Calendars calendars;
    @Inject
    private CommandBatches batches;
    @Inject
    private Brakes brakes;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** Does what one plan has due; one in a transaction, as each may order thousands of meters. @return whether there may be more */
    public boolean switchNext() {
        Instant now = clock.instant();
        Optional<SwitchingPlans.Row> due = database.first(SwitchingPlans.SELECT
                + "where least(s.next_off, s.next_on) <= ? order by least(s.next_off, s.next_on) limit 1 for update of s skip locked", SwitchingPlans::read, now);
        due.ifPresent(plan -> {
            boolean offDue = plan.nextOff() != null && !plan.nextOff().isAfter(now);
            if (plan.dark() && (offDue || !plan.owedOn().isAfter(now))) {
                switchOn(plan, now);
            }
            if (offDue) {
                switchOff(plan, now);
            }
            pulse.changed("switchingPlans");
        });
        return due.isPresent();
    }

    private void switchOff(SwitchingPlans.Row plan, Instant now) {
        Recurrence offs = plan.hours().offs(plan.zone(), calendars.workingDays(plan.companyId()));
        Optional<Instant> off = Optional.of(plan.nextOff());
        if (plan.nextOff().isBefore(now.minus(LATE))) {
            notices.write(Notices.Severity.WARNING, "switchingMissed", plan.companyId(), null, null, now, plan.name());
            off = offs.after(now.minus(LATE).minusSeconds(1)).filter(later -> !later.isAfter(now));
        }
        off.map(each -> plan.hours().onAfter(each, plan.zone())).filter(on -> on.isAfter(now)).ifPresent(on -> trip(plan, on, now));
        Optional<Instant> next = offs.after(now);
        database.update("update switching_plan set enabled = ?, next_off = ?::timestamptz where id = ?", next.isPresent(), next.orElse(null), plan.id());
        if (next.isEmpty()) {
            notices.write(Notices.Severity.WARNING, "switchingEnded", plan.companyId(), null, null, now, plan.name());
        }
    }

    private void trip(SwitchingPlans.Row plan, Instant on, Instant now) {
        BatchTarget target = BatchTarget.of(plan.target(), plan.targetId());
        int meters = batches.meters(new Scope(plan.companyId()), target);
        if (meters == 0 || meters > BatchTarget.MAX_METERS) {
            notices.write(Notices.Severity.WARNING, "switchingImpossible", plan.companyId(), null, null, now, plan.name());
            return;
        }
        long batch = order(plan, CommandKind.TRIP, target);
        if (plan.expectedDarkBy() != null) {
            brakes.passAsConfirmed(plan.companyId(), batch, plan.expectedDarkBy(), reason(plan));
        }
        // who was tripped before by somebody else, or is about to be, is not the plan's to close
        database.update("""
                        update switching_plan set next_on = ?, off_batch = ?, dark_before = array(
                            select t.meter_id from command t join meter_state s on s.meter_id = t.meter_id where t.batch_id = ? and exists (
                                select 1 from command x where x.meter_id = t.meter_id and x.kind = 'TRIP' and x.id < t.id and %s and %s and (x.state = 'WAITING' or %s)
                                and not (x.state in ('CONFIRMED', 'FAILED') and s.supply = 'CLOSED' and s.supply_at > x.acted_at)))
                        where id = ?""".formatted(OF_NO_PLAN, NOT_GIVEN_BACK, PERHAPS_DONE), on, batch, batch, plan.id());
    }

    private void switchOn(SwitchingPlans.Row plan, Instant now) {
        batches.withdrawWaiting(caller(plan), plan.offBatch());
        List<Integer> mine = tripped(plan);
        if (!mine.isEmpty()) {
            supply(plan, mine, 0, now);
        }
        database.update("update switching_plan set next_on = null, off_batch = null, dark_before = '{}' where id = ?", plan.id());
    }

    /** @param tries how many times it was ordered again */
    private void supply(SwitchingPlans.Row plan, List<Integer> meters, int tries, Instant now) {
        long batch = order(plan, plan.onAction(), BatchTarget.of(meters));
        // a collector that is away now still brings supply back when it comes, until the next off
        Instant until = plan.nextOff() == null ? now.plus(LONGEST_WAIT) : plan.nextOff();
        database.update("update command set expires_at = greatest(expires_at, ?) where batch_id = ? and state = 'WAITING'", until, batch);
        database.update("update switching_plan_batch set tries = ?, again_at = ? where batch_id = ?", tries, now.plus(pause(tries)), batch);
    }

    private static Duration pause(int tries) {
        return FIRST_PAUSE.multipliedBy(1L << tries);
    }

    /** Looks at one on that may have failed in part, and orders that again. @return whether there may be more */
    public boolean tryAgainNext() {
        Instant now = clock.instant();
        Optional<Again> due = database.first("""
                select b.batch_id, b.plan_id, b.tries from switching_plan_batch b where b.again_at <= ? order by b.again_at limit 1 for update skip locked""",
                row -> new Again(row.getLong(1), row.getInt(2), row.getInt(3)), now);
        due.ifPresent(again -> database.first(SwitchingPlans.SELECT + "where s.id = ?", SwitchingPlans::read, again.planId())
                .ifPresent(plan -> tryAgain(plan, again, now)));
        return due.isPresent();
    }

    /** An on that is looked at again. */
    private record Again(long batch, int planId, int tries) {
    }

    private void tryAgain(SwitchingPlans.Row plan, Again again, Instant now) {
        boolean over = plan.dark() || plan.nextOff() != null && !plan.nextOff().isAfter(now);
        List<Integer> failed = over ? List.of() : failed(again.batch());
        boolean open = !over && database.one("select exists (select 1 from command where batch_id = ? and state in ('WAITING', 'SENT', 'ACCEPTED'))",
                row -> row.getBoolean(1), again.batch());
        boolean givenUp = !failed.isEmpty() && again.tries() >= MOST_TRIES;
        if (givenUp) {
            notices.write(Notices.Severity.WARNING, "switchingGivenUp", plan.companyId(), null, null, now, plan.name());
        } else if (!failed.isEmpty()) {
            supply(plan, failed, again.tries() + 1, now);
            notices.write(Notices.Severity.WARNING, "switchingAgain", plan.companyId(), null, null, now, plan.name());
        }
        database.update("update switching_plan_batch set again_at = ?::timestamptz where batch_id = ?", open && !givenUp ? now.plus(pause(again.tries())) : null,
                again.batch());
        pulse.changed("switchingPlans");
    }

    /** Meters of an on that did not come to be supplied, and of which nobody has ordered anything since. */
    private List<Integer> failed(long batch) {
        return database.list("""
                select x.meter_id from command x where x.batch_id = ? and x.state = 'FAILED'
                and not exists (select 1 from command g where g.meter_id = x.meter_id and g.id > x.id and g.kind in ('TRIP', 'CLOSE', 'PERMIT_CLOSE'))""",
                row -> row.getInt(1), batch);
    }

    /** Meters that the plan's off tripped, surely or perhaps, but for those that somebody else, or another plan, wants dark. */
    private List<Integer> tripped(SwitchingPlans.Row plan) {
        return database.list("""
                        select x.meter_id from command x where x.batch_id = ? and %s
                        and not exists (select 1 from switching_plan p where p.id = ? and x.meter_id = any (p.dark_before))
                        and x.meter_id not in (
                            select x.meter_id from command m join command x on x.meter_id = m.meter_id and x.kind = 'TRIP' and x.batch_id is distinct from m.batch_id
                            where m.batch_id = ? and (x.state = 'WAITING' or %s) and %s
                            and (x.id > m.id and %s or exists (select 1 from switching_plan p where p.off_batch = x.batch_id)))""".formatted(
                        PERHAPS_DONE, PERHAPS_DONE, NOT_GIVEN_BACK, OF_NO_PLAN),
                row -> row.getInt(1), plan.offBatch(), plan.id(), plan.offBatch());
    }

    private long order(SwitchingPlans.Row plan, CommandKind kind, BatchTarget target) {
        long batch = batches.create(caller(plan), kind, null, target, reason(plan));
        database.update("insert into switching_plan_batch (batch_id, plan_id, company_id) values (?, ?, ?)", batch, plan.id(), plan.companyId());
        return batch;
    }

    /** The plan orders in its own name, and of its company only. */
    private static Caller caller(SwitchingPlans.Row plan) {
        return new Caller(plan.name(), plan.name(), new Scope(plan.companyId()), Set.of(Caller.METER_OPERATOR));
    }

    private static String reason(SwitchingPlans.Row plan) {
        return "plan " + plan.name();
    }
}
