package com.wattwell.bench;

import com.wattwell.simulator.IdealSweep;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@link LineEfficiencyBench} where meters of all four protocols share each line. The first sweep does not count: in it the
 * server learns how long each meter takes.
 */
final class MixedLinesBench implements Benchmark {

    private static final int COLLECTORS = 100;
    private static final double AIM = 0.97;

    @Override
    public String name() {
        return "mixed-lines";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(15);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        Town town = BenchTown.mixed(run.size(COLLECTORS, 5));
        double ideal = IdealSweep.of(town).slowestLine().toMillis() / 1e3;
        List<Double> slowest = new ArrayList<>();
        try (BenchServer server = new BenchServer(run)) {
            try (Connection connection = server.connect()) {
                BenchTown.insert(connection, town);
            }
            try (RunningTown running = server.dial(town)) {
                for (int i = 0; i <= run.options().runs(); i++) {
                    Sweep sweep = Sweep.make(run, server, running, 1);
                    run.say(String.format(Locale.ROOT, "a sweep of %.2f s (ideal %.2f), %d readings", sweep.slowestLine(), ideal, sweep.readings()));
                    if (sweep.readings() != town.meterCount()) {
                        throw new IllegalStateException("The archive has " + sweep.readings() + " of " + town.meterCount() + " readings");
                    }
                    if (i > 0) {
                        slowest.add(sweep.slowestLine());
                    }
                }
            }
        }
        Samples measured = new Samples(slowest);
        double share = ideal / measured.median();
        return List.of(Figure.plain(name(), "a sweep, on the slowest line", "s", measured, town.collectors().size()
                        + " collectors × 64 meters: 32 DL/T 645-2007, 8 DL/T 645-1997, 16 CJ/T 188, 8 M-Bus by secondary address; 2400 baud, 300 ms"
                        + " round trip, all at once")
                .beside("ideal, from the town", Samples.of(ideal), share).aiming("≥ 97 %", share >= AIM));
    }
}
