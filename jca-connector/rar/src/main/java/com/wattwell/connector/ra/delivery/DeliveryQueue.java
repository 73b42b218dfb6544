package com.wattwell.connector.ra.delivery;

import static com.wattwell.connector.ra.metrics.Metrics.labelled;

import com.wattwell.connector.Delivery;
import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.ra.metrics.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Deliveries of one stream that the application has not committed yet, in the order in which they happened. Putting
 * never blocks and never drops: the number is bounded by those who put. Outcomes have a place since their exchange was
 * handed over ({@link Allowance}); events stop when sockets are not read any more. What has been taken still counts
 * until it is {@link #delivered}.
 */
public final class DeliveryQueue {

    private final Marks marks;
    private final DeliveryFigures figures;
    private final IntConsumer whenDelivered;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Condition enough = lock.newCondition();
    /** A full batch. Whoever gathers is woken only by that, for a wake-up costs more than a delivery. */
    private int full = Integer.MAX_VALUE;
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private int depth;
    private volatile boolean asking = true;
    private volatile boolean reading = true;
    private Runnable whenChanged = () -> { };

    /** @param whenDelivered is told how many deliveries were committed, each time */
    public DeliveryQueue(DeliveryStream stream, Marks marks, IntConsumer whenDelivered, Metrics metrics) {
        this.marks = marks;
        this.figures = new DeliveryFigures(stream, metrics);
        this.whenDelivered = whenDelivered;
        metrics.gauge(labelled("queue_depth", "stream", stream), this::depth);
    }

    /** Who is called after {@link #asking} or {@link #reading} has changed; to be set before the first delivery. */
    void whenChanged(Runnable listener) {
        whenChanged = listener;
    }

    public void put(Delivery delivery) {
        boolean changed;
        lock.lock();
        try {
            waiting.add(delivery);
            depth++;
            changed = judge();
            if (waiting.size() == 1) {
                something.signal();
            }
            if (waiting.size() >= full) {
                enough.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (changed) {
            whenChanged.run();
        }
    }

    /** Waits for something, gathers for a while, and takes what is there; empty as soon as {@code released} and {@link #wake}. */
    List<Delivery> take(Batching batching, BooleanSupplier released) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !released.getAsBoolean()) {
                something.await();
            }
            gather(batching, released);
            List<Delivery> batch = new ArrayList<>(Math.min(batching.size(), waiting.size()));
            while (batch.size() < batching.size() && !waiting.isEmpty() && !released.getAsBoolean()) {
                batch.add(waiting.poll());
            }
            if (!waiting.isEmpty()) {
                something.signal(); // another worker of this stream
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void gather(Batching batching, BooleanSupplier released) throws InterruptedException {
        long patience = TimeUnit.MILLISECONDS.toNanos(batching.gatherMillis());
        full = batching.size();
        while (patience > 0 && waiting.size() < full && !released.getAsBoolean()) {
            patience = enough.awaitNanos(patience);
        }
    }

    /** Puts back what was taken and not delivered, in front and in order. */
    void giveBack(List<Delivery> deliveries) {
        lock.lock();
        try {
            deliveries.reversed().forEach(waiting::addFirst);
            something.signalAll();
            enough.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** So many of what was taken have been committed by the application. */
    void delivered(int count) {
        boolean changed;
        lock.lock();
        try {
            depth -= count;
            changed = judge();
        } finally {
            lock.unlock();
        }
        whenDelivered.accept(count);
        if (changed) {
            whenChanged.run();
        }
    }

    DeliveryFigures figures() {
        return figures;
    }

    /** Lets everybody in {@link #take} look whether he is released. */
    void wake() {
        lock.lock();
        try {
            something.signalAll();
            enough.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether lines may begin exchanges whose outcomes come here. */
    boolean asking() {
        return asking;
    }

    /** Whether sockets may be read, as far as this stream is concerned. */
    boolean reading() {
        return reading;
    }

    /** Whether there is so much room that mere hints may be told too. */
    public boolean hasAmpleRoom() {
        return depth() < marks.low();
    }

    public int depth() {
        lock.lock();
        try {
            return depth;
        } finally {
            lock.unlock();
        }
    }

    private boolean judge() {
        boolean wasAsking = asking;
        boolean wasReading = reading;
        if (depth <= marks.low()) {
            asking = true;
            reading = true;
        } else {
            asking &= depth < marks.stopAsking();
            reading &= depth < marks.stopReading();
        }
        return wasAsking != asking || wasReading != reading;
    }
}
