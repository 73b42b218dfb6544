package com.wattwell.counter;

import com.wattwell.customer.AccountClosings;
import com.wattwell.customer.AccountClosings.State;
import com.wattwell.identity.Caller;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.payment.Yuan;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Gives back what closed accounts have left, so that nothing is open between them and us. */
@Stateless
public class ClosedAccounts {

    @Inject
    private Database database;
    @Inject
    private AccountClosings closings;
    @Inject
    private Journal journal;
    @Inject
    private Counter counter;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Clock clock;

    /**
     * Gives back what is left and ends it. Twice at once gives back once: the row is held, and the entry has a key of the account's.
     *
     * @param via CASH, out of the till of the caller's open shift, or BANK; needed when something is left
     * @throws RefusedException while the final bill is not made, or prepaid days are not charged, or a purchase may yet go into the meter, or the customer still owes something, or
     *                          cash is to be paid out and the caller has no open shift
     */
    public AccountClosings.Row settle(Caller caller, long accountId, String via) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not give money back.");
        }
        AccountClosings.Row closing = closings.held(caller.scope(), accountId);
        if (closing.state() == State.SETTLED) {
            return closing;
        }
        if (closing.state() != State.BILLED) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.finalBill", "The final bill of this account is not made yet.");
        }
        if (!closings.charged(accountId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.daysNotCharged", "Days of this prepaid account are not charged yet.");
        }
        purchases.paidOut(accountId, caller.name());
        // nobody else pays out of it, or takes a payment back, until the transaction ends
        database.list("select balance_fen from ledger_balance where customer_account_id = ? for update", row -> row.getLong(1), accountId);
        long left = journal.balanceFen(accountId);
        if (left < 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.stillOwed", "The customer still owes " + Yuan.of(-left) + " yuan.", Yuan.of(-left));
        }
        if (left > 0) {
            payOut(caller, closing, left, via);
        }
        closings.settled(caller, closing, left, left > 0 ? via : null);
        return closings.byAccount(caller.scope(), accountId).orElseThrow();
    }

    private void payOut(Caller caller, AccountClosings.Row closing, long left, String via) {
        Tender tender = "CASH".equals(via) ? Tender.CASH : "BANK".equals(via) ? Tender.BANK : null;
        if (tender == null) {
            throw RefusedException.invalid("via", "refused.refundVia", "via must be CASH or BANK.");
        }
        LocalDate today = clock.instant().atZone(database.one("select time_zone from company where id = ?", row -> ZoneId.of(row.getString(1)), closing.companyId())).toLocalDate();
        String account = Long.toString(closing.accountId());
        long before = database.one("select count(*) from journal_entry where company_id = ? and source_table = 'account_closing' and source_id = ?", row -> row.getLong(1),
                closing.companyId(), account);
        String key = "refund:closing:" + account + (before == 0 ? "" : ":" + before);
        counter.payOutLeft(caller, closing.accountId(), tender, left, new JournalEntry(closing.companyId(), key, EntryKind.REFUND, today, "Account " + closing.number() + " closed",
                new JournalEntry.Source("account_closing", account), null,
                List.of(Posting.debit(LedgerAccount.customer(closing.accountId()), left), Posting.credit(LedgerAccount.of(tender.house()), left))),
                "closing:%s:%d".formatted(account, before));
    }
}
