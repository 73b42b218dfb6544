package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.Vector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every DL/T 645 row of {@code vectors.csv}, each key of its meaning checked. */
class PublishedFramesTest {

    private static final Dlt645_2007Protocol OF_2007 = new Dlt645_2007Protocol();
    private static final Dlt645_1997Protocol OF_1997 = new Dlt645_1997Protocol();
    private static final int LIMIT_BYTES = 512;

    /** What a row says about itself or its source and not about the frame; the wake-up bytes are not part of a frame. */
    private static final Set<String> NOT_OF_THE_FRAME =
            Set.of("preamble_fe", "published", "hand_checked", "constructed", "intent", "note");

    /** What we say more than the rows: bit words and structures taken apart, and words for what they leave in hex. */
    private static final Set<String> SAID_MORE = Set.of("bits", "fields");
    private static final Map<String, Set<String>> SAID_MORE_OF = Map.of(
            "A-D7-207", Set.of("di", "item"), "A-D7-208", Set.of("di", "item"), "A-D7-209", Set.of("err_bits"),
            "A-D9-063", Set.of("new_address"));

    static Stream<Vector> frames() {
        return Stream.concat(Vector.of("dlt645-2007", "up", "down").stream(), Vector.of("dlt645-1997", "up", "down").stream());
    }

    static Stream<Vector> replies() {
        return frames().filter(row -> row.direction().equals("up"));
    }

    static Stream<Vector> secrets() {
        return frames().filter(row -> row.says("password_level"));
    }

    static Stream<Vector> invalid() {
        return Stream.concat(Vector.of("dlt645-2007", "invalid").stream(), Vector.of("dlt645-1997", "invalid").stream());
    }

    static List<Vector> streams() {
        return Vector.of("dlt645-2007", "stream");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameSaysWhatItsSourceSays(Vector row) {
        Map<String, Object> expected = new LinkedHashMap<>(row.meaning());
        expected.keySet().removeAll(NOT_OF_THE_FRAME);
        Map<String, Object> facts = new LinkedHashMap<>(explainer(row).explain(frame(row)).facts());
        facts.keySet().removeAll(SAID_MORE);
        facts.keySet().removeAll(SAID_MORE_OF.getOrDefault(row.id(), Set.of()));

        assertThat(facts).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void thePartsHoldEveryByteOnce(Vector row) {
        byte[] frame = frame(row);
        int next = 0;
        for (Explanation.Part part : explainer(row).explain(frame).parts()) {
            assertThat(part.from()).isEqualTo(next);
            assertThat(part.to()).isGreaterThan(part.from());
            assertThat(part.field()).isNotBlank();
            next = part.to();
        }
        assertThat(next).isEqualTo(frame.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameIsPutTogetherAgainFromWhatItSays(Vector row) {
        Dlt645Frame frame = new Dlt645Frame(row.text("address"), Integer.parseInt(row.text("control"), 16),
                Hex.parse(row.text("data_minus33")));

        assertThat(Dlt645Frame.parse(row.bytes())).isEqualTo(frame);
        assertThat(frame.encode((int) row.meaning().get("preamble_fe"))).isEqualTo(row.bytes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameIsFoundByTheEditionItIsOf(Vector row) {
        List<StreamScanner.Found> found = new StreamScanner(Protocols.all(), LIMIT_BYTES).feed(row.bytes());

        assertThat(found).singleElement().satisfies(each -> assertThat(each.frame()).isEqualTo(frame(row)));
        // Broadcast time is the same in both editions, byte for byte.
        if (!row.text("control").equals("08")) {
            assertThat(((FrameExplainer) found.getFirst().protocol()).notation()).isEqualTo(row.protocol());
        }
        assertThat(protocol(row).probe(frame(row), 0, frame(row).length)).isInstanceOf(Probe.Frame.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void aReplyIsTheAnswerToItsOwnQuestionAndIsDecoded(Vector row) {
        Edition edition = edition(row);
        Dlt645Frame reply = Dlt645Frame.parse(row.bytes());
        byte[] asked = reply.data().length >= edition.identifierLength() ? reply.data() : edition.itemData(0x9010);
        byte[] question = Dlt645Frame.request(reply.address(), reply.function(), asked).encode(4);
        Dialogue dialogue = protocol(row).dialogue(question);

        assertThat(dialogue.on(reply.encode())).isNotInstanceOf(Dialogue.Step.Foreign.class);
        if (reply.moreFollows() || Function.of(edition, reply.control()) == Function.READ_FOLLOWING) {
            return;
        }
        MeterReply meaning = protocol(row).decode(question, dialogue.replies());
        assertThat(meaning instanceof MeterReply.Refused).isEqualTo(reply.abnormal());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("secrets")
    void aPasswordIsNeitherDescribedNorKept(Vector row) {
        String password = row.text("password_P0P1P2");
        byte[] clean = protocol(row).redact(row.bytes());

        assertThat(Dlt645Frame.parse(clean).address()).isEqualTo(row.text("address"));
        assertThat(clean).hasSameSizeAs(row.bytes());
        assertThat(Hex.of(Dlt645Frame.parse(clean).data())).contains("CDCDCDCD");
        if (!password.equals("000000")) {
            String shown = protocol(row).describe(row.bytes()) + explainer(row).explain(frame(row)).parts();
            assertThat(shown).doesNotContain(password).doesNotContain(turned(password));
            if (row.says("operator")) {
                assertThat(shown).doesNotContain(row.text("operator")).doesNotContain(turned(row.text("operator")));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void aWrongChecksumIsRefusedWithBothSums(Vector row) {
        String[] sums = row.text("error").replace("checksum: wire ", "").split(" computed ");

        assertThatThrownBy(() -> explainer(row).explain(row.bytes())).isInstanceOf(MalformedFrameException.class)
                .hasMessageMatching("byte \\d+ is " + sums[0] + ", expected the checksum " + sums[1]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void theFramesOfAStreamAreFound(Vector row) {
        List<StreamScanner.Found> found = new StreamScanner(Protocols.all(), LIMIT_BYTES).feed(row.bytes());

        assertThat(found.stream().map(PublishedFramesTest::facts).toList()).isEqualTo(row.list("frames"));
    }

    /** A frame of a stream as its row tells it: with its hex, without what all of them are. */
    private static Map<String, Object> facts(StreamScanner.Found found) {
        Map<String, Object> facts = new LinkedHashMap<>(((FrameExplainer) found.protocol()).explain(found.frame()).facts());
        facts.keySet().removeAll(Set.of("kind", "valid"));
        facts.put("hex", Hex.of(found.frame()));
        return facts;
    }

    @Test
    void aDayTableRecordOfFourFramesIsJoined() {
        List<Vector> parts = frames().filter(row -> row.says("part")).toList();
        byte[] question = Dlt645Frame.request("787789328792", Function.READ.code(), Dlt645Frame.itemData(0x03300501)).encode();
        Dialogue dialogue = OF_2007.dialogue(question);
        parts.forEach(part -> dialogue.on(part.bytes()));

        assertThat(parts).hasSize(4);
        assertThat(dialogue.replies()).hasSize(4);
        assertThat(OF_2007.decode(question, dialogue.replies()))
                .isInstanceOfSatisfying(MeterReply.Values.class, reply -> assertThat(reply.values()).hasSize(2 + 16 * 14)
                        .extracting(value -> value.nameEn() + " = " + value.text())
                        .startsWith("time = 290908141157", "operator code = 90810033", "set 1 day table 1 segment before 1 = 071703")
                        .endsWith("set 2 day table 8 segment before 14 = 194504"));
    }

    @Test
    void noRowIsLeftOut() {
        assertThat(Vector.all().stream().filter(row -> row.protocol().startsWith("dlt645")))
                .hasSize((int) (frames().count() + invalid().count() + streams().size())).hasSize(211 + 69);
        assertThat(Vector.all()).allSatisfy(row -> assertThat(row.source()).isNotBlank());
    }

    private static byte[] frame(Vector row) {
        int preamble = (int) row.meaning().get("preamble_fe");
        return Arrays.copyOfRange(row.bytes(), preamble, row.bytes().length);
    }

    private static Edition edition(Vector row) {
        return row.protocol().equals("dlt645-1997") ? Edition.DLT645_1997 : Edition.DLT645_2007;
    }

    private static MeterProtocol protocol(Vector row) {
        return edition(row) == Edition.DLT645_1997 ? OF_1997 : OF_2007;
    }

    private static FrameExplainer explainer(Vector row) {
        return edition(row) == Edition.DLT645_1997 ? OF_1997 : OF_2007;
    }

    private static String turned(String hex) {
        byte[] bytes = Hex.parse(hex);
        return Hex.reversed(bytes, 0, bytes.length);
    }
}
