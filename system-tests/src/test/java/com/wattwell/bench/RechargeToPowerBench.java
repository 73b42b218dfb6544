package com.wattwell.bench;

import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import com.wattwell.simulator.TownFile;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the money at the counter to the relay that was read back, over GPRS of 700 ms, while the lines are busy with sweeps. Everybody has nothing and is
 * cut by fee control itself; then everybody pays, one after the other in a random order. The stopwatch is that of the cases.
 */
final class RechargeToPowerBench implements Benchmark {

    private static final int COLLECTORS = 50;
    private static final int METERS = 20;
    /** Payments a second over all lines: a busy evening of a small city. */
    private static final int A_SECOND = 4;
    private static final int PAYERS = 8;
    private static final double P50_AIM = 3;
    private static final double P99_AIM = 10;

    @Override
    public String name() {
        return "recharge-to-power";
    }

    @Override
    public Duration atMost() {
        return Duration.ofMinutes(40);
    }

    @Override
    public List<Figure> run(Run run) throws SQLException, IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(run(run, 0));
        figures.addAll(run(run, 1));
        return figures;
    }

    private List<Figure> run(Run run, int dead) throws SQLException, IOException, InterruptedException {
        Town town = town(run.size(COLLECTORS, 3), dead);
        try (BenchServer server = new BenchServer(run); Connection connection = server.connect()) {
            BenchTown.insert(connection, town);
            accounts(connection);
            try (RunningTown running = server.dial(town); Rest rest = new Rest(server.installation())) {
                cut(run, connection);
                busy(connection);
                pay(run, rest, connection);
                return figures(run, connection, running, dead);
            }
        }
    }

    private static Town town(int collectors, int dead) {
        return TownFile.parse("GPRS", """
                town GPRS
                seed 1
                heartbeat text:ping every 60 s
                reconnect 500-5000 ms
                round-trip 700 ms
                jitter 0
                packing-gap 20 ms
                baud 2400
                reply-delay 60 ms
                dead-meters %d
                company BENCH Benchmark
                  estate Lines
                    collectors %d from B00001 Line {n}
                      meters %d from 100000000001 household
                """.formatted(dead, collectors, METERS));
    }

    /** A household with one account for each meter, and nothing paid. */
    private static void accounts(Connection connection) throws SQLException {
        Sql.execute(connection, """
                insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) select id, 'FLAT', 'ELECTRICITY', '平价', 'Flat', 'bench' from company where code = 'BENCH';
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                select id, company_id, 1, date '2020-01-01', 'PUBLISHED',
                    '{"rules":[{"type":"FLAT","id":"E","zh":"电费","en":"Energy","price":0.60}]}', now(), 'bench', now(), 'bench' from tariff where code = 'FLAT';
                insert into customer (company_id, name, created_at, created_by) select company_id, address, now(), 'bench' from meter order by id;
                insert into customer_account (company_id, number, customer_id, mode, opened_on, created_at, created_by)
                select company_id, name, id, 'PREPAID_SERVER', current_date, now(), 'bench' from customer order by id;
                insert into usage_point (company_id, commodity, name, most_a_day, digits, created_at, created_by) select company_id, 'ELECTRICITY', address, 450, 6, now(), 'bench' from meter order by id;
                insert into usage_point_meter (company_id, usage_point_id, meter_id, multiplier, from_at, recorded_at, recorded_by)
                select m.company_id, p.id, m.id, 1, current_date, now(), 'bench' from meter m join usage_point p on p.name = m.address;
                insert into agreement (company_id, account_id, usage_point_id, tariff_id, from_day, recorded_at, recorded_by)
                select a.company_id, a.id, p.id, t.id, current_date, now(), 'bench' from customer_account a join usage_point p on p.name = a.number cross join tariff t where t.code = 'FLAT';
                insert into prepaid_position (account_id, company_id, next_day, reckoned_at) select id, company_id, current_date, now() from customer_account;
                insert into brake_rule (company_id, state, percent, minutes, minimum, reason, changed_by, changed_at) select id, 'OFF', 20, 10, 5, 'benchmark', 'bench', now() from company where code = 'BENCH';
                insert into fee_control_setting (company_id, enabled, warn_fen, trip_below_fen, restore_from_fen, grace_minutes, cut_on_rest_days, restore_by, late_seconds, changed_by, changed_at, reason)
                select id, true, '{}', 100, 500, 0, true, 'CLOSE', 60, 'bench', now(), 'benchmark' from company where code = 'BENCH';
                insert into fee_control_account (account_id, company_id, short_since, cut_after, seen_fen) select id, company_id, now(), now(), 0 from customer_account""");
    }

    /** Waits until fee control has cut everybody, or given up on those whose meters are dead. */
    private static void cut(Run run, Connection connection) throws InterruptedException {
        run.await(() -> BenchServer.count(connection, "select count(*) from fee_control_case where state <> 'CUTTING'") == BenchServer.count(connection, "select count(*) from meter"),
                "while fee control cut everybody");
        run.say(BenchServer.count(connection, "select count(*) from fee_control_case where state = 'CUT'") + " are cut");
    }

    /** Sweeps of everything, one after the other. */
    private static void busy(Connection connection) throws SQLException {
        Sql.execute(connection, """
                insert into schedule (company_id, name, kind, interval_seconds, target, reading_types, next_due)
                select id, 'Busy', 'INTERVAL', 30, 'ALL', '{1}', now() from company where code = 'BENCH'""");
    }

    private static void pay(Run run, Rest rest, Connection connection) throws SQLException, IOException, InterruptedException {
        rest.post("shifts", "{\"company\":\"BENCH\",\"floatFen\":0,\"token\":\"bench-shift\"}");
        List<String> accounts = new ArrayList<>(Sql.texts(connection, "select a.account_id::text from fee_control_case a where a.state = 'CUT' order by a.id"));
        Collections.shuffle(accounts, new Random(1));
        try (ExecutorService payers = Executors.newFixedThreadPool(PAYERS)) {
            List<Future<JsonObject>> paid = new ArrayList<>();
            for (String account : accounts) {
                paid.add(payers.submit(() -> rest.post("accounts/" + account + "/recharges", "{\"tender\":\"CASH\",\"amountFen\":5000,\"token\":\"bench-" + account + "-once\"}")));
                run.pause(Duration.ofMillis(1_000 / A_SECOND), "while people paid");
            }
            for (Future<JsonObject> each : paid) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        run.await(() -> BenchServer.count(connection, "select count(*) from fee_control_case where state = 'RESTORING'") == 0, "while supply was given back");
    }

    private List<Figure> figures(Run run, Connection connection, RunningTown town, int dead) throws SQLException {
        long dark = town.collectors().stream().flatMap(each -> each.meters().stream()).filter(each -> each.relayOpen()).count();
        long cases = Sql.number(connection, "select count(*) from fee_control_case where read_back_at is not null");
        double p50 = percentile(connection, 0.5);
        double p99 = percentile(connection, 0.99);
        run.say(String.format(Locale.ROOT, "%d restores, p50 %.2f s, p99 %.2f s, %d meters dark", cases, p50, p99, dark));
        String remark = cases + " restores on " + town.collectors().size() + " lines × " + METERS + " meters, GPRS 700 ms, 2400 baud, a sweep every 30 s, " + A_SECOND + " payments a second; " + dark
                + " meters dark at the end" + (dead > 0 ? "; " + dead + " dead meter on each line" : "");
        List<Figure> figures = List.of(Figure.plain(name(), "from tender received to relay read back, p50" + (dead > 0 ? ", a dead meter on the line" : ""), "s", Samples.of(p50), remark),
                Figure.plain(name(), "from tender received to relay read back, p99" + (dead > 0 ? ", a dead meter on the line" : ""), "s", Samples.of(p99)));
        return dead > 0 ? figures : List.of(figures.getFirst().aiming("< 3 s", p50 < P50_AIM), figures.getLast().aiming("< 10 s", p99 < P99_AIM));
    }

    private static double percentile(Connection connection, double share) throws SQLException {
        return Sql.number(connection, "select coalesce(percentile_disc(?) within group (order by extract(epoch from read_back_at - paid_at) * 1000), 0)::bigint from fee_control_case "
                + "where read_back_at is not null", share) / 1e3;
    }
}
