package com.wattwell.bench;

import com.wattwell.simulator.LineWatch;
import com.wattwell.simulator.RunningCollector;
import com.wattwell.simulator.RunningTown;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One or several runs of all meters, due at once: asked for by rows, as schedules are, and told by the clocks of the town
 * and of the database.
 *
 * @param readings        that were committed
 * @param due             when the first was due
 * @param firstRequest    when the first byte of a request reached a collector
 * @param lastReply       when the last byte of a reply left a collector
 * @param lastCommit      when the last reading was committed
 * @param slowestLine     seconds from first request to last reply on the line where that took longest
 * @param silence         share of the lines' time spent waiting for meters that did not answer, over all lines
 * @param greatestSilence the same of the line that was worst off
 */
record Sweep(long readings, Instant due, Instant firstRequest, Instant lastReply, Instant lastCommit, double slowestLine, double silence,
             double greatestSilence) {

    /** Schedules by interval come again after a year, which is never. */
    private static final int NEVER_SECONDS = 31_536_000;

    /** @param runs schedules that fall due together, each reading the total register of every meter: energy, or volume of water */
    static Sweep make(Run run, BenchServer server, RunningTown town, int runs) throws SQLException, InterruptedException {
        try (Connection connection = server.connect()) {
            town.collectors().forEach(collector -> collector.watch().begin());
            Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            schedule(connection, due, runs);
            OffsetDateTime from = due.atOffset(ZoneOffset.UTC);
            OffsetDateTime to = due.plusMillis(runs).atOffset(ZoneOffset.UTC);
            run.await(() -> BenchServer.count(connection, "select count(*) from reading_run where slot >= ? and slot < ? and finished_at is not null",
                    from, to) == runs, "while a sweep was awaited");
            return seen(connection, town, due, from, to);
        }
    }

    private static void schedule(Connection connection, Instant due, int runs) throws SQLException {
        Sql.execute(connection, "update schedule set enabled = false");
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into schedule (company_id, name, kind, interval_seconds, target, reading_types, next_due)
                select id, ?, 'INTERVAL', ?, 'ALL', '{1,101}', ? from company where code = 'BENCH'""")) {
            for (int i = 0; i < runs; i++) {
                insert.setString(1, "Sweep " + due + " " + i);
                insert.setInt(2, NEVER_SECONDS);
                insert.setObject(3, due.plusMillis(i).atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Sweep seen(Connection connection, RunningTown town, Instant due, OffsetDateTime from, OffsetDateTime to) throws SQLException {
        List<LineWatch.Seen> lines = town.collectors().stream().map(RunningCollector::watch).map(LineWatch::seen)
                .filter(seen -> seen.requests() > 0).toList();
        long first = lines.stream().mapToLong(LineWatch.Seen::firstRequest).min().orElseThrow();
        long last = lines.stream().mapToLong(LineWatch.Seen::lastReply).max().orElseThrow();
        long slowest = lines.stream().mapToLong(LineWatch.Seen::nanos).max().orElseThrow();
        double silence = (double) lines.stream().mapToLong(LineWatch.Seen::silentNanos).sum() / lines.stream().mapToLong(LineWatch.Seen::nanos).sum();
        double worst = lines.stream().mapToDouble(seen -> (double) seen.silentNanos() / seen.nanos()).max().orElseThrow();
        try (PreparedStatement query = connection.prepareStatement(
                "select count(*), max(pg_xact_commit_timestamp(xmin)) from reading where slot >= ? and slot < ?")) {
            query.setObject(1, from);
            query.setObject(2, to);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Sweep(row.getLong(1), due, wallClock(first), wallClock(last), row.getObject(2, OffsetDateTime.class).toInstant(),
                        slowest / 1e9, silence, worst);
            }
        }
    }

    private static Instant wallClock(long nanoTime) {
        return Instant.now().minusNanos(System.nanoTime() - nanoTime);
    }

    /** Seconds from one moment to another. */
    static double seconds(Instant from, Instant to) {
        return ChronoUnit.MICROS.between(from, to) / 1e6;
    }
}
