package com.wattwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    public record Line(int number, boolean online, Instant seen, String name) {
    }

    @Test
    void everyFieldGoesOutAlsoWhereThereIsNothing() {
        Listing<Line> page = new Listing<>(List.of(new Line(1, true, Instant.parse("2026-03-01T00:00:00Z"), "湖滨"), new Line(2, false, null, null)), 1, 50, 2);
        assertThat(new String(RecordJson.write(page), StandardCharsets.UTF_8)).isEqualTo(
                "{\"items\":[{\"number\":1,\"online\":true,\"seen\":\"2026-03-01T00:00:00Z\",\"name\":\"湖滨\"},"
                + "{\"number\":2,\"online\":false,\"seen\":null,\"name\":null}],\"page\":1,\"size\":50,\"total\":2}");
    }
}
