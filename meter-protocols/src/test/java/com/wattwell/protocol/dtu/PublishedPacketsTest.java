package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code vectors.csv} about collectors and their neighbours, each key of its meaning checked. */
class PublishedPacketsTest {

    private static final Set<String> REMARKS = Set.of("published", "note");
    private static final String INNER = "inner_645";

    private static final List<MeterProtocol> PROTOCOLS = Protocols.all();
    private static final List<FrameExplainer> EXPLAINERS = CollectorExplainers.all(PROTOCOLS);

    static List<Vector> rows() {
        return Vector.all().stream().filter(row -> row.id().startsWith("A-XX-")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aPacketSaysWhatItsRowSays(Vector row) {
        Map<String, Object> facts = explainer(row.protocol()).explain(row.bytes()).facts();
        Map<String, Object> expected = new LinkedHashMap<>(row.meaning());
        expected.keySet().removeAll(REMARKS);
        Object inner = expected.remove(INNER);

        assertThat(facts).containsAllEntriesOf(expected);
        if (inner != null) {
            assertThat(((List<?>) facts.get(INNER)).stream().map(PublishedPacketsTest::members).toList())
                    .zipSatisfy(((List<?>) inner).stream().map(PublishedPacketsTest::members).toList(),
                            (said, wanted) -> assertThat(said).containsAllEntriesOf(wanted));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theFirstExplainerThatTakesAPacketIsItsOwn(Vector row) {
        for (FrameExplainer each : EXPLAINERS) {
            try {
                each.explain(row.bytes());
            } catch (MalformedFrameException other) {
                continue;
            }
            assertThat(each.notation()).isEqualTo(row.protocol());
            assertThat(each.probe(row.bytes(), 0, row.bytes().length)).isEqualTo(new Probe.Frame(row.bytes().length));
            return;
        }
        throw new AssertionError("nobody explains " + row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyByteOfAPacketIsExplainedOnce(Vector row) {
        Explanation explanation = explainer(row.protocol()).explain(row.bytes());
        int next = 0;
        for (Part part : explanation.parts()) {
            assertThat(part.from()).isEqualTo(next);
            assertThat(part.to()).isGreaterThan(part.from());
            next = part.to();
        }
        assertThat(next).isEqualTo(row.bytes().length);
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            q376.1             | 683200320068C900023412000271000001008616         | byte 18 is 86, expected the checksum 85
            q376.1             | 683200330068C900023412000271000001008516         | bytes 3 and 4 are 3300, expected the length 3200 again
            q376.1             | 6832003200                                       | the frame ends after 5 bytes, expected at least 16
            q376.1             | 683000300068C900023412000271000001008516         | expected a length of 8 to 2040 and protocol 1 or 2
            q376.1             | 683300330068C900023412000271000001008516         | expected a length of 8 to 2040 and protocol 1 or 2
            q376.2             | 683300                                           | the frame ends after 3 bytes, expected at least 51
            dlt698.45          | 6817004345AAAAAAAAAAAA005B4E0501004001020000ED0316 | bytes 12 and 13 are 5B4E, expected the header check 5B4F
            dlt698.45          | 6817004345AAAAAAAAAAAA005B4F0501004001020000ED0416 | bytes 22 and 23 are ED04, expected the frame check ED03
            dlt698.45          | 6817004345AAAAAAAAAAAA005B4F0501004001020000ED0317 | byte 24 is 17, expected the end 16
            dlt698.45          | 6802004345AAAAAAAAAAAA005B4F                     | bytes 1 and 2 are 0200, expected a length of
            dtu-ddp            | 7B890012313538323130343937333401017D             | byte 17 is 7D, expected the end 7B
            dtu-ddp            | 7B89001231353832313034393733410101 7B            | byte 14 is 41, expected a digit 30 to 39 of the id
            dtu-ddp            | 7B891200313538323130343937333401017B             | bytes 2 and 3 are 1200, expected a length of 16 to 1040
            dtu-ddp            | 7B70001031333331323334353637387B                 | byte 1 is 70, expected a type
            dtu-ddp            | 7B81001031333331323334353637387B00               | byte 16 is 00, expected nothing after the end
            dtu-fourfaith-prot | 78563412313330363636363838383800C0A80142         | the registration has 20 bytes, expected 21
            dtu-fourfaith-prot | 78563412313330363636363838383801C0A8014200       | byte 15 is 01, expected 00
            dtu-fourfaith-prot | 78563412313330363636363838383A00C0A8014200       | byte 14 is 3A, expected a digit
            dtu-heartbeat      | 70696E68                                         | the bytes are not one of the heartbeats
            dtu-register       | 474554202F                                       | the bytes are not one of the registrations
            """)
    void whatIsWrongIsNamedWithItsByte(String protocol, String hex, String refusal) {
        assertThatThrownBy(() -> explainer(protocol).explain(Hex.parse(hex))).isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void noRowIsLeftOut() {
        assertThat(rows()).hasSize(16);
    }

    private static FrameExplainer explainer(String notation) {
        return EXPLAINERS.stream().filter(each -> each.notation().equals(notation)).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object object) {
        return (Map<String, Object>) object;
    }
}
