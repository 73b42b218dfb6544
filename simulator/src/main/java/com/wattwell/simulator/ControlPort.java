package com.wattwell.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks into a running town and changes it, over HTTP on loopback.
 *
 * <pre>
 *   GET  /statistics
 *   GET  /collectors                    GET  /meters/{collector}      GET /meters/{collector}/{address}
 *   POST /meters/{collector}/{address}  ?dead=true  ?replyDelayMillis=2000  ?relayMillis=500  ?keepPower=true  ?powered=false  ?key=press
 *   POST /faults                        ?noise=0.1&amp;lost=0.02&amp;late-by=8000   &amp;collector=CODE for one only
 *   POST /reconnect                     every collector, or ?collector=CODE
 *   POST /silence                       ?collector=CODE&amp;millis=90000: half-open, back after that
 * </pre>
 */
final class ControlPort implements AutoCloseable {

    private final RunningTown town;
    private final HttpServer server;

    ControlPort(RunningTown town, int port) throws IOException {
        this.town = town;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query(exchange.getRequestURI().getRawQuery()));
            } catch (IllegalArgumentException wrong) {
                status = 400;
                answer = Map.of("error", wrong.getMessage());
            }
            byte[] body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Object answer(String method, String path, Map<String, String> query) {
        String[] parts = path.substring(1).split("/");
        return switch (method + " " + parts[0] + " " + parts.length) {
            case "GET statistics 1" -> statistics();
            case "GET collectors 1" -> town.collectors().stream().map(ControlPort::collector).toList();
            case "GET meters 2" -> town.collector(parts[1]).meters().stream().map(ControlPort::meter).toList();
            case "GET meters 3" -> meter(town.collector(parts[1]).meter(parts[2]));
            case "POST meters 3" -> {
                VirtualMeter meter = town.collector(parts[1]).meter(parts[2]);
                query.forEach((name, value) -> change(meter, name, value));
                yield meter(meter);
            }
            case "POST faults 1" -> {
                meant(query).forEach(collector -> change(collector, query));
                town.refreshTownFaults();
                yield statistics();
            }
            case "POST reconnect 1" -> {
                meant(query).forEach(RunningCollector::reconnect);
                yield statistics();
            }
            case "POST silence 1" -> {
                long millis = Words.millis(query.getOrDefault("millis", "90000"));
                meant(query).forEach(collector -> collector.goSilent(millis));
                yield statistics();
            }
            default -> throw new IllegalArgumentException("nothing is known of " + method + " " + path);
        };
    }

    private Iterable<RunningCollector> meant(Map<String, String> query) {
        String code = query.get("collector");
        return code == null ? town.collectors() : List.of(town.collector(code));
    }

    private static void change(RunningCollector collector, Map<String, String> query) {
        FaultRates rates = collector.faults();
        for (Map.Entry<String, String> each : query.entrySet()) {
            if (!each.getKey().equals("collector")) {
                rates = Words.fault(rates, each.getKey(), each.getValue());
            }
        }
        collector.setFaults(rates);
    }

    private static void change(VirtualMeter meter, String name, String value) {
        switch (name) {
            case "dead" -> meter.setDead(truth(value));
            case "powered" -> meter.setPowered(truth(value));
            case "keepPower" -> meter.setKeepPower(truth(value));
            case "replyDelayMillis" -> meter.setReplyDelay(Words.millis(value));
            case "relayMillis" -> meter.setRelayTime(Words.millis(value));
            case "key" -> meter.pressKey();
            default -> throw new IllegalArgumentException("a meter has no " + name);
        }
    }

    private static boolean truth(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("'" + value + "' is neither true nor false");
        }
        return value.equals("true");
    }

    private static Map<String, Object> collector(RunningCollector collector) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", collector.code());
        json.put("place", collector.plan().place());
        json.put("connected", collector.connected());
        json.put("meters", collector.meters().size());
        json.put("faults", collector.faults().toString());
        return json;
    }

    private static Map<String, Object> meter(VirtualMeter meter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", meter.address());
        json.put("unit", meter.unit());
        json.put("load", meter.load().word());
        json.put("protocol", meter.protocol().name());
        json.put(meter.load().commodity() == Commodity.WATER ? "volumeCubicMetres" : "energyKilowattHours", meter.energyNow());
        if (meter.prepaid()) {
            json.put("balanceYuan", meter.balanceNow());
        }
        json.put("relayOpen", meter.relayOpen());
        json.put("commandOpen", meter.commandOpen());
        json.put("executions", meter.executions());
        json.put("executionLog", meter.executionLog());
        json.put("esam", meter.hasEsam());
        json.put("keepPower", meter.keepPower());
        json.put("powered", meter.powered());
        json.put("dead", meter.dead());
        json.put("replyDelayMillis", meter.replyDelayMillis());
        return json;
    }

    private Map<String, Object> statistics() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("town", town.town().name());
        json.put("collectors", town.collectors().size());
        json.put("connected", town.connected());
        json.put("meters", town.town().meterCount());
        json.putAll(town.statistics().all());
        return json;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&")) {
                String[] words = pair.split("=", 2);
                query.put(URLDecoder.decode(words[0], StandardCharsets.UTF_8),
                        words.length > 1 ? URLDecoder.decode(words[1], StandardCharsets.UTF_8) : "");
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
