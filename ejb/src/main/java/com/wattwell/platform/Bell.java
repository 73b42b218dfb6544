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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rings for work that is committed. A ring is a JMS message with the ids of rows and the node that should look at them; it
 * may be lost or come twice, because the rows are the truth and {@code Sweeper} rings again.
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
        LINE_TASK(16), COMMAND(1);

        /** How many rows one message may name: they are done in one transaction. */
        private final int together;

        Work(int together) {
            this.together = together;
        }
    }

    /** Message property: the node that holds the collector's socket. */
    public static final String NODE = "node";

    private static final Logger LOG = Logger.getLogger(Bell.class.getName());
    private static final int MAX_WAITING_RINGS = 50_000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;

    private record Ring(Work work, String node, long id) {

        boolean goesWith(Ring other) {
            return work == other.work && node.equals(other.node);
        }
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
                    send(context, next());
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

    /** The ring that waits longest, and what waits right behind it and may go with it. */
    private List<Ring> next() throws InterruptedException {
        List<Ring> rings = new ArrayList<>();
        rings.add(waiting.take());
        Ring first = rings.getFirst();
        Ring following = waiting.peek(); // this thread alone takes them out
        while (following != null && rings.size() < first.work().together && following.goesWith(first)) {
            rings.add(waiting.remove());
            following = waiting.peek();
        }
        return rings;
    }

    private void send(JMSContext context, List<Ring> rings) throws JMSException {
        Message message = context.createTextMessage(RungFor.text(rings.stream().map(Ring::id).toList()));
        message.setStringProperty(NODE, rings.getFirst().node());
        // not persistent: after a crash the sweeper rings for what the rows say, and a forced journal write a ring is dear
        context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT).setTimeToLive(TimeUnit.MINUTES.toMillis(10))
                .send(rings.getFirst().work() == Work.COMMAND ? commands : lineTasks, message);
        sent.add(rings.size());
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
