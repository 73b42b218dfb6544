package com.wattwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    private Path state;

    private Layout layout;
    private Secrets secrets;
    private EmbeddedDatabase database;

    @BeforeEach
    void start() {
        layout = new Layout(Layout.ofSourceTree().project(), state);
        layout.create();
        secrets = new Secrets(layout.secrets());
        database = new EmbeddedDatabase(layout, secrets, Ports.firstFree(21_000, 41).database(), "32MB");
        database.start();
    }

    @AfterEach
    void stop() {
        database.stop();
    }

    @Test
    void dataSurviveAStopAndAStart() throws SQLException {
        execute("CREATE TABLE kept (word text)");
        execute("INSERT INTO kept VALUES ('水表')");

        database.stop();
        assertThat(database.running()).isEmpty();
        database.start();

        assertThat(ask("SELECT word FROM kept")).isEqualTo("水表");
    }

    @Test
    void committedDataSurviveAPowerCutOfTheServer() throws SQLException {
        execute("CREATE TABLE kept (word text)");
        execute("INSERT INTO kept VALUES ('still here')");

        database.kill();
        assertThat(database.running()).isEmpty();
        database.start();

        assertThat(ask("SELECT word FROM kept")).isEqualTo("still here");
    }

    @Test
    void whatAKilledLauncherLeftRunningIsStoppedByTheNext() {
        EmbeddedDatabase next = new EmbeddedDatabase(layout, secrets, Ports.firstFree(22_000, 41).database(), "32MB");

        assertThat(next.stopLeftover()).isTrue();
        assertThat(next.stopLeftover()).isFalse();
        assertThatThrownBy(() -> ask("SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void itWritesThroughAndAsksForThePassword() throws SQLException {
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask("SHOW server_encoding")).isEqualTo("UTF8");
        assertThatThrownBy(() -> DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "guessed").close())
                .isInstanceOf(SQLException.class).hasMessageContaining("password");
    }

    @Test
    void theApplicationsRoleIsNoSuperuserButOwnsItsDatabase() throws SQLException {
        assertThat(ask("SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user")).isEqualTo("false");
        execute("CREATE EXTENSION pg_trgm");
        execute("CREATE SCHEMA own");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, secrets.databasePassword());
    }
}
