package com.wattwell.billing;

import com.wattwell.customer.AccountClosings;
import com.wattwell.identity.Caller;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.ledger.journal.Posted;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.usage.book.UsageCorrections;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Cancels a bill and bills anew (冲红重开): what stands in the books is reversed by another entry, the usage is withdrawn and reckoned anew from the readings as they are
 * now, and the new bill is a revision of the old. Only an account's newest bill can be cancelled, because the steps of a later one stand on it.
 */
@Stateless
public class BillCorrections {


    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private UsageCorrections usage;
    @Inject
    private PublicShares shares;
    @Inject
    private Settlement settlement;
    @Inject
    private Publication publication;
    @Inject
    private AccountClosings closings;
    @Inject
    private Event<BillCancelled> cancelled;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Held(long id, int companyId, long accountId, BillingPeriod period, String number, LocalDate from, String state, String kind, Long entryId) {
    }

    /**
     * Cancels a bill. Its usage is withdrawn; nothing is billed in its place.
     *
     * @param why 1 to 200 characters
     * @throws RefusedException naming what is wrong; nothing is done then
     */
    public void cancel(Caller caller, long billId, String why) {
        cancelled(caller, billId, why);
    }

    /**
     * Cancels a bill and makes its next revision at once.
     *
     * @return what became of the account: a bill, which is published, or the reason why there is none now
     */
    public Settled rebill(Caller caller, long billId, String why) {
        Held bill = cancelled(caller, billId, why);
        boolean last = bill.kind().equals("FINAL");
        shares.reckonFor(bill.accountId(), last ? closedOn(bill.accountId()) : bill.period().to());
        Settlement.Result result = last ? settlement.settleLast(bill.accountId(), closedOn(bill.accountId()))
                : settlement.settle(bill.period(), null, new long[] {bill.accountId()});
        publication.publishAccount(bill.accountId());
        if (last && result.billed() > 0) {
            closings.billed(bill.accountId());
        }
        return result.settled().getFirst();
    }

    private LocalDate closedOn(long accountId) {
        return database.one("select closed_on from customer_account where id = ?", row -> row.getObject(1, LocalDate.class), accountId);
    }

    private Held cancelled(Caller caller, long billId, String why) {
        if (!caller.mayKeepBooks() && !caller.mayRunBatch()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not cancel bills.");
        }
        String told = Written.reason(why);
        long account = database.first("select account_id from bill where id = ?" + caller.scope().and("company_id"), row -> row.getLong(1), billId)
                .orElseThrow(() -> RefusedException.notFound("bill", billId));
        database.one("select id from customer_account where id = ? for no key update", row -> row.getLong(1), account);
        Held bill = database.one("select id, company_id, account_id, period, number, from_day, state, kind, entry_id from bill where id = ? for update",
                row -> new Held(row.getLong(1), row.getInt(2), row.getLong(3), BillingPeriod.of(row.getObject(4, LocalDate.class)), row.getString(5),
                        row.getObject(6, LocalDate.class), row.getString(7), row.getString(8), row.getObject(9, Long.class)), billId);
        if (!bill.state().equals("PUBLISHED")) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.billState", "The bill is " + bill.state() + ".", bill.state());
        }
        database.first("select number from bill where account_id = ? and state <> 'CANCELLED' and from_day > ? order by from_day desc limit 1", row -> row.getString(1),
                bill.accountId(), bill.from()).ifPresent(newer -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.billNotNewest", "Bill " + newer + " stands on it: cancel that one first.", newer);
                });
        Long reversal = null;
        if (bill.entryId() != null) {
            Posted posted = journal.reverse(bill.entryId(), "cancelled:bill:" + bill.id(), told);
            reversal = posted.entryId();
        }
        reverseLateFees(bill, told);
        database.update("update bill set state = 'CANCELLED', cancelled_at = ?, cancelled_by = ?, cancelled_why = ?, cancel_entry_id = cast(? as bigint) where id = ?",
                clock.instant(), caller.name(), told, reversal, billId);
        for (Map.Entry<Long, LocalDate> point : points(billId)) {
            usage.withdraw(account, point.getKey(), point.getValue(), caller.name(), "cancelledBill|" + bill.number());
        }
        if (bill.kind().equals("FINAL")) {
            closings.reopened(bill.accountId());
        }
        cancelled.fire(new BillCancelled(bill.companyId(), billId));
        pulse.changed("bills", "account:" + bill.accountId());
        return bill;
    }

    /** What was charged for paying late a bill that was wrong. */
    private void reverseLateFees(Held bill, String why) {
        for (long entry : database.list("select entry_id from late_fee where bill_id = ? order by through", row -> row.getLong(1), bill.id())) {
            journal.reverse(entry, "cancelled:latefee:" + entry, why);
        }
        database.update("delete from late_fee where bill_id = ?", bill.id());
    }

    private List<Map.Entry<Long, LocalDate>> points(long billId) {
        return database.list("select usage_point_id, min(from_day) from bill_point where bill_id = ? group by 1 order by 1",
                row -> Map.entry(row.getLong(1), row.getObject(2, LocalDate.class)), billId);
    }
}
