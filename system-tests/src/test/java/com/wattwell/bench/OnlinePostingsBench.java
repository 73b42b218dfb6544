package com.wattwell.bench;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.ledger.journal.OnlinePostings;
import com.wattwell.platform.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * 256 callers who each wait for a durable answer to one posting after the other, through {@link OnlinePostings}: spread over accounts, all against one
 * house account, and all taking from one customer with a limit; beside one transaction per transfer, and beside bare SQL that writes the same rows. The
 * application's own classes on its own schema, without the server around them.
 */
final class OnlinePostingsBench implements Benchmark {

    private static final int CALLERS = 256;
    /** As many as the server's pool has at most. */
    private static final int CONNECTIONS = 30;
    private static final double AIM = 10_000;
    private static final int CEILING_BATCH = 10_000;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    /** One way of asking. */
    @FunctionalInterface
    private interface Way {
        void post(long number);
    }

    private record Measured(double rate, double p50Millis, double p99Millis) {
    }

    private final AtomicLong numbers = new AtomicLong();
    private int company;
    private int accounts;

    @Override
    public String name() {
        return "online-postings";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(15);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        accounts = run.size(100_000, 2_000);
        Duration time = run.options().quick() ? Duration.ofSeconds(4) : Duration.ofSeconds(15);
        try (BareDatabase database = new BareDatabase(run); Connection connection = database.connect();
             PooledTransactions transactions = new PooledTransactions(database, CONNECTIONS);
             ExecutorService threads = Executors.newCachedThreadPool()) {
            prepare(connection);
            Journal journal = Journal.over(new Database(transactions.dataSource()), Clock.systemUTC());
            OnlinePostings online = OnlinePostings.over(threads, wishes -> transactions.inOne(() -> journal.postEach(wishes)));
            Way spread = n -> online.post(transfer(n, HouseAccount.values()[(int) (n % HouseAccount.values().length)], anyone()));
            Way hotHouse = n -> online.post(transfer(n, HouseAccount.CASH, anyone()));
            Way hotCustomer = n -> online.postAtLeast(charge(n), 1, 0);
            Way alone = n -> transactions.inOne(() -> journal.post(List.of(transfer(n, HouseAccount.CASH, anyone()))));
            measure(threads, spread, Duration.ofSeconds(3)); // warms up
            List<Measured> spreads = new ArrayList<>();
            List<Measured> houses = new ArrayList<>();
            List<Measured> customers = new ArrayList<>();
            List<Measured> singles = new ArrayList<>();
            List<Double> ceilings = new ArrayList<>();
            for (int i = 0; i < run.options().runs(); i++) {
                run.goOn("while postings were measured");
                spreads.add(told(run, "spread", measure(threads, spread, time)));
                houses.add(told(run, "one house account", measure(threads, hotHouse, time)));
                customers.add(told(run, "one customer with a limit", measure(threads, hotCustomer, time)));
                singles.add(told(run, "one transaction each", measure(threads, alone, time)));
                ceilings.add(ceiling(connection, time));
                run.say("bare SQL: " + Report.text(ceilings.getLast()) + " entries/s");
            }
            Samples baseline = rates(singles);
            Samples ceiling = new Samples(ceilings);
            return List.of(figure("spread over " + accounts + " customers and all house accounts", spreads, ceiling, baseline),
                    figure("all against one house account", houses, ceiling, baseline),
                    figure("all from one customer with its limit checked", customers, ceiling, baseline),
                    Figure.plain(name(), "baseline: one transaction per transfer", "postings/s", baseline, latency(singles), CONNECTIONS + " connections"));
        }
    }

    private Figure figure(String what, List<Measured> runs, Samples ceiling, Samples baseline) {
        Samples rates = rates(runs);
        return Figure.plain(name(), what, "postings/s", rates, latency(runs),
                        String.format("%.1f times one transaction per transfer", rates.median() / baseline.median()), CALLERS + " callers, fsync on")
                .beside("set-based bare SQL, " + CEILING_BATCH + " entries a commit", ceiling, rates.median() / ceiling.median())
                .aiming("≥ 10,000 a second", rates.median() >= AIM);
    }

    private static String latency(List<Measured> runs) {
        return String.format("p50 %.1f ms, p99 %.1f ms", new Samples(runs.stream().map(Measured::p50Millis).toList()).median(),
                new Samples(runs.stream().map(Measured::p99Millis).toList()).median());
    }

    private static Samples rates(List<Measured> runs) {
        return new Samples(runs.stream().map(Measured::rate).toList());
    }

    private static Measured told(Run run, String what, Measured measured) {
        run.say(what + ": " + Report.text(measured.rate()) + " postings/s, p50 " + Report.text(measured.p50Millis()) + " ms, p99 "
                + Report.text(measured.p99Millis()) + " ms");
        return measured;
    }

    /** Everybody has a row and the first one very much money. */
    private void prepare(Connection connection) throws SQLException {
        company = (int) Sql.number(connection, "insert into company (code, name) values ('BENCH', 'Bench') returning id");
        Sql.execute(connection, "insert into ledger_account (company_id, customer_account_id) select " + company + ", n from generate_series(1, " + accounts + ") n");
        Sql.execute(connection, "insert into ledger_balance (customer_account_id, company_id, account_id, balance_fen, changed_at) "
                + "select customer_account_id, company_id, id, 1000000000000, now() from ledger_account where customer_account_id is not null");
        Sql.execute(connection, "analyze");
    }

    private long anyone() {
        return 1 + ThreadLocalRandom.current().nextLong(accounts);
    }

    private JournalEntry transfer(long number, HouseAccount house, long customer) {
        return entry(number, EntryKind.TENDER, LedgerAccount.of(house), LedgerAccount.customer(customer));
    }

    private JournalEntry charge(long number) {
        return entry(number, EntryKind.CHARGE, LedgerAccount.customer(1), LedgerAccount.of(HouseAccount.REVENUE_ELECTRICITY));
    }

    private JournalEntry entry(long number, EntryKind kind, LedgerAccount debited, LedgerAccount credited) {
        return new JournalEntry(company, "bench:" + number, kind, DAY, "bench", new JournalEntry.Source("bench", Long.toString(number)), null,
                List.of(debit(debited, 100), credit(credited, 100)));
    }

    private Measured measure(ExecutorService threads, Way way, Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Future<long[]>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(threads.submit(() -> call(way, end)));
        }
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> caller : callers) {
            try {
                all.add(caller.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Measured(nanos.length / seconds, nanos[nanos.length / 2] / 1e6, nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    /** One caller, one posting after the other. @return how long each took, in nanoseconds */
    private long[] call(Way way, long end) {
        long[] nanos = new long[1024];
        int count = 0;
        for (long now = System.nanoTime(); now < end; ) {
            way.post(numbers.incrementAndGet());
            long then = System.nanoTime();
            nanos = count == nanos.length ? Arrays.copyOf(nanos, 2 * count) : nanos;
            nanos[count++] = then - now;
            now = then;
        }
        return Arrays.copyOf(nanos, count);
    }

    /** The same rows by the database itself, one connection. @return entries a second */
    private double ceiling(Connection connection, Duration time) throws SQLException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long written = 0;
        while (System.nanoTime() < end) {
            long first = numbers.addAndGet(CEILING_BATCH) - CEILING_BATCH + 1;
            Sql.update(connection, """
                    with entry as (
                        insert into journal_entry (company_id, business_key, kind, value_date, posted_at, text, source_table, source_id)
                        select ?, 'bench:' || n, 'TENDER', '2026-11-29', now(), 'bench', 'bench', n::text from generate_series(?, ? + ? - 1) n returning id),
                    posted as (
                        insert into posting (entry_id, account_id, amount_fen, company_id, number)
                        select e.id, case side when 1 then (select min(id) from ledger_account) else b.account_id end, case side when 1 then 100 else -100 end, ?, side
                        from (select id, 1 + id % ? as customer from entry) e join ledger_balance b on b.customer_account_id = e.customer
                        cross join generate_series(1, 2) side returning 1)
                    update ledger_balance b set balance_fen = balance_fen + 100 * e.times, changed_at = now()
                    from (select 1 + id % ? as customer, count(*) as times from entry group by 1) e where b.customer_account_id = e.customer""",
                    company, first, first, (long) CEILING_BATCH, company, (long) accounts, (long) accounts);
            written += CEILING_BATCH;
        }
        return written / ((System.nanoTime() - begin) / 1e9);
    }
}
