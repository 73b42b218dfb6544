package com.wattwell.simulator.outside;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request that came, read whole, and the answer to it. */
final class Http {

    private static final int MOST_BYTES = 1 << 20;

    final HttpExchange exchange;
    final String method;
    final String path;
    final String rawQuery;
    final byte[] body;

    Http(HttpExchange exchange) throws IOException {
        this.exchange = exchange;
        method = exchange.getRequestMethod();
        path = exchange.getRequestURI().getRawPath();
        rawQuery = exchange.getRequestURI().getRawQuery() == null ? "" : exchange.getRequestURI().getRawQuery();
        body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new IllegalArgumentException("the request has more than " + MOST_BYTES + " bytes");
        }
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Map<String, String> query() {
        return form(rawQuery, StandardCharsets.UTF_8);
    }

    static Map<String, String> form(String raw, Charset charset) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            String[] words = pair.split("=", 2);
            if (!words[0].isEmpty()) {
                form.put(URLDecoder.decode(words[0], charset), words.length > 1 ? URLDecoder.decode(words[1], charset) : "");
            }
        }
        return form;
    }

    static String form(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        values.forEach((name, value) -> out.append(out.isEmpty() ? "" : "&").append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return out.toString();
    }

    void answer(int status, String type, String text) throws IOException {
        answer(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    void answer(int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    void seeOther(String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(303, -1);
    }
}
