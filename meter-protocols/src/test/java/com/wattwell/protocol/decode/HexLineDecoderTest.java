package com.wattwell.protocol.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Json;
import com.wattwell.protocol.Vector;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HexLineDecoderTest {

    private static final String READ = "68610100000000681104333334331416";
    private static final String REPLY = "6861010000000068910833333433593333338A16";
    private static final Set<String> METERS = Set.of("dlt645-2007", "dlt645-1997", "cjt188");
    /** What a row says about its source and not about the frame. */
    private static final Set<String> OF_THE_SOURCE = Set.of("published", "hand_checked", "constructed", "derived", "intent", "note", "error");
    /** Broadcast time is the same frame in both editions. */
    private static final String SAME_IN_BOTH = "A-D9-062";

    private final HexLineDecoder decoder = new HexLineDecoder(Notations.ALL);

    static Stream<Vector> meters() {
        return Vector.all().stream().filter(row -> METERS.contains(row.protocol()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("meters")
    void everyPublishedLineIsToldWithoutSayingWhoseItIs(Vector row) {
        Map<String, Object> facts = decoder.decode(Hex.of(row.bytes()));
        assertSaid(row.meaning(), facts);
        if (Boolean.TRUE.equals(row.meaning().get("valid")) && !row.id().equals(SAME_IN_BOTH)) {
            assertThat(facts).containsEntry("protocol", row.protocol());
        }
    }

    @SuppressWarnings("unchecked")
    private static void assertSaid(Map<String, Object> expected, Map<String, Object> facts) {
        expected.forEach((key, value) -> {
            if (key.equals("frames")) {
                List<Object> frames = (List<Object>) facts.get("frames");
                List<Object> wanted = (List<Object>) value;
                assertThat(frames).hasSameSizeAs(wanted);
                for (int i = 0; i < wanted.size(); i++) {
                    assertSaid((Map<String, Object>) wanted.get(i), (Map<String, Object>) frames.get(i));
                }
            } else if (!OF_THE_SOURCE.contains(key)) {
                // numbers of any size in the rows are Long, here Integer where they fit
                assertThat(facts).containsKey(key);
                assertThat(String.valueOf(facts.get(key))).as(key).isEqualTo(String.valueOf(value));
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "zz                           | 'z' at position 0 is not a hex digit",
        "681                          | hex digit at position 2 stands without its pair",
        "''                           | no bytes",
        "00                           | byte 0 is 00, expected 68",
        "68610100000000681104333334331516 | byte 14 is 15, expected the checksum 14",
        "68610100000000681104333334331417 | byte 15 is 17, expected the end 16",
        "FEFE686101000000006811043333 | truncated: needs at least 16 bytes, has 12, counted from byte 2 of the line",
        "6804046808017200             | truncated: needs at least 10 bytes, has 8",
    })
    void aWrongLineSaysWhatIsWrongAndWhere(String line, String error) {
        assertThat(decoder.decode(line)).containsEntry("valid", false).containsEntry("error", error).doesNotContainKey("address");
    }

    @Test
    void blanksAreAllowedBetweenBytesAndTheWakeUpBytesAreCounted() {
        assertThat(decoder.decode(" FE FE " + REPLY + " \r")).containsEntry("protocol", "dlt645-2007").containsEntry("kind", "frame")
                .containsEntry("preamble_fe", 2).containsEntry("value", "0.26").containsEntry("unit", "kWh");
    }

    @Test
    void framesOfDifferentProtocolsAmidNoiseAreAListInOrder() {
        Map<String, Object> facts = decoder.decode("FF" + READ + "0D0A" + "FEFE" + "1040014116" + "68");
        assertThat(facts).containsEntry("kind", "stream").containsEntry("valid", true).doesNotContainKey("protocol");
        assertThat(facts.get("frames")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .extracting(frame -> ((Map<?, ?>) frame).get("hex") + " " + ((Map<?, ?>) frame).get("protocol"))
                .containsExactly(READ + " dlt645-2007", "1040014116 mbus");
    }

    @Test
    void aLineLongerThanTheLimitIsRefused() {
        assertThat((String) decoder.decode("F".repeat(HexLineDecoder.LONGEST_LINE + 1)).get("error")).contains("1048577 characters");
    }

    @Test
    void everyLineOfAStreamGivesOneLineOfJsonInOrder() throws IOException {
        StringWriter out = new StringWriter();
        DecodeMain.decode(new StringReader(READ + "\n\nnonsense\r\n" + REPLY), decoder, out);
        List<Map<String, Object>> objects = out.toString().lines().map(Json::object).toList();
        assertThat(objects).extracting(facts -> facts.get("valid")).containsExactly(true, false, false, true);
        assertThat(objects.getLast()).containsEntry("value", "0.26");
    }
}
