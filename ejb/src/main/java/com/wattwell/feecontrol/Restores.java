package com.wattwell.feecontrol;

import com.wattwell.control.CommandEnded;
import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandService;
import com.wattwell.control.CommandState;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.prepayment.Balances;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gives supply back to who has paid: at once when money was posted, and again with growing pauses until the relay was read back. What somebody else tripped
 * stays off until somebody else closes it ({@link OtherTrips}), and the case says so. Beside each restore runs the stopwatch: paid, posted, ordered, sent,
 * accepted, read back.
 */
@Stateless
public class Restores {

    private static final int BATCH = 200;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    /** After a cut that surely did not happen, the next one is not decided before. */
    private static final Duration CUT_AGAIN = Duration.ofHours(1);
    private static final String PERHAPS_DONE = "failed.(notReadBack|unknown|unverifiable).*";

    @Inject
    private Database database;
    @Inject
    private Balances balances;
    @Inject
    private FeeControlRules rules;
    @Inject
    private OtherTrips otherTrips;
    @Inject
    private CommandService commands;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** Cases of an account that money may end, the oldest first. */
    public List<Long> ofAccount(long accountId) {
        return database.list("select id from fee_control_case where account_id = ? and state in ('CUTTING', 'CUT') order by id limit ?", row -> row.getLong(1), accountId, BATCH);
    }

    /**
     * What nobody told: balances that are enough by other ways, accounts that ended, and orders that failed and whose pause is over. Only what can be ordered
     * now, so that nothing waits behind what cannot.
     */
    public List<Long> due() {
        Instant now = clock.instant();
        return database.list("""
                select k.id from fee_control_case k join customer_account a on a.id = k.account_id join company y on y.id = k.company_id
                left join ledger_balance b on b.customer_account_id = a.id left join prepaid_position p on p.account_id = a.id
                left join lateral (select s.restore_from_fen from fee_control_setting s where s.company_id = k.company_id order by s.id desc limit 1) s on true
                cross join lateral (select coalesce(b.balance_fen, 0) - coalesce(p.charge_so_far_fen, 0) as fen) v
                cross join lateral (select coalesce(sum(i.amount_fen), 0) as fen from instalment_plan l join instalment i on i.plan_id = l.id
                    where l.account_id = a.id and l.ended_at is null and i.due_on > (cast(? as timestamptz) at time zone y.time_zone)::date) d
                where k.state = 'RESTORING' and k.next_try_at <= ? or k.state = 'CUT'
                    and (a.state = 'CLOSED' or v.fen + coalesce(p.overdraft_fen, 0) + least(d.fen, greatest(0, -v.fen)) >= coalesce(s.restore_from_fen, ?))
                    and not exists (%s)
                order by k.next_try_at nulls last, k.id limit ?""".formatted(OtherTrips.STANDING), row -> row.getLong(1), now, now, FeeControlRule.NOBODY_IS_CUT.restoreFromFen(), BATCH);
    }

    /**
     * Orders supply for one case, if it is enough; one transaction each, so that one that cannot be ordered holds up no other.
     *
     * @param paidAt   when the payer paid, or {@code null} when it is tried again
     * @param entryKey of the entry that brought the money, or {@code null}
     * @throws com.wattwell.platform.RefusedException when the order cannot be given: {@link #refused} keeps it for later
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void restore(long caseId, Instant paidAt, String entryKey) {
        Case each = database.first("""
                select k.id, k.company_id, k.account_id, k.meter_id, d.supply = 'VALVE' as valve, a.state = 'CLOSED' as closed, k.state from fee_control_case k join meter m on m.id = k.meter_id
                join meter_model d on d.id = m.model_id join customer_account a on a.id = k.account_id
                where k.id = ? and (k.state in ('CUTTING', 'CUT') or k.state = 'RESTORING' and k.next_try_at is not null) for update of k""",
                row -> new Case(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4), row.getBoolean(5), row.getBoolean(6), row.getString(7).equals("RESTORING")), caseId).orElse(null);
        if (each == null) {
            return;
        }
        FeeControlRule rule = rules.of(each.companyId());
        if (!each.closed() && !rule.isEnough(balances.of(Scope.ALL, each.accountId()).orElseThrow().forControlFen())) {
            if (each.again()) {
                database.update("update fee_control_case set state = 'CUT', next_try_at = null where id = ?", each.id()); // it was spent meanwhile
            }
            return;
        }
        Optional<String> tripped = otherTrips.of(each.id());
        if (tripped.isPresent()) {
            // a trip of this case that still waits is withdrawn by its own conditions
            database.update("update fee_control_case set state = case when state = 'RESTORING' then 'CUT' else state end, next_try_at = null, why = ? where id = ?",
                    "heldBack.tripped|" + tripped.get(), each.id());
            pulse.changed("fee-control", "account:" + each.accountId());
            return;
        }
        Instant now = clock.instant();
        Instant posted = entryKey == null ? null : database.first("select posted_at from journal_entry where company_id = ? and business_key = ?", row -> Database.instant(row, 1),
                each.companyId(), entryKey).orElse(null);
        database.update("update fee_control_case set state = 'RESTORING' where id = ?", each.id()); // first: the order withdraws a trip that still waits
        long command = commands.control(Cuts.caller(each.companyId()), each.meterId(), rule.permitOnly() && !each.valve() ? "PERMIT_CLOSE" : "CLOSE", "enough is available");
        database.update("""
                update fee_control_case set restore_command = ?, restore_tries = restore_tries + 1, next_try_at = null, why = null, ordered_at = coalesce(ordered_at, ?),
                    paid_at = coalesce(paid_at, ?::timestamptz, ?), posted_at = coalesce(posted_at, ?::timestamptz) where id = ?""", command, now, paidAt, now, posted, each.id());
        pulse.changed("fee-control", "account:" + each.accountId());
    }

    /** Keeps a case whose order was refused, to be tried again; behind a transaction that failed. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void refused(long caseId, Instant paidAt, String why) {
        Instant now = clock.instant();
        database.update("""
                update fee_control_case set state = 'RESTORING', restore_tries = restore_tries + 1, next_try_at = ?, paid_at = coalesce(paid_at, ?::timestamptz, ?), why = ?
                where id = ? and state in ('CUTTING', 'CUT', 'RESTORING')""", now.plus(LONGEST_PAUSE), paidAt, now, why, caseId);
        pulse.changed("fee-control");
    }

    /** An alarm for each that is not back in its company's time. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void tellLate() {
        Instant now = clock.instant();
        for (Late late : database.list("""
                select k.id, k.company_id, k.meter_id, a.number from fee_control_case k join customer_account a on a.id = k.account_id
                join lateral (select s.late_seconds from fee_control_setting s where s.company_id = k.company_id order by s.id desc limit 1) s on true
                where k.state = 'RESTORING' and k.late_told_at is null and k.paid_at < ?::timestamptz - s.late_seconds * interval '1 second' order by k.id limit ? for update of k skip locked""",
                row -> new Late(row.getLong(1), row.getInt(2), row.getInt(3), row.getString(4)), now, BATCH)) {
            database.update("update fee_control_case set late_told_at = ? where id = ?", now, late.id());
            notices.write(Notices.Severity.ALARM, "restoreLate", late.companyId(), null, late.meterId(), now, late.account());
        }
    }

    private record Case(long id, int companyId, long accountId, int meterId, boolean valve, boolean closed, boolean again) {
    }

    private record Late(long id, int companyId, int meterId, String account) {
    }

    /** What became of an order; in the transaction that wrote its end. */
    public void ended(CommandEnded ended) {
        if (ended.kind() == CommandKind.TRIP) {
            tripEnded(ended);
        } else if (ended.kind() == CommandKind.CLOSE || ended.kind() == CommandKind.PERMIT_CLOSE) {
            closeEnded(ended);
        }
    }

    private void tripEnded(CommandEnded ended) {
        boolean perhaps = ended.state() == CommandState.FAILED && ended.detail().matches(PERHAPS_DONE);
        if (ended.state() == CommandState.CONFIRMED || perhaps) {
            database.update("update fee_control_case set state = case when state = 'CUTTING' then 'CUT' else state end, cut_at = ? where trip_command = ?", ended.at(), ended.commandId());
        } else {
            database.update("""
                    update fee_control_account f set cut_after = ?, held_back = ? from fee_control_case k
                    where k.trip_command = ? and k.state = 'CUTTING' and f.account_id = k.account_id and f.cut_after is not null""", ended.at().plus(CUT_AGAIN), "heldBack.failed",
                    ended.commandId());
            database.update("update fee_control_case set state = 'CALLED_OFF', ended_at = ?, why = ? where trip_command = ? and state = 'CUTTING'", ended.at(), ended.detail(), ended.commandId());
        }
        pulse.changed("fee-control");
    }

    private void closeEnded(CommandEnded ended) {
        if (ended.state() == CommandState.CONFIRMED) {
            // by whomever it was given back, it is back; the stopwatch tells of our own orders
            database.update("""
                    update fee_control_case k set state = 'RESTORED', ended_at = ?, permitted = ?, why = case when k.restore_command = ? then null else 'byHand' end,
                        read_back_at = case when k.restore_command = ? then ?::timestamptz end,
                        sent_at = (select min(e.at) from command_event e where e.command_id = k.restore_command and e.state = 'SENT'),
                        accepted_at = (select min(e.at) from command_event e where e.command_id = k.restore_command and e.state = 'ACCEPTED')
                    where k.meter_id = ? and k.state in ('CUT', 'RESTORING')""", ended.at(), ended.detail().startsWith("confirmed.permitted"), ended.commandId(), ended.commandId(),
                    ended.at(), ended.meterId());
        } else {
            database.update("update fee_control_case set next_try_at = ?::timestamptz + least(?::bigint * power(2, least(restore_tries, 10))::bigint, ?::bigint) * interval '1 second' where restore_command = ? and state = 'RESTORING'",
                    ended.at(), FIRST_PAUSE.toSeconds(), LONGEST_PAUSE.toSeconds(), ended.commandId());
        }
        pulse.changed("fee-control");
    }
}
