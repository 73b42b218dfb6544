package com.wattwell.platform;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Topic;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the pages of every node what has changed: once a second one message with the keys of all that changed, such as
 * {@code dashboard,collector:12,command:56}. A page that misses one is merely late.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Pulse {

    private static final Logger LOG = Logger.getLogger(Pulse.class.getName());
    private static final int MAX_KEYS = 2_000;

    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory connectionFactory;
    @Resource(lookup = "java:/jms/topic/WattwellPulse")
    private Topic topic;
    @Inject
    private AfterCommit afterCommit;

    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** Notes that these have changed, once the caller's transaction has committed. */
    public void changed(String... keys) {
        afterCommit.run(() -> {
            if (changed.size() < MAX_KEYS) {
                changed.addAll(Arrays.asList(keys));
            }
        });
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "pulse")
    void beat() {
        if (changed.isEmpty()) {
            return;
        }
        Set<String> keys = new TreeSet<>(changed);
        changed.removeAll(keys);
        try (JMSContext context = connectionFactory.createContext()) {
            context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT).setTimeToLive(10_000).send(topic, String.join(",", keys));
        } catch (JMSRuntimeException e) {
            LOG.log(Level.FINE, "No pulse this second", e);
        }
    }
}
