package com.wattwell.payment;

import com.wattwell.identity.Caller;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.ledger.journal.Posted;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Money that goes back through the channel it came by (原路退款). It leaves the customer's balance when it is asked for, so that he cannot spend it
 * meanwhile; if the channel refuses in the end, that entry is reversed.
 */
@Stateless
public class Refunds {

    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private Holders holders;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** Where a refund stands. */
    public enum State {
        REQUESTED, SENT, DONE, FAILED
    }

    /** A refund with what is needed to ask for it. */
    public record Row(long id, int companyId, long paymentId, int merchantAccountId, Channel channel, String number, String tradeNumber, String orderNumber, long amountFen,
                      long paidFen, String reason, State state, Instant requestedAt, String requestedBy, Instant doneAt, String failure, int queries) {

        RefundOrder order() {
            return new RefundOrder(number, tradeNumber, orderNumber, amountFen, paidFen, reason);
        }
    }

    private static final String SELECT = """
            select r.*, p.merchant_account_id, p.channel, p.trade_number, p.order_number, coalesce(p.channel_fen, p.amount_fen) as paid_fen
            from payment_refund r join payment p on p.id = r.payment_id
            """;

    /** The payment that is to go back. @param leftFen what may still go back of it */
    private record Paid(int company, Channel channel, String tradeNumber, long leftFen, long suspenseFen, ZoneId zone) {
    }

    /** Takes the amount from the customer who has it, or from SUSPENSE while nobody has, and lets it go back. Else as {@link #requestFromSuspense}. */
    public long request(Caller caller, long paymentId, long amountFen, String reason, String token) {
        return request(caller, paymentId, amountFen, reason, token, false);
    }

    /**
     * Lets go back what stands in SUSPENSE of a payment.
     *
     * @param token of the form: the same again is the same refund
     * @return its id
     * @throws RefusedException naming the field, or when the customer has spent it; nothing is done then
     */
    public long requestFromSuspense(Caller caller, long paymentId, long amountFen, String reason, String token) {
        return request(caller, paymentId, amountFen, reason, token, true);
    }

    private long request(Caller caller, long paymentId, long amountFen, String reason, String token, boolean fromSuspense) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance may give money back.");
        }
        // the payment's row first, then what is asked of it: two forms at once do not both find enough
        database.first("select 1 from payment p where p.id = ?" + caller.scope().and("p.company_id") + " for update", row -> row.getInt(1), paymentId)
                .orElseThrow(() -> RefusedException.notFound("payment", paymentId));
        Paid paid = database.one("select p.*, c.time_zone, " + PaymentQueries.REFUNDABLE + " as left_fen from payment p join company c on c.id = p.company_id where p.id = ?",
                row -> new Paid(row.getInt("company_id"), Channel.valueOf(row.getString("channel")), row.getString("trade_number"), row.getLong("left_fen"), row.getLong("suspense_fen"),
                        ZoneId.of(row.getString("time_zone"))), paymentId);
        String why = reason == null ? "" : reason.strip();
        if (why.isEmpty() || why.length() > 80) {
            throw RefusedException.invalid("reason", "refused.refundReason", "reason must have 1 to 80 characters.");
        }
        Written.token(token);
        Optional<Row> before = database.first(SELECT + "where r.company_id = ? and r.token = ?", Refunds::read, paid.company(), token);
        if (before.isPresent()) {
            if (before.get().paymentId() != paymentId || before.get().amountFen() != amountFen) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "token", "refused.tokenUsed", "This form was sent before with something else in it.");
            }
            return before.get().id();
        }
        Holders.Holder holder = fromSuspense ? new Holders.Holder(null, paid.suspenseFen()) : holders.of(paymentId);
        long left = Math.max(Math.min(paid.leftFen(), holder.leftFen()), 0);
        if (amountFen < 1 || amountFen > left) {
            throw RefusedException.invalid("amountFen", "refused.refundAmount", "amountFen must be from 1 to what is left of the payment, " + left + ".", Yuan.of(left));
        }
        List<MeterPurchases.Purchase> bought = endBought(caller, paymentId, holder, amountFen, left, why);
        Instant now = clock.instant();
        String number = "R" + STAMP.format(now.atZone(Channel.ZONE)) + "%09d".formatted(RANDOM.nextLong(1_000_000_000L));
        Posted entry = post(paid, holder.account(), paymentId, number, amountFen, now);
        long id = database.one("""
                        insert into payment_refund (company_id, payment_id, number, amount_fen, reason, token, state, requested_at, requested_by, entry_id, customer_account_id, next_query_at)
                        values (?, ?, ?, ?, ?, ?, 'REQUESTED', ?, ?, ?, cast(? as bigint), ?) returning id""", row -> row.getLong(1), paid.company(), paymentId, number, amountFen, why,
                token, now, caller.name(), entry.entryId(), holder.account(), now);
        purchases.endedBy(id, bought);
        if (holder.account() == null) {
            holders.moveSuspense(paymentId, -amountFen);
        }
        pulse.changed("payments");
        return id;
    }

    /** Ends what the holder bought for a meter with the money that goes back: nobody has both. A purchase is not divided. */
    private List<MeterPurchases.Purchase> endBought(Caller caller, long paymentId, Holders.Holder holder, long amountFen, long leftFen, String why) {
        List<MeterPurchases.Purchase> bought = purchases.ofPayment(paymentId).stream().filter(each -> Long.valueOf(each.accountId()).equals(holder.account())).toList();
        if (!bought.isEmpty() && amountFen != leftFen) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "amountFen", "refused.purchaseWhole",
                    "It was paid for a meter, and goes back as a whole only: " + leftFen + " fen.", Yuan.of(leftFen));
        }
        for (MeterPurchases.Purchase each : bought) {
            if (each.state().equals("REFUNDED")) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "payment", "refused.purchaseGivenBack", "What it bought has been given back at the counter.");
            }
            purchases.takeBack(each, why, caller.name());
        }
        return bought;
    }

    private Posted post(Paid paid, Long account, long paymentId, String number, long amountFen, Instant now) {
        JournalEntry entry = new JournalEntry(paid.company(), "refund:" + paid.channel().name().toLowerCase(Locale.ROOT) + ":" + number, EntryKind.REFUND,
                LocalDate.ofInstant(now, paid.zone()), paid.channel() + " " + number, new JournalEntry.Source("payment", Long.toString(paymentId)), null,
                List.of(Posting.debit(Holders.account(account), amountFen), Posting.credit(LedgerAccount.of(paid.channel().clearing()), amountFen)));
        return account == null ? journal.post(List.of(entry)).getFirst() : journal.postAtLeast(entry, account, used(account));
    }

    /** What was used and is not charged yet is not given back, as at the counter. */
    private long used(long account) {
        return database.first("select greatest(charge_so_far_fen, 0) from prepaid_position where account_id = ? for update", row -> row.getLong(1), account).orElse(0L);
    }

    /** Refunds to be sent or asked about; nobody else gets them for a minute. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Row> claimDue(int most) {
        Instant now = clock.instant();
        List<Long> ids = database.list("""
                        with due as (select id from payment_refund where next_query_at <= ? and (claimed_until is null or claimed_until <= ?)
                            order by next_query_at limit ? for update skip locked)
                        update payment_refund r set claimed_until = ?, queries = queries + 1 from due where r.id = due.id returning r.id""",
                row -> row.getLong(1), now, now, most, now.plus(CLAIM));
        return database.list(SELECT + "where r.id = any(?)", Refunds::read, ids.stream().mapToLong(Long::longValue).toArray());
    }

    public List<Row> ofPayment(long paymentId) {
        return database.list(SELECT + "where r.payment_id = ? order by r.id", Refunds::read, paymentId);
    }

    /** It has gone out or is under way: asked about later. */
    public void sent(Row refund) {
        database.update("update payment_refund set state = 'SENT', next_query_at = ?, claimed_until = null where id = ? and state in ('REQUESTED', 'SENT')",
                clock.instant().plus(Delays.afterQueries(refund.queries())), refund.id());
        pulse.changed("payments");
    }

    /** The channel could not be asked: again later, as what it was. */
    public void later(Row refund, String why) {
        database.update("update payment_refund set failure = ?, next_query_at = ?, claimed_until = null where id = ? and state in ('REQUESTED', 'SENT')", why,
                clock.instant().plus(Delays.afterQueries(refund.queries())), refund.id());
    }

    public void done(Row refund, RefundStanding.Done done) {
        database.update("""
                update payment_refund set state = 'DONE', channel_refund_number = ?, done_at = ?, channel_day = ?, failure = null, next_query_at = null, claimed_until = null
                where id = ? and state in ('REQUESTED', 'SENT')""", done.channelNumber(), done.at(), done.at().atZone(Channel.ZONE).toLocalDate(), refund.id());
        pulse.changed("payments");
    }

    /** The channel will not do it: who had the money has it back. */
    public void failed(Row refund, String why) {
        database.one("select 1 from payment where id = ? for update", row -> row.getInt(1), refund.paymentId());
        record Taken(long entry, Long account) {
        }
        database.first("update payment_refund set state = 'FAILED', failure = ?, next_query_at = null, claimed_until = null where id = ? and state in ('REQUESTED', 'SENT') "
                + "returning entry_id, customer_account_id", row -> new Taken(row.getLong(1), row.getObject(2, Long.class)), why, refund.id()).ifPresent(taken -> {
                    Posted reversal = journal.reverse(taken.entry(), "refund-failed:" + refund.number(), "refund " + refund.number() + " refused");
                    database.update("update payment_refund set reversal_id = ? where id = ?", reversal.entryId(), refund.id());
                    purchases.refundFailed(refund.id());
                    if (taken.account() == null) {
                        holders.moveSuspense(refund.paymentId(), refund.amountFen());
                    }
                });
        pulse.changed("payments");
    }

    /** Something was said about it: the channel is asked at once. */
    public void askSoon(int companyId, String number) {
        database.update("update payment_refund set next_query_at = ? where company_id = ? and number = ? and state in ('REQUESTED', 'SENT')", clock.instant(), companyId, number);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getLong("payment_id"), row.getInt("merchant_account_id"), Channel.valueOf(row.getString("channel")),
                row.getString("number"), row.getString("trade_number"), row.getString("order_number"), row.getLong("amount_fen"), row.getLong("paid_fen"), row.getString("reason"),
                State.valueOf(row.getString("state")), Database.instant(row, "requested_at"), row.getString("requested_by"), Database.instant(row, "done_at"),
                row.getString("failure"), row.getInt("queries"));
    }
}
