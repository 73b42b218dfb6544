package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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

    /**
     * For billing: the final bill of the account is made, so that its balance is the last one.
     *
     * @throws IllegalStateException while usage of its last days has not been booked
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
        if (database.update("update account_closing set state = 'BILLED' where account_id = ? and state = 'FINAL_BILL'", accountId) > 0) {
            int company = database.one("select company_id from account_closing where account_id = ?", row -> row.getInt(1), accountId);
            events.write(company, accountId, day, AccountEvents.Kind.BILLED, "", "");
            pulse.changed("account:" + accountId, "accounts");
        }
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        Object successor = row.getObject("successor_id");
        Object refund = row.getObject("refund_fen");
        return new Row(row.getLong("account_id"), row.getInt("company_id"), row.getString("number"), row.getString("customer"), row.getObject("day", LocalDate.class),
                (Long) successor, row.getString("reason"), State.valueOf(row.getString("state")), (Long) refund, Database.instant(row, "asked_at"), row.getString("asked_by"),
                Database.instant(row, "settled_at"), row.getString("settled_by"));
    }
}
