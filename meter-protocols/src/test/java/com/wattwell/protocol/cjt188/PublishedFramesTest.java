package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.StreamScanner.Found;
import com.wattwell.protocol.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every CJ/T 188 row of {@code vectors.csv}, each key of its meaning checked. */
class PublishedFramesTest {

    private static final Cjt188Protocol PROTOCOL = new Cjt188Protocol();

    /** Remarks of the table about a row, and what stands in front of the frame. */
    private static final Set<String> NOT_OF_THE_FRAME = Set.of("preamble_fe", "hand_checked", "note", "published", "derived",
            "constructed", "intent", "hex");

    /** What we say beyond the rows: values of the items whose bytes they only show. */
    private static final Set<String> MORE_THAN_THE_ROWS = Set.of("item", "value", "unit", "st");

    /** Rows that stop at DI because a unit is unknown (00) or no unit of heat (2C); we keep the numbers. */
    private static final Map<String, Set<String>> READ_FURTHER = Map.of(
            "A-CJ-014", Set.of("current", "settlement", "time_CCYYMMDDhhmmss"),
            "A-CJ-033", Set.of("settlement_heat", "heat", "power", "flow", "volume", "supply_temp_C", "return_temp_C", "hours",
                    "time_CCYYMMDDhhmmss"));

    static List<Vector> frames() {
        return Vector.of("cjt188", "up", "down");
    }

    static List<Vector> replies() {
        return frames().stream().filter(row -> row.direction().equals("up")).toList();
    }

    static List<Vector> invalid() {
        return Vector.of("cjt188", "invalid");
    }

    static List<Vector> streams() {
        return Vector.of("cjt188", "stream");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameSaysWhatItsRowSays(Vector row) {
        Map<String, Object> facts = PROTOCOL.explain(row.bytes()).facts();

        assertThat(facts).containsAllEntriesOf(ofTheFrame(row.meaning()));
        assertThat(facts.keySet()).filteredOn(key -> !row.says(key) && !MORE_THAN_THE_ROWS.contains(key))
                .containsExactlyInAnyOrderElementsOf(READ_FURTHER.getOrDefault(row.id(), Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void everyByteOfAFrameIsExplainedOnce(Vector row) {
        Explanation explanation = PROTOCOL.explain(row.bytes());
        int next = 0;
        for (Part part : explanation.parts()) {
            assertThat(part.from()).isEqualTo(next);
            assertThat(part.to()).isGreaterThan(part.from());
            next = part.to();
        }
        assertThat(next).isEqualTo(row.bytes().length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameIsEncodedToTheBytesItCameFrom(Vector row) {
        assertThat(Cjt188Frame.parse(row.bytes()).encode((int) row.meaning().get("preamble_fe"))).isEqualTo(row.bytes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void aReplyIsTheAnswerToItsOwnQuestionAndIsDecoded(Vector row) {
        Cjt188Frame reply = Cjt188Frame.parse(row.bytes());
        int identifier = reply.hasIdentifier() ? reply.identifier() : 0x901F;
        byte[] question = new Cjt188Frame(reply.type(), reply.address(), reply.function(),
                Cjt188Frame.data(identifier, DiOrder.HIGH_BYTE_FIRST, reply.sequence())).encode(3);
        Dialogue dialogue = PROTOCOL.dialogue(question);

        assertThat(dialogue.on(reply.encode())).isInstanceOf(Dialogue.Step.Complete.class);
        assertThat(dialogue.longestReplyBytes()).isGreaterThanOrEqualTo(row.bytes().length);
        assertThat(PROTOCOL.decode(question, dialogue.replies()) instanceof MeterReply.Refused).isEqualTo(reply.abnormal());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void aFrameThatIsWrongIsRefusedWithWhatAndWhere(Vector row) {
        String error = row.text("error")
                .replaceAll("checksum: wire (..) computed (..)", "is $1, expected the checksum $2")
                .replaceAll("truncated: needs (\\d+) bytes, has (\\d+)", "the frame ends after $2 bytes, expected at least $1");

        assertThatThrownBy(() -> PROTOCOL.explain(row.bytes())).isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining(error);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void theFramesOfAStreamAreFound(Vector row) {
        List<Found> found = new StreamScanner(Protocols.all(), 512).feed(row.bytes());

        assertThat(found).hasSameSizeAs(row.list("frames"));
        for (int i = 0; i < found.size(); i++) {
            Map<?, ?> frame = (Map<?, ?>) row.list("frames").get(i);
            assertThat(Hex.of(found.get(i).frame())).isEqualTo(frame.get("hex"));
            assertThat(PROTOCOL.explain(found.get(i).frame()).facts()).containsAllEntriesOf(ofTheFrame(frame));
        }
    }

    @Test
    void noRowIsLeftOut() {
        assertThat(Vector.all().stream().filter(row -> row.protocol().equals("cjt188")))
                .hasSize(frames().size() + invalid().size() + streams().size()).hasSize(73);
    }

    private static Map<String, Object> ofTheFrame(Map<?, ?> meaning) {
        Map<String, Object> kept = new LinkedHashMap<>();
        meaning.forEach((key, value) -> {
            if (!NOT_OF_THE_FRAME.contains(key)) {
                kept.put((String) key, value);
            }
        });
        return kept;
    }
}
