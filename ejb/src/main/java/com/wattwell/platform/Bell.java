package com.wattwell.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rings for work that is committed. A ring is a JMS message with the id of a row and the node that should look at it; it
 * may be lost or come twice, because the row is the truth and {@code Sweeper} rings again.
 *
 * <p>Messages are sent by one thread of its own after the commit, never inside a transaction: there is no two-phase
 * commit between broker and database.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Bell {

    /** What is rung for. */
    public enum Work {
        LINE_TASK, COMMAND
    }

    /** Message property: the node that holds the collector's socket. */
    public static final String NODE = "node";

    private static final Logger LOG = Logger.getLogger(Bell.class.getName());
    private static final int MAX_WAITING_RINGS = 50_000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;

    private record Ring(Work work, String node, long id) {
    }

    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory connectionFactory;
    @Resource(lookup = "java:/jms/queue/WattwellLineTasks")
    private Destination lineTasks;
    @Resource(lookup = "java:/jms/queue/WattwellCommands")
    private Destination commands;
    @Resource
    private ManagedThreadFactory threads;
    @Inject
    private AfterCommit afterCommit;

    private final BlockingQueue<Ring> waiting = new ArrayBlockingQueue<>(MAX_WAITING_RINGS);
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean running = true;
    private Thread thread;

    @PostConstruct
    void start() {
        thread = threads.newThread(this::sendAll);
        thread.setName("wattwell-bell");
        thread.start();
    }

    @PreDestroy
    void stop() {
        running = false;
        thread.interrupt();
    }

    /** Rings once the caller's transaction has committed. */
    public void ring(Work work, String node, long id) {
        if (node == null) {
            return; // nobody holds the socket; the login will ring
        }
        afterCommit.run(() -> {
            if (!waiting.offer(new Ring(work, node, id))) {
                dropped.increment();
            }
        });
    }

    /** Rings sent since the start. */
    public long sent() {
        return sent.sum();
    }

    /** Rings given up because the queue was full or the broker away; the sweeper rings for these rows again. */
    public long dropped() {
        return dropped.sum();
    }

    private void sendAll() {
        while (running) {
            try (JMSContext context = connectionFactory.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
                while (running) {
                    send(context, waiting.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (JMSRuntimeException | JMSException e) {
                dropped.increment();
                LOG.log(Level.WARNING, "Could not ring: {0}. The sweeper will", e.getMessage());
                pause();
            }
        }
    }

    private void send(JMSContext context, Ring ring) throws JMSException {
        Message message = context.createTextMessage(Long.toString(ring.id()));
        message.setStringProperty(NODE, ring.node());
        // not persistent: after a crash the sweeper rings for what the rows say, and a forced journal write a ring is dear
        context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT).setTimeToLive(TimeUnit.MINUTES.toMillis(10))
                .send(ring.work() == Work.COMMAND ? commands : lineTasks, message);
        sent.increment();
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
