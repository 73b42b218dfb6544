package com.wattwell.connector.ra;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what is asked for real when the caller's transaction has committed, in the order in which it was asked for, and
 * never when it rolls back. Without a transaction it becomes real at once.
 */
final class AfterCommit {

    private static final Logger LOG = System.getLogger(AfterCommit.class.getName());

    private final TransactionSynchronizationRegistry transactions;

    AfterCommit(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /**
     * @param action     what becomes real
     * @param rolledBack called instead when it will not
     * @throws IllegalStateException when the transaction is already ending and its end cannot be watched any more
     */
    void run(Runnable action, Runnable rolledBack) {
        if (transactions.getTransactionKey() == null) {
            action.run();
            return;
        }
        switch (transactions.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> action.run();
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> rolledBack.run();
            default -> collect(new Wish(action, rolledBack));
        }
    }

    private void collect(Wish wish) {
        Wishes wishes = (Wishes) transactions.getResource(this);
        if (wishes == null) {
            wishes = new Wishes();
            transactions.registerInterposedSynchronization(wishes);
            transactions.putResource(this, wishes);
        }
        wishes.add(wish);
    }

    private record Wish(Runnable action, Runnable rolledBack) {
    }

    /** All that was asked for in one transaction. */
    private static final class Wishes implements Synchronization {

        private final List<Wish> list = new ArrayList<>();
        private boolean ended;

        /** The server may end a transaction that takes too long from another thread. */
        synchronized void add(Wish wish) {
            if (ended) {
                wish.rolledBack.run();
            } else {
                list.add(wish);
            }
        }

        @Override
        public void beforeCompletion() {
        }

        @Override
        public synchronized void afterCompletion(int status) {
            ended = true;
            for (Wish wish : list) {
                try {
                    (status == Status.STATUS_COMMITTED ? wish.action : wish.rolledBack).run();
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "a call to the adapter could not be done after its transaction", e);
                }
            }
        }
    }
}
