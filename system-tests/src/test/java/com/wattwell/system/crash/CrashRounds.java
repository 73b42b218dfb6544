package com.wattwell.system.crash;

import com.wattwell.system.Api;
import com.wattwell.system.Rows;
import com.wattwell.system.SettlementCompany;
import com.wattwell.system.TestServer;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kills the server or its database at random moments, while people pay at the counter and on their phones, for accounts and for meters, and a month is settled;
 * starts it again, and looks from outside whether the books are what people were told. All of it is on loopback.
 */
final class CrashRounds implements AutoCloseable {

    private static final int PAYERS = 6;
    private static final int BILLS = 300;
    private static final int LATEST_KILL_MILLIS = 4_000;
    private static final int LONGEST_AWAY_MILLIS = 2_000;
    private static final long GOES_ON_MILLIS = 1_500;

    /** Who is killed. */
    enum Victim {
        SERVER, DATABASE
    }

    /**
     * What happened in a round.
     *
     * @param after  from the payers' beginning to the kill
     * @param away   from the kill until it was there again
     * @param whole  from then until everything that was promised had come true and was looked at
     * @param asked  how often somebody asked again, because there was no answer
     * @param bought payments that went into a meter, among the receipts and payments
     * @param found  what is wrong
     */
    record Round(int number, Victim victim, Duration after, Duration away, Duration whole, int receipts, int payments, int bought, int asked, int bills, List<String> found) {

        List<String> told() {
            List<String> lines = new ArrayList<>(List.of(
                    String.format(Locale.ROOT, "round %d: %s killed %.2f s after the beginning, back after %.1f s", number, victim.name().toLowerCase(Locale.ROOT), seconds(after), seconds(away)),
                    String.format(Locale.ROOT, "  told: %d receipts, %d payments on phones (%d of all into meters), %d questions asked again, %d bills", receipts, payments, bought, asked, bills),
                    String.format(Locale.ROOT, "  %s after %.1f s", found.isEmpty() ? "all posted once, every meter credited once, the ledger whole" : found.size() + " things are WRONG", seconds(whole))));
            found.forEach(each -> lines.add("  WRONG: " + each));
            return lines;
        }

        private static double seconds(Duration duration) {
            return duration.toMillis() / 1e3;
        }
    }

    private final long seed;
    private final TestServer server;
    private final Rows rows;
    private final Api admin;
    private final List<Api> cashiers = new ArrayList<>();
    private final Promises promises = new Promises();
    private final CrashTown town;
    private final Books books;
    private int rounds;
    private Victim last;

    /**
     * Town and channels begin to live.
     *
     * @param server that runs; it belongs to the caller
     * @param seed   of who is killed when, and of what people pay
     */
    CrashRounds(TestServer server, long seed) {
        this.seed = seed;
        this.server = server;
        this.rows = new Rows(server);
        this.admin = Api.admin(server);
        this.town = new CrashTown(server, seed);
        this.books = new Books(rows, admin, town, promises);
        for (int i = 0; i < PAYERS; i++) {
            Api cashier = Api.user(server, town.company(), "CASHIER");
            cashier.post("/shifts", "{'floatFen':0,'token':'%s'}", Api.unique("crash-shift-")).expect(201);
            cashiers.add(cashier);
        }
    }

    /** Kills one of them and looks what became of it. */
    Round next() throws InterruptedException, ExecutionException {
        Random random = new Random(seed * 1_000_003 + ++rounds);
        // both get their turn in each two rounds
        last = rounds % 2 == 0 ? Victim.values()[1 - last.ordinal()] : Victim.values()[random.nextInt(2)];
        long after = random.nextInt(LATEST_KILL_MILLIS);
        long away = random.nextInt(LONGEST_AWAY_MILLIS);
        int receipts = promises.receipts().size();
        int payments = promises.payments().size();
        int bought = bought();
        int asked = promises.asked();
        Books.Settled settled = settle();
        Duration back = paidAndKilled(random, after, away);
        long begun = System.nanoTime();
        List<String> found = books.audit(settled);
        return new Round(rounds, last, Duration.ofMillis(after), back, Duration.ofNanos(System.nanoTime() - begun), promises.receipts().size() - receipts,
                promises.payments().size() - payments, bought() - bought, promises.asked() - asked, settled.accounts(), found);
    }

    private Books.Settled settle() {
        String code = Api.unique("SETTLED");
        YearMonth month = YearMonth.now(SettlementCompany.ZONE).minusMonths(1);
        int company = SettlementCompany.make(admin, rows, code, BILLS, month);
        long run = admin.post("/settlement-runs", "{'company':'%s','period':'%s','chunk':1,'publish':true}", code, month).expect(202).id();
        return new Books.Settled(company, code, run, BILLS);
    }

    /** @return how long it was away */
    private Duration paidAndKilled(Random random, long after, long away) throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(PAYERS)) {
            try {
                List<Future<Void>> payers = new ArrayList<>();
                for (Api cashier : cashiers) {
                    payers.add(threads.submit(new Payer(town, cashier, promises, random.nextLong(), over::get)));
                }
                TimeUnit.MILLISECONDS.sleep(after);
                long killed = System.nanoTime();
                kill(away);
                Duration back = Duration.ofNanos(System.nanoTime() - killed);
                town.awaitOnline();
                TimeUnit.MILLISECONDS.sleep(GOES_ON_MILLIS);
                over.set(true);
                for (Future<Void> payer : payers) {
                    payer.get();
                }
                return back;
            } finally {
                over.set(true);
            }
        }
    }

    private void kill(long awayMillis) throws InterruptedException {
        if (last == Victim.SERVER) {
            server.killServer();
        } else {
            server.killDatabase();
        }
        TimeUnit.MILLISECONDS.sleep(awayMillis);
        if (last == Victim.SERVER) {
            server.startServer();
        } else {
            server.startDatabase();
        }
    }

    private int bought() {
        List<Long> meters = town.meterAccounts();
        return (int) (promises.receipts().stream().filter(each -> meters.contains(each.account())).count()
                + promises.payments().stream().filter(each -> meters.contains(each.account())).count());
    }

    @Override
    public void close() {
        town.close();
    }
}
