package com.wattwell.billing;

import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountService;
import com.wattwell.customer.CustomerService;
import com.wattwell.customer.Town;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.TestTransactions;
import com.wattwell.tariff.ContractTerms;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A company whose households are billed afterwards, with the readings of two months that are over. Jobs do not run here: tests do what they would. */
final class BillingTown {

    final Town town = new Town();
    final Database database = town.spine.database;
    final int company = town.spine.company;
    final BillingPeriod month = BillingPeriod.of(town.today).before();
    final BillingPeriod monthBefore = month.before();
    final Caller operator = new Caller("qin", "Qin", new Scope(company), Set.of(Caller.BATCH_OPERATOR));
    final Caller finance = new Caller("fan", "Fan", new Scope(company), Set.of(Caller.FINANCE));
    final List<String> started = new ArrayList<>();
    final SettlementService service;
    final SettlementRuns runs;
    final SettlementChunks chunks;
    final BillQueries bills = new BillQueries(database);
    private int meters;

    BillingTown() {
        town.spine.wiring.stand(SettlementJobs.class, new SettlementJobs() {
            @Override
            public void start(long runId, int chunk) {
                started.add("start " + runId);
            }

            @Override
            public void goOn(long runId, int chunk, Long execution) {
                started.add("goOn " + runId + " after " + execution);
            }
        });
        service = bean(SettlementService.class);
        runs = bean(SettlementRuns.class);
        chunks = bean(SettlementChunks.class);
    }

    <T> T bean(Class<T> type) {
        return town.spine.wiring.bean(type);
    }

    /** In one transaction, as in the container. */
    static <T> T together(Supplier<T> work) {
        List<T> result = new ArrayList<>(1);
        TestTransactions.run(() -> result.add(work.get()));
        return result.getFirst();
    }

    /** An account with a meter of its own from a day on. @return its id */
    long account(int tariff, LocalDate from) {
        return account(tariff, null, from);
    }

    long account(int tariff, ContractTerms terms, LocalDate from) {
        int meter = town.spine.sample.meter(company, town.spine.line, null, String.format("20231200%04d", ++meters), "Flat " + meters, town.spine.now);
        AccountService.NewPoint point = new AccountService.NewPoint(meter, tariff, terms, null, null);
        return together(() -> town.accounts.open(town.cashier, new AccountService.NewAccount(company, null, CustomerService.Details.of("住户" + meters, null), null,
                AccountMode.POSTPAID, 3, from, List.of(point), null)));
    }

    int meter(long account) {
        return database.one("select f.meter_id from agreement g join usage_point_meter f on f.usage_point_id = g.usage_point_id where g.account_id = ? limit 1",
                row -> row.getInt(1), account);
    }

    void read(long account, LocalDate day, String value) {
        town.read(meter(account), day, value);
    }

    /** Accounts that used {@code 10 × i} kWh in the month. */
    long[] households(int n) {
        long[] accounts = new long[n];
        for (int i = 0; i < n; i++) {
            accounts[i] = account(town.tariff, month.from());
            read(accounts[i], month.from(), "100");
            read(accounts[i], month.to(), String.valueOf(100 + 10 * (i + 1)));
        }
        return accounts;
    }

    long start(boolean dry, boolean publish, int chunk) {
        long run = together(() -> service.start(operator, new SettlementService.Start(company, month.toString(), dry, publish, chunk, 2, null)));
        town.spine.wiring.doAside();
        return run;
    }

    /** What the job does, up to a number of chunks of a run, after which the server is gone. @return whether it came to its end */
    boolean work(long runId, int mostChunks) {
        int execution = started.size() + 100;
        SettlementRun run = together(() -> runs.begin(runId, execution, 1));
        int left = mostChunks;
        for (SettlementSlice slice : runs.slices(runId, run.phase())) {
            long after = slice.reachedId();
            while (after < slice.uptoId() && runs.goesOn(runId)) {
                long[] page = run.phase() == SettlementRun.Phase.SETTLE ? bean(Settlement.class).accounts(company, after, slice.uptoId(), run.chunk())
                        : bean(Publication.class).accounts(runId, after, slice.uptoId(), run.chunk());
                if (page.length == 0) {
                    break;
                }
                if (left-- == 0) {
                    return false;
                }
                together(() -> {
                    chunks.work(run, run.phase(), slice.number(), page);
                    return true;
                });
                after = page[page.length - 1];
            }
        }
        return runs.complete(runId, run.phase());
    }

    /** Settles the month to its end and publishes it. @return the run */
    long settleAndPublish() {
        long run = start(false, false, 3);
        work(run, Integer.MAX_VALUE);
        runs.ended(run, SettlementRun.State.REVIEW, null);
        together(() -> {
            service.publish(operator, run);
            return true;
        });
        work(run, Integer.MAX_VALUE);
        runs.ended(run, SettlementRun.State.PUBLISHED, null);
        return run;
    }

    /** The content of all bills: number, lines, amounts, sources; without technical ids of rows that are made on the way, and without clock times. */
    List<String> content() {
        return database.list("""
                        select b.number, b.kind, b.from_day, b.to_day, b.total_fen, b.tax_fen, b.state, l.number, l.kind, l.house, l.rule_id, l.name_zh, l.tariff_code, l.tariff_version,
                            l.from_day, l.to_day, l.register, l.step, l.quantity::text, l.unit_price::text, l.amount_fen, l.tax_fen, l.detail, l.estimated, l.readings::text
                        from bill b left join bill_line l on l.bill_id = b.id order by b.number, l.number""", row -> {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= 25; i++) {
                text.append(row.getString(i)).append('|');
            }
            return text.toString();
        });
    }

    long balance(long account) {
        return bean(com.wattwell.ledger.journal.Journal.class).balanceFen(account);
    }

    long count(String from) {
        return database.one("select count(*) from " + from, row -> row.getLong(1));
    }

    static LocalDate first(int year, int month) {
        return YearMonth.of(year, month).atDay(1);
    }

    /** Puts another worker behind the chunks. */
    static void wire(SettlementChunks chunks, SettlementWork work) {
        try {
            var field = SettlementChunks.class.getDeclaredField("work");
            field.setAccessible(true);
            field.set(chunks, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a worker that has begun still does of a run that was asked to stop. @return accounts done in all */
    long work0(long runId) {
        assertNothing(runs.goesOn(runId));
        return runs.slices(runId, SettlementRun.Phase.SETTLE).stream().mapToLong(SettlementSlice::done).sum();
    }

    private static void assertNothing(boolean goesOn) {
        if (goesOn) {
            throw new AssertionError("the run goes on");
        }
    }
}
