package com.wattwell.connector.ra.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.ra.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Metrics metrics = new Metrics();
    private final Refusals refusals = new Refusals(metrics, nanos::get);
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(Refusals.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void endListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void eachIsCountedAndLoggedOnceForEachKindAndAddressInAnHour() {
        for (int i = 0; i < 100; i++) {
            refusals.refused(Refusal.HTTP, "192.0.2.1", "");
            refusals.refused(Refusal.HTTP, "192.0.2.2", "");
            refusals.refused(Refusal.SILENT, "192.0.2.1", "");
        }
        assertThat(lines).hasSize(3);
        nanos.addAndGet(Duration.ofMinutes(61).toNanos());
        refusals.refused(Refusal.HTTP, "192.0.2.1", "");

        assertThat(lines).hasSize(4);
        assertThat(metrics.snapshot()).containsEntry("connections_refused_total{kind=\"HTTP\"}", 201.0);
    }

    @Test
    void manyAddressesCannotFillTheLogOrTheMemory() {
        for (int i = 0; i < 100_000; i++) {
            refusals.refused(Refusal.HTTP, "address " + i, "");
        }

        assertThat(lines).hasSizeLessThan(5000);
        assertThat(metrics.snapshot()).containsEntry("connections_refused_total{kind=\"HTTP\"}", 100_000.0);
    }
}
