package com.wattwell.system.crash;

import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.simulator.VirtualMeter;
import com.wattwell.simulator.outside.OutsideFaults;
import com.wattwell.simulator.outside.OutsideWorld;
import com.wattwell.system.Api;
import com.wattwell.system.Contracts;
import com.wattwell.system.Rows;
import com.wattwell.system.SettlementCompany;
import com.wattwell.system.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Whom the payers pay for: a company with accounts on two collectors that dial in, and the payment channels around it, which double and lose their notices. */
final class CrashTown implements AutoCloseable {

    private static final int SERVER_ACCOUNTS = 8;
    private static final int METER_ACCOUNTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Api.Company company;
    private final Rows rows;
    private final Api admin;
    private final List<Long> serverAccounts = new ArrayList<>();
    private final Map<Long, String> meterAccounts = new LinkedHashMap<>();
    private final OutsideWorld world;
    private final RunningTown town;
    private final String code;

    CrashTown(TestServer server, long seed) {
        company = Api.company(server);
        rows = new Rows(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
        code = company.code();
        int tariff = tariff();
        accounts(1, SERVER_ACCOUNTS, tariff);
        accounts(2, METER_ACCOUNTS, tariff);
        try {
            world = new OutsideWorld(seed, List.of(code), Clock.systemUTC(), server.ports().outside());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        world.setPace(0.01);
        world.setFaults(OutsideFaults.NONE.with(Map.of("doubled", "0.2", "lost", "0.05", "wrong-signature", "0.05")));
        Contracts.sign(Api.admin(server), company, world);
        town = TownFile.parse("crash.town", """
                town Crash
                seed %d
                round-trip 20
                packing-gap 5
                baud 9600
                reply-delay 10
                relay-time 50
                reconnect 1-2 s
                heartbeat text:ping every 20 s
                company X Nobody
                  estate Estate
                    collector %s Counted here
                      meters %d from %s household
                    collector %s Counting by themselves
                      prepaid 9000.00 yuan at 0.5600
                      meters %d from %s household
                """.formatted(seed, box(1), SERVER_ACCOUNTS, address(1, 1), box(2), METER_ACCOUNTS, address(2, 1))).dial("127.0.0.1", server.ports().collectors());
        awaitOnline();
    }

    private int tariff() {
        int tariff = Integer.parseInt(rows.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'FLAT', 'ELECTRICITY', '平价', 'Flat', 'test') returning id",
                company.id()));
        rows.one("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, date '2020-01-01', 'PUBLISHED', '{"rules":[{"type":"FLAT","id":"E","zh":"电费","en":"Energy","price":0.60}]}', now(), 'test', now(), 'test') returning id""",
                tariff, company.id());
        return tariff;
    }

    private void accounts(int box, int count, int tariff) {
        admin.post("/collectors", "{'code':'%s','name':'Box %d','heartbeat':'text:ping'}", box(box), box).expect(201);
        for (int i = 1; i <= count; i++) {
            int meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'Flat %d'}", box(box), address(box, i), i).expect(201).id();
            long account = admin.post("/accounts", "{'customerName':'Flat %d','mode':'%s','from':'%s','points':[{'meter':%d,'tariff':%d,'firstValue':'0'}]}",
                    i, box == 1 ? "PREPAID_SERVER" : "PREPAID_METER", LocalDate.now(SettlementCompany.ZONE), meter, tariff).expect(201).id();
            if (box == 1) {
                serverAccounts.add(account);
            } else {
                meterAccounts.put(account, address(box, i));
            }
        }
    }

    private String box(int number) {
        return code + "-BOX" + number;
    }

    private static String address(int box, int number) {
        return "20269900%02d%02d".formatted(box, number);
    }

    void awaitOnline() {
        Awaitility.await("both boxes online").atMost(PATIENCE).until(() -> "2".equals(rows.one("select count(*) from collector where company_id = ? and online", company.id())));
    }

    Api.Company company() {
        return company;
    }

    /** Accounts whose balance is counted here. */
    List<Long> serverAccounts() {
        return serverAccounts;
    }

    /** Accounts whose money goes into their meters. */
    List<Long> meterAccounts() {
        return List.copyOf(meterAccounts.keySet());
    }

    /** The meter of one of these. */
    VirtualMeter meter(long account) {
        return town.collector(box(2)).meter(meterAccounts.get(account));
    }

    String worldUrl() {
        return world.url();
    }

    @Override
    public void close() {
        town.close();
        world.close();
    }
}
