package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.line.Alarm;
import com.wattwell.connector.ra.line.Loop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A {@link Loop} on the event loop of a channel. */
final class ChannelLoop implements Loop {

    private final EventLoop eventLoop;
    private final InstantSource clock;
    private final Consumer<Throwable> broken;

    /** @param broken told when a task or an alarm of this loop throws, so that an error ends its own socket and nothing else */
    ChannelLoop(EventLoop eventLoop, InstantSource clock, Consumer<Throwable> broken) {
        this.eventLoop = eventLoop;
        this.clock = clock;
        this.broken = broken;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Alarm alarm(Runnable action) {
        return new LazyAlarm(action);
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(() -> guarded(task));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            broken.accept(e);
        }
    }

    /**
     * Moving a deadline forward costs nothing: the task that is already scheduled looks when it runs and schedules itself
     * again. A line at full speed sets and clears its alarm thousands of times a second.
     */
    private final class LazyAlarm implements Alarm, Runnable {

        private final Runnable action;
        private boolean set;
        private long deadline;
        private ScheduledFuture<?> scheduled;
        private long scheduledFor;

        LazyAlarm(Runnable action) {
            this.action = action;
        }

        @Override
        public void at(long nanos) {
            set = true;
            deadline = nanos;
            if (scheduled != null && scheduledFor - nanos <= 0) {
                return;
            }
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            schedule();
        }

        @Override
        public void clear() {
            set = false;
        }

        @Override
        public void release() {
            set = false;
            if (scheduled != null) {
                scheduled.cancel(false);
                scheduled = null;
            }
        }

        @Override
        public void run() {
            scheduled = null;
            if (!set) {
                return;
            }
            if (deadline - nanos() > 0) {
                schedule();
            } else {
                set = false;
                guarded(action);
            }
        }

        private void schedule() {
            scheduledFor = deadline;
            scheduled = eventLoop.schedule(this, Math.max(0, deadline - nanos()), TimeUnit.NANOSECONDS);
        }
    }
}
