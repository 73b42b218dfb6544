package com.wattwell.system;

import com.wattwell.server.EmbeddedDatabase;
import com.wattwell.server.Installation;
import com.wattwell.server.Layout;
import com.wattwell.server.Ports;
import com.wattwell.server.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A real Wattwell for tests: database, server and, when asked, the virtual town, in a directory of its own below
 * {@code target/servers} and at ports of its own, so that it runs beside the developer's. The server asks the town's key machine,
 * which is there when a town was started, or when a test stands one up.
 */
public final class TestServer implements AutoCloseable {

    /** Test installations look for free ports from here on, in these steps. */
    private static final int FIRST_OFFSET = 10_000;
    private static final int OFFSET_STEP = 53;

    private final Installation installation;
    private final Progress progress = new Progress(System.out);

    /**
     * @param name       its directory below {@code target/servers}, emptied first
     * @param properties system properties for the server beside its own
     */
    public TestServer(String name, Map<String, String> properties) {
        Path project = Layout.ofSourceTree().project();
        Layout layout = new Layout(project, project.resolve("system-tests/target/servers").resolve(name));
        Ports ports = Ports.firstFree(FIRST_OFFSET, OFFSET_STEP);
        this.installation = new Installation(layout, ports, new Installation.Settings("1g", "128MB", properties).withKeyMachineOfTown(ports).withOutsideWorldOfTown(ports));
        installation.stopLeftovers();
        installation.forget();
    }

    /** Starts database and server with the application; on the data of last time, if it was started before. */
    public TestServer start() {
        installation.startDatabase(progress);
        installation.startServer(progress, Optional.of(installation.layout().application()));
        return this;
    }

    /** Starts database and server without any application. */
    public TestServer startBare() {
        installation.startDatabase(progress);
        installation.startServer(progress, Optional.empty());
        return this;
    }

    /** Starts only the server, with the application, on a database that runs. */
    public void startServer() {
        installation.startServer(progress, Optional.of(installation.layout().application()));
    }

    /**
     * Starts the virtual town and waits until it dials in.
     *
     * @param town path of its description, or the name of one that comes along; the default town when empty
     */
    public void startTown(Optional<String> town) {
        installation.startTown(progress, town);
    }

    public void stopTown() {
        installation.town().stop();
    }

    /** Ends the server as it should end. */
    public void stopServer() {
        installation.server().stop();
    }

    /** Ends the server with {@code kill -9}; the database goes on. */
    public void killServer() {
        installation.server().kill();
    }

    /** Ends the database with {@code kill -9}, every process of it; the server goes on. */
    public void killDatabase() {
        installation.database().kill();
    }

    /** Starts only the database, on the data of last time. */
    public void startDatabase() {
        installation.startDatabase(progress);
    }

    /** Loses the message broker's journal; for a server that does not run. */
    public void loseJournal() {
        installation.server().forgetMessages();
    }

    public Ports ports() {
        return installation.ports();
    }

    /** Of the portal's first page, with a slash at the end. */
    public String url() {
        return installation.ports().url();
    }

    /** Of the user {@code admin}. */
    public String adminPassword() {
        return installation.secrets().adminPassword();
    }

    public Installation installation() {
        return installation;
    }

    /** A connection of the application's own role; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(installation.database().url(), EmbeddedDatabase.USER, installation.secrets().databasePassword());
    }

    @Override
    public void close() {
        installation.stop();
    }
}
