package com.wattwell.counter;

import com.wattwell.customer.AccountMode;
import com.wattwell.customer.PayableAccounts;
import com.wattwell.identity.Caller;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.prepayment.AccountCredited;
import com.wattwell.prepayment.Available;
import com.wattwell.prepayment.Balances;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Takes money and gives it back at the counter (收费柜台). Receipt, journal entry and what follows of it are there together or not at all, and once for each
 * token of a form, from however many tabs and however often it is sent. A recharge may be reversed (冲正) only while it is the account's last, on its own
 * day, unspent, and in an open shift.
 */
@Stateless
public class Counter {

    /** The largest amount of one receipt: a hundred thousand yuan. */
    public static final long MAX_FEN = 10_000_000;
    private static final int MAX_REFERENCE = 64;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private Balances balances;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private PayableAccounts payable;
    @Inject
    private ReceiptNumbers numbers;
    @Inject
    private ReceiptQueries queries;
    @Inject
    private Event<AccountCredited> credited;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * Money that somebody pays in.
     *
     * @param tender    CASH or CARD
     * @param amountFen 1 to {@value #MAX_FEN}
     * @param reference slip of the card's terminal, or {@code null}
     * @param token     of the form, 8 to 64 characters
     */
    public record Recharge(long accountId, Tender tender, Long amountFen, String reference, String token) {
    }

    /** Money that is given back. @param tender CASH or BANK */
    public record Refund(long accountId, Tender tender, Long amountFen, String reference, String reason, String token) {
    }

    /** A purchase that never reached its meter and is given back, all of it. @param tender CASH or BANK */
    public record PurchaseRefund(long purchaseId, Tender tender, String reference, String reason, String token) {
    }

    private record Account(long id, int companyId, String number, AccountMode mode, ZoneId zone) {
    }

    /**
     * Takes a recharge; the same token again gives the same receipt.
     *
     * @throws RefusedException naming the field that is wrong; nothing is taken then
     */
    public Receipt recharge(Caller caller, Recharge wanted) {
        Account account = account(caller, wanted.accountId());
        Optional<Receipt> before = told(account.companyId(), wanted.token());
        if (before.isPresent()) {
            return same(before.get(), "RECHARGE", wanted.tender(), wanted.accountId(), wanted.amountFen());
        }
        long amount = amount("amount", wanted.amountFen(), MAX_FEN);
        boolean intoTheMeter = payable.mustTake(account.companyId(), account.id(), amount) && account.mode() == AccountMode.PREPAID_METER;
        if (wanted.tender() != Tender.CASH && wanted.tender() != Tender.CARD) {
            throw RefusedException.invalid("tender", "refused.tender", "tender must be CASH or CARD.");
        }
        String reference = text("reference", wanted.reference(), MAX_REFERENCE);
        long shift = openShift(caller, account.companyId());
        if (intoTheMeter) {
            purchases.mustTake(account.id(), amount);
        }
        Instant now = clock.instant();
        LocalDate day = now.atZone(account.zone()).toLocalDate();
        String number = numbers.next(account.companyId(), day);
        String key = key(number);
        journal.post(List.of(new JournalEntry(account.companyId(), key, EntryKind.TENDER, day, number, new JournalEntry.Source("receipt", number), null,
                List.of(Posting.debit(LedgerAccount.of(wanted.tender().house()), amount), Posting.credit(LedgerAccount.customer(account.id()), amount)))));
        long id = write(caller, account, number, wanted.token(), shift, "RECHARGE", wanted.tender(), amount, reference, null, day, now);
        if (intoTheMeter) {
            purchases.bought(account.companyId(), account.id(), key, amount, now);
        }
        credited.fire(new AccountCredited(account.companyId(), account.id(), amount, now, key));
        changed(account, shift);
        return queries.byId(caller.scope(), id).orElseThrow();
    }

    /**
     * The receipt of what was paid by a payment order: it was posted when the channel told of it. Once for each payment.
     *
     * @throws RefusedException CONFLICT while nothing has come for the account, or when it was taken back or refunded
     */
    public Receipt receiptOf(Caller caller, long orderId) {
        record Paid(long id, long accountId, Tender tender, long amountFen, String trade, boolean wentBack) {
        }
        Paid paid = database.first("""
                select p.id, p.customer_account_id, p.channel, p.amount_fen, p.trade_number,
                    p.reversal_id is not null or exists (select 1 from payment_refund r where r.payment_id = p.id and r.state <> 'FAILED') as went_back from payment p
                where p.order_id = ? and p.customer_account_id is not null""" + caller.scope().and("p.company_id") + " order by went_back, p.id limit 1",
                row -> new Paid(row.getLong(1), row.getLong(2), Tender.valueOf(row.getString(3)), row.getLong(4), row.getString(5), row.getBoolean(6)), orderId)
                .orElseThrow(() -> conflict("refused.notPaid", "Nothing has been paid by this order yet."));
        if (paid.wentBack()) {
            throw conflict("refused.wentBack", "What was paid by this order has gone back, all of it or in part.");
        }
        Account account = account(caller, paid.accountId());
        String token = "payment" + Tokens.OWN + paid.id();
        Tokens.lockOwn(database, account.companyId(), token);
        Optional<Receipt> before = queries.byToken(account.companyId(), token);
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = clock.instant();
        LocalDate day = now.atZone(account.zone()).toLocalDate();
        long id = write(caller, account, numbers.next(account.companyId(), day), token, null, "RECHARGE", paid.tender(), paid.amountFen(), paid.trade(), null, day, now);
        changed(account, null);
        return queries.byId(caller.scope(), id).orElseThrow();
    }

    /**
     * Gives back what is available, at most; what was used is not given back.
     *
     * @throws RefusedException naming the field that is wrong
     */
    public Receipt refund(Caller caller, Refund wanted) {
        Account account = account(caller, wanted.accountId());
        Optional<Receipt> before = told(account.companyId(), wanted.token());
        if (before.isPresent()) {
            return same(before.get(), "REFUND", wanted.tender(), wanted.accountId(), wanted.amountFen());
        }
        mayPayOut(caller, wanted.tender());
        long amount = amount("amount", wanted.amountFen(), MAX_FEN);
        String reason = Written.reason(wanted.reason());
        String reference = text("reference", wanted.reference(), MAX_REFERENCE);
        Long shift = wanted.tender() == Tender.CASH ? (Long) openShift(caller, account.companyId()) : null;
        Available available = locked(caller, account.id());
        if (account.mode() == AccountMode.PREPAID_METER) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.inTheMeter", "This account's money is counted in its meter: decide on the purchase instead.");
        }
        Instant now = clock.instant();
        LocalDate day = now.atZone(account.zone()).toLocalDate();
        String number = numbers.next(account.companyId(), day);
        journal.postAtLeast(new JournalEntry(account.companyId(), key(number), EntryKind.REFUND, day, number, new JournalEntry.Source("receipt", number), null,
                List.of(Posting.debit(LedgerAccount.customer(account.id()), amount), Posting.credit(LedgerAccount.of(wanted.tender().house()), amount))),
                account.id(), Math.max(0, available.soFarFen()));
        long id = write(caller, account, number, wanted.token(), shift, "REFUND", wanted.tender(), amount, reference, reason, day, now);
        changed(account, shift);
        return queries.byId(caller.scope(), id).orElseThrow();
    }

    /**
     * Gives a purchase back that never reached its meter; the same token again gives the same receipt.
     *
     * @throws RefusedException CONFLICT while it is in the meter, or may be
     */
    public Receipt refundPurchase(Caller caller, PurchaseRefund wanted) {
        MeterPurchases.Purchase purchase = purchases.purchase(caller, wanted.purchaseId());
        Account account = account(caller, purchase.accountId());
        Optional<Receipt> before = told(account.companyId(), wanted.token());
        if (before.isPresent()) {
            return same(before.get(), "REFUND", wanted.tender(), account.id(), purchase.amountFen());
        }
        mayPayOut(caller, wanted.tender());
        String reason = Written.reason(wanted.reason());
        String reference = text("reference", wanted.reference(), MAX_REFERENCE);
        Long shift = wanted.tender() == Tender.CASH ? (Long) openShift(caller, account.companyId()) : null;
        purchases.giveBack(purchase, reason, caller.name());
        Instant now = clock.instant();
        LocalDate day = now.atZone(account.zone()).toLocalDate();
        String number = numbers.next(account.companyId(), day);
        journal.post(List.of(new JournalEntry(account.companyId(), key(number), EntryKind.REFUND, day, number, new JournalEntry.Source("receipt", number), null,
                List.of(Posting.debit(LedgerAccount.customer(account.id()), purchase.amountFen()), Posting.credit(LedgerAccount.of(wanted.tender().house()), purchase.amountFen())))));
        long id = write(caller, account, number, wanted.token(), shift, "REFUND", wanted.tender(), purchase.amountFen(), reference, reason, day, now);
        changed(account, shift);
        return queries.byId(caller.scope(), id).orElseThrow();
    }

    /**
     * Pays out what a closed account has left, with a receipt; cash comes out of the till of the caller's open shift.
     *
     * @param entry takes it off the account
     * @param token of the closing, once each
     * @throws RefusedException CONFLICT when cash is to be paid and no shift is open
     */
    public Receipt payOutLeft(Caller caller, long accountId, Tender tender, long amountFen, JournalEntry entry, String token) {
        Account account = account(caller, accountId);
        mayPayOut(caller, tender);
        Long shift = tender == Tender.CASH ? (Long) openShift(caller, account.companyId()) : null;
        journal.post(List.of(entry));
        Instant now = clock.instant();
        LocalDate day = now.atZone(account.zone()).toLocalDate();
        long id = write(caller, account, numbers.next(account.companyId(), day), token, shift, "REFUND", tender, amountFen, null, entry.text(), day, now);
        changed(account, shift);
        return queries.byId(caller.scope(), id).orElseThrow();
    }

    private static void mayPayOut(Caller caller, Tender tender) {
        if (tender != Tender.CASH && tender != Tender.BANK) {
            throw RefusedException.invalid("tender", "refused.refundTender", "tender must be CASH or BANK.");
        }
        if (tender == Tender.BANK && !caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not pay out by the bank.");
        }
    }

    /**
     * Takes a recharge back as if it had not been (冲正).
     *
     * @throws RefusedException CONFLICT when it is not the last, not of today, spent, its shift is closed, or it is in the meter already
     */
    public Receipt reverse(Caller caller, long receiptId, String why) {
        if (!caller.mayTakeMoney()) {
            throw forbidden();
        }
        String reason = Written.reason(why);
        Receipt receipt = queries.byId(caller.scope(), receiptId).orElseThrow(() -> RefusedException.notFound("receipt", receiptId));
        Available available = locked(caller, receipt.accountId());
        receipt = queries.byId(caller.scope(), receiptId).orElseThrow();
        if (receipt.reversedAt() != null) {
            return receipt;
        }
        Account account = account(caller, receipt.accountId());
        Instant now = clock.instant();
        LocalDate today = now.atZone(account.zone()).toLocalDate();
        boolean last = database.one("select not exists (select 1 from receipt r where r.account_id = ? and r.id > ? and r.reversed_at is null)", row -> row.getBoolean(1),
                receipt.accountId(), receiptId);
        if (!receipt.kind().equals("RECHARGE") || !last) {
            throw conflict("refused.notLastReceipt", "Only the account's last recharge can be reversed.");
        }
        if (!receipt.day().equals(today)) {
            throw conflict("refused.notToday", "A recharge can be reversed on its own day only; give a refund instead.");
        }
        if (available.availableFen() < receipt.amountFen()) {
            throw conflict("refused.spent", "It has been spent in part.");
        }
        if (receipt.shiftId() == null || !database.one("select closed_at is null from cashier_shift where id = ? for update", row -> row.getBoolean(1), receipt.shiftId())) {
            throw conflict("refused.shiftClosed", "The shift in which it was taken is closed; give a refund instead.");
        }
        purchases.takeBack(account.companyId(), key(receipt.number()), reason, caller.name());
        long entry = journal.find(account.companyId(), key(receipt.number())).orElseThrow().entryId();
        journal.reverse(entry, key(receipt.number()) + ":reversed", reason, today);
        database.update("update receipt set reversed_at = ?, reversed_by = ?, reversed_why = ?, reversed_shift = shift_id where id = ?", now, caller.name(), reason, receiptId);
        changed(account, receipt.shiftId());
        return queries.byId(caller.scope(), receiptId).orElseThrow();
    }

    static String key(String receiptNumber) {
        return "receipt:" + receiptNumber;
    }

    private long write(Caller caller, Account account, String number, String token, Long shift, String kind, Tender tender, long amount, String reference, String reason, LocalDate day,
                       Instant now) {
        long after = balances.of(caller.scope(), account.id()).orElseThrow().availableFen();
        return database.one("""
                insert into receipt (company_id, number, token, account_id, shift_id, kind, tender, amount_fen, balance_fen, reference, reason, day, at, by_name)
                values (?, ?, ?, ?, cast(? as bigint), ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1),
                account.companyId(), number, token, account.id(), shift, kind, tender, amount, after, reference, reason, day, now, caller.name());
    }

    private Account account(Caller caller, long id) {
        if (!caller.mayTakeMoney()) {
            throw forbidden();
        }
        return database.first("""
                select a.id, a.company_id, a.number, a.mode, y.time_zone from customer_account a join company y on y.id = a.company_id where a.id = ?""" + caller.scope().and("a.company_id"),
                row -> new Account(row.getLong(1), row.getInt(2), row.getString(3), AccountMode.valueOf(row.getString(4)), ZoneId.of(row.getString(5))), id)
                .orElseThrow(() -> RefusedException.notFound("account", id));
    }

    /** What is available, with nobody else paying out of it until the transaction ends. */
    private Available locked(Caller caller, long accountId) {
        database.list("select account_id from prepaid_position where account_id = ? for update", row -> row.getLong(1), accountId);
        database.list("select customer_account_id from ledger_balance where customer_account_id = ? for update", row -> row.getLong(1), accountId);
        return balances.of(caller.scope(), accountId).orElseThrow(() -> RefusedException.notFound("account", accountId));
    }

    /** Whoever sends the same form at the same time waits, and finds what the first one made. */
    private Optional<Receipt> told(int companyId, String token) {
        Tokens.lock(database, companyId, token);
        return queries.byToken(companyId, token);
    }

    private static Receipt same(Receipt receipt, String kind, Tender tender, long accountId, Long amountFen) {
        if (!receipt.kind().equals(kind) || receipt.tender() != tender || receipt.accountId() != accountId || amountFen == null || receipt.amountFen() != amountFen) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "token", "refused.receiptMade", "This form has been sent already, as receipt " + receipt.number() + ".", receipt.number());
        }
        return receipt;
    }

    private long openShift(Caller caller, int companyId) {
        return database.first("select id from cashier_shift where company_id = ? and cashier = ? and closed_at is null for share", row -> row.getLong(1), companyId, caller.name())
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "shift", "refused.noShift", "Open a shift first."));
    }

    private void changed(Account account, Long shift) {
        pulse.changed("account:" + account.id(), "prepaid", "receipts");
        if (shift != null) {
            pulse.changed("shift:" + shift);
        }
    }

    static long amount(String field, Long fen, long most) {
        if (fen == null || fen < 1 || fen > most) {
            throw RefusedException.invalid(field, "refused.amount", field + " must be from 0.01 to " + most / 100 + " yuan.", "0.01", Long.toString(most / 100));
        }
        return fen;
    }

    static String text(String field, String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.strip().length() > longest) {
            throw RefusedException.invalid(field, "refused.tooLong", field + " has at most " + longest + " characters.", longest);
        }
        return text.strip();
    }

    private static RefusedException forbidden() {
        return new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not take money.");
    }

    private static RefusedException conflict(String key, String message) {
        return new RefusedException(RefusedException.Kind.CONFLICT, "receipt", key, message);
    }
}
