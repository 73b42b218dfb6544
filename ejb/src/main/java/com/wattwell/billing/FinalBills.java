package com.wattwell.billing;

import com.wattwell.customer.AccountClosing;
import com.wattwell.customer.AccountClosings;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;

/**
 * The last bill of an account that ends (结清账单): made when the account is closed, in the same transaction, whatever run is under way; or as soon as its
 * last reading is there.
 */
@Stateless
public class FinalBills {

    @Inject
    private Database database;
    @Inject
    private PublicShares shares;
    @Inject
    private Settlement settlement;
    @Inject
    private Publication publication;
    @Inject
    private AccountClosings closings;

    /** The account was closed. */
    public void closed(@Observes AccountClosing closing) {
        make(closing.accountId());
    }

    /** Those that could not be made yet, the oldest first; each by itself. */
    public List<Long> due(int most) {
        return database.list("select account_id from account_closing where state = 'FINAL_BILL' order by day, account_id limit ?", row -> row.getLong(1), most);
    }

    /** @return whether the account has its final bill now */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public boolean make(long accountId) {
        record Closing(LocalDate day, boolean postpaid) {
        }
        Closing closing = database.first("""
                        select l.day, a.mode = 'POSTPAID' from account_closing l join customer_account a on a.id = l.account_id
                        where l.account_id = ? and l.state = 'FINAL_BILL' for update of l""", row -> new Closing(row.getObject(1, LocalDate.class), row.getBoolean(2)), accountId)
                .orElse(null);
        if (closing == null) {
            return false;
        }
        if (closing.postpaid()) {
            // accounts before points, as whoever corrects a reading holds them
            database.one("select id from customer_account where id = ? for no key update", row -> row.getLong(1), accountId);
            publication.publishAccount(accountId);
            shares.reckonFor(accountId, closing.day());
            if (settlement.settleLast(accountId, closing.day()).settled().stream().anyMatch(Settled.Parked.class::isInstance)) {
                return false;
            }
            publication.publishAccount(accountId);
        }
        boolean booked = database.one("""
                select not exists (select 1 from agreement g where g.account_id = ? and g.to_day = ? and not exists (
                    select 1 from usage_span s where s.usage_point_id = g.usage_point_id and s.to_day = g.to_day and s.withdrawn_at is null))""",
                row -> row.getBoolean(1), accountId, closing.day());
        boolean last = booked && closings.charged(accountId); // one paid before is charged day by day by its own
        if (last) {
            closings.billed(accountId);
        }
        return last;
    }
}
