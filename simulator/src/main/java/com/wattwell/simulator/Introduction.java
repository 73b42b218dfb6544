package com.wattwell.simulator;

import com.wattwell.simulator.RestClient.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes a town known to a running Wattwell: its companies, collectors and meters, and a few schedules that read them.
 * What is there already is left alone, so doing it again changes nothing.
 */
final class Introduction {

    private static final int AT_ONCE = 8;
    private static final List<String> ENERGY = List.of("ACTIVE_ENERGY_FORWARD");
    private static final List<String> GRID = List.of("VOLTAGE_A", "VOLTAGE_B", "VOLTAGE_C", "CURRENT_A", "CURRENT_B", "CURRENT_C",
            "ACTIVE_POWER", "ACTIVE_POWER_A", "ACTIVE_POWER_B", "ACTIVE_POWER_C");
    private static final List<String> WATER = List.of("WATER_VOLUME");
    private static final Set<TownProtocol> OF_WATER = EnumSet.of(TownProtocol.CJT188, TownProtocol.MBUS);

    /** Models that ship with Wattwell, for meters that are not quite the standard. */
    private static final Map<Quirk, String> MODELS = Map.of(Quirk.ESAM, "STANDARD.DLT645_2007.ESAM", Quirk.HIGH_DI_FIRST, "WATER.CJT188.HIGH_FIRST");

    private final Town town;
    private final RestClient rest;

    /**
     * How many of each were made; what was there already is not counted.
     *
     * @param unknown how many meters the server refused because it does not know their protocol yet, by its name
     */
    record Made(int companies, int collectors, int meters, int schedules, Map<String, Integer> unknown) {
    }

    /** One thing that is missing over there. */
    private record Missing(String path, String key, Map<String, ?> body) {
    }

    Introduction(Town town, RestClient rest) {
        this.town = town;
        this.rest = rest;
    }

    /** Waits until the API answers. */
    void awaitServer(Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                rest.list("companies");
                return;
            } catch (IOException notYet) {
                boolean starting = !(notYet instanceof RestException answer) || answer.status() == 503 || answer.status() == 404;
                if (!starting || System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
            Thread.sleep(1000);
        }
    }

    Made introduce() throws IOException, InterruptedException {
        int companies = create(missingCompanies());
        int collectors = create(missingCollectors());
        Map<String, Integer> unknown = new TreeMap<>();
        int meters = 0;
        for (Map.Entry<TownProtocol, List<Missing>> kind : missingMeters().entrySet()) {
            try {
                meters += create(kind.getValue());
            } catch (RestException refused) {
                if (!refused.namesField("protocol")) {
                    throw refused;
                }
                unknown.put(kind.getKey().name(), kind.getValue().size());
            }
        }
        int schedules = create(missingSchedules(unknown.keySet()));
        return new Made(companies, collectors, meters, schedules, unknown);
    }

    /**
     * Tells the companies' merchant accounts and message suppliers their keys, which are new at each start of the town.
     *
     * @param keys what the world outside tells
     * @return how many accounts were told; 0 when the server has no such thing
     */
    int contracts(Map<String, Object> keys) throws IOException, InterruptedException {
        int told = 0;
        for (Object each : (List<?>) keys.get("merchants")) {
            Map<?, ?> merchant = (Map<?, ?>) each;
            for (String channel : List.of("alipay", "wechat")) {
                told += contract("merchant-accounts", text(merchant, "company"), (Map<?, ?>) merchant.get(channel));
            }
            for (Object supplier : ((Map<?, ?>) keys.get("messages")).values()) {
                told += contract("message-suppliers", text(merchant, "company"), (Map<?, ?>) supplier);
            }
        }
        return told;
    }

    private int contract(String path, String company, Map<?, ?> keys) throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("company", company);
        keys.forEach((name, value) -> {
            if (!name.equals("endpoint")) {
                body.put(String.valueOf(name), value);
            }
        });
        try {
            rest.create(path, "town-" + path + "-" + company + "-" + Long.toHexString(System.nanoTime()), body);
            return 1;
        } catch (RestException notThere) {
            if (notThere.status() == 404) {
                return 0;
            }
            throw notThere;
        }
    }

    private List<Missing> missingCompanies() throws IOException, InterruptedException {
        Set<String> known = values(rest.list("companies"), "code");
        List<Missing> missing = new ArrayList<>();
        for (Company company : town.companies()) {
            if (!known.contains(company.code())) {
                missing.add(new Missing("companies", "town-company-" + company.code(),
                        Map.of("code", company.code(), "name", company.name())));
            }
        }
        return missing;
    }

    private List<Missing> missingCollectors() throws IOException, InterruptedException {
        Set<String> known = values(rest.list("collectors"), "code");
        List<Missing> missing = new ArrayList<>();
        for (CollectorPlan collector : town.collectors()) {
            if (!known.contains(collector.code())) {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("company", collector.company());
                body.put("code", collector.code());
                body.put("name", collector.building());
                body.put("place", collector.place());
                if (!collector.token().isEmpty()) {
                    body.put("token", collector.token());
                }
                if (collector.heartbeat().everySeconds() > 0) {
                    body.put("heartbeat", collector.heartbeat().text());
                }
                if (collector.timing().baud() > 0) {
                    body.put("baud", collector.timing().baud());
                }
                missing.add(new Missing("collectors", "town-collector-" + collector.code(), body));
            }
        }
        return missing;
    }

    private Map<TownProtocol, List<Missing>> missingMeters() throws IOException, InterruptedException {
        Map<String, String> codes = new HashMap<>();
        for (Map<?, ?> collector : rest.list("collectors")) {
            codes.put(text(collector, "id"), text(collector, "code"));
        }
        Set<String> known = new HashSet<>();
        for (Map<?, ?> meter : rest.list("meters")) {
            String collector = text(meter, "collector");
            known.add(codes.getOrDefault(collector, collector) + "/" + text(meter, "address"));
        }
        Map<TownProtocol, List<Missing>> missing = new EnumMap<>(TownProtocol.class);
        for (CollectorPlan collector : town.collectors()) {
            for (MeterRange range : collector.meters()) {
                for (int i = 0; i < range.count(); i++) {
                    if (!known.contains(collector.code() + "/" + range.address(i))) {
                        missing.computeIfAbsent(range.protocol(), first -> new ArrayList<>()).add(meter(collector, range, i));
                    }
                }
            }
        }
        return missing;
    }

    private static Missing meter(CollectorPlan collector, MeterRange range, int index) {
        String address = range.address(index);
        String unit = range.unit(index);
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "collector", collector.code(), "line", 1, "protocol", range.protocol().name(), "address", address,
                "name", unit, "place", collector.place() + " / " + unit));
        MODELS.forEach((quirk, model) -> {
            if (range.settings().quirks().contains(quirk)) {
                body.put("model", model);
            }
        });
        return new Missing("meters", "town-meter-" + collector.code() + "-" + address, body);
    }

    private Set<TownProtocol> protocolsOf(Company company) {
        Set<TownProtocol> protocols = EnumSet.noneOf(TownProtocol.class);
        town.collectors().stream().filter(collector -> collector.company().equals(company.code()))
                .forEach(collector -> collector.meters().forEach(range -> protocols.add(range.protocol())));
        return protocols;
    }

    private List<Missing> missingSchedules(Set<String> unknownProtocols) throws IOException, InterruptedException {
        Set<String> known = new HashSet<>();
        for (Map<?, ?> schedule : rest.list("schedules")) {
            known.add(text(schedule, "company") + "/" + text(schedule, "name"));
        }
        List<Missing> missing = new ArrayList<>();
        for (Company company : town.companies()) {
            missing.add(schedule(company, "energy", "Energy of all meters, every minute", ENERGY,
                    Map.of("kind", "INTERVAL", "intervalSeconds", 60)));
            missing.add(schedule(company, "grid", "Voltage, current and power of all meters", GRID,
                    Map.of("kind", "CRON", "cron", "*/15 * * * *")));
            if (protocolsOf(company).stream().anyMatch(protocol -> OF_WATER.contains(protocol) && !unknownProtocols.contains(protocol.name()))) {
                missing.add(schedule(company, "water", "Water of all meters, every five minutes", WATER,
                        Map.of("kind", "INTERVAL", "intervalSeconds", 300)));
            }
        }
        missing.removeIf(schedule -> known.contains(schedule.body().get("company") + "/" + schedule.body().get("name")));
        return missing;
    }

    private static Missing schedule(Company company, String key, String name, List<String> readingTypes, Map<String, Object> times) {
        Map<String, Object> body = new LinkedHashMap<>(times);
        body.put("company", company.code());
        body.put("name", name);
        body.put("target", "ALL");
        body.put("readingTypes", readingTypes);
        return new Missing("schedules", "town-schedule-" + company.code() + "-" + key, body);
    }

    /** Creates them, a few at once. @return how many were new */
    private int create(List<Missing> missing) throws IOException, InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory())) {
            List<Future<Boolean>> made = new ArrayList<>();
            for (Missing each : missing) {
                made.add(workers.submit(() -> rest.create(each.path(), each.key(), each.body())));
            }
            int count = 0;
            for (Future<Boolean> each : made) {
                try {
                    count += each.get() ? 1 : 0;
                } catch (ExecutionException failed) {
                    workers.shutdownNow();
                    throw failed.getCause() instanceof IOException why ? why : new IOException(failed.getCause());
                }
            }
            return count;
        }
    }

    private static Set<String> values(List<Map<?, ?>> items, String key) {
        Set<String> values = new HashSet<>();
        items.forEach(item -> values.add(text(item, key)));
        return values;
    }

    private static String text(Map<?, ?> item, String key) {
        return Objects.toString(item.get(key), "");
    }
}
