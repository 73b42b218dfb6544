package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL of our own: loopback only, passwords, fsync on, its data kept. It outlives a killed launcher, as a
 * database should; the next one finds it by its {@code postmaster.pid} and stops it first.
 */
public final class EmbeddedDatabase {

    public static final String NAME = "wattwell";
    public static final String USER = "wattwell";

    private static final String OWNER = "postgres";
    /** Recovery after a crash may take its time. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final String SETTINGS_FILE = "wattwell.conf";

    private final Layout layout;
    private final Secrets secrets;
    private final int port;
    private final String sharedBuffers;

    /** @param sharedBuffers PostgreSQL's own cache, in its own notation: {@code 512MB} */
    public EmbeddedDatabase(Layout layout, Secrets secrets, int port, String sharedBuffers) {
        this.layout = layout;
        this.secrets = secrets;
        this.port = port;
        this.sharedBuffers = sharedBuffers;
    }

    public String url() {
        return url(NAME);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Starts it on the data of last time, or on new ones; answers when it takes connections. */
    public void start() {
        PostgresPrograms programs = new PostgresPrograms(layout.databasePrograms());
        if (!Files.exists(layout.databaseCluster().resolve("PG_VERSION"))) {
            initialise(programs);
        }
        stopLeftover();
        writeSettings();
        Path log = layout.logs().resolve("postgresql-start.log");
        Programs.run(new ProcessBuilder(programs.command("pg_ctl", List.of("start", "-D", layout.databaseCluster().toString(),
                "-w", "-t", Long.toString(START_PATIENCE.toSeconds())))).redirectErrorStream(true),
                log, START_PATIENCE.plusSeconds(10).toSeconds());
        createRoleAndDatabase();
    }

    /** Ends it, open connections included; what was committed stays. Does nothing when it does not run. */
    public void stop() {
        stopLeftover();
    }

    /** Ends it as a power cut would, every process of it; what was committed stays. Does nothing when it does not run. */
    public void kill() {
        running().ifPresent(postmaster -> {
            List<ProcessHandle> workers = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
            PidFile.awaitEnd(postmaster, STOP_PATIENCE);
            workers.forEach(worker -> PidFile.awaitEnd(worker, STOP_PATIENCE));
        });
    }

    /** @return whether one was running */
    public boolean stopLeftover() {
        Optional<ProcessHandle> running = running();
        if (running.isPresent()) {
            PostgresPrograms programs = new PostgresPrograms(layout.databasePrograms());
            Programs.run(new ProcessBuilder(programs.command("pg_ctl", List.of("stop", "-D", layout.databaseCluster().toString(),
                    "-m", "fast", "-w", "-t", Long.toString(STOP_PATIENCE.toSeconds())))).redirectErrorStream(true),
                    layout.logs().resolve("postgresql-stop.log"), STOP_PATIENCE.plusSeconds(10).toSeconds());
        }
        return running.isPresent();
    }

    /** The postmaster, when it is alive and really one: its pid may be somebody else's by now. */
    Optional<ProcessHandle> running() {
        Path file = layout.databaseCluster().resolve("postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            Optional<ProcessHandle> found = ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info().command().map(command -> command.endsWith("postgres")).orElse(true));
            if (found.isEmpty()) {
                Files.delete(file);
            }
            return found;
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private void initialise(PostgresPrograms programs) {
        Path unfinished = layout.databaseCluster().resolveSibling("database-new");
        Path passwordFile = layout.secrets().resolve("database-owner-password");
        secrets.databaseOwnerPassword();
        Directories.delete(unfinished);
        Programs.run(new ProcessBuilder(programs.command("initdb", List.of("-D", unfinished.toString(), "-U", OWNER,
                "--pwfile=" + passwordFile, "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"))).redirectErrorStream(true),
                layout.logs().resolve("postgresql-init.log"), START_PATIENCE.toSeconds());
        try {
            Files.writeString(unfinished.resolve("postgresql.conf"),
                    Files.readString(unfinished.resolve("postgresql.conf")) + "\ninclude '" + SETTINGS_FILE + "'\n");
            Files.move(unfinished, layout.databaseCluster());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot finish " + unfinished, e);
        }
    }

    private void writeSettings() {
        String settings = """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 120
                shared_buffers = %s
                effective_cache_size = 4GB
                random_page_cost = 1.1
                max_wal_size = 4GB
                checkpoint_timeout = 15min
                wal_compression = on
                fsync = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                logging_collector = on
                log_directory = '%s'
                log_filename = 'postgresql-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = 1d
                log_rotation_size = 0
                """.formatted(port, sharedBuffers, layout.logs());
        try {
            Files.writeString(layout.databaseCluster().resolve(SETTINGS_FILE), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the database's settings", e);
        }
    }

    private void createRoleAndDatabase() {
        try (Connection connection = DriverManager.getConnection(url("postgres"), OWNER, secrets.databaseOwnerPassword());
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'")) {
                statement.execute("CREATE ROLE " + USER + " LOGIN");
            }
            // letters and digits only; told each time, because the secrets may be newer than the data
            statement.execute("ALTER ROLE " + USER + " PASSWORD '" + secrets.databasePassword() + "'");
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + USER);
            }
        } catch (SQLException e) {
            throw new LaunchException("The database does not let us in: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
