package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    private final PrometheusText text = new PrometheusText("wattwell_", Map.of("sockets", "Sockets\nby \\ state")::get);

    private String write(Map<String, Double> values) {
        SortedMap<String, Double> sorted = new TreeMap<>(values);
        return text.write(sorted);
    }

    @Test
    void aFamilyStandsTogetherUnderOneHeader() {
        assertThat(write(Map.of("a_total{x=\"1\"}", 3.0, "a_total{x=\"2\"}", 4.5, "a_total_more", 1.0))).isEqualTo("""
                # HELP wattwell_a_total a total
                # TYPE wattwell_a_total counter
                wattwell_a_total{x="1"} 3
                wattwell_a_total{x="2"} 4.5
                # HELP wattwell_a_total_more a total more
                # TYPE wattwell_a_total_more gauge
                wattwell_a_total_more 1
                """);
    }

    @Test
    void helpIsEscaped() {
        assertThat(write(Map.of("sockets", 1.0))).startsWith("# HELP wattwell_sockets Sockets\\nby \\\\ state\n");
    }

    @Test
    void sumAndCountAreASummary() {
        assertThat(write(Map.of("wait_seconds_sum", 1.5, "wait_seconds_count", 2.0))).isEqualTo("""
                # HELP wattwell_wait_seconds wait seconds
                # TYPE wattwell_wait_seconds summary
                wattwell_wait_seconds_count 2
                wattwell_wait_seconds_sum 1.5
                """);
    }

    @Test
    void theBucketsOfAHistogramRise() {
        assertThat(write(Map.of("size_bucket{le=\"+Inf\"}", 9.0, "size_bucket{le=\"5\"}", 1.0, "size_bucket{le=\"10\"}", 2.0,
                "size_sum", 80.0, "size_count", 9.0)).lines().skip(1)).containsExactly(
                "# TYPE wattwell_size histogram", "wattwell_size_bucket{le=\"5\"} 1", "wattwell_size_bucket{le=\"10\"} 2", "wattwell_size_bucket{le=\"+Inf\"} 9",
                "wattwell_size_count 9", "wattwell_size_sum 80");
    }

    @Test
    void whatIsNoNumberIsWrittenAsPrometheusReadsIt() {
        assertThat(write(Map.of("a", Double.NaN, "b", Double.POSITIVE_INFINITY, "c", Double.NEGATIVE_INFINITY, "d", 1e15, "e", 123456789.0)))
                .contains("wattwell_a NaN\n", "wattwell_b +Inf\n", "wattwell_c -Inf\n", "wattwell_d 1.0E15\n", "wattwell_e 123456789\n");
    }
}
