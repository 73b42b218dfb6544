package com.wattwell.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A whole Wattwell on this machine: database, server with the application, and the town. The launcher runs one; tests
 * run one of their own beside it, in another directory and at other ports.
 */
public final class Installation {

    private static final String CONFIGURATION = "standalone-full.xml";

    private final Layout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final Settings settings;
    private final EmbeddedDatabase database;
    private final ServerConfiguration configuration;
    private final ServerProcess server;
    private final TownProcess town;
    /** Held while something is being started, so that a stop finds either all of it or nothing. */
    private final ReentrantLock step = new ReentrantLock();
    private volatile boolean closed;

    /**
     * What may differ from one installation to the next.
     *
     * @param heap          of the server's JVM, {@code 2g}
     * @param sharedBuffers of the database, {@code 512MB}
     * @param properties    system properties for the server, on top of its own
     */
    public record Settings(String heap, String sharedBuffers, Map<String, String> properties) {

        /** From {@code WATTWELL_HEAP} and {@code WATTWELL_SHARED_BUFFERS} of the environment. */
        public static Settings ofEnvironment() {
            return new Settings(System.getenv().getOrDefault("WATTWELL_HEAP", "2g"),
                    System.getenv().getOrDefault("WATTWELL_SHARED_BUFFERS", "512MB"), Map.of());
        }

        /** The same, and the server asks the town's stand-in for the utility's key machine. */
        public Settings withKeyMachineOfTown(Ports ports) {
            Map<String, String> more = new HashMap<>(properties);
            more.put("wattwell.keyMachine.url", ports.keyMachineUrl());
            return new Settings(heap, sharedBuffers, Map.copyOf(more));
        }

        /** The same, and the town stands in for payment channels and suppliers of text messages. */
        public Settings withOutsideWorldOfTown(Ports ports) {
            Map<String, String> more = new HashMap<>(properties);
            more.put("wattwell.alipay.url", ports.outsideUrl() + "/gateway.do");
            more.put("wattwell.wechat.url", ports.outsideUrl());
            more.put("wattwell.aliyunSms.url", ports.outsideUrl());
            more.put("wattwell.tencentSms.url", ports.outsideUrl());
            more.put("wattwell.wechatOa.url", ports.outsideUrl());
            more.put("wattwell.callback.url", ports.url() + "callback");
            return new Settings(heap, sharedBuffers, Map.copyOf(more));
        }
    }

    public Installation(Layout layout, Ports ports, Settings settings) {
        this.layout = layout;
        this.ports = ports;
        this.settings = settings;
        this.secrets = new Secrets(layout.secrets());
        this.database = new EmbeddedDatabase(layout, secrets, ports.database(), settings.sharedBuffers());
        this.configuration = new ServerConfiguration(layout, CONFIGURATION);
        this.server = new ServerProcess(layout, ports);
        this.town = new TownProcess(layout, ports);
    }

    public Layout layout() {
        return layout;
    }

    public Ports ports() {
        return ports;
    }

    public Secrets secrets() {
        return secrets;
    }

    public EmbeddedDatabase database() {
        return database;
    }

    public ServerProcess server() {
        return server;
    }

    public TownProcess town() {
        return town;
    }

    /** Forgets all data, passwords and keys; for an installation that does not run. */
    public void forget() {
        layout.forgettable().forEach(Directories::delete);
    }

    public void startDatabase(Progress progress) {
        layout.create();
        step(() -> {
            progress.say("starting the database");
            database.start();
        });
    }

    /** @param application the EAR to deploy; none for a bare server */
    public void startServer(Progress progress, Optional<Path> application) {
        layout.create();
        step(() -> {
            if (configuration.apply()) {
                progress.say("configured the server");
            }
        });
        step(() -> {
            progress.say("starting the server");
            application.ifPresentOrElse(server::deploy, server::undeploy);
            server.launch(configuration.file(), settings.heap(), settings.properties(), environment());
        });
        if (application.isPresent()) {
            server.awaitApplication();
        } else {
            server.awaitBoot();
        }
    }

    /** @param other path of the town's description, or the name of one that comes along; the default town when empty */
    public void startTown(Progress progress, Optional<String> other) {
        step(() -> {
            progress.say("starting the virtual town");
            town.launch(other, secrets.adminPassword());
        });
        town.awaitDialling();
    }

    /** Stops whatever of it runs, whoever started it; in the order in which nobody misses anything. */
    public void stop() {
        step.lock();
        try {
            town.stop();
            server.stop();
            database.stop();
        } finally {
            step.unlock();
        }
    }

    /** Stops it, and lets nothing be started any more by whoever is still about to. */
    void close() {
        closed = true;
        stop();
    }

    private void step(Runnable start) {
        step.lock();
        try {
            if (closed) {
                throw new LaunchException("Wattwell is being stopped.");
            }
            start.run();
        } finally {
            step.unlock();
        }
    }

    /** @return what an earlier launcher left running, stopped now; empty when there was nothing */
    public Optional<String> stopLeftovers() {
        StringBuilder found = new StringBuilder();
        if (new PidFile(layout.processes(), TownProcess.NAME).stop(Duration.ofSeconds(15))) {
            found.append(", town");
        }
        if (new PidFile(layout.processes(), ServerProcess.NAME).stop(Duration.ofSeconds(40))) {
            found.append(", server");
        }
        if (database.stopLeftover()) {
            found.append(", database");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.substring(2));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("WATTWELL_DB_URL", database.url());
        environment.put("WATTWELL_DB_USER", EmbeddedDatabase.USER);
        environment.put("WATTWELL_DB_PASSWORD", secrets.databasePassword());
        environment.put("WATTWELL_ADMIN_PASSWORD", secrets.adminPassword());
        environment.put("WATTWELL_MASTER_KEY", secrets.masterKey());
        return environment;
    }
}
