package com.wattwell.bench;

import com.wattwell.identity.Scope;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The archive's promise: a year of hourly values of one meter, found among all readings of that year, which came as
 * readings come: every meter once an hour, line beside line. The rows go into the schema's own partitions with a commit
 * an hour and fsync on, and are asked for by the application's own {@link ReadingQueries}.
 */
final class ArchiveBench implements Benchmark {

    private static final int METERS_PER_LINE = 64;
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HOURS = (int) Duration.between(FROM, TO).toHours();
    private static final ReadingType ENERGY = new ReadingType(1, "ACTIVE_ENERGY_FORWARD", "", "", "kWh", ReadingType.Kind.REGISTER, null);
    private static final double AIM_MILLIS = 50;
    /** A row with its share of the primary key's index, plus what the log of changes may take at once. */
    private static final long BYTES_PER_ROW = 120;
    private static final long LOG_BYTES = 6_000_000_000L;
    private static final int CHART_POINTS = 400;
    private static final int WARM_RUNS = 20;
    private static final Pattern NODE = Pattern.compile("(?:^|-> +)([A-Z][A-Za-z ]+?)(?: using \\S+)?(?: on \\S+ \\S+| on \\S+)? \\(actual");

    /** One hour of every meter: first the first meter of every line, then the second; a few milliseconds apart. */
    private static final String HOUR = """
            insert into reading (slot, received_at, meter_id, company_id, reading_type, source, quality, value)
            select ?, ?::timestamptz + i * interval '0.2 milliseconds', (i %% %1$d) * %2$d + i / %1$d + 1, 1, 1, 1, 1,
                1000 + i + round((?::int * (0.2 + (i %% 97) / 100.0))::numeric, 2)
            from generate_series(0, %1$d * %2$d - 1) as i""";

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(90);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        int lines = (int) Math.max(1, Math.round((double) run.options().archiveRows() / HOURS / METERS_PER_LINE));
        long rows = (long) lines * METERS_PER_LINE * HOURS;
        requireSpace(run, rows);
        try (BareDatabase database = new BareDatabase(run)) {
            double seconds = fill(run, database, lines);
            String among = String.format(Locale.ROOT, "among %,d rows (%d meters × %d hours, %.1f GB)", rows, lines * METERS_PER_LINE, HOURS,
                    database.size() / 1e9);
            run.say(among);
            List<Figure> figures = new ArrayList<>();
            figures.add(filled(database, rows, seconds));
            figures.addAll(ask(run, database, lines * METERS_PER_LINE, among));
            return figures;
        }
    }

    private static void requireSpace(Run run, long rows) throws IOException {
        Path place = Files.createDirectories(run.layout().state());
        long needed = rows * BYTES_PER_ROW + LOG_BYTES;
        long free = Files.getFileStore(place).getUsableSpace();
        if (free < needed) {
            throw new IOException(String.format(Locale.ROOT, "needs %.0f GB below %s and finds %.0f", needed / 1e9, place, free / 1e9));
        }
    }

    /** @return the seconds it took */
    private static double fill(Run run, BareDatabase database, int lines) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.execute(connection, "select ensure_reading_partitions('2024-12-01', '2026-02-01')");
            long begun = System.nanoTime();
            try (PreparedStatement hour = connection.prepareStatement(HOUR.formatted(lines, METERS_PER_LINE))) {
                for (int i = 0; i < HOURS; i++) {
                    run.goOn("while rows were written");
                    OffsetDateTime slot = FROM.plus(Duration.ofHours(i)).atOffset(ZoneOffset.UTC);
                    hour.setObject(1, slot);
                    hour.setObject(2, slot);
                    hour.setInt(3, i);
                    hour.executeUpdate();
                    if (i % 730 == 729) {
                        run.say((i + 1) * 100L / HOURS + " % of the rows written");
                    }
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Sql.execute(connection, "analyze reading"); // as autovacuum does within minutes
            return seconds;
        }
    }

    /** Beside it the same rows in one go into a table without a key, which is what the disk and the row format allow. */
    private static Figure filled(BareDatabase database, long rows, double seconds) throws SQLException {
        long some = Math.min(rows, 5_000_000);
        double bare;
        try (Connection connection = database.connect()) {
            Sql.execute(connection, "create table bare (like reading)");
            long begun = System.nanoTime();
            Sql.execute(connection, """
                    insert into bare select timestamptz '2025-01-01Z' + i * interval '1 second', now(), i, 1, 1, 1, 1, 1000 + round((i * 0.2)::numeric, 2)
                    from generate_series(1, %d) as i""".formatted(some));
            bare = some / ((System.nanoTime() - begun) / 1e9);
            Sql.execute(connection, "drop table bare");
        }
        double rate = rows / seconds;
        return Figure.plain("archive", "readings written in order of arrival", "rows/s", Samples.of(rate),
                        "written by the database itself (generate_series), a commit an hour of readings, fsync on; one run of "
                                + Math.round(seconds) + " s")
                .beside("without a key, in one transaction", Samples.of(bare), rate / bare);
    }

    private List<Figure> ask(Run run, BareDatabase database, int meters, String among) throws SQLException, IOException, InterruptedException {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        List<Double> ideal = new ArrayList<>();
        List<Double> chart = new ArrayList<>();
        List<Double> months = new ArrayList<>();
        List<Double> page = new ArrayList<>();
        List<String> plan = List.of();
        double kept = 0;
        warmUp(database);
        for (int i = 0; i < run.options().runs(); i++) {
            run.goOn("while the archive was asked");
            int meter = 1 + (int) ((i + 0.5) * meters / run.options().runs());
            kept = Math.max(kept, database.restartCold());
            try (Connection connection = database.connect()) {
                RecordedDataSource recorded = new RecordedDataSource(connection);
                ReadingQueries queries = new ReadingQueries(new Database(recorded.dataSource()));
                Sql.number(connection, "select count(*) from reading where false"); // the catalogue is not the archive
                cold.add(millis(() -> year(queries, meter)));
                warm.add(warm(() -> year(queries, meter)));
                year(queries, meter);
                plan = recorded.plan();
                chart.add(warm(() -> queries.series(Scope.ALL, meter, ENERGY, FROM, TO, CHART_POINTS)));
                months.add(warm(() -> queries.consumption(Scope.ALL, meter, ENERGY, FROM, TO, ReadingQueries.Step.DAY, ZoneId.of("Asia/Shanghai"))));
                page.add(warm(() -> queries.list(Scope.ALL, meter, ENERGY, FROM, TO, new Page.Request(1, 500))));
                Sql.execute(connection, "create table alone (like reading including all)");
                Sql.update(connection, "insert into alone select * from reading where meter_id = ? order by slot", meter);
                ideal.add(warm(() -> alone(connection, meter)));
                Sql.execute(connection, "drop table alone");
            }
        }
        Figure warmFigure = figure("a year of hourly values of one meter, warm", warm, among + "; ReadingQueries.series")
                .beside("the same rows in a table of their own", new Samples(ideal), median(ideal) / median(warm))
                .aiming("< 50 ms", median(warm) < AIM_MILLIS);
        Path file = Bench.directory(run.project()).resolve("archive-plan.txt");
        Files.write(file, plan);
        warmFigure = warmFigure.remark("plan: " + outline(plan) + " (whole in " + run.project().relativize(file) + ")");
        String keptText = kept < 0 ? "whether the system forgot its files could not be checked"
                : String.format(Locale.ROOT, "the system kept at most %.1f %% of its files in memory", 100 * kept);
        return List.of(warmFigure,
                figure("the same, cold", cold, "PostgreSQL restarted and its files dropped from the system's cache before each run (" + keptText
                        + "; what lies below the machine may have its own cache)"),
                figure("as a curve of at most " + CHART_POINTS + " points, warm", chart, "two queries: the first finds that there are too many points"),
                figure("consumption of its days, warm", months, "ReadingQueries.consumption"),
                figure("the latest 500 as a page, with the count, warm", page, "ReadingQueries.list"));
    }

    /** So that cold means the disk and not the Java classes of the first query. */
    private static void warmUp(BareDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            ReadingQueries queries = new ReadingQueries(new Database(new RecordedDataSource(connection).dataSource()));
            warm(() -> year(queries, 1));
        }
    }

    /** The kinds of the plan's nodes from the top, and how long it took: its partitions say the same twelve times. */
    private static String outline(List<String> plan) {
        Map<String, Integer> nodes = new LinkedHashMap<>();
        String times = "";
        for (String line : plan) {
            Matcher node = NODE.matcher(line);
            if (node.find()) {
                nodes.merge(node.group(1), 1, Integer::sum);
            } else if (line.contains("Time:")) {
                times += ", " + line.strip();
            }
        }
        String buffers = plan.stream().filter(line -> line.contains("Buffers:")).findFirst().orElse("").strip();
        return nodes.entrySet().stream().map(each -> (each.getValue() > 1 ? each.getValue() + " × " : "") + each.getKey())
                .collect(Collectors.joining(" ← ")) + ", " + buffers + times;
    }

    private static ReadingQueries.Series year(ReadingQueries queries, int meter) {
        ReadingQueries.Series series = queries.series(Scope.ALL, meter, ENERGY, FROM, TO, ReadingQueries.MAX_POINTS);
        if (series.points().size() != HOURS) {
            throw new IllegalStateException("The archive gave " + series.points().size() + " of " + HOURS + " values");
        }
        return series;
    }

    private static void alone(Connection connection, int meter) {
        try {
            Sql.texts(connection, "select value from alone where meter_id = ? and reading_type = 1 order by slot", meter);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Figure figure(String what, List<Double> millis, String remark) {
        return Figure.plain(name(), what, "ms", new Samples(millis), remark);
    }

    private static double median(List<Double> values) {
        return new Samples(values).median();
    }

    /** Median of repeated runs, after two that warm up. */
    private static double warm(Runnable query) {
        query.run();
        query.run();
        List<Double> runs = new ArrayList<>();
        for (int i = 0; i < WARM_RUNS; i++) {
            runs.add(millis(query));
        }
        return median(runs);
    }

    private static double millis(Runnable query) {
        long begun = System.nanoTime();
        query.run();
        return (System.nanoTime() - begun) / 1e6;
    }
}
