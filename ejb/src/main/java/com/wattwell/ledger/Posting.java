package com.wattwell.ledger;

/**
 * One line of a journal entry.
 *
 * @param account   where it stands
 * @param amountFen debit if positive, credit if negative; never 0
 */
public record Posting(LedgerAccount account, long amountFen) {

    public Posting {
        if (amountFen == 0) {
            throw new IllegalArgumentException("a posting of nothing");
        }
    }

    public static Posting debit(LedgerAccount account, long amountFen) {
        return new Posting(account, amountFen);
    }

    public static Posting credit(LedgerAccount account, long amountFen) {
        return new Posting(account, Math.negateExact(amountFen));
    }
}
