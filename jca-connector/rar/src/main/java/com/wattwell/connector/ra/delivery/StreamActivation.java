package com.wattwell.connector.ra.delivery;

import com.wattwell.connector.DeliveryStream;
import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/** A listener of one stream, with the workers that deliver to it. */
public final class StreamActivation {

    private static final Logger LOG = System.getLogger(StreamActivation.class.getName());
    /** When the server has no thread for a worker, it is asked again after this time. */
    private static final long RESTART_MILLIS = 1_000;
    /** How long the end of a batch under way is waited for when the listener goes. */
    private static final long END_MILLIS = 10_000;

    private final DeliveryStream stream;
    private final DeliveryQueue queue;
    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private final WorkManager workManager;
    private final Timer timer;
    private final Batching batching;
    private final Redelivery redelivery;
    private final List<DeliveryWorker> workers = new ArrayList<>();
    private boolean stopped;

    /** @param workManager and {@code timer} of the server: threads are its own */
    public StreamActivation(DeliveryStream stream, DeliveryQueue queue, MessageEndpointFactory factory, Batching batching,
                            Redelivery redelivery, TransactionSynchronizationRegistry transactions, WorkManager workManager,
                            Timer timer) {
        this.stream = stream;
        this.queue = queue;
        this.factory = factory;
        this.batching = batching;
        this.redelivery = redelivery;
        this.transactions = transactions;
        this.workManager = workManager;
        this.timer = timer;
    }

    /** @throws NotSupportedException when the listener's methods do not run in a transaction */
    public synchronized void start(int count) throws NotSupportedException {
        try {
            if (!factory.isDeliveryTransacted(TransactedListener.ON_DELIVERIES)
                    || !factory.isDeliveryTransacted(TransactedListener.ON_POISON)) {
                throw new NotSupportedException("the listener of " + stream + " must have container-managed transactions (REQUIRED)");
            }
        } catch (NoSuchMethodException e) {
            throw new NotSupportedException("the listener of " + stream + " does not implement CollectorListener", e);
        }
        for (int i = 1; i <= count; i++) {
            startWorker(i);
        }
    }

    /** Ends the workers after their batch under way; what is not delivered stays in the queue. */
    public void stop() {
        List<DeliveryWorker> ending;
        synchronized (this) {
            stopped = true;
            ending = List.copyOf(workers);
        }
        ending.forEach(DeliveryWorker::release);
        long deadline = System.nanoTime() + END_MILLIS * 1_000_000;
        try {
            for (DeliveryWorker worker : ending) {
                if (!worker.awaitEnd(Math.max(0, (deadline - System.nanoTime()) / 1_000_000))) {
                    LOG.log(Level.WARNING, "a batch of {0} is still under way while its listener goes", stream);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void startWorker(int number) {
        if (stopped) {
            return;
        }
        String name = stream + " worker " + number;
        DeliveryWorker worker = new DeliveryWorker(name, queue, new TransactedListener(factory, transactions), batching, redelivery);
        workers.add(worker);
        try {
            workManager.scheduleWork(worker, WorkManager.INDEFINITE, null, new Restart(worker, number));
        } catch (WorkException e) {
            ended(worker, number, e.toString());
        }
    }

    private synchronized void ended(DeliveryWorker worker, int number, String why) {
        if (!workers.remove(worker) || stopped) {
            return;
        }
        LOG.log(Level.WARNING, "{0} worker {1} did not run or ended, and is started again: {2}", stream, number, why);
        timer.schedule(new TimerTask() {
            @Override
            public void run() {
                startWorker(number);
            }
        }, RESTART_MILLIS);
    }

    /** A worker ends only when released; the server may refuse or break it all the same. */
    private final class Restart extends WorkAdapter {

        private final DeliveryWorker worker;
        private final int number;

        Restart(DeliveryWorker worker, int number) {
            this.worker = worker;
            this.number = number;
        }

        @Override
        public void workRejected(WorkEvent event) {
            ended(worker, number, String.valueOf(event.getException()));
        }

        @Override
        public void workCompleted(WorkEvent event) {
            ended(worker, number, String.valueOf(event.getException()));
        }
    }
}
