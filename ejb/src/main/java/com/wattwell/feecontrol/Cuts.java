package com.wattwell.feecontrol;

import com.wattwell.calendar.Calendars;
import com.wattwell.control.CommandService;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.Available;
import com.wattwell.prepayment.Balances;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides cuts. Whoever is short and whose grace is over is cut if everything still says so; what forbids it is kept with the account, for people to see.
 * What was decided is asked again when the order is about to be sent ({@link CutConditions}).
 */
@Stateless
public class Cuts {

    private static final int BATCH = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    @Inject
    private Database database;
    @Inject
    private Balances balances;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Calendars calendars;
    @Inject
    private CommandService commands;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Due(long accountId, int companyId, ZoneId zone, Instant shortSince, Instant warnedAt) {
    }

    private record Switched(int meterId, boolean protectedSupply, boolean switches, boolean open) {
    }

    /** Accounts whose grace is over, the longest first. */
    public List<Long> due() {
        return database.list("select account_id from fee_control_account where cut_after <= ? order by cut_after limit ?", row -> row.getLong(1), clock.instant(), BATCH);
    }

    /**
     * Cuts an account's meters, or says why not; one transaction each.
     *
     * @throws RefusedException when the order cannot be given: {@link #holdBack} keeps why
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void cut(long accountId) {
        Instant now = clock.instant();
        Due due = database.first("""
                select f.account_id, f.company_id, y.time_zone, f.short_since, f.warned_at from fee_control_account f join company y on y.id = f.company_id
                where f.account_id = ? and f.cut_after <= ? for update of f""",
                row -> new Due(row.getLong(1), row.getInt(2), ZoneId.of(row.getString(3)), Database.instant(row, 4), Database.instant(row, 5)), accountId, now).orElse(null);
        if (due == null) {
            return;
        }
        FeeControlRule rule = rules.of(due.companyId());
        Available available = balances.of(Scope.ALL, accountId).orElseThrow();
        Optional<String> forbids = forbids(rule, available, due, now);
        if (forbids.isPresent()) {
            later(accountId, forbids.get(), now);
            return;
        }
        List<Switched> meters = meters(accountId);
        List<Switched> cut = meters.stream().filter(meter -> meter.switches() && !meter.protectedSupply() && !meter.open()).toList();
        if (cut.isEmpty()) {
            later(accountId, meters.stream().anyMatch(Switched::open) ? "heldBack.cut" : meters.stream().anyMatch(Switched::protectedSupply) ? "heldBack.protected" : "heldBack.noSwitch", now);
            return;
        }
        String reasons = reasons(rule, available, due, now);
        for (Switched meter : cut) {
            long command = commands.control(caller(due.companyId()), meter.meterId(), "TRIP", "available " + yuan(available.forControlFen()) + ", limit " + yuan(rule.tripBelowFen()));
            database.update("""
                    insert into fee_control_case (company_id, account_id, meter_id, state, decided_at, available_fen, limit_fen, reasons, trip_command)
                    values (?, ?, ?, 'CUTTING', ?, ?, ?, ?::jsonb, ?)""", due.companyId(), accountId, meter.meterId(), now, available.forControlFen(), rule.tripBelowFen(), reasons, command);
        }
        later(accountId, "heldBack.cut", now);
    }

    private Optional<String> forbids(FeeControlRule rule, Available available, Due due, Instant now) {
        if (!rule.enabled()) {
            return Optional.of("heldBack.off");
        }
        if (!rule.isShort(available.forControlFen())) {
            return Optional.of("heldBack.paid");
        }
        return hours(rule, due.companyId(), LocalDateTime.ofInstant(now, due.zone()));
    }

    /** What the clock and the calendar forbid. */
    public Optional<String> hours(FeeControlRule rule, int companyId, LocalDateTime local) {
        if (!rule.permits(local.toLocalTime())) {
            return Optional.of("heldBack.hours|" + rule.cutFrom() + "|" + rule.cutUntil());
        }
        if (!rule.cutOnRestDays() && !calendars.workingDays(companyId).isWorking(local.toLocalDate())) {
            return Optional.of("heldBack.restDay");
        }
        return Optional.empty();
    }

    private List<Switched> meters(long accountId) {
        return database.list("""
                select m.id, m.protected, d.supply <> 'NONE' as switches,
                    exists (select 1 from fee_control_case k where k.meter_id = m.id and k.state in ('CUTTING', 'CUT', 'RESTORING')) as open
                from agreement g join usage_point_meter f on f.usage_point_id = g.usage_point_id and f.to_at is null join meter m on m.id = f.meter_id
                join meter_model d on d.id = m.model_id where g.account_id = ? and g.to_day is null order by m.id""",
                row -> new Switched(row.getInt(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)), accountId);
    }

    private static String reasons(FeeControlRule rule, Available available, Due due, Instant now) {
        return Json.createObjectBuilder().add("balanceFen", available.balanceFen()).add("soFarFen", available.soFarFen()).add("overdraftFen", available.overdraftFen())
                .add("deferredFen", available.deferredFen()).add("limitFen", rule.tripBelowFen()).add("shortSince", due.shortSince().toString())
                .add("warnedAt", due.warnedAt() == null ? "" : due.warnedAt().toString()).add("readUntil", available.readUntil() == null ? "" : available.readUntil().toString())
                .add("graceMinutes", rule.graceMinutes()).add("decidedAt", now.toString()).build().toString();
    }

    /** Keeps why an account is not cut; in its own transaction, behind one that failed. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void holdBack(long accountId, String why) {
        later(accountId, why, clock.instant());
    }

    private void later(long accountId, String why, Instant now) {
        database.update("update fee_control_account set cut_after = ?, held_back = ? where account_id = ? and cut_after is not null", now.plus(LOOK_AGAIN), why, accountId);
        pulse.changed("fee-control", "account:" + accountId);
    }

    /** Orders in its own name, and of its company only. */
    static Caller caller(int companyId) {
        return new Caller("fee control", "fee control", new Scope(companyId), Set.of(Caller.METER_OPERATOR));
    }

    static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
