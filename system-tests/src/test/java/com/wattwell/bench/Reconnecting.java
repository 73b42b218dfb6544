package com.wattwell.bench;

import com.wattwell.simulator.RunningCollector;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.VirtualMeter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All collectors lose their connection at once and come back, with orders under way to some: given before, so that the
 * meter is about to answer when the line is cut, and given while everybody is away. Every order has to end confirmed.
 */
final class Reconnecting {

    private static final double AIM_SECONDS = 30;
    /** So long a meter thinks whose order is to be under way when its line is cut. */
    private static final int THINKS_MILLIS = 3_000;
    private static final Duration BETWEEN = Duration.ofSeconds(20);

    private final Run run;
    private final BenchServer server;
    private final List<RunningCollector> collectors = new ArrayList<>();
    private final List<RunningTown> towns;
    private final int orders;
    private final Map<String, Integer> meterIds = new HashMap<>();

    Reconnecting(Run run, BenchServer server, List<RunningTown> towns) {
        this.run = run;
        this.server = server;
        this.towns = towns;
        towns.forEach(town -> collectors.addAll(town.collectors()));
        this.orders = run.size(200, 20);
    }

    List<Figure> figures() throws SQLException, IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> confirmed = new ArrayList<>();
        List<Double> lost = new ArrayList<>();
        String ends = "";
        try (Connection connection = server.connect(); Rest rest = new Rest(server.installation())) {
            for (String row : Sql.texts(connection, "select address || ' ' || id from meter")) {
                String[] words = row.split(" ");
                meterIds.put(words[0], Integer.parseInt(words[1]));
            }
            for (int i = 0; i < run.options().runs(); i++) {
                long lastOrder = Sql.number(connection, "select coalesce(max(id), 0) from command");
                seconds.add(reconnect(connection, rest, i));
                long waited = System.nanoTime();
                run.await(() -> BenchServer.count(connection, "select count(*) from command where id > ? and state in ('WAITING', 'SENT', 'ACCEPTED')",
                        lastOrder) == 0, "while orders were awaited");
                run.say("every order has ended, " + Report.text((System.nanoTime() - waited) / 1e9) + " s after the last collector came back");
                confirmed.add((double) Sql.number(connection, "select count(*) from command where id > ? and state = 'CONFIRMED'", lastOrder));
                lost.add((double) Sql.number(connection, "select count(*) from command where id > ? and state <> 'CONFIRMED'", lastOrder));
                ends = Sql.texts(connection, "select kind || ' ' || state || coalesce(' ' || failure, '') || ': ' || count(*) from command where id > ? "
                        + "group by kind, state, failure order by 1", lastOrder).stream().collect(Collectors.joining(", "));
                run.pause(run.options().quick() ? Duration.ofSeconds(6) : BETWEEN, "between two breakdowns");
            }
        }
        Samples back = new Samples(seconds);
        Samples missing = new Samples(lost);
        return List.of(
                Figure.plain("sockets", collectors.size() + " collectors reconnecting, all let in again", "s", back,
                                "from the cut of every connection until the last collector is online with a new login").aiming("≤ 30 s", back.most() <= AIM_SECONDS),
                Figure.plain("sockets", "orders that the same reconnecting lost, of " + 3 * orders, "orders", missing,
                                "a third reads under way and a third trips given before the cut, a third reads given while all were away; ended: " + ends)
                        .aiming("none", missing.most() == 0 && confirmed.stream().allMatch(count -> count == 3 * orders)));
    }

    /** @return seconds until everybody was back */
    private double reconnect(Connection connection, Rest rest, int round) throws SQLException, IOException, InterruptedException {
        List<VirtualMeter> slow = meters(0);
        List<VirtualMeter> switched = meters(orders);
        slow.forEach(meter -> meter.setReplyDelay(THINKS_MILLIS));
        switched.forEach(meter -> meter.setReplyDelay(THINKS_MILLIS));
        for (int i = 0; i < orders; i++) {
            rest.post("meters/" + id(slow.get(i)) + "/reads", "{}");
            rest.post("meters/" + id(switched.get(i)) + "/controls",
                    round % 2 == 0 ? "{\"action\":\"TRIP\",\"reason\":\"benchmark\"}" : "{\"action\":\"CLOSE\",\"reason\":\"benchmark\"}");
        }
        long epochs = Sql.number(connection, "select sum(owner_epoch) from collector");
        long underWay = Sql.number(connection, "select count(*) from command where state in ('WAITING', 'SENT', 'ACCEPTED')");
        long begun = System.nanoTime();
        towns.forEach(RunningTown::reconnectAll);
        slow.forEach(meter -> meter.setReplyDelay(0));
        switched.forEach(meter -> meter.setReplyDelay(0));
        for (VirtualMeter meter : meters(2 * orders)) {
            rest.post("meters/" + id(meter) + "/reads", "{}");
        }
        run.await(() -> BenchServer.count(connection, "select count(*) from collector where online and code <= ?", collectors.getLast().code())
                == collectors.size() && BenchServer.count(connection, "select sum(owner_epoch) from collector") >= epochs + collectors.size(),
                "while collectors came back");
        double seconds = (System.nanoTime() - begun) / 1e9;
        run.say(collectors.size() + " collectors were back after " + Report.text(seconds) + " s; " + underWay + " orders were under way when they left");
        return seconds;
    }

    /** One meter of each of {@link #orders} collectors, spread over all, different for every {@code first}. */
    private List<VirtualMeter> meters(int first) {
        int step = collectors.size() / (3 * orders);
        List<VirtualMeter> meters = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            meters.add(collectors.get((first + i) * step).meters().iterator().next());
        }
        return meters;
    }

    private int id(VirtualMeter meter) {
        return meterIds.get(meter.address());
    }
}
