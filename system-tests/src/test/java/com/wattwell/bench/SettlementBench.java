package com.wattwell.bench;

import com.wattwell.billing.BillingPeriod;
import com.wattwell.billing.Publication;
import com.wattwell.billing.Settlement;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.platform.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A month-end settlement of a million accounts by the application's own classes on its own schema, two slices side by side, a commit every so many accounts, fsync on:
 * usage is reckoned and booked, priced, and bill, lines, points and balanced entries are written. Beside it the database writes the same rows by itself.
 */
final class SettlementBench implements Benchmark {

    private static final int SLICES = 2;
    private static final int CHUNK = 1_000;
    private static final int BARE_CHUNK = 10_000;
    private static final double AIM_PER_HOUR = 3_000_000;
    private static final double AIM_SHARE = 0.25;
    private static final BillingPeriod MONTH = BillingPeriod.of(SettlementTown.FROM);

    /** Does something with the accounts from one to another. */
    @FunctionalInterface
    private interface Part {
        void work(long first, long last);
    }

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(90);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        long accounts = Long.getLong("wattwell.bench.accounts", run.size(1_000_000, 20_000));
        try (BareDatabase database = new BareDatabase(run); Connection connection = database.connect();
             PooledTransactions transactions = new PooledTransactions(database, SLICES); ExecutorService threads = Executors.newFixedThreadPool(SLICES)) {
            int company = new SettlementTown(connection).found(run, accounts);
            Wired wired = new Wired(new Database(transactions.dataSource()), Clock.fixed(Instant.parse("2026-11-02T00:00:00Z"), ZoneOffset.UTC));
            Settlement settlement = wired.bean(Settlement.class);
            Publication publication = wired.bean(Publication.class);
            long id = transactions.inOne(() -> wired.bean(SettlementRuns.class).create(new SettlementRuns.Wanted(company, MONTH, false, false, CHUNK, SLICES, "bench", null)));
            double settled = seconds(run, threads, accounts, CHUNK, "settled", (first, last) -> transactions.inOne(() ->
                    settlement.settle(MONTH, id, settlement.accounts(company, first - 1, last, CHUNK))));
            double published = seconds(run, threads, accounts, CHUNK, "published", (first, last) -> transactions.inOne(() ->
                    publication.publish(id, publication.accounts(id, first - 1, last, CHUNK))));
            check(connection, accounts);
            String rows = rows(connection);
            Sql.execute(connection, "analyze"); // as autovacuum does within minutes; the database plans by what it knows
            double bare = seconds(run, threads, accounts, BARE_CHUNK, "written by bare SQL", (first, last) -> bare(database, first, last));
            double rate = accounts / (settled + published) * 3600;
            double ceiling = accounts / bare * 3600;
            return List.of(
                    Figure.plain(name(), "accounts settled and published", "accounts/hour", Samples.of(rate), rows,
                                    String.format("settled in %.0f s, published in %.0f s; %d slices, a commit every %d accounts, fsync on; one run", settled, published, SLICES, CHUNK))
                            .beside("set-based bare SQL writing the same rows, " + BARE_CHUNK + " accounts a commit", Samples.of(ceiling), rate / ceiling)
                            .aiming("≥ 3 million an hour", rate >= AIM_PER_HOUR),
                    Figure.plain(name(), "its share of bare SQL", "%", Samples.of(100 * rate / ceiling), "readings, steps and prices are looked at by the first alone")
                            .aiming("≥ 25 %", rate / ceiling >= AIM_SHARE),
                    Figure.plain(name(), "settled to drafts alone", "accounts/hour", Samples.of(accounts / settled * 3600)));
        }
    }

    private static double seconds(Run run, ExecutorService threads, long accounts, int chunk, String what, Part part) throws InterruptedException {
        long begun = System.nanoTime();
        List<Future<?>> slices = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            long from = accounts * slice / SLICES;
            long to = accounts * (slice + 1) / SLICES;
            slices.add(threads.submit(() -> {
                for (long first = from + 1; first <= to; first += chunk) {
                    part.work(first, Math.min(to, first + chunk - 1));
                }
            }));
        }
        for (Future<?> slice : slices) {
            try {
                slice.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        run.goOn("while accounts were " + what);
        run.say(accounts + " accounts " + what + " in " + Report.text(seconds) + " s, " + Report.text(accounts / seconds) + "/s");
        return seconds;
    }

    /** A figure counts only when every account has its bill, nobody was set aside and the books are even. */
    private static void check(Connection connection, long accounts) throws SQLException {
        long published = Sql.number(connection, "select count(*) from bill where state = 'PUBLISHED'");
        long parked = Sql.number(connection, "select count(*) from settlement_parked");
        long billed = Sql.number(connection, "select coalesce(sum(total_fen), 0)::bigint from bill");
        long owed = Sql.number(connection, "select coalesce(-sum(balance_fen), 0)::bigint from ledger_balance");
        if (published != accounts || parked != 0 || billed != owed || billed <= 0) {
            throw new IllegalStateException(published + " of " + accounts + " bills, " + parked + " parked, billed " + billed + " fen, owed " + owed);
        }
    }

    private static String rows(Connection connection) throws SQLException {
        List<String> counts = new ArrayList<>();
        for (String table : List.of("bill", "bill_line", "bill_point", "usage_span", "usage_item", "journal_entry", "posting")) {
            counts.add(String.format("%,d %s", Sql.number(connection, "select count(*) from " + table), table));
        }
        return String.join(", ", counts);
    }

    /** The same rows once more, of the next month, by statements that read the first ones. */
    private static void bare(BareDatabase database, long first, long last) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql.update(connection, """
                    with span as (
                        insert into usage_span (company_id, usage_point_id, from_day, to_day, booked_at)
                        select company_id, usage_point_id, to_day, to_day + 30, now() from usage_span where usage_point_id between ? and ? and from_day = '2026-10-01'
                        returning id, usage_point_id)
                    insert into usage_item select n.id, i.register, i.company_id, i.quantity, i.estimated, i.readings, i.mark_meter, i.mark_type, i.mark_at, i.mark_value, i.ahead
                    from span n join usage_span s on s.usage_point_id = n.usage_point_id and s.from_day = '2026-10-01' join usage_item i on i.span_id = s.id""", first, last);
            Sql.update(connection, """
                    with made as (
                        insert into bill (company_id, account_id, run_id, period, revision, number, kind, state, from_day, to_day, total_fen, tax_fen, lines, settled_at, published_at, due_on,
                            balance_before_fen, entry_id)
                        select company_id, account_id, run_id, '2026-11-01', 0, number || 'B', kind, state, to_day, to_day + 30, total_fen, tax_fen, lines, settled_at, published_at, due_on,
                            balance_before_fen, entry_id from bill where account_id between ? and ? and period = '2026-10-01' returning id, account_id),
                    old as (select m.id, b.id as old_id from made m join bill b on b.account_id = m.account_id and b.period = '2026-10-01'),
                    line as (
                        insert into bill_line select o.id, l.number, l.company_id, l.usage_point_id, l.kind, l.house, l.rule_id, l.name_zh, l.name_en, l.tariff_code, l.tariff_version,
                            l.from_day, l.to_day, l.register, l.step, l.quantity, l.unit_price, l.amount_fen, l.tax_fen, l.detail, l.estimated, l.readings
                        from old o join bill_line l on l.bill_id = o.old_id)
                    insert into bill_point select o.id, p.usage_point_id, p.to_day, p.to_day + 30, p.company_id, p.tariff_id, p.quantity, p.used_year, p.used_month, p.used_free
                    from old o join bill_point p on p.bill_id = o.old_id""", first, last);
            Sql.update(connection, """
                    with made as (
                        insert into journal_entry (company_id, business_key, kind, value_date, posted_at, text, source_table, source_id)
                        select e.company_id, e.business_key || ':b', e.kind, e.value_date + 30, now(), e.text, e.source_table, e.source_id
                        from bill b join journal_entry e on e.id = b.entry_id where b.account_id between ? and ? and b.period = '2026-10-01' returning id, source_id),
                    posted as (
                        insert into posting (entry_id, account_id, amount_fen, company_id, number)
                        select m.id, p.account_id, p.amount_fen, p.company_id, p.number from made m join bill b on b.id = m.source_id::bigint join posting p on p.entry_id = b.entry_id
                        returning account_id, amount_fen)
                    update ledger_balance b set balance_fen = b.balance_fen - p.amount_fen, changed_at = now() from posted p where p.account_id = b.account_id""", first, last);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
