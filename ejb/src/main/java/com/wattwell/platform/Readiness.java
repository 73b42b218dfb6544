package com.wattwell.platform;

import com.wattwell.connector.CollectorConnection;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether this node can do its work: the database answers, the adapter is up, the broker takes a session. However often
 * it is asked, each check runs at most once at a time and once a second; one that hangs counts as failed.
 */
@ApplicationScoped
public class Readiness {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
    private static final long PATIENCE_MILLIS = 3_000;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory connectionFactory;
    @Resource
    private ManagedExecutorService threads;

    private final Map<String, Future<?>> running = new TreeMap<>();
    private SortedMap<String, Boolean> latest;
    private long latestNanos;

    /** @return each check by name, and whether it went well */
    public synchronized SortedMap<String, Boolean> checks() {
        if (latest == null || System.nanoTime() - latestNanos > FRESH_NANOS) {
            start("database", () -> database.one("select 1", row -> row.getInt(1)));
            start("adapter", () -> gate.ask(CollectorConnection::metrics));
            start("broker", this::openSession);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            SortedMap<String, Boolean> results = new TreeMap<>();
            running.forEach((name, check) -> results.put(name, wentWell(name, check, end - System.nanoTime())));
            latest = results;
            latestNanos = System.nanoTime();
        }
        return latest;
    }

    private void start(String name, Runnable check) {
        Future<?> before = running.get(name);
        if (before == null || before.isDone()) {
            running.put(name, threads.submit(check));
        }
    }

    private static boolean wentWell(String name, Future<?> check, long nanos) {
        try {
            check.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "Not ready: {0} does not answer", name);
            return false;
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "Not ready: {0}: {1}", new Object[] {name, e.getCause().getMessage()});
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void openSession() {
        try (JMSContext context = connectionFactory.createContext()) {
            context.createProducer(); // the session itself is opened only when it is used
        }
    }
}
