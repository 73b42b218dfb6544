package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.metering.MeteringMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void aPartThatFailsIsLeftOutAndCounted() {
        Figures good = () -> new TreeMap<>(Map.of("sockets{state=\"ADMITTED\"}", 3.0));
        Figures bad = () -> {
            throw new IllegalStateException("the database is away");
        };
        assertThat(new MetricsPage(List.of(bad, good)).text()).contains(
                "# HELP wattwell_sockets Sockets of collectors, by state.\n# TYPE wattwell_sockets gauge\nwattwell_sockets{state=\"ADMITTED\"} 3\n",
                "wattwell_metrics_failures_total 1\n");
    }

    @Test
    void whatWasWrittenStandsInBucketsBySize() {
        assertThat(new MetricsPage(List.of(new MeteringMetrics())).text()).contains("# TYPE wattwell_reading_batch_size histogram",
                "wattwell_reading_batch_size_bucket{le=\"1000\"} 0\nwattwell_reading_batch_size_bucket{le=\"+Inf\"} 0\n");
    }
}
