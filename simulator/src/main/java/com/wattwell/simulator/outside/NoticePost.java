package com.wattwell.simulator.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Carries asynchronous notices to merchants, and again with growing delays until one is answered as it should be. */
final class NoticePost implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, runnable -> {
        Thread thread = new Thread(runnable, "outside-notices");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile double pace = 1;

    /** One attempt as bytes; made anew each time, since its time and signature are. */
    record Letter(String url, Map<String, String> headers, String body) {
    }

    /** How the other side says that it has understood. */
    interface Understood {
        boolean by(int status, String body);
    }

    /** @param factor on every delay between repeats: 1 as the channel does it, 0.001 for tests */
    void setPace(double factor) {
        pace = factor;
    }

    long sent() {
        return sent.get();
    }

    /** How many were answered as they should be. */
    long answered() {
        return answered.get();
    }

    /**
     * @param first  after this long
     * @param repeats seconds between one attempt and the next; the notice is given up after the last
     */
    void send(Supplier<Letter> letter, Understood understood, Duration first, List<Integer> repeats) {
        later(() -> attempt(letter, understood, repeats), first.toMillis());
    }

    /** Once, whatever comes back. */
    void sendOnce(Supplier<Letter> letter, Duration after) {
        later(() -> deliver(letter.get(), (status, body) -> true), after.toMillis());
    }

    /** Does something later, at the pace of the post. */
    void later(Runnable work, long millis) {
        threads.schedule(() -> {
            try {
                work.run();
            } catch (RuntimeException broken) {
                System.err.println("A notice went wrong: " + broken);
            }
        }, millis, TimeUnit.MILLISECONDS);
    }

    private void attempt(Supplier<Letter> letter, Understood understood, List<Integer> repeats) {
        if (!deliver(letter.get(), understood) && !repeats.isEmpty()) {
            later(() -> attempt(letter, understood, repeats.subList(1, repeats.size())), (long) (repeats.getFirst() * 1000 * pace));
        }
    }

    private boolean deliver(Letter letter, Understood understood) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(letter.url())).timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(letter.body()));
        letter.headers().forEach(request::header);
        sent.incrementAndGet();
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean is = understood.by(response.statusCode(), response.body());
            if (is) {
                answered.incrementAndGet();
            }
            return is;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
