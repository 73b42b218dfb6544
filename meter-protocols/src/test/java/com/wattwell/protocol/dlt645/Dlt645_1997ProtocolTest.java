package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older edition where it differs; {@link PublishedFramesTest} has its published frames. */
class Dlt645_1997ProtocolTest {

    private static final Credentials LEVEL_2 = new Credentials(2, "174218", "");
    private static final String METER = "734917039246";

    private final MeterProtocol protocol = Protocols.named("DLT645_1997");

    @Test
    void itsRequestsAreThePublishedFrames() {
        assertEncoded(new MeterRequest.ReadItem(METER, "901F"), "6846920317497368010252C39616");
        assertEncoded(new MeterRequest.ReadAddress("AAAAAAAAAAAA"), "68AAAAAAAAAAAA68010265F327" + "16");
        assertEncoded(new MeterRequest.WriteItem(METER, "C117", List.of("0100"), LEVEL_2), "684692031749736804084AF4354B754A33346E16");
        assertEncoded(new MeterRequest.BroadcastTime(LocalDateTime.of(2027, 10, 14, 22, 21, 21)), "6899999999999968080654545547435A5516");
        assertEncoded(new MeterRequest.WriteAddress("AAAAAAAAAAAA", METER), "68999999999999680A0679C5364A7CA65616");
        assertEncoded(new MeterRequest.ClearDemand(METER, null), "684692031749736810008E16");
    }

    @Test
    void passwordsTravelWithoutAnIdentifierAndWithoutAnOperator() {
        assertThat(data(new MeterRequest.ChangePassword(METER, new Credentials(2, "157417", null), 2, "239888"))).isEqualTo("0217741502889823");
        assertThat(data(new MeterRequest.ClearDemand(METER, LEVEL_2))).isEqualTo("02184217");
    }

    @Test
    void whatTheEditionHasNotIsRefusedByName() {
        assertRefused(new MeterRequest.ReadItem(METER, "00010000"), "item '00010000' is not four hex digits such as 9010");
        assertRefused(new MeterRequest.ReadSupply(METER), "DL/T 645-1997 has no state of the supply");
        assertRefused(new MeterRequest.SwitchSupply(METER, MeterRequest.SupplyAction.TRIP, new Credentials(2, "000000", "00000000"),
                LocalDateTime.of(2026, 1, 1, 0, 0)), "has no function 'relay/alarm/keep-power control'");
        assertRefused(new MeterRequest.ClearMeter(METER, LEVEL_2), "has no function 'clear meter'");
        assertRefused(new MeterRequest.ChangeBaudRate(METER, 2400), "has no baud rate word that all its meters share");
        assertRefused(new MeterRequest.Freeze(METER, null, null, null), "has no freeze time");
        assertRefused(new MeterRequest.ReadProfile(METER, "D110", 1, null), "has no load profile");
        assertRefused(new MeterRequest.SetOutput(METER, MeterRequest.Output.SECOND_PULSE), "has no function");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
            9010 | 79261400     | 1426.79 kWh
            9110 | 99999999     | 999999.99 kvarh
            # one byte too many: the table's length holds, not L
            9010 | 7926140000   | 1426.79 kWh
            9010 | FFFFFFFF     | absent kWh
            # volts without a decimal, reactive power of two bytes, no sign bit anywhere
            B611 | 2302         | 223 V
            B640 | 3995         | 95.39 kvar
            B630 | 333984       | 84.3933 kW
            B650 | 0010         | 1.000
            A010 | 236815       | 15.6823 kW
            B010 | 24222703     | 03272224
            C010 | 00110425     | 25041100
            C119 | 78563412     | 1234567.8 kWh
            C032 | 469203174973 | 734917039246
            C020 | 14           | 14
            C30F | 14           | 14
            """)
    void aValueIsReadAsItsItemSays(String item, String data, String value) {
        List<ItemValue> values = DataIdentifiers.of1997().of(Integer.parseInt(item, 16)).decode(Hex.parse(data));

        assertThat(values).singleElement().extracting(Dlt645_1997ProtocolTest::told).isEqualTo(value);
    }

    @Test
    void aBlockIsTakenApartIntoItsItems() {
        assertThat(DataIdentifiers.of1997().of(0xB61F).decode(Hex.parse("300221020000")))
                .extracting(value -> value.item() + " " + told(value)).containsExactly("B611 230 V", "B612 221 V", "B613 0 V");
        assertThat(DataIdentifiers.of1997().of(0xC01F).decode(Hex.parse("00110425502116")))
                .extracting(value -> value.item() + " " + told(value)).containsExactly("C010 25041100", "C011 162150");
        assertThat(DataIdentifiers.of1997().of(0xC31F).decode(Hex.parse("0102080400"))).hasSize(5);
        assertThat(DataIdentifiers.of1997().of(0xB63F).decode(Hex.parse("000001".repeat(4) + "0050" + "0050"))).hasSize(6);
    }

    /** I, IV, II, III: the order is not 1-2-3-4. */
    @Test
    void theQuadrantsHaveAnOrderOfTheirOwn() {
        assertThat(List.of(0x9130, 0x9140, 0x9150, 0x9160)).extracting(code -> DataIdentifiers.of1997().of(code).nameZh())
                .containsExactly("(当前)一象限无功总电能", "(当前)四象限无功总电能", "(当前)二象限无功总电能", "(当前)三象限无功总电能");
    }

    @Test
    void aLongReplyIsAskedOnWithoutSequenceAndJoined() {
        byte[] question = protocol.encode(new MeterRequest.ReadItem("AAAAAAAAAAAA", "901F"));
        Dialogue dialogue = protocol.dialogue(question);

        assertThat(dialogue.on(new Dlt645Frame(METER, 0xA1, Hex.parse("1F90" + "2159421822955304")).encode())).isEqualTo(new Dialogue.Step.More());
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("FEFEFEFE" + "6846920317497368020252C39716");
        assertThat(dialogue.on(new Dlt645Frame(METER, 0x82, Hex.parse("1F90" + "22061798")).encode())).isEqualTo(new Dialogue.Step.Complete());

        assertThat(protocol.decode(question, dialogue.replies())).isInstanceOfSatisfying(MeterReply.Values.class, reply ->
                assertThat(reply.values()).extracting(Dlt645_1997ProtocolTest::told)
                        .containsExactly("184259.21 kWh", "45395.22 kWh", "981706.22 kWh"));
    }

    @Test
    void aMeterIsFoundByItsNumber() {
        byte[] question = protocol.encode(new MeterRequest.ReadAddress("AAAAAAAAAAAA"));
        byte[] real = Hex.parse("6846920317497368810865F379C5364A7CA63F16");
        byte[] literal = new Dlt645Frame(Dlt645Frame.ANY, 0x81, Hex.parse("32C0" + "469203174973")).encode();

        assertThat(protocol.decode(question, List.of(real))).isEqualTo(new MeterReply.Address(METER));
        assertThat(protocol.decode(question, List.of(literal))).isEqualTo(new MeterReply.Address(METER));
        assertThat(protocol.decode(protocol.encode(new MeterRequest.ReadItem(METER, "C032")), List.of(real))).isInstanceOf(MeterReply.Values.class);
    }

    @Test
    void aMeterMayAnswerTheWildcardLiterallyAndTheBroadcastReadReally() {
        Dialogue wildcard = protocol.dialogue(protocol.encode(new MeterRequest.ReadItem("AAAAAAAAAAAA", "9010")));
        assertThat(wildcard.on(new Dlt645Frame(Dlt645Frame.ANY, 0x81, Hex.parse("109061720200")).encode())).isEqualTo(new Dialogue.Step.Complete());

        Dialogue broadcast = protocol.dialogue(Dlt645Frame.request(Dlt645Frame.BROADCAST, 0x01, Hex.parse("1090")).encode());
        assertThat(broadcast.expectsReply()).isTrue();
        assertThat(broadcast.on(new Dlt645Frame(METER, 0x81, Hex.parse("109061720200")).encode())).isEqualTo(new Dialogue.Step.Complete());
    }

    @Test
    void onlyReadsAndAddressesSentToEverybodyAreAnswered() {
        assertThat(protocol.dialogue(protocol.encode(new MeterRequest.WriteAddress("AAAAAAAAAAAA", METER))).expectsReply()).isTrue();
        assertThat(protocol.dialogue(protocol.encode(new MeterRequest.BroadcastTime(LocalDateTime.of(2027, 1, 1, 0, 0)))).expectsReply()).isFalse();
        assertThat(protocol.dialogue(Dlt645Frame.request(Dlt645Frame.BROADCAST, 0x05, (byte) 0, (byte) 0).encode()).expectsReply()).isFalse();
        assertThat(protocol.dialogue(protocol.encode(new MeterRequest.ReadItem(METER, "9010"))).expectsReply()).isTrue();
    }

    @Test
    void itsErrorBitsAreItsOwn() {
        byte[] question = protocol.encode(new MeterRequest.ReadItem(METER, "9010"));

        assertThat(protocol.decode(question, List.of(Hex.parse("6846920317497368C101357516"))))
                .isEqualTo(new MeterReply.Refused(List.of("data identifier error")));
        assertThat(protocol.describe(Hex.parse("6846920317497368C401377A16")))
                .isEqualTo("from 734917039246: write data refused: password error");
        // C5 with three bytes, seen in a smart socket.
        assertThat(protocol.describe(new Dlt645Frame(METER, 0xC5, new byte[] {1, 2, 3}).encode())).contains("freeze refused");
    }

    @Test
    void anAnswerOfTheOtherEditionIsNotTaken() {
        byte[] question = protocol.encode(new MeterRequest.ReadItem(METER, "9010"));
        byte[] newer = new Dlt645Frame(METER, 0x91, Hex.parse("0000010000000100")).encode();

        assertThat(protocol.dialogue(question).on(newer)).isEqualTo(new Dialogue.Step.Foreign(Dialogue.Reason.OTHER_FUNCTION));
        assertThatThrownBy(() -> protocol.decode(question, List.of(newer))).isInstanceOf(MalformedFrameException.class);
    }

    /** Codes that both editions have are told apart by what stands in DATA; what nobody can tell goes to the newer one. */
    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            01 | 1090                     | DLT645_1997
            81 | 109000000100             | DLT645_1997
            04 | 17C1021842170001         | DLT645_1997
            0A | 469203174973             | DLT645_1997
            0C | 08                       | DLT645_1997
            8F | 02889823                 | DLT645_1997
            10 | ''                       | DLT645_1997
            03 | ''                       | DLT645_1997
            83 | 109000000100             | DLT645_1997
            A3 | 1F9000000100             | DLT645_1997
            03 | FF00000733008190         | DLT645_2007
            83 | FF0000079FA19FCF         | DLT645_2007
            C3 | 0800                     | DLT645_2007
            08 | 212122141027             | DLT645_2007
            11 | 1090                     | DLT645_2007
            00 | 02E0313131               | DLT645_2007
            1E | ''                       | DLT645_2007
            """)
    void aFrameIsOfTheEditionThatItsCodeAndContentSay(String control, String data, String name) {
        byte[] frame = new Dlt645Frame(METER, Integer.parseInt(control, 16), Hex.parse(data)).encode();

        assertThat(new StreamScanner(Protocols.all(), 512).feed(frame)).singleElement()
                .satisfies(found -> assertThat(found.protocol().name()).isEqualTo(name));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            write           | 684692031749736804084AF4354B754A33346E16       | 17C1CDCDCDCD0001
            change password | 68469203174973680F08354A7A4835BBCB56E716       | CDCDCDCDCDCDCDCD
            """)
    void passwordsAreTakenOut(String what, String hex, String data) {
        assertThat(Hex.of(Dlt645Frame.parse(protocol.redact(Hex.parse(hex))).data())).isEqualTo(data);
        assertThat(protocol.describe(Hex.parse(hex))).doesNotContain("184217").doesNotContain("174218").doesNotContain("154717");
    }

    @Test
    void aWrittenPasswordItemIsTakenOutWhole() {
        byte[] frame = new Dlt645Frame(METER, 0x04, Hex.parse("12C2" + "02184217" + "02889823")).encode();

        assertThat(Hex.of(Dlt645Frame.parse(protocol.redact(frame)).data())).isEqualTo("12C2" + "CD".repeat(8));
        assertThat(protocol.describe(frame)).doesNotContain("23988802");
    }

    private static String told(ItemValue value) {
        String told = value.absent() ? "absent" : value.number() == null ? value.text() : value.number().toPlainString();
        return value.unit().isEmpty() ? told : told + " " + value.unit();
    }

    private String data(MeterRequest request) {
        return Hex.of(Dlt645Frame.parse(protocol.encode(request)).data());
    }

    private void assertEncoded(MeterRequest request, String frame) {
        assertThat(Hex.of(protocol.encode(request))).isEqualTo("FEFEFEFE" + frame);
    }

    private void assertRefused(MeterRequest request, String message) {
        assertThatThrownBy(() -> protocol.encode(request)).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining(message);
    }
}
