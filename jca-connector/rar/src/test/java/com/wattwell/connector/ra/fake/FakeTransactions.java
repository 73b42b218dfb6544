package com.wattwell.connector.ra.fake;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Transactions of the calling thread, as a server has them, without anything to commit. */
public final class FakeTransactions implements TransactionSynchronizationRegistry {

    private static final class Transaction {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> interposed = new ArrayList<>();
        private boolean rollbackOnly;
        private int status = Status.STATUS_ACTIVE;
    }

    private final ThreadLocal<Transaction> current = new ThreadLocal<>();

    public void begin() {
        current.set(new Transaction());
    }

    /** @return whether it committed; a transaction marked for roll-back does not */
    public boolean commit() {
        return end(!current.get().rollbackOnly);
    }

    public void rollback() {
        end(false);
    }

    private boolean end(boolean commit) {
        Transaction transaction = current.get();
        if (commit) {
            transaction.interposed.forEach(Synchronization::beforeCompletion);
        }
        current.remove();
        transaction.status = commit ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK;
        transaction.interposed.forEach(each -> each.afterCompletion(transaction.status));
        return commit;
    }

    @Override
    public Object getTransactionKey() {
        return current.get();
    }

    @Override
    public void putResource(Object key, Object value) {
        current.get().resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return current.get().resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        if (current.get() == null || current.get().rollbackOnly) {
            throw new IllegalStateException("no transaction, or marked for roll-back");
        }
        current.get().interposed.add(synchronization);
    }

    @Override
    public int getTransactionStatus() {
        Transaction transaction = current.get();
        if (transaction == null) {
            return Status.STATUS_NO_TRANSACTION;
        }
        return transaction.rollbackOnly ? Status.STATUS_MARKED_ROLLBACK : transaction.status;
    }

    @Override
    public void setRollbackOnly() {
        current.get().rollbackOnly = true;
    }

    @Override
    public boolean getRollbackOnly() {
        return current.get().rollbackOnly;
    }
}
