package com.wattwell.bench;

import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole way of a reading when lines take no time: due schedule, run, line tasks, messages, exchanges, outcomes, rows.
 * One reading is one exchange is one committed row.
 */
final class EndToEndBench implements Benchmark {

    /** Runs that are due together: long enough to measure, and no more exchanges than a line queues. */
    private static final int RUNS_TOGETHER = 7;
    private static final int WARM_UPS = 2;
    private static final double AIM = 0.5;

    @Override
    public String name() {
        return "end-to-end";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(20);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        Town town = BenchTown.zeroDelay(run.size(CeilingBench.COLLECTORS, 20), CeilingBench.METERS);
        Samples ceiling = CeilingBench.measure(run, town);
        try (BenchServer server = new BenchServer(run)) {
            try (Connection connection = server.connect()) {
                BenchTown.insert(connection, town);
            }
            try (RunningTown running = server.dial(town)) {
                return measure(run, server, running, ceiling);
            }
        }
    }

    private List<Figure> measure(Run run, BenchServer server, RunningTown town, Samples ceiling) throws SQLException, IOException, InterruptedException {
        List<Double> rates = new ArrayList<>();
        List<Double> beginnings = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        String processors = "";
        for (int i = 0; i < WARM_UPS + run.options().runs(); i++) {
            ProcessorTime before = ProcessorTime.of(server);
            Sweep sweep = complete(Sweep.make(run, server, town, RUNS_TOGETHER), town, RUNS_TOGETHER);
            double rate = sweep.readings() / Sweep.seconds(sweep.firstRequest(), sweep.lastCommit());
            run.say(sweep.readings() + " readings, " + Report.text(rate) + " a second");
            if (i >= WARM_UPS) {
                processors = ProcessorTime.of(server).since(before, sweep.readings());
                rates.add(rate);
                beginnings.add(Sweep.seconds(sweep.due(), sweep.firstRequest()));
                Sweep single = complete(Sweep.make(run, server, town, 1), town, 1);
                alone.add(Sweep.seconds(single.firstRequest(), single.lastCommit()));
            }
        }
        Samples measured = new Samples(rates);
        double share = measured.median() / ceiling.median();
        Figure whole = Figure.plain(name(), "readings from socket to committed row", "readings/s", measured,
                        town.collectors().size() + " collectors × " + CeilingBench.METERS + " meters, zero delay; " + RUNS_TOGETHER
                                + " runs of all meters due together, from the first request byte to the last commit", processors)
                .beside("bare request/reply loop into COPY", ceiling, share)
                .aiming("≥ 50 %", share >= AIM);
        for (String line : profile(run, server, town)) {
            whole = whole.remark(line);
        }
        return List.of(whole,
                Figure.plain(name(), "from due to the first request byte", "s", new Samples(beginnings), "the clockwork looks once a second"),
                Figure.plain(name(), "one run alone, first request byte to last commit", "s", new Samples(alone),
                        town.town().meterCount() + " readings, one of each meter"));
    }

    /** One more sweep, which does not count, with a recording of the server. */
    private static List<String> profile(Run run, BenchServer server, RunningTown town) throws SQLException, IOException, InterruptedException {
        Path directory = Bench.directory(run.project());
        Profile profile = Profile.begin(server.serverProcess(), directory.resolve("end-to-end.jfr"));
        StatementProfile statements = StatementProfile.begin(server);
        Sweep.make(run, server, town, RUNS_TOGETHER);
        List<String> lines = new ArrayList<>(profile.end());
        lines.addAll(statements.end());
        Files.write(directory.resolve("end-to-end-profile.txt"), lines);
        return lines;
    }

    private static Sweep complete(Sweep sweep, RunningTown town, int runs) {
        long expected = (long) town.town().meterCount() * runs;
        if (sweep.readings() != expected) {
            throw new IllegalStateException("The archive has " + sweep.readings() + " of " + expected + " readings");
        }
        return sweep;
    }
}
