package com.wattwell.ledger.journal;

import com.wattwell.ledger.journal.Wish.Outcome;
import com.wattwell.platform.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Puts what many callers want at the same moment into one transaction. While one group is being committed the next one gathers, so under
 * load a group is as large as the number of callers, and without load nobody waits for company.
 */
final class Combiner {

    /** Something failed this many times in a row: the rest of a group does not try any more. */
    private static final int GIVE_UP_AFTER = 3;

    private static final class Ticket {
        final Wish wish;
        final CompletableFuture<Outcome> end = new CompletableFuture<>();
        /** Either a group takes it or its caller withdraws it. */
        final AtomicBoolean gone = new AtomicBoolean();

        Ticket(Wish wish) {
            this.wish = wish;
        }
    }

    private final Executor threads;
    private final Transaction transaction;
    private final Duration patience;
    private final int maxGroup;
    private final BlockingQueue<Ticket> waiting;
    private final Semaphore workers;
    private final LongAdder posted = new LongAdder();
    private final LongAdder groups = new LongAdder();

    /** Posts wishes in one transaction of its own; when it returns they are durable. */
    @FunctionalInterface
    interface Transaction {
        List<Outcome> post(List<Wish> wishes);
    }

    /**
     * @param patience     how long a caller waits for his answer
     * @param maxWaiting   callers beyond are refused at once
     * @param maxGroup     of one transaction
     * @param groupsAtOnce transactions side by side
     */
    Combiner(Executor threads, Transaction transaction, Duration patience, int maxWaiting, int maxGroup, int groupsAtOnce) {
        this.threads = threads;
        this.transaction = transaction;
        this.patience = patience;
        this.maxGroup = maxGroup;
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
        this.workers = new Semaphore(groupsAtOnce);
    }

    /**
     * @return how it ended, durable
     * @throws RefusedException     CONFLICT {@code refused.postingBusy}, with nothing posted: too many wait, or none took it in time
     * @throws UnansweredException  it was under way when patience ended
     */
    Outcome post(Wish wish) {
        Ticket ticket = new Ticket(wish);
        if (!waiting.offer(ticket)) {
            throw busy();
        }
        start();
        try {
            return ticket.end.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (ticket.gone.compareAndSet(false, true)) {
                waiting.remove(ticket);
                throw busy();
            }
            throw new UnansweredException(wish.entry().businessKey(), e);
        } catch (ExecutionException e) {
            throw new UnansweredException(wish.entry().businessKey(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnansweredException(wish.entry().businessKey(), e);
        }
    }

    int waiting() {
        return waiting.size();
    }

    long posted() {
        return posted.sum();
    }

    long groups() {
        return groups.sum();
    }

    private void start() {
        if (workers.tryAcquire()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                work(); // no thread to be had: this caller posts for all
            }
        }
    }

    private void work() {
        try {
            for (List<Ticket> group = take(); !group.isEmpty(); group = take()) {
                post(group);
            }
        } finally {
            workers.release();
        }
        if (!waiting.isEmpty()) {
            start(); // came between the last look and the release
        }
    }

    private List<Ticket> take() {
        List<Ticket> group = new ArrayList<>();
        waiting.drainTo(group, maxGroup);
        group.removeIf(ticket -> !ticket.gone.compareAndSet(false, true));
        return group;
    }

    private void post(List<Ticket> group) {
        try {
            answer(group);
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.getFirst().end.completeExceptionally(e);
            } else {
                oneByOne(group);
            }
        }
    }

    private void answer(List<Ticket> group) {
        List<Outcome> outcomes = transaction.post(group.stream().map(ticket -> ticket.wish).toList());
        for (int i = 0; i < group.size(); i++) {
            group.get(i).end.complete(outcomes.get(i));
        }
        posted.add(group.size());
        groups.increment();
    }

    /** What spoils the group is one of them, or everything: each tries alone, until it is clear that it is everything. */
    private void oneByOne(List<Ticket> group) {
        int failures = 0;
        RuntimeException last = null;
        for (Ticket ticket : group) {
            if (failures >= GIVE_UP_AFTER) {
                ticket.end.completeExceptionally(last);
                continue;
            }
            try {
                answer(List.of(ticket));
                failures = 0;
            } catch (RuntimeException e) {
                failures++;
                last = e;
                ticket.end.completeExceptionally(e);
            }
        }
    }

    private static RefusedException busy() {
        return new RefusedException(RefusedException.Kind.CONFLICT, "entry", "refused.postingBusy", "Too much is being posted at the moment. Nothing was done; try again.");
    }
}
