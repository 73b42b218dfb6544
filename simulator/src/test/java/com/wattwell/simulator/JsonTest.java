package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void whatIsWrittenReadsTheSame() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a \"quoted\" \\ line\nand 翠湖");
        value.put("number", new BigDecimal("12.50"));
        value.put("truth", true);
        value.put("nothing", null);
        value.put("list", Arrays.asList(List.of(), Map.of(), "x"));

        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void escapesAndBlanksAreRead() {
        assertThat(Json.read(" { \"a\" : [ 1 , -2.5e3 , \"\\u7fe0\\/\\t\" ] } "))
                .isEqualTo(Map.of("a", List.of(new BigDecimal("1"), new BigDecimal("-2.5e3"), "翠/\t")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "[1,]", "[1 2]", "\"open", "nul", "{\"a\":1}x", "\"\\q\"", "\"\\u12\""})
    void whatIsNoJsonIsRefusedWithItsPosition(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("JSON at position");
    }

    @Test
    void whatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).hasMessageContaining("less depth");
    }
}
