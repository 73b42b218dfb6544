package com.wattwell.protocol.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    private static String json(Object value) {
        StringBuilder out = new StringBuilder();
        JsonLine.write(value, out);
        return out.toString();
    }

    @Test
    void mapsListsAndPlainValuesAreWrittenInOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", List.of("x", 1, 2L, true));
        map.put("a", Map.of());
        map.put("c", List.of());
        map.put("d", null);
        assertThat(json(map)).isEqualTo("{\"b\":[\"x\",1,2,true],\"a\":{},\"c\":[],\"d\":null}");
    }

    @Test
    void whatWouldBreakALineOrAStringIsEscaped() {
        assertThat(json("a\"b\\c\nd\re\tf\u0000g\u001Fh\u007F")).isEqualTo("\"a\\\"b\\\\c\\nd\\re\\tf\\u0000g\\u001fh\\u007f\"");
    }

    @Test
    void chineseAndPairsStayAndHalfAPairIsEscaped() {
        assertThat(json("电能 \uD83D\uDCA7")).isEqualTo("\"电能 \uD83D\uDCA7\"");
        assertThat(json("\uD83Dx\uDCA7")).isEqualTo("\"\\ud83dx\\udca7\"");
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> json(1.5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.Double");
    }
}
