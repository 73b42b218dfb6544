package com.wattwell.bench;

import com.wattwell.simulator.CollectorPlan;
import com.wattwell.simulator.MeterRange;
import com.wattwell.simulator.Town;
import com.wattwell.simulator.TownFile;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Towns of equal lines, and their way into the database without asking the API sixty thousand times. */
final class BenchTown {

    /** Every meter's one register: total active energy forward. */
    static final String ITEM = "00010000";

    private static final long FIRST_ADDRESS = 100_000_000_001L;

    private static final String NO_TIME = """
            round-trip 0
            packing-gap 0
            baud unlimited
            reply-delay 0
            """;
    /** As the town {@code thousand-lines} that comes along with the simulator. */
    private static final String REAL_TIME = """
            round-trip 300 ms
            jitter 0
            packing-gap 20 ms
            baud 2400
            reply-delay 60 ms
            """;

    private BenchTown() {
    }

    /** Lines that take no time at all: what remains is the server. */
    static Town zeroDelay(int collectors, int metersPerLine) {
        return zeroDelay(1, collectors, metersPerLine);
    }

    /** The same. @param first number of its first collector, so that several towns are different ones */
    static Town zeroDelay(int first, int collectors, int metersPerLine) {
        return town("Zero Delay", NO_TIME, first, collectors, metersPerLine);
    }

    /** 2400 baud behind 300 ms of network. @param dead so many of each line's meters are silent */
    static Town realTime(int collectors, int metersPerLine, int dead) {
        return town("Real Lines", REAL_TIME + "dead-meters " + dead + "\n", 1, collectors, metersPerLine);
    }

    /** The same wire with electricity and water meters of all four protocols on every line, 64 of them: as the town {@code mixed-lines}. */
    static Town mixed(int collectors) {
        return town("Mixed Lines", REAL_TIME, 1, collectors, """
                      meters 32 from 100000000001 household
                      protocol dlt645-1997
                      meters 8 from 199900000001 shop
                      protocol cjt188
                      meters 16 from 33202400000001 household-water
                      protocol mbus
                      meters 8 from 2405000140240107 household-water
                """);
    }

    private static Town town(String name, String settings, int first, int collectors, int metersPerLine) {
        return town(name, settings, first, collectors, "      meters %d from %d household%n"
                .formatted(metersPerLine, FIRST_ADDRESS + (long) (first - 1) * metersPerLine));
    }

    private static Town town(String name, String settings, int first, int collectors, String meters) {
        return TownFile.parse(name, """
                town %s
                seed 1
                heartbeat text:ping every 60 s
                reconnect 500-5000 ms
                %s
                company BENCH Benchmark
                  estate Lines
                    collectors %d from B%05d Line {n}
                %s""".formatted(name, settings, collectors, first, meters));
    }

    /** Collectors, lines, meters and what is known of them, each with one statement. */
    static void insert(Connection connection, Town town) throws SQLException {
        Sql.execute(connection, "insert into company (code, name) values ('BENCH', 'Benchmark') on conflict do nothing");
        List<String> codes = new ArrayList<>();
        List<String> heartbeats = new ArrayList<>();
        List<Integer> bauds = new ArrayList<>();
        List<String> meterCodes = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<String> protocols = new ArrayList<>();
        for (CollectorPlan plan : town.collectors()) {
            codes.add(plan.code());
            heartbeats.add(plan.heartbeat().text());
            bauds.add(plan.timing().baud() == 0 ? 115_200 : plan.timing().baud());
            for (MeterRange range : plan.meters()) {
                for (int i = 0; i < range.count(); i++) {
                    meterCodes.add(plan.code());
                    addresses.add(range.address(i));
                    protocols.add(range.protocol().name());
                }
            }
        }
        update(connection, """
                insert into collector (company_id, code, name, heartbeat)
                select c.id, t.code, t.code, t.heartbeat from company c, unnest(?, ?) as t (code, heartbeat) where c.code = 'BENCH'""",
                texts(connection, codes), texts(connection, heartbeats));
        update(connection, """
                insert into line (company_id, collector_id, baud)
                select c.company_id, c.id, t.baud from unnest(?, ?) as t (code, baud) join collector c on c.code = t.code""",
                texts(connection, codes), connection.createArrayOf("int4", bauds.toArray()));
        update(connection, """
                insert into meter (company_id, line_id, model_id, protocol, address, name)
                select l.company_id, l.id, o.id, o.protocol, t.address, t.address
                from unnest(?, ?, ?) as t (code, address, protocol) join collector c on c.code = t.code join line l on l.collector_id = c.id
                join meter_model o on o.company_id is null and o.code = 'STANDARD.' || t.protocol order by l.id, t.address""",
                texts(connection, meterCodes), texts(connection, addresses), texts(connection, protocols));
        Sql.execute(connection, "insert into meter_state (meter_id, company_id) select id, company_id from meter on conflict do nothing");
        Sql.execute(connection, "analyze"); // as autovacuum does within minutes
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static void update(Connection connection, String sql, Array... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setArray(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
