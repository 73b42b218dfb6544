package com.wattwell.bench;

import com.wattwell.server.EmbeddedDatabase;
import com.wattwell.server.Installation;
import com.wattwell.server.Ports;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A whole Wattwell of a benchmark's own: fresh data, free ports, the settings of {@code ./wattwell run}. */
final class BenchServer implements AutoCloseable {

    private static final int FIRST_OFFSET = 3_000;
    private static final int OFFSET_STEP = 53;

    private final Run run;
    private final Installation installation;

    /** Starts database and server. */
    BenchServer(Run run) throws IOException, SQLException {
        this.run = run;
        this.installation = new Installation(run.layout(), Ports.firstFree(FIRST_OFFSET, OFFSET_STEP), Installation.Settings.ofEnvironment());
        installation.stopLeftovers();
        installation.forget();
        Runtime.getRuntime().addShutdownHook(new Thread(installation::stop, "stop the server"));
        installation.startDatabase(run.progress());
        addSettings();
        installation.startServer(run.progress(), Optional.of(installation.layout().application()));
        try (Connection connection = connect()) {
            run.postgresql(Sql.texts(connection, "show server_version").getFirst());
        }
    }

    /** When a row was committed can only be told so; it costs a few bytes a transaction. */
    private void addSettings() throws IOException {
        Path settings = installation.layout().databaseCluster().resolve("postgresql.conf");
        installation.database().stop();
        Files.writeString(settings, "\ntrack_commit_timestamp = on\n" + StatementProfile.SETTINGS, StandardOpenOption.APPEND);
        installation.database().start();
    }

    Installation installation() {
        return installation;
    }

    /** Of the application's own role; the caller closes it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(installation.database().url(), EmbeddedDatabase.USER, installation.secrets().databasePassword());
    }

    /** Of the database's superuser, for what only that may look at. */
    Connection connectAsOwner() throws SQLException {
        try {
            String password = Files.readString(installation.layout().secrets().resolve("database-owner-password")).strip();
            return DriverManager.getConnection(installation.database().url(), "postgres", password);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** Lets a town that the database knows dial in, and waits until every collector is let in. */
    RunningTown dial(Town town) throws SQLException, InterruptedException {
        RunningTown running = town.dial("127.0.0.1", installation.ports().collectors());
        try (Connection connection = connect()) {
            String last = town.collectors().getLast().code();
            String first = town.collectors().getFirst().code();
            run.await(() -> count(connection, "select count(*) from collector where online and code between ? and ?", first, last)
                    == town.collectors().size(), "while collectors were let in");
        } catch (SQLException | InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
        return running;
    }

    /** As {@link Sql#number}, where no checked exception may be thrown. */
    static long count(Connection connection, String sql, Object... parameters) {
        try {
            return Sql.number(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    ProcessHandle serverProcess() {
        return installation.server().handle();
    }

    /** PostgreSQL's main process; its children do the work. */
    ProcessHandle databaseProcess() throws IOException {
        List<String> lines = Files.readAllLines(installation.layout().databaseCluster().resolve("postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElseThrow();
    }

    /** Stops it; its data and logs stay until the next run. */
    @Override
    public void close() {
        installation.stop();
    }
}
