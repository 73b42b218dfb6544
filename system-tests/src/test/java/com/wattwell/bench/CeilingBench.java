package com.wattwell.bench;

import com.wattwell.simulator.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The ceiling by itself, for whoever works on either side of it. */
final class CeilingBench implements Benchmark {

    static final int COLLECTORS = 200;
    static final int METERS = 64;

    /** One run lasts so long; a first one that warms up is thrown away. */
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "ceiling";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(10);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        Town town = BenchTown.zeroDelay(run.size(COLLECTORS, 20), METERS);
        return List.of(Figure.plain(name(), "bare request/reply loop into bare COPY", "readings/s", measure(run, town),
                town.collectors().size() + " clients; rows into the keyed partitions of the schema, fsync on"));
    }

    /** On a database of its own. */
    static Samples measure(Run run, Town town) throws SQLException, IOException, InterruptedException {
        Duration time = run.options().quick() ? Duration.ofSeconds(3) : TIME;
        List<Double> rates = new ArrayList<>();
        try (BareDatabase database = new BareDatabase(run)) {
            Instant slot = Instant.now().truncatedTo(ChronoUnit.DAYS);
            try (Connection connection = database.connect()) {
                Sql.execute(connection, "select ensure_reading_partitions(current_date - 400, current_date + 40)");
            }
            for (int i = 0; i <= run.options().runs(); i++) {
                double rate = BareLoop.measure(run, database, town, slot.plus(Duration.ofHours(i)), time);
                run.say("bare loop: " + Report.text(rate) + " readings/s");
                if (i > 0) {
                    rates.add(rate);
                }
            }
        }
        return new Samples(rates);
    }
}
