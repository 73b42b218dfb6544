package com.wattwell.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks whether something answers yet. */
final class Http {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

    private Http() {
    }

    /** The status of a GET, redirects not followed; empty while nobody answers. */
    static Optional<Integer> status(String url) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_PATIENCE).build();
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while waiting for " + url + ".", e);
        }
    }
}
