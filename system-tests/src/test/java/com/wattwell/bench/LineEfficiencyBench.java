package com.wattwell.bench;

import com.wattwell.simulator.IdealSweep;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much of a line's time is lost between its exchanges when all lines of a large town are read at once, against the
 * time that round trip, wire and meters need in any case; computed from the town before the run.
 */
final class LineEfficiencyBench implements Benchmark {

    private static final int COLLECTORS = 1_000;
    private static final int METERS = 64;
    private static final double AIM = 0.97;
    private static final int DEAD = 6;
    private static final double AIM_SILENCE = 0.10;
    /** Sweeps in which dead meters are found out and set aside, before their probes are what is measured. */
    private static final int FINDING_OUT = 2;
    /** Long enough that probes come due, which happens after two minutes first and then after four. */
    private static final int PROBED_SWEEPS = 12;

    @Override
    public String name() {
        return "line-efficiency";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(40);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        int collectors = run.size(COLLECTORS, 20);
        int meters = run.size(METERS, 16);
        Town town = BenchTown.realTime(collectors, meters, 0);
        Town wounded = BenchTown.realTime(collectors, meters, Math.min(DEAD, meters / 8));
        List<Figure> figures = new ArrayList<>();
        try (BenchServer server = new BenchServer(run)) {
            try (Connection connection = server.connect()) {
                BenchTown.insert(connection, town);
            }
            try (RunningTown running = server.dial(town)) {
                figures.addAll(healthy(run, server, running));
            }
            try (Connection connection = server.connect()) {
                run.await(() -> BenchServer.count(connection, "select count(*) from collector where online") == 0, "while the town left");
                // as if nothing had ever been heard of any meter: then silence is waited for the longest
                Sql.execute(connection, "update meter_state set reply_millis = 0, deviation_millis = 0, consecutive_failures = 0, next_probe_at = null");
            }
            try (RunningTown running = server.dial(wounded)) {
                figures.addAll(withDeadMeters(run, server, running));
            }
        }
        return figures;
    }

    private List<Figure> healthy(Run run, BenchServer server, RunningTown town) throws SQLException, InterruptedException {
        double ideal = IdealSweep.of(town.town()).slowestLine().toMillis() / 1e3;
        List<Double> slowest = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        List<Double> beginnings = new ArrayList<>();
        List<Double> commits = new ArrayList<>();
        for (int i = 0; i < run.options().runs(); i++) {
            Sweep sweep = sweep(run, server, town, ideal);
            if (sweep.readings() != town.town().meterCount()) {
                throw new IllegalStateException("The archive has " + sweep.readings() + " of " + town.town().meterCount() + " readings");
            }
            slowest.add(sweep.slowestLine());
            whole.add(Sweep.seconds(sweep.firstRequest(), sweep.lastReply()));
            beginnings.add(Sweep.seconds(sweep.due(), sweep.firstRequest()));
            commits.add(Sweep.seconds(sweep.due(), sweep.lastCommit()));
        }
        Samples measured = new Samples(slowest);
        double share = ideal / measured.median();
        String what = town.collectors().size() + " collectors × " + town.town().meterCount() / town.collectors().size()
                + " meters, 2400 baud, 300 ms round trip, all at once";
        Samples all = new Samples(whole);
        return List.of(
                Figure.plain(name(), "a sweep, on the slowest line", "s", measured, what
                                + "; from the first byte of that line's first request to the last byte of its last reply, seen by its collector")
                        .beside("ideal, from the town", Samples.of(ideal), share).aiming("≥ 97 %", share >= AIM),
                Figure.plain(name(), "the same, from the first request on any line to the last reply on any", "s", all,
                        "holds the time in which " + town.collectors().size() + " line tasks are planned and handed over one after the other")
                        .beside("ideal, from the town", Samples.of(ideal), ideal / all.median()),
                Figure.plain(name(), "from due to the first request byte", "s", new Samples(beginnings), "the clockwork looks once a second"),
                Figure.plain(name(), "from due to the last committed row", "s", new Samples(commits), "outcomes are gathered for some 0.2 s"));
    }

    private List<Figure> withDeadMeters(Run run, BenchServer server, RunningTown town) throws SQLException, InterruptedException {
        double ideal = IdealSweep.of(town.town()).slowestLine().toMillis() / 1e3;
        List<Sweep> sweeps = new ArrayList<>();
        int count = FINDING_OUT + run.size(PROBED_SWEEPS, 3);
        Instant begun = Instant.now();
        for (int i = 0; i < count; i++) {
            sweeps.add(sweep(run, server, town, ideal));
        }
        List<Sweep> probed = sweeps.subList(FINDING_OUT, count);
        Samples silence = new Samples(probed.stream().map(Sweep::silence).map(share -> 100 * share).toList());
        double most = probed.stream().mapToDouble(Sweep::greatestSilence).max().orElseThrow();
        Samples actual = new Samples(probed.stream().map(Sweep::slowestLine).toList());
        String course = sweeps.stream().map(sweep -> String.format(Locale.ROOT, "%.1f %%", 100 * sweep.silence())).collect(Collectors.joining(", "));
        int dead = town.town().collectors().getFirst().deadMeters();
        return List.of(
                Figure.plain(name(), dead + " dead meters on every line: share of a sweep spent waiting for them", "%", silence,
                                count + " sweeps within " + Duration.between(begun, Instant.now()).toSeconds() + " s, the first " + FINDING_OUT
                                        + " found them out and do not count; all in turn: " + course + "; the worst line of any sweep "
                                        + Report.text(100 * most) + " %")
                        .aiming("≤ 10 %", silence.most() <= 100 * AIM_SILENCE),
                Figure.plain(name(), dead + " dead meters on every line: a sweep, on the slowest line", "s", actual)
                        .beside("ideal of the living", Samples.of(ideal), ideal / actual.median()));
    }

    private static Sweep sweep(Run run, BenchServer server, RunningTown town, double ideal) throws SQLException, InterruptedException {
        Sweep sweep = Sweep.make(run, server, town, 1);
        run.say(String.format(Locale.ROOT, "a sweep of %.1f s (ideal %.1f), %.1f %% of it in silence, %d readings", sweep.slowestLine(), ideal,
                100 * sweep.silence(), sweep.readings()));
        return sweep;
    }
}
