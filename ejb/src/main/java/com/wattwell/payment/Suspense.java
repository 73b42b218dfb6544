package com.wattwell.payment;

import com.wattwell.customer.PayableAccounts;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.HouseBalances;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What stands in SUSPENSE of money that came through channels (待处理款): payments that nobody ordered or whose account is closed, amounts that differ at
 * the channel, refunds of payments that we do not have. Finance says whose it is; each saying is an entry of its own, and never more than is there.
 * Refunds from here go by {@link Refunds#requestFromSuspense}; transfers of the bank wait in {@code counter.BankTransfers}.
 */
@Stateless
public class Suspense {

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private PayableAccounts payable;
    @Inject
    private HouseBalances balances;
    @Inject
    private Event<PaymentPosted> posted;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** What it comes from. */
    public enum Kind {
        PAYMENT, REFUND
    }

    /** What stands there is known by. @param id {@code payment.id}, or {@code reconciliation_difference.id} of a refund without a payment */
    public record Item(Kind kind, long id) {

        /** As it stands in addresses: {@code payment-12}. */
        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + id;
        }

        /** @throws RefusedException NOT_FOUND when the text names none */
        public static Item of(String text) {
            if (text == null || !text.matches("(payment|refund)-[0-9]{1,18}")) {
                throw RefusedException.notFound("suspense item", text == null ? "" : text);
            }
            String[] parts = text.split("-");
            return new Item(Kind.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)), Long.parseLong(parts[1]));
        }
    }

    /**
     * Something that stands there.
     *
     * @param why       NO_ORDER, ACCOUNT_CLOSED, CHANNEL_AMOUNT (the channel has another amount than we posted) or REFUND_ALONE
     * @param meant     number of the account that the order was for, or {@code null}
     * @param amountFen of the payment or refund
     * @param leftFen   what stands there now; negative where more went out than came in
     */
    public record Row(Item item, int companyId, String company, Channel channel, String tradeNumber, String orderNumber, String why, String meant, long amountFen, long leftFen,
                      Instant at, Long entryId) {
    }

    /** What was done about it. @param kind CLAIM or REFUND @param state of a refund, of a claim TAKEN_BACK or {@code null} */
    public record Deed(String kind, long amountFen, String account, Long accountId, String reason, String state, Instant at, String by, Long entryId) {
    }

    /** What stands in the account SUSPENSE, credit positive. @param otherFen of tills whose cash differed */
    public record Sum(long totalFen, long channelsFen, long transfersFen, long otherFen) {
    }

    private static final String ITEMS = """
            select * from (
                select 'PAYMENT' as kind, p.id, p.company_id, p.channel, p.trade_number, p.order_number, case when p.customer_account_id is null then p.remark else 'CHANNEL_AMOUNT' end as why,
                    (select a.number from payment_order o join customer_account a on a.id = o.customer_account_id where o.id = p.order_id) as meant, p.amount_fen, p.suspense_fen,
                    p.paid_at as at, p.entry_id from payment p
                union all
                select 'REFUND', d.id, d.company_id, m.channel, d.trade_number, d.order_number, 'REFUND_ALONE', null, d.there_fen, d.suspense_fen, d.decided_at, d.entry_id
                from reconciliation_difference d join channel_statement s on s.id = d.statement_id join merchant_account m on m.id = s.merchant_account_id
                where d.kind = 'MISSING_HERE' and d.of_refund) i join (select id as co, code as company from company) c on c.co = i.company_id
            """;

    /** The oldest first. */
    public Page<Row> list(Scope scope, Page.Request page) {
        Conditions where = new Conditions(scope.and("i.company_id")).and("i.suspense_fen <> 0");
        return new Page<>(database.list(ITEMS + where.sql() + " order by i.at, i.kind, i.id limit ? offset ?", Suspense::row, where.parameters(page.size(), page.offset())), page.page(),
                page.size(), database.one("select count(*) from (" + ITEMS + where.sql() + ") n", row -> row.getLong(1), where.parameters()));
    }

    /** Also one of which nothing is left. */
    public Optional<Row> byId(Scope scope, Item item) {
        return database.first(ITEMS + "where i.kind = ? and i.id = ?" + scope.and("i.company_id"), Suspense::row, item.kind(), item.id());
    }

    /** The newest first. */
    public List<Deed> deeds(Scope scope, Item item) {
        String of = item.kind() == Kind.PAYMENT ? "c.payment_id" : "c.difference_id";
        String refunds = item.kind() == Kind.REFUND ? "" : """
                union all select 'REFUND', r.amount_fen, null, null, r.reason, r.state, r.requested_at, r.requested_by, r.entry_id
                from payment_refund r where r.customer_account_id is null and r.payment_id = %d%s""".formatted(item.id(), scope.and("r.company_id"));
        return database.list("""
                        select 'CLAIM', c.amount_fen, a.number, c.account_id, c.reason, case when c.reversal_id is not null then 'TAKEN_BACK' end, c.at, c.by_name, c.entry_id
                        from suspense_claim c join customer_account a on a.id = c.account_id where %s = ?%s %s order by 7 desc limit 200""".formatted(of, scope.and("c.company_id"), refunds),
                row -> new Deed(row.getString(1), row.getLong(2), row.getString(3), row.getObject(4, Long.class), row.getString(5), row.getString(6), Database.instant(row, 7),
                        row.getString(8), row.getObject(9, Long.class)), item.id());
    }

    public Sum sum(Scope scope) {
        long total = -balances.of(scope, HouseAccount.SUSPENSE);
        return database.one("""
                        select (select coalesce(sum(suspense_fen), 0)::bigint from payment where suspense_fen <> 0%s)
                                + (select coalesce(sum(suspense_fen), 0)::bigint from reconciliation_difference where suspense_fen <> 0%s),
                            (select coalesce(sum(amount_fen), 0)::bigint from bank_transfer where matched_at is null%s)""".formatted(scope.and("company_id"), scope.and("company_id"), scope.and("company_id")),
                row -> new Sum(total, row.getLong(1), row.getLong(2), total - row.getLong(1) - row.getLong(2)));
    }

    private record Held(int company, long leftFen) {
    }

    /**
     * Says whose it is: credits the account, or takes from it what went out without being posted to it.
     *
     * @param amountFen how much of it, from 1 to what is left, whatever its sign
     * @param token     of the form: the same again is the same claim
     * @return the claim's id
     * @throws RefusedException naming the field; nothing is done then
     */
    public long claim(Caller caller, Item item, long accountId, long amountFen, String reason, String token) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance says whose money it is.");
        }
        String table = item.kind() == Kind.PAYMENT ? "payment" : "reconciliation_difference";
        Held held = database.first("select company_id, suspense_fen from " + table + " where id = ?" + caller.scope().and("company_id") + " for update",
                row -> new Held(row.getInt(1), row.getLong(2)), item.id()).orElseThrow(() -> RefusedException.notFound("suspense item", item));
        String why = Written.reason(reason);
        Written.token(token);
        String of = item.kind() == Kind.PAYMENT ? "payment_id" : "difference_id";
        record Before(long id, boolean same) {
        }
        Optional<Before> before = database.first("select id, " + of + " is not distinct from ? and account_id = ? and abs(amount_fen) = ? from suspense_claim where company_id = ? and token = ?",
                row -> new Before(row.getLong(1), row.getBoolean(2)), item.id(), accountId, amountFen, held.company(), token);
        if (before.isPresent()) {
            if (!before.get().same()) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "token", "refused.tokenUsed", "This form was sent before with something else in it.");
            }
            return before.get().id();
        }
        if (amountFen < 1 || amountFen > Math.abs(held.leftFen())) {
            throw RefusedException.invalid("amountFen", "refused.suspenseAmount", "amountFen must be from 1 to what is left of it, " + Math.abs(held.leftFen()) + ".",
                    Yuan.of(Math.abs(held.leftFen())));
        }
        payable.mustTake(held.company(), accountId, held.leftFen() < 0 ? Long.MAX_VALUE : amountFen); // taken from an open one only
        long signed = held.leftFen() < 0 ? -amountFen : amountFen;
        Instant now = clock.instant();
        String key = "suspense:" + token;
        ZoneId zone = ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), held.company()));
        long entry = journal.post(List.of(new JournalEntry(held.company(), key, EntryKind.TRANSFER, LocalDate.ofInstant(now, zone), why, new JournalEntry.Source(table, Long.toString(item.id())), null,
                List.of(new Posting(LedgerAccount.of(HouseAccount.SUSPENSE), signed), new Posting(LedgerAccount.customer(accountId), -signed))))).getFirst().entryId();
        long id = database.one("insert into suspense_claim (company_id, " + of + ", account_id, amount_fen, reason, token, entry_id, at, by_name) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                row -> row.getLong(1), held.company(), item.id(), accountId, signed, why, token, entry, now, caller.name());
        database.update("update " + table + " set suspense_fen = suspense_fen - ? where id = ?", signed, item.id());
        if (signed > 0 && item.kind() == Kind.PAYMENT) {
            posted.fire(new PaymentPosted(accountId, item.id(), signed, key));
        }
        pulse.changed("payments", "account:" + accountId, "prepaid");
        return id;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(new Item(Kind.valueOf(row.getString("kind")), row.getLong("id")), row.getInt("company_id"), row.getString("company"), Channel.valueOf(row.getString("channel")),
                row.getString("trade_number"), row.getString("order_number"), row.getString("why"), row.getString("meant"), row.getLong("amount_fen"), row.getLong("suspense_fen"),
                Database.instant(row, "at"), row.getObject("entry_id", Long.class));
    }
}
