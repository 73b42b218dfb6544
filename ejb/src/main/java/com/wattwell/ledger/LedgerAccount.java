package com.wattwell.ledger;

/** Where a posting stands. */
public sealed interface LedgerAccount {

    /** An account of the company that the entry belongs to. */
    record House(HouseAccount account) implements LedgerAccount {
    }

    /**
     * What a customer has with us: a liability as long as he has paid more than he owes, else a receivable.
     *
     * @param customerAccountId {@code customer_account.id}
     */
    record Customer(long customerAccountId) implements LedgerAccount {
    }

    static LedgerAccount of(HouseAccount account) {
        return new House(account);
    }

    static LedgerAccount customer(long customerAccountId) {
        return new Customer(customerAccountId);
    }
}
