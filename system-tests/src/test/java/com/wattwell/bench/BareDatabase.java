package com.wattwell.bench;

import com.wattwell.server.EmbeddedDatabase;
import com.wattwell.server.Installation;
import com.wattwell.server.Layout;
import com.wattwell.server.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL as the launcher starts it, with the application's own schema, and no server before it. */
final class BareDatabase implements AutoCloseable {

    private static final int FIRST_OFFSET = 3_000;
    private static final int OFFSET_STEP = 53;
    private static final Pattern VERSION = Pattern.compile("V(\\d+)(?:_(\\d+))?__.*\\.sql");

    private final Run run;
    private final Installation installation;

    BareDatabase(Run run) throws SQLException, IOException {
        this.run = run;
        Layout layout = run.layout();
        Installation.Settings usual = Installation.Settings.ofEnvironment();
        this.installation = new Installation(layout, Ports.firstFree(FIRST_OFFSET, OFFSET_STEP), usual);
        installation.stopLeftovers();
        installation.forget();
        Runtime.getRuntime().addShutdownHook(new Thread(installation::stop, "stop the database"));
        installation.startDatabase(run.progress());
        try (Connection connection = connect()) {
            run.postgresql(Sql.texts(connection, "show server_version").getFirst());
            for (Path script : scripts()) {
                Sql.execute(connection, Files.readString(script));
            }
        }
    }

    private List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(run.project().resolve("ejb/src/main/resources/db/migration"))) {
            return files.filter(file -> VERSION.matcher(file.getFileName().toString()).matches()).sorted(Comparator.comparing(BareDatabase::version)).toList();
        }
    }

    /** {@code V13_1__ledger.sql} comes behind {@code V13__roles.sql}. */
    private static int version(Path script) {
        Matcher name = VERSION.matcher(script.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(script.toString());
        }
        return Integer.parseInt(name.group(1)) * 100 + (name.group(2) == null ? 0 : Integer.parseInt(name.group(2)));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(installation.database().url(), EmbeddedDatabase.USER, installation.secrets().databasePassword());
    }

    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(installation.database().url());
        source.setUser(EmbeddedDatabase.USER);
        source.setPassword(installation.secrets().databasePassword());
        return source;
    }

    /**
     * Stops it, asks the system to forget its files, and starts it again: whatever is asked next comes from the disk.
     *
     * @return the share of the files that the system kept in memory in spite of that, from 0 to 1, or -1 when nobody says
     */
    double restartCold() throws IOException, InterruptedException {
        installation.database().stop();
        List<Path> files = files();
        forget(files);
        double kept = kept(files);
        installation.database().start();
        return kept;
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(installation.layout().databaseCluster().resolve("base"))) {
            files.filter(Files::isRegularFile).forEach(found::add);
        }
        return found;
    }

    /** Only these files: emptying the whole system's cache would be felt by every other program. */
    private static void forget(List<Path> files) throws IOException, InterruptedException {
        for (Path file : files) {
            new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none").inheritIO().start().waitFor();
        }
    }

    private static double kept(List<Path> files) throws IOException, InterruptedException {
        long whole = 0;
        long resident = 0;
        try {
            for (List<Path> some : slices(files)) {
                List<String> command = new ArrayList<>(List.of("fincore", "--bytes", "--noheadings", "--raw", "--output", "RES,SIZE"));
                some.forEach(file -> command.add(file.toString()));
                Process process = new ProcessBuilder(command).start();
                for (String line : new String(process.getInputStream().readAllBytes()).lines().toList()) {
                    String[] words = line.strip().split("\\s+");
                    resident += Long.parseLong(words[0]);
                    whole += Long.parseLong(words[1]);
                }
                process.waitFor();
            }
        } catch (IOException noSuchProgram) {
            return -1;
        }
        return whole == 0 ? -1 : (double) resident / whole;
    }

    private static List<List<Path>> slices(List<Path> files) {
        List<List<Path>> slices = new ArrayList<>();
        for (int i = 0; i < files.size(); i += 500) {
            slices.add(files.subList(i, Math.min(files.size(), i + 500)));
        }
        return slices;
    }

    /** Bytes on the disk. */
    long size() throws SQLException {
        try (Connection connection = connect()) {
            return Sql.number(connection, "select pg_database_size(current_database())");
        }
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() {
        installation.stop();
        installation.forget();
    }
}
