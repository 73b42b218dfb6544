package com.wattwell.connector.ra.fake;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread for each work; may reject some. */
public final class FakeWorkManager implements WorkManager {

    public final AtomicInteger running = new AtomicInteger();
    public final AtomicInteger toReject = new AtomicInteger();

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) throws WorkRejectedException {
        if (toReject.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new WorkRejectedException("no thread");
        }
        running.incrementAndGet();
        Thread.ofPlatform().daemon().name("work").start(() -> {
            try {
                work.run();
            } finally {
                running.decrementAndGet();
                if (listener != null) {
                    listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, null));
                }
            }
        });
    }

    @Override
    public void scheduleWork(Work work) throws WorkRejectedException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }
}
