package com.wattwell.connector.ra.delivery;

import com.wattwell.connector.Delivery;
import com.wattwell.connector.ra.delivery.TransactedListener.Result;
import jakarta.resource.spi.work.Work;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Delivers one stream, batch after batch, for as long as its listener is active: one long-running Work, since a Work per
 * message would overrun the server's pool. A batch is what happens to be there.
 *
 * <p>What fails is tried again, first in halves until one stands alone, then that one ever more slowly. When it has
 * failed alone several times it is offered to {@code onPoison}; if that fails as well (the database is down), it stays
 * and goes on being tried, alone before poison each time. Nothing behind it overtakes it on this worker.
 */
final class DeliveryWorker implements Work {

    private static final Logger LOG = System.getLogger(DeliveryWorker.class.getName());

    private final DeliveryQueue queue;
    private final TransactedListener listener;
    private final Batching batching;
    private final Redelivery redelivery;
    private final String name;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    /** What was taken and is not delivered, the first on top. */
    private final ArrayDeque<List<Delivery>> pending = new ArrayDeque<>();
    private int failuresAlone;
    private int unavailable;
    private boolean failing;

    DeliveryWorker(String name, DeliveryQueue queue, TransactedListener listener, Batching batching, Redelivery redelivery) {
        this.name = name;
        this.queue = queue;
        this.listener = listener;
        this.batching = batching;
        this.redelivery = redelivery;
    }

    @Override
    public void run() {
        try {
            while (!isReleased()) {
                if (pending.isEmpty()) {
                    take();
                } else {
                    deliver();
                }
            }
        } catch (InterruptedException shuttingDown) {
            Thread.currentThread().interrupt();
        } finally {
            List<Delivery> undelivered = new ArrayList<>();
            pending.forEach(undelivered::addAll);
            pending.clear();
            queue.giveBack(undelivered);
            listener.close();
            ended.countDown();
        }
    }

    @Override
    public void release() {
        released.countDown();
        queue.wake();
    }

    /** Waits until the batch under way has ended. @return whether it has */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private boolean isReleased() {
        return released.getCount() == 0;
    }

    private void take() throws InterruptedException {
        List<Delivery> batch = queue.take(batching, this::isReleased);
        if (!batch.isEmpty()) {
            pending.push(batch);
        }
    }

    private void deliver() throws InterruptedException {
        List<Delivery> batch = pending.peek();
        switch (listener.deliver(List.copyOf(batch))) {
            case Result.Committed() -> done(batch);
            case Result.Unavailable(String cause) -> {
                failing(cause);
                pause(redelivery.delay(++unavailable));
            }
            case Result.Failed(String cause) -> failed(batch, cause);
        }
    }

    private void done(List<Delivery> batch) {
        pending.pop();
        queue.delivered(batch.size());
        queue.figures().delivered(batch.size());
        failuresAlone = 0;
        unavailable = 0;
        if (failing && pending.isEmpty()) {
            failing = false;
            LOG.log(Level.INFO, "{0}: deliveries go through again", name);
        }
    }

    private void failed(List<Delivery> batch, String cause) throws InterruptedException {
        failing(cause);
        unavailable = 0;
        queue.figures().redelivered(batch.size());
        if (batch.size() > 1) {
            pending.pop();
            int half = batch.size() / 2;
            pending.push(batch.subList(half, batch.size()));
            pending.push(batch.subList(0, half));
            failuresAlone = 0;
        } else if (++failuresAlone >= redelivery.aloneTries()
                && listener.poison(batch.getFirst(), cause) instanceof Result.Committed) {
            LOG.log(Level.WARNING, "{0}: one delivery was set aside: {1}", name, cause);
            queue.figures().poisoned();
            done(batch);
            return;
        }
        pause(redelivery.delay(failuresAlone));
    }

    private void failing(String cause) {
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "{0}: a delivery failed and is tried again: {1}", name, cause);
        }
    }

    private void pause(Duration delay) throws InterruptedException {
        released.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
