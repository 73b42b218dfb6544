package com.wattwell.payment;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Who has the money of a payment: the account that it was for, SUSPENSE while nobody knows, or an account that it was found to be of since. Asked and
 * changed by those who hold the payment's row.
 */
@ApplicationScoped
public class Holders {

    @Inject
    private Database database;

    /** @param account {@code null} for SUSPENSE @param leftFen what that one has of it, refunds taken off */
    public record Holder(Long account, long leftFen) {
    }

    /** From whom a refund is taken: the account that was meant; else SUSPENSE as long as something is there; else the account that has most of it. */
    public Holder of(long paymentId) {
        Optional<Holder> meant = database.first("""
                        select p.customer_account_id, p.amount_fen - coalesce((select sum(r.amount_fen) from payment_refund r where r.payment_id = p.id and r.state <> 'FAILED'
                            and r.customer_account_id = p.customer_account_id), 0) as left_fen, p.suspense_fen from payment p where p.id = ?""",
                row -> row.getObject(1) == null ? new Holder(null, row.getLong(3)) : new Holder(row.getLong(1), row.getLong(2)), paymentId);
        if (meant.isPresent() && meant.get().account() == null && meant.get().leftFen() <= 0) {
            return database.first("""
                            select c.account_id, sum(c.amount_fen) - coalesce((select sum(r.amount_fen) from payment_refund r where r.payment_id = ? and r.state <> 'FAILED'
                                and r.customer_account_id = c.account_id), 0) as left_fen
                            from suspense_claim c where c.payment_id = ? and c.reversal_id is null group by c.account_id order by left_fen desc, c.account_id limit 1""",
                    row -> new Holder(row.getLong(1), row.getLong(2)), paymentId, paymentId).orElse(meant.get());
        }
        return meant.orElseThrow();
    }

    /** Says that more of a payment stands in SUSPENSE, or less. */
    public void moveSuspense(long paymentId, long moreFen) {
        database.update("update payment set suspense_fen = suspense_fen + ? where id = ?", moreFen, paymentId);
    }

    static LedgerAccount account(Long customerAccountId) {
        return customerAccountId == null ? LedgerAccount.of(HouseAccount.SUSPENSE) : LedgerAccount.customer(customerAccountId);
    }
}
