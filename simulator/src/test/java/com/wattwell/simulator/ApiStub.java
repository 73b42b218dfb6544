package com.wattwell.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for Wattwell's REST API: keeps what is posted, lists it in pages, refuses what it is told to refuse. */
final class ApiStub implements AutoCloseable {

    private static final Pattern PAGE = Pattern.compile("page=(\\d+)&size=(\\d+)");

    final Map<String, List<Map<String, Object>>> stored = new LinkedHashMap<>();
    final List<String> keys = new ArrayList<>();
    final List<String> authorizations = new ArrayList<>();
    int posts;
    int refuseWith;
    int unavailable;
    String unknownProtocol = "";
    private final HttpServer server;

    ApiStub(String... paths) throws IOException {
        for (String path : paths) {
            stored.put(path, new ArrayList<>());
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            URI uri = exchange.getRequestURI();
            List<Map<String, Object>> items = stored.get(uri.getPath().substring("/api/v1/".length()));
            int status = 200;
            Object answer;
            if (unavailable > 0) {
                unavailable--;
                status = 503;
                answer = Map.of("title", "starting");
            } else if (items == null) {
                status = 404;
                answer = Map.of("title", "unknown");
            } else if (exchange.getRequestMethod().equals("POST")) {
                posts++;
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                status = refuseWith != 0 ? refuseWith : 201;
                if (((Map<?, ?>) Json.read(body)).get("protocol") instanceof String protocol && protocol.equals(unknownProtocol)) {
                    status = 400;
                    answer = Map.of("title", "refused", "errors", List.of(Map.of("field", "protocol")));
                } else {
                    answer = keep(items, body, status);
                }
            } else {
                answer = page(items, uri.getQuery());
            }
            byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Object keep(List<Map<String, Object>> items, String body, int status) {
        if (status != 201) {
            return Map.of("title", "because of the test");
        }
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", items.size() + 1);
        ((Map<?, ?>) Json.read(body)).forEach((name, value) -> item.put(name.toString(), value));
        items.add(item);
        return item;
    }

    private static Object page(List<Map<String, Object>> items, String query) {
        Matcher asked = PAGE.matcher(query);
        if (!asked.matches()) {
            throw new IllegalArgumentException(query);
        }
        int page = Integer.parseInt(asked.group(1));
        int size = Integer.parseInt(asked.group(2));
        int from = Math.min((page - 1) * size, items.size());
        return Map.of("items", items.subList(from, Math.min(from + size, items.size())), "page", page, "size", size, "total", items.size());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
