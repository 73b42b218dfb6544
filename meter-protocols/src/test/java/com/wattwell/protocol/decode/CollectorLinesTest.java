package com.wattwell.protocol.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Vector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What collectors send, as lines of {@code wattwell decode}. */
class CollectorLinesTest {

    private static final Set<String> NOT_COMPARED = Set.of("published", "note", "inner_645");
    private final HexLineDecoder decoder = new HexLineDecoder(Notations.ALL);

    static Stream<Vector> collectors() {
        return Vector.all().stream().filter(row -> row.id().startsWith("A-XX-"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("collectors")
    void everyPublishedPacketIsTold(Vector row) {
        Map<String, Object> facts = decoder.decode(Hex.of(row.bytes()));

        assertThat(facts).containsEntry("protocol", row.protocol());
        row.meaning().forEach((key, value) -> {
            if (!NOT_COMPARED.contains(key)) {
                assertThat(String.valueOf(facts.get(key))).as(key).isEqualTo(String.valueOf(value));
            }
        });
        if (row.says("inner_645")) {
            Map<?, ?> wanted = (Map<?, ?>) row.list("inner_645").getFirst();
            assertThat((Map<?, ?>) ((List<?>) facts.get("inner_645")).getFirst()).satisfies(inner ->
                    wanted.forEach((key, value) -> assertThat(inner.get(key)).isEqualTo(value)));
        }
    }

    /** Collectors' packets have few marks, so they must not draw the reason of a meter's broken frame to themselves. */
    @ParameterizedTest
    @CsvSource({
        "686101000000006911043333343314, dlt645-2007",
        "68610100000000681104333334331516, dlt645-2007",
        "6810AAAAAAAAAAAAAA0103EF9001A316, cjt188",
    })
    void aBrokenFrameOfAMeterIsStillAMeters(String line, String protocol) {
        assertThat(decoder.decode(line)).containsEntry("valid", false).containsEntry("protocol", protocol);
    }
}
