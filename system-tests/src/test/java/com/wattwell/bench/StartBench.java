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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What somebody waits who types {@code ./wattwell run}: until the first reading of the default town can be asked for.
 * In a clone of this repository, once with nothing built and once with everything, each time with fresh data; the local
 * Maven repository is warm.
 */
final class StartBench implements Benchmark {

    private static final int FIRST_OFFSET = 3_000;
    private static final int OFFSET_STEP = 53;
    private static final double AIM_SECONDS = 90;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(45);
    }

    @Override
    public List<Figure> run(Run run) throws IOException, InterruptedException, SQLException {
        Path tree = clone(run);
        List<Double> unbuilt = new ArrayList<>();
        List<Double> built = new ArrayList<>();
        for (int i = 0; i < run.options().runs(); i++) {
            must(tree, "git", "clean", "-xfdq");
            unbuilt.add(start(run, tree));
            run.say("a tree not built: " + Report.text(unbuilt.getLast()) + " s");
            built.add(start(run, tree));
            run.say("a tree built: " + Report.text(built.getLast()) + " s");
        }
        must(tree, "git", "clean", "-xfdq");
        return List.of(
                figure("./wattwell run in a built tree to the first reading by REST", built),
                figure("the same in a fresh clone, which is built first", unbuilt).remark("local Maven repository warm"));
    }

    private Figure figure(String what, List<Double> seconds) {
        Samples measured = new Samples(seconds);
        return Figure.plain(name(), what, "s", measured, "fresh data; default town, which registers its collectors and meters by REST first")
                .aiming("< 90 s", measured.median() < AIM_SECONDS);
    }

    private static Path clone(Run run) throws IOException, InterruptedException {
        Path tree = run.layout().state().resolve("tree");
        if (Files.exists(tree)) {
            must(run.project(), "rm", "-rf", tree.toString());
        }
        Files.createDirectories(tree.getParent());
        must(run.project(), "git", "clone", "-q", run.project().toString(), tree.toString());
        return tree;
    }

    /** @return seconds from the command to the first reading */
    private static double start(Run run, Path tree) throws IOException, InterruptedException, SQLException {
        Ports ports = Ports.firstFree(FIRST_OFFSET, OFFSET_STEP);
        Installation installation = new Installation(new Layout(tree, tree.resolve(".wattwell")), ports, Installation.Settings.ofEnvironment());
        Path output = tree.resolveSibling("run.log");
        long begun = System.nanoTime();
        Process launcher = command(tree, "./wattwell", "run", "--fresh", "--port-offset", Integer.toString(ports.offset()))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            awaitReading(run, installation, launcher, output, begun + PATIENCE.toNanos());
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            must(tree, "./wattwell", "stop");
            launcher.waitFor(2, TimeUnit.MINUTES);
        }
    }

    private static void awaitReading(Run run, Installation installation, Process launcher, Path output, long deadline)
            throws InterruptedException, IOException {
        Path password = installation.layout().secrets().resolve("admin-password");
        run.await(() -> Files.exists(password) || !launcher.isAlive() || System.nanoTime() > deadline, "while the launcher built");
        Optional<Integer> meter = Optional.empty();
        while (meter.isEmpty() || !shown(installation, meter.get())) {
            run.goOn("while a first reading was awaited");
            if (!launcher.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("no reading came; the launcher said: " + Files.readString(output));
            }
            Thread.sleep(200);
            if (meter.isEmpty()) {
                meter = meterWithReading(installation);
            }
        }
    }

    /** The database knows first which meter to ask for. */
    private static Optional<Integer> meterWithReading(Installation installation) {
        try (Connection connection = DriverManager.getConnection(installation.database().url(), EmbeddedDatabase.USER,
                installation.secrets().databasePassword())) {
            return Sql.texts(connection, "select meter_id from reading limit 1").stream().findFirst().map(Integer::valueOf);
        } catch (SQLException notYet) {
            return Optional.empty();
        }
    }

    private static boolean shown(Installation installation, int meter) throws InterruptedException {
        try (Rest rest = new Rest(installation)) {
            return !rest.get("meters/" + meter + "/readings").getJsonArray("items").isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static ProcessBuilder command(Path directory, String... words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static void must(Path directory, String... words) throws IOException, InterruptedException {
        Process process = command(directory, words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + " failed: " + said);
        }
    }
}
