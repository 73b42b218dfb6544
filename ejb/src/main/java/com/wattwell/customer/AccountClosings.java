package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Accounts that ended, until nothing is open between them and us: FINAL_BILL (its usage is still to be charged), BILLED, SETTLED (its
 * balance is 0, what was left was given back).
 */
@Stateless
public class AccountClosings {

    @Inject
    private Database database;
    @Inject
    private AccountEvents events;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** How far it is. */
    public enum State {
        FINAL_BILL, BILLED, SETTLED
    }

    /**
     * @param day       the first day that is not the account's any more
     * @param successor account of the next tenant, or {@code null}
     * @param refundFen what was given back when it was settled, or {@code null}
     */
    public record Row(long accountId, int companyId, String number, String customer, LocalDate day, Long successor, String reason, State state, Long refundFen,
                      Instant askedAt, String askedBy, Instant settledAt, String settledBy) {
    }

    private static final String SELECT = """
            select l.*, a.number, c.name as customer from account_closing l join customer_account a on a.id = l.account_id join customer c on c.id = a.customer_id
            """;

    public Optional<Row> byAccount(Scope scope, long accountId) {
        return database.first(SELECT + "where l.account_id = ?" + scope.and("l.company_id"), AccountClosings::row, accountId);
    }

    /** Those that are not settled, the oldest first. */
    public Page<Row> open(Scope scope, Page.Request page) {
        String where = "where l.state <> 'SETTLED'" + scope.and("l.company_id");
        return new Page<>(database.list(SELECT + where + " order by l.day, l.account_id limit ? offset ?", AccountClosings::row, page.size(), page.offset()), page.page(),
                page.size(), database.one("select count(*) from account_closing l " + where, row -> row.getLong(1)));
    }

    /** Whether every day of a prepaid account is charged; one that pays afterwards has bills. */
    public boolean charged(long accountId) {
        return database.one("""
                select a.mode = 'POSTPAID' or exists (select 1 from prepaid_position p where p.account_id = a.id and p.next_day >= l.day)
                from account_closing l join customer_account a on a.id = l.account_id where l.account_id = ?""", row -> row.getBoolean(1), accountId);
    }

    /**
     * For billing: the final bill of the account is made, so that its balance is the last one.
     *
     * @throws IllegalStateException while usage of its last days has not been booked, or a prepaid day is not charged
     */
    public void billed(long accountId) {
        LocalDate day = database.one("select day from account_closing where account_id = ? for update", row -> row.getObject(1, LocalDate.class), accountId);
        database.first("""
                select p.name from agreement g join usage_point p on p.id = g.usage_point_id
                where g.account_id = ? and g.to_day = ? and not exists (
                    select 1 from usage_span s where s.usage_point_id = g.usage_point_id and s.to_day = g.to_day and s.withdrawn_at is null)""",
                row -> row.getString(1), accountId, day).ifPresent(point -> {
                    throw new IllegalStateException("Usage of " + point + " up to " + day + " has not been booked");
                });
        if (!charged(accountId)) {
            throw new IllegalStateException("Prepaid days of account " + accountId + " up to " + day + " are not charged");
        }
        if (database.update("update account_closing set state = 'BILLED' where account_id = ? and state = 'FINAL_BILL'", accountId) > 0) {
            int company = database.one("select company_id from account_closing where account_id = ?", row -> row.getInt(1), accountId);
            events.write(company, accountId, day, AccountEvents.Kind.BILLED, "", "");
            pulse.changed("account:" + accountId, "accounts");
        }
    }

    /** The final bill was cancelled, or charged days were taken back, so that its balance is not the last one; what was given back already stays given back. */
    public void reopened(long accountId) {
        if (database.update("update account_closing set state = 'FINAL_BILL', settled_at = null, settled_by = null where account_id = ? and state <> 'FINAL_BILL'", accountId) > 0) {
            pulse.changed("account:" + accountId, "accounts");
        }
    }

    /** Its row held against whoever else would settle it. */
    public Row held(Scope scope, long accountId) {
        database.first("select account_id from account_closing l where l.account_id = ?" + scope.and("l.company_id") + " for update", row -> row.getLong(1), accountId)
                .orElseThrow(() -> RefusedException.notFound("account", accountId));
        return byAccount(scope, accountId).orElseThrow();
    }

    /**
     * For whoever paid it out: the account is settled.
     *
     * @param refundFen what was given back
     * @param via       CASH or BANK, {@code null} when there was nothing to give back
     */
    public void settled(Caller caller, Row closing, long refundFen, String via) {
        database.update("update account_closing set state = 'SETTLED', refund_fen = ?, refund_via = ?, settled_at = ?, settled_by = ? where account_id = ?", refundFen, via, clock.instant(),
                caller.name(), closing.accountId());
        events.write(closing.companyId(), closing.accountId(), closing.day(), AccountEvents.Kind.SETTLED, BigDecimal.valueOf(refundFen, 2).toPlainString(), caller.name());
        pulse.changed("account:" + closing.accountId(), "accounts");
    }

    private static Row row(ResultSet row) throws SQLException {
        Object successor = row.getObject("successor_id");
        Object refund = row.getObject("refund_fen");
        return new Row(row.getLong("account_id"), row.getInt("company_id"), row.getString("number"), row.getString("customer"), row.getObject("day", LocalDate.class),
                (Long) successor, row.getString("reason"), State.valueOf(row.getString("state")), (Long) refund, Database.instant(row, "asked_at"), row.getString("asked_by"),
                Database.instant(row, "settled_at"), row.getString("settled_by"));
    }
}
