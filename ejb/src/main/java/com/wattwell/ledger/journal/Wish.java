package com.wattwell.ledger.journal;

import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.platform.RefusedException;

/**
 * An entry that is to be posted, with a limit if there is one.
 *
 * @param limit {@code null} for none
 */
public record Wish(JournalEntry entry, Limit limit) {

    /**
     * How little a customer may be left with. It holds what takes from him; what gives to him is never refused.
     *
     * @param minimumBalanceFen credit positive; below zero is an overdraft
     */
    public record Limit(long customerAccountId, long minimumBalanceFen) {
    }

    /** How a wish ended. */
    public sealed interface Outcome {
        record Done(Posted posted) implements Outcome {
        }

        /** Nothing of it was posted. */
        record Refused(RefusedException why) implements Outcome {
        }
    }

    /** What the entry does to a customer's balance, in fen: positive if it gives to him. */
    static long effectFen(JournalEntry entry, long customerAccountId) {
        long sum = 0;
        for (var posting : entry.postings()) {
            if (posting.account() instanceof LedgerAccount.Customer(long id) && id == customerAccountId) {
                sum = Math.subtractExact(sum, posting.amountFen());
            }
        }
        return sum;
    }
}
