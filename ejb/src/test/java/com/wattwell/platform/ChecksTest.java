package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void stop() {
        end.countDown();
        threads.shutdown();
    }

    private Checks checks(Duration patience, Duration fresh, Runnable check) {
        return new Checks(threads, patience, fresh, Map.of("good", () -> { }, "tried", () -> {
            runs.incrementAndGet();
            check.run();
        }));
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCheckThatThrowsFailsAlone() {
        Checks checks = checks(Duration.ofSeconds(10), Duration.ofHours(1), () -> {
            throw new IllegalStateException("away");
        });
        assertThat(checks.results()).isEqualTo(Map.of("good", true, "tried", false));
    }

    @Test
    void aCheckThatHangsFailsAndIsNotStartedAgain() {
        Checks checks = checks(Duration.ofMillis(50), Duration.ZERO, this::hang);
        assertThat(checks.results()).containsEntry("tried", false);
        assertThat(checks.results()).containsEntry("tried", false);
        assertThat(runs).hasValue(1);
    }

    @Test
    void whileAResultIsFreshNothingIsAsked() {
        Checks checks = checks(Duration.ofSeconds(10), Duration.ofHours(1), () -> { });
        for (int i = 0; i < 100; i++) {
            assertThat(checks.results()).doesNotContainValue(false);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void afterAFailureItRecovers() {
        Checks checks = checks(Duration.ofSeconds(10), Duration.ZERO, () -> {
            if (runs.get() == 1) {
                throw new IllegalStateException("away");
            }
        });
        assertThat(checks.results()).containsEntry("tried", false);
        assertThat(checks.results()).containsEntry("tried", true);
    }
}
