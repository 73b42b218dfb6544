package com.wattwell.customer;

import com.wattwell.counter.Counter;
import com.wattwell.counter.Tender;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
    private Journal journal;
    @Inject
    private Counter counter;
    @Inject
    private MeterPurchases purchases;
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

    /**
     * Gives back what is left and ends it. Twice at once gives back once: the row is held, and the entry has a key of the account's.
     *
     * @param via CASH, out of the till of the caller's open shift, or BANK; needed when something is left
     * @throws RefusedException while the final bill is not made, or prepaid days are not charged, or a purchase may yet go into the meter, or the customer still owes something, or cash is to be paid out and the caller has no open shift
     */
    public Row settle(Caller caller, long accountId, String via) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not give money back.");
        }
        State state = database.first("select l.state from account_closing l where l.account_id = ?" + caller.scope().and("l.company_id") + " for update",
                row -> State.valueOf(row.getString(1)), accountId).orElseThrow(() -> RefusedException.notFound("account", accountId));
        Row row = byAccount(caller.scope(), accountId).orElseThrow();
        if (state == State.SETTLED) {
            return row;
        }
        if (state != State.BILLED) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.finalBill", "The final bill of this account is not made yet.");
        }
        if (!charged(accountId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.daysNotCharged", "Days of this prepaid account are not charged yet.");
        }
        purchases.paidOut(accountId, caller.name());
        // nobody else pays out of it, or takes a payment back, until the transaction ends
        database.list("select balance_fen from ledger_balance where customer_account_id = ? for update", each -> each.getLong(1), accountId);
        long left = journal.balanceFen(accountId);
        if (left < 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.stillOwed", "The customer still owes " + BigDecimal.valueOf(-left, 2).toPlainString() + " yuan.",
                    BigDecimal.valueOf(-left, 2).toPlainString());
        }
        Tender tender = "CASH".equals(via) ? Tender.CASH : "BANK".equals(via) ? Tender.BANK : null;
        if (left > 0) {
            if (tender == null) {
                throw RefusedException.invalid("via", "refused.refundVia", "via must be CASH or BANK.");
            }
            LocalDate today = clock.instant().atZone(database.one("select time_zone from company where id = ?", each -> ZoneId.of(each.getString(1)), row.companyId())).toLocalDate();
            long before = database.one("select count(*) from journal_entry where company_id = ? and source_table = 'account_closing' and source_id = ?", each -> each.getLong(1),
                    row.companyId(), Long.toString(accountId));
            String key = "refund:closing:" + accountId + (before == 0 ? "" : ":" + before);
            counter.payOutLeft(caller, accountId, tender, left, new JournalEntry(row.companyId(), key, EntryKind.REFUND, today, "Account " + row.number() + " closed",
                    new JournalEntry.Source("account_closing", Long.toString(accountId)), null,
                    List.of(Posting.debit(LedgerAccount.customer(accountId), left), Posting.credit(LedgerAccount.of(tender.house()), left))),
                    "closing:%d:%d".formatted(accountId, before));
        }
        database.update("update account_closing set state = 'SETTLED', refund_fen = ?, refund_via = ?, settled_at = ?, settled_by = ? where account_id = ?", left,
                left > 0 ? via : null, clock.instant(), caller.name(), accountId);
        events.write(row.companyId(), accountId, row.day(), AccountEvents.Kind.SETTLED, BigDecimal.valueOf(left, 2).toPlainString(), caller.name());
        pulse.changed("account:" + accountId, "accounts");
        return byAccount(caller.scope(), accountId).orElseThrow();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        Object successor = row.getObject("successor_id");
        Object refund = row.getObject("refund_fen");
        return new Row(row.getLong("account_id"), row.getInt("company_id"), row.getString("number"), row.getString("customer"), row.getObject("day", LocalDate.class),
                (Long) successor, row.getString("reason"), State.valueOf(row.getString("state")), (Long) refund, Database.instant(row, "asked_at"), row.getString("asked_by"),
                Database.instant(row, "settled_at"), row.getString("settled_by"));
    }
}
