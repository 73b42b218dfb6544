package com.wattwell.platform;

import com.wattwell.connector.CollectorConnection;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;

/** Whether this node can do its work: the database answers, the adapter is up, the broker takes a session. */
@ApplicationScoped
public class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(1);

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory connectionFactory;
    @Resource
    private ManagedExecutorService threads;

    private Checks checks;

    @PostConstruct
    void start() {
        checks = new Checks(threads, PATIENCE, FRESH, Map.of(
                "database", () -> database.one("select 1", row -> row.getInt(1)),
                "adapter", () -> gate.ask(CollectorConnection::metrics),
                "broker", this::openSession));
    }

    /** @return each check by name, and whether it went well */
    public SortedMap<String, Boolean> checks() {
        return checks.results();
    }

    private void openSession() {
        try (JMSContext context = connectionFactory.createContext()) {
            context.createProducer(); // the session itself is opened only when it is used
        }
    }
}
