package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How deep the queues of this node's broker are, and how often the bell rang. WildFly shows its management model as
 * MBeans, which spares a connection to the management port.
 */
@ApplicationScoped
public class BrokerFigures implements Figures {

    private static final String QUEUES = "jboss.as:subsystem=messaging-activemq,server=default,jms-queue=*";

    @Inject
    private Bell bell;

    @Override
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("bell_rings_total{fate=\"sent\"}", (double) bell.sent());
        values.put("bell_rings_total{fate=\"dropped\"}", (double) bell.dropped());
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName queue : server.queryNames(new ObjectName(QUEUES), null)) {
                Number depth = (Number) server.getAttribute(queue, "messageCount");
                values.put("jms_messages{queue=\"" + queue.getKeyProperty("jms-queue") + "\"}", depth.doubleValue());
            }
        } catch (JMException e) {
            throw new IllegalStateException("The server does not tell its queues", e);
        }
        return values;
    }
}
