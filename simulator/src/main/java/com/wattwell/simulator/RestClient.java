package com.wattwell.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Wattwell's REST API as far as the town needs it: whole lists, and creating one thing without creating it twice. */
final class RestClient implements AutoCloseable {

    private static final int PAGE = 500;
    private static final int MOST_PAGES = 2000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    private final String base;
    private final String authorization;

    /** What the API said instead of yes. */
    static final class RestException extends IOException {

        private final int status;

        RestException(String message, int status) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }

        /** Whether the server found a field of what was sent wrong, and this is it. */
        boolean namesField(String field) {
            return (status == 400 || status == 422) && getMessage().contains(field);
        }
    }

    /** @param url of the server, such as {@code http://127.0.0.1:8080} */
    RestClient(String url, String user, String password) {
        this.base = url.replaceFirst("/+$", "") + "/api/v1/";
        this.authorization = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** All items of a list, page by page. */
    List<Map<?, ?>> list(String path) throws IOException, InterruptedException {
        List<Map<?, ?>> items = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            HttpResponse<String> response = send(request(path + "?page=" + page + "&size=" + PAGE).GET());
            if (response.statusCode() != 200) {
                throw refused("GET", path, response);
            }
            if (!(Json.read(response.body()) instanceof Map<?, ?> answer) || !(answer.get("items") instanceof List<?> part)) {
                throw new RestException("GET " + path + " answered no list", 200);
            }
            for (Object item : part) {
                items.add((Map<?, ?>) item);
            }
            if (part.isEmpty() || answer.get("total") instanceof Number total && items.size() >= total.intValue()) {
                return items;
            }
        }
        throw new RestException("GET " + path + " has more than " + MOST_PAGES + " pages", 200);
    }

    /**
     * Creates one thing.
     *
     * @param key makes repeating harmless
     * @return {@code false} when it was there already
     */
    boolean create(String path, String key, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path).header("Content-Type", "application/json")
                .header("Idempotency-Key", key).POST(BodyPublishers.ofString(Json.write(body))));
        if (response.statusCode() == 409) {
            return false;
        }
        if (response.statusCode() / 100 != 2) {
            throw refused("POST", path, response);
        }
        return true;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT)
                .header("Authorization", authorization).header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** With the problem's own words, when the API gives any. */
    private static RestException refused(String method, String path, HttpResponse<String> response) {
        String words = response.body().strip();
        return new RestException(method + " " + path + " was answered with " + response.statusCode()
                + (words.isEmpty() ? "" : ": " + words.substring(0, Math.min(words.length(), 300))), response.statusCode());
    }

    @Override
    public void close() {
        http.close();
    }
}
