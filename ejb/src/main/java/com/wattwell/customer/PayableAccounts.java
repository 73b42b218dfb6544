package com.wattwell.customer;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Which accounts take money: open ones, and closed ones that owe at least as much. More than is owed would lie on a closed account. */
@ApplicationScoped
public class PayableAccounts {

    @Inject
    private Database database;

    private record Account(String number, boolean open, boolean owes) {
    }

    /** Whether it takes this amount; what a closed one owes stays as it is until the transaction ends. */
    public boolean take(long accountId, long amountFen) {
        Account account = account(accountId, amountFen);
        return account.open() || account.owes();
    }

    /**
     * @return whether it is open: what is paid to a closed one goes into no meter
     * @throws RefusedException NOT_FOUND when the company has no such account, CONFLICT when it is closed and owes less
     */
    public boolean mustTake(int companyId, long accountId, long amountFen) {
        database.first("select 1 from customer_account where id = ? and company_id = ?", row -> row.getInt(1), accountId, companyId).orElseThrow(() -> RefusedException.notFound("account", accountId));
        Account account = account(accountId, amountFen);
        if (!account.open() && !account.owes()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.accountClosed", "Account " + account.number() + " is closed.", account.number());
        }
        return account.open();
    }

    private Account account(long accountId, long amountFen) {
        // held: two payments at once are not both for the same debt
        boolean owes = database.first("""
                select b.balance_fen <= -(?::bigint) from ledger_balance b join customer_account a on a.id = b.customer_account_id where a.id = ? and a.state <> 'OPEN' for update of b""",
                row -> row.getBoolean(1), amountFen, accountId).orElse(false);
        return database.one("select number, state = 'OPEN' from customer_account where id = ?", row -> new Account(row.getString(1), row.getBoolean(2), owes), accountId);
    }
}
