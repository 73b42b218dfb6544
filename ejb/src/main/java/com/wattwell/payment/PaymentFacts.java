package com.wattwell.payment;

import com.wattwell.customer.PayableAccounts;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Money that came, each payment its own fact under (company, channel, trade number): however often and by whomever it is told, it is
 * posted once, in the transaction that writes it down. A second payment of one order, a late one, one of another amount: all are money of
 * the account that was meant, and go to its balance. What nobody ordered, or whose account is closed and owes less, waits in SUSPENSE for a person.
 */
@Stateless
public class PaymentFacts {

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private PayableAccounts payable;
    @Inject
    private Notices notices;
    @Inject
    private Event<PaymentPosted> posted;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** Who told. */
    public enum Source {
        NOTICE, QUERY, PAYMENT_CODE, STATEMENT
    }

    /**
     * @param newly             whether this call wrote it down
     * @param customerAccountId whose it is, or {@code null} for SUSPENSE
     * @param amountFen         as it was written down the first time
     */
    public record Learned(long paymentId, boolean newly, Long customerAccountId, long amountFen) {
    }

    /** The order that a payment is for, as it stood when the payment was learned. */
    private record Meant(long orderId, long customerAccountId, boolean open, long amountFen, boolean hasPayment) {
    }

    /** Writes a payment down and posts it, unless it is known. */
    public Learned learn(MerchantKeys merchant, Trade.Paid paid, Source source) {
        Instant now = clock.instant();
        // the order's row first: two payments of one order come one after the other, and the later one sees what the earlier one wrote
        database.first("select 1 from payment_order where company_id = ? and merchant_account_id = ? and number = ? for no key update", row -> row.getInt(1),
                merchant.companyId(), merchant.accountId(), paid.orderNumber());
        Optional<Meant> meant = database.first("""
                        select o.id, o.customer_account_id, o.state in ('CREATED', 'OPEN'), o.amount_fen,
                            exists (select 1 from payment p where p.order_id = o.id and p.trade_number <> ?)
                        from payment_order o
                        where o.company_id = ? and o.merchant_account_id = ? and o.number = ?""",
                row -> new Meant(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getLong(4), row.getBoolean(5)), paid.tradeNumber(),
                merchant.companyId(), merchant.accountId(), paid.orderNumber());
        Long account = meant.map(Meant::customerAccountId).filter(each -> payable.take(each, paid.amountFen())).orElse(null);
        String remark = remark(meant, account, paid);
        Optional<Long> written = database.first("""
                        insert into payment (company_id, channel, merchant_account_id, trade_number, order_number, order_id, customer_account_id, amount_fen, paid_at, channel_day,
                            learned_by, learned_at, remark, payer)
                        values (?, ?, ?, ?, ?, cast(? as bigint), cast(? as bigint), ?, ?, ?, ?, ?, ?, ?) on conflict (company_id, channel, trade_number) do nothing returning id""",
                row -> row.getLong(1), merchant.companyId(), merchant.channel(), merchant.accountId(), paid.tradeNumber(), paid.orderNumber(), meant.map(Meant::orderId).orElse(null),
                account, paid.amountFen(), paid.paidAt(), paid.paidAt().atZone(Channel.ZONE).toLocalDate(), source, now, remark, paid.payer());
        if (written.isEmpty()) {
            return database.one("select id, customer_account_id, amount_fen from payment where company_id = ? and channel = ? and trade_number = ?",
                    row -> new Learned(row.getLong(1), false, row.getObject(2, Long.class), row.getLong(3)), merchant.companyId(), merchant.channel(), paid.tradeNumber());
        }
        long payment = written.get();
        long entry = post(merchant, paid, payment, account);
        database.update("update payment set entry_id = ?, suspense_fen = ? where id = ?", entry, account == null ? paid.amountFen() : 0, payment);
        meant.ifPresent(order -> {
            database.update("""
                    update payment_order set state = 'PAID', ended_at = coalesce(ended_at, ?), next_query_at = null, claimed_until = null where id = ?""", now, order.orderId());
            database.update("insert into payment_order_event (company_id, order_id, at, kind, detail) values (?, ?, ?, ?, ?)", merchant.companyId(), order.orderId(), now,
                    "posted", source + " " + paid.tradeNumber() + " " + Yuan.of(paid.amountFen()) + (remark == null ? "" : " " + remark));
        });
        String told = paid.tradeNumber() + " " + Yuan.of(paid.amountFen());
        if (account == null) {
            notices.write(Notices.Severity.WARNING, "paymentSuspense", merchant.companyId(), null, null, now, told);
        } else if (remark != null) {
            notices.write(Notices.Severity.INFO, "paymentUnusual", merchant.companyId(), null, null, now, told + " " + remark);
        }
        if (account != null) {
            posted.fire(new PaymentPosted(account, payment, paid.amountFen(), key(merchant.channel(), paid.tradeNumber())));
        }
        pulse.changed("payments");
        return new Learned(payment, true, account, paid.amountFen());
    }

    private static String remark(Optional<Meant> meant, Long account, Trade.Paid paid) {
        if (meant.isEmpty()) {
            return "NO_ORDER";
        }
        Meant order = meant.get();
        return account == null ? "ACCOUNT_CLOSED" : order.hasPayment() ? "SECOND" : order.amountFen() != paid.amountFen() ? "OTHER_AMOUNT" : order.open() ? null : "LATE";
    }

    private long post(MerchantKeys merchant, Trade.Paid paid, long payment, Long account) {
        ZoneId zone = ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), merchant.companyId()));
        LocalDate day = paid.paidAt().atZone(zone).toLocalDate();
        LedgerAccount credit = account == null ? LedgerAccount.of(HouseAccount.SUSPENSE) : LedgerAccount.customer(account);
        return journal.post(List.of(new JournalEntry(merchant.companyId(), key(merchant.channel(), paid.tradeNumber()), EntryKind.TENDER, day,
                merchant.channel() + " " + paid.tradeNumber(), new JournalEntry.Source("payment", Long.toString(payment)), null,
                List.of(Posting.debit(LedgerAccount.of(merchant.channel().clearing()), paid.amountFen()), Posting.credit(credit, paid.amountFen()))))).getFirst().entryId();
    }

    static String key(Channel channel, String tradeNumber) {
        return "tender:" + channel.name().toLowerCase(Locale.ROOT) + ":" + tradeNumber;
    }
}
