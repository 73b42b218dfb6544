package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.Vector;
import java.io.ByteArrayOutputStream;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every DL/T 645-2007 row of {@code vectors.csv}, each key of its meaning checked. */
class PublishedFramesTest {

    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_2007");
    private static final DateTimeFormatter YYMMDDHHMMSS = DateTimeFormatter.ofPattern("yyMMddHHmmss");
    private static final int WRITE_DATA_AT = 12;

    /** A row whose value we give otherwise, on purpose, and what we say instead. */
    private static final Map<String, String> READ_OTHERWISE = Map.of(
            // Four bytes for an item of two. The row shifts the point through all of them (1122334.4 V); a length that is
            // not the item's own says nothing certain about its places, so we give the bytes and no number.
            "A-D7-043", "44332211");

    static List<Vector> frames() {
        return Vector.of("dlt645-2007", "up", "down");
    }

    static List<Vector> replies() {
        return frames().stream().filter(row -> row.direction().equals("up")).toList();
    }

    static List<Vector> values() {
        return frames().stream().filter(row -> row.says("value")).filter(row -> !row.says("part")).toList();
    }

    static List<Vector> secrets() {
        return frames().stream().filter(row -> row.says("password_level")).toList();
    }

    static List<Vector> invalid() {
        return Vector.of("dlt645-2007", "invalid");
    }

    static List<Vector> streams() {
        return Vector.of("dlt645-2007", "stream");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameHasItsAddressControlAndData(Vector row) {
        Dlt645Frame frame = Dlt645Frame.parse(row.bytes());

        assertThat(frame.address()).isEqualTo(row.text("address"));
        assertThat(Hex.of(frame.control())).isEqualTo(row.text("control"));
        assertThat(frame.fromMeter()).isEqualTo(row.text("from").equals("slave"));
        assertThat(frame.abnormal()).isEqualTo(row.says("abnormal"));
        assertThat(frame.moreFollows()).isEqualTo(row.says("more_follows"));
        assertThat(Hex.of(frame.data())).isEqualTo(row.text("data_minus33"));
        assertThat(frame.encode((int) row.meaning().get("preamble_fe"))).isEqualTo(row.bytes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aFrameHasItsIdentifierSequenceAndReasons(Vector row) {
        Dlt645Frame frame = Dlt645Frame.parse(row.bytes());

        if (row.says("di")) {
            assertThat("%08X".formatted(frame.identifier())).isEqualTo(row.text("di"));
        }
        if (row.says("item")) {
            assertThat(DataIdentifiers.of(frame.identifier()).nameEn()).isEqualTo(row.text("item"));
        }
        if (row.says("seq")) {
            assertThat(frame.data()[frame.data().length - 1]).isEqualTo(((Integer) row.meaning().get("seq")).byteValue());
        }
        if (row.says("err_bits")) {
            assertThat(ErrorBits.words(frame.function(), frame.data())).isEqualTo(row.list("err_bits"));
        }
        if (row.says("meter_address") || row.says("new_address")) {
            assertThat(WireAddress.read(frame.data(), 0))
                    .isEqualTo(row.says("meter_address") ? row.text("meter_address") : row.text("new_address"));
        }
        if (row.says("time_YYMMDDhhmmss")) {
            assertThat(WireTime.read(frame.data(), 0).format(YYMMDDHHMMSS)).isEqualTo(row.text("time_YYMMDDhhmmss"));
        }
        if (row.says("command")) {
            ControlCommand command = ControlCommand.parse(frame.data());
            assertThat(Hex.of(command.action())).isEqualTo(row.text("command"));
            assertThat(command.actionWords()).isEqualTo(row.text("command_meaning"));
            assertThat(command.acceptUntil().format(YYMMDDHHMMSS)).isEqualTo(row.text("valid_until_YYMMDDhhmmss"));
            assertThat(command.credentials().level()).isEqualTo(Integer.parseInt(row.text("password_level")));
            assertThat(turned(command.credentials().password())).isEqualTo(row.text("password_P0P1P2"));
            assertThat(turned(command.credentials().operator())).isEqualTo(row.text("operator"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void anItemHasItsValueAndUnit(Vector row) {
        Dlt645Frame frame = Dlt645Frame.parse(row.bytes());
        int from = frame.fromMeter() ? Dlt645Frame.IDENTIFIER_LENGTH : WRITE_DATA_AT;
        byte[] raw = Arrays.copyOfRange(frame.data(), from, frame.data().length);
        List<ItemValue> values = DataIdentifiers.of(frame.identifier()).decode(raw);

        assertThat(Hex.of(raw)).isEqualTo(row.text("raw"));
        assertThat(rawOf(values)).isEqualTo(row.text("raw"));
        if (READ_OTHERWISE.containsKey(row.id())) {
            assertThat(told(values)).containsExactly(READ_OTHERWISE.get(row.id()));
            return;
        }
        Object expected = row.meaning().get("value");
        switch (expected) {
            case List<?> list -> assertThat(told(values)).isEqualTo(flat(list));
            case Map<?, ?> map when map.containsKey("bad_bcd") -> assertThat(values).singleElement()
                    .satisfies(value -> assertThat(value.number()).isNull())
                    .satisfies(value -> assertThat(value.absent()).isFalse());
            case Map<?, ?> map -> assertThat(told(values)).isEqualTo(flat(List.of(map)));
            case String text when text.startsWith("hex_wire:") -> assertThat("hex_wire:" + rawOf(values)).isEqualTo(text);
            case String text when text.startsWith("hex:") -> assertThat("hex:" + lastToFirst(values)).isEqualTo(text);
            case String text -> assertThat(lastToFirst(values)).isEqualTo(text);
            case null -> assertThat(values).singleElement().satisfies(value -> assertThat(value.absent()).isTrue());
            default -> throw new IllegalArgumentException(row.toString());
        }
        if (row.says("unit")) {
            assertThat(values).filteredOn(value -> !value.item().endsWith(".time")).extracting(ItemValue::unit)
                    .containsOnly(row.text("unit"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void aReplyIsTheAnswerToItsOwnQuestionAndIsDecoded(Vector row) {
        Dlt645Frame reply = Dlt645Frame.parse(row.bytes());
        byte[] asked = reply.hasIdentifier() ? reply.data() : Dlt645Frame.itemData(0x00010000);
        byte[] question = Dlt645Frame.request(reply.address(), reply.function(), asked).encode(4);
        Dialogue dialogue = PROTOCOL.dialogue(question);

        assertThat(dialogue.on(reply.encode())).isNotInstanceOf(Dialogue.Step.Foreign.class);
        if (reply.moreFollows() || reply.function() == Function.READ_FOLLOWING.code()) {
            return;
        }
        MeterReply meaning = PROTOCOL.decode(question, dialogue.replies());
        assertThat(meaning instanceof MeterReply.Refused).isEqualTo(reply.abnormal());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("secrets")
    void aPasswordIsNeitherDescribedNorKept(Vector row) {
        String password = row.text("password_P0P1P2");
        byte[] clean = PROTOCOL.redact(row.bytes());

        assertThat(Dlt645Frame.parse(clean).address()).isEqualTo(row.text("address"));
        assertThat(clean).hasSameSizeAs(row.bytes());
        assertThat(Hex.of(Dlt645Frame.parse(clean).data())).contains("CDCDCDCD");
        if (!password.equals("000000")) {
            assertThat(PROTOCOL.describe(row.bytes())).doesNotContain(password).doesNotContain(turned(password));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void aWrongChecksumIsRefusedWithBothSums(Vector row) {
        String[] sums = row.text("error").replace("checksum: wire ", "").split(" computed ");

        assertThatThrownBy(() -> Dlt645Frame.parse(row.bytes())).isInstanceOf(MalformedFrameException.class)
                .hasMessageMatching("byte \\d+ is " + sums[0] + ", expected the checksum " + sums[1]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void theFramesOfAStreamAreFound(Vector row) {
        List<String> found = new StreamScanner(Protocols.all(), 512).feed(row.bytes()).stream()
                .map(each -> Hex.of(each.frame())).toList();

        assertThat(found).isEqualTo(row.list("frames").stream().map(each -> ((Map<?, ?>) each).get("hex")).toList());
    }

    @Test
    void aDayTableRecordOfFourFramesIsJoined() {
        List<Vector> parts = frames().stream().filter(row -> row.says("part")).toList();
        byte[] question = Dlt645Frame.request("787789328792", Function.READ.code(), Dlt645Frame.itemData(0x03300501)).encode();
        Dialogue dialogue = PROTOCOL.dialogue(question);
        parts.forEach(part -> dialogue.on(part.bytes()));

        assertThat(parts).hasSize(4);
        assertThat(dialogue.replies()).hasSize(4);
        assertThat(PROTOCOL.decode(question, dialogue.replies()))
                .isInstanceOfSatisfying(MeterReply.Values.class, values -> assertThat(values.values()).singleElement()
                        .satisfies(value -> assertThat(value.raw()).hasSize(10 + 16 * 14 * 3))
                        .satisfies(value -> assertThat(value.text()).startsWith("57111408092933008190").endsWith("06044519")));
    }

    @Test
    void noRowIsLeftOut() {
        assertThat(Vector.all().stream().filter(row -> row.protocol().equals("dlt645-2007")))
                .hasSize(frames().size() + invalid().size() + streams().size()).hasSize(211);
        assertThat(Vector.all()).allSatisfy(row -> assertThat(row.source()).isNotBlank());
    }

    private static List<String> told(List<ItemValue> values) {
        return values.stream().map(PublishedFramesTest::told).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String told(ItemValue value) {
        return value.number() != null ? value.number().toPlainString() : value.text();
    }

    /** The source writes a row of fields as one text from the last byte to the first. */
    private static String lastToFirst(List<ItemValue> values) {
        List<String> told = told(values);
        Collections.reverse(told);
        return String.join("", told);
    }

    private static List<Object> flat(List<?> expected) {
        List<Object> flat = new ArrayList<>();
        for (Object each : expected) {
            if (each instanceof Map<?, ?> demand) {
                flat.add(demand.get("demand"));
                flat.add(demand.get("time_YYMMDDhhmm"));
            } else {
                flat.add(each);
            }
        }
        return flat;
    }

    private static String rawOf(List<ItemValue> values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        values.forEach(value -> all.writeBytes(value.raw()));
        return Hex.of(all.toByteArray());
    }

    private static String turned(String hex) {
        byte[] bytes = Hex.parse(hex);
        return Hex.reversed(bytes, 0, bytes.length);
    }
}
