package com.wattwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.server.EmbeddedDatabase;
import com.wattwell.server.Layout;
import com.wattwell.server.Ports;
import com.wattwell.server.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code ./wattwell run} and {@code stop} promise. */
class LauncherTest {

    private final Path state = Layout.ofSourceTree().project().resolve("system-tests/target/servers/launcher");
    private final Ports ports = Ports.firstFree(20_000, 59);
    private final String offset = Integer.toString(ports.offset());

    @BeforeEach
    @AfterEach
    void stopWhateverRuns() throws Exception {
        try (LaunchedProcess stop = new LaunchedProcess(state, "stop")) {
            assertThat(stop.awaitEnd()).as(() -> String.join("\n", stop.lines())).isZero();
        }
    }

    @Test
    void dataAndPasswordSurviveAKilledLauncherWhoseRemainsTheNextTakesOver() throws Exception {
        String password;
        try (LaunchedProcess first = new LaunchedProcess(state, "run", "--fresh", "--no-town", "--port-offset", offset).awaitReady()) {
            assertThat(first.lastLine()).matches("Wattwell is ready: " + ports.url() + " admin \\S{16}");
            password = first.lastLine().substring(first.lastLine().lastIndexOf(' ') + 1);
            assertThat(status()).isEqualTo(200);
            execute("CREATE TABLE kept_by_a_test AS SELECT 42 AS answer");

            first.kill();
            assertThat(status()).as("the server outlives a killed launcher").isEqualTo(200);
        }
        try (LaunchedProcess next = new LaunchedProcess(state, "run", "--no-town", "--port-offset", offset).awaitReady()) {
            assertThat(next.lines()).anyMatch(line -> line.contains("stopped what an earlier run left behind: server, database"));
            assertThat(next.lastLine()).endsWith(" admin " + password);
            assertThat(ask("SELECT answer FROM kept_by_a_test")).isEqualTo("42");

            try (LaunchedProcess second = new LaunchedProcess(state, "run", "--no-town", "--port-offset", offset)) {
                assertThat(second.awaitEnd()).isEqualTo(1);
                assertThat(second.lastLine()).contains("already running").contains("./wattwell stop");
            }
            assertThat(status()).as("the second launcher disturbs nobody").isEqualTo(200);

            try (LaunchedProcess stop = new LaunchedProcess(state, "stop")) {
                assertThat(stop.awaitEnd()).isZero();
                assertThat(stop.lastLine()).isEqualTo("Wattwell has stopped.");
            }
            next.awaitEnd();
            assertThat(next.lines()).filteredOn(line -> line.startsWith("Wattwell is ready")).hasSize(1);
        }
        assertThat(Ports.firstFree(ports.offset(), 1)).as("every port is free again").isEqualTo(ports);
    }

    @Test
    void aPortInUseIsSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(ports.http(), 1, InetAddress.getLoopbackAddress());
                LaunchedProcess run = new LaunchedProcess(state, "run", "--no-town", "--port-offset", offset)) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.lines()).anyMatch(line -> line.startsWith("Port " + taken.getLocalPort() + " (web pages) is in use")
                    && line.contains("--port-offset"));
        }
    }

    private int status() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
            return client.send(HttpRequest.newBuilder(URI.create(ports.url())).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + ports.database() + "/" + EmbeddedDatabase.NAME,
                EmbeddedDatabase.USER, new Secrets(state.resolve("secrets")).databasePassword());
    }
}
