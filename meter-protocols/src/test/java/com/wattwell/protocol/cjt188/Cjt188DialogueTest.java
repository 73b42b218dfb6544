package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Dialogue.Reason;
import com.wattwell.protocol.Dialogue.Step;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Cjt188DialogueTest {

    private static final String METER = "25824395002679";
    private static final String DATA = "617647962C668885912C4458191406272000FF";

    private final Cjt188Protocol protocol = new Cjt188Protocol();
    private final byte[] request = protocol.encode(new MeterRequest.ReadItem(METER, "901F"));
    private final Cjt188Frame asked = Cjt188Frame.parse(request);
    private final Dialogue dialogue = protocol.dialogue(request);

    @Test
    void theAnswerCompletesTheDialogue() {
        assertThat(dialogue.toSend()).isEqualTo(request);
        assertThat(dialogue.expectsReply()).isTrue();
        assertThat(dialogue.on(asked.reply(METER, Hex.parse(DATA)).encode())).isInstanceOf(Step.Complete.class);
        assertThat(dialogue.replies()).hasSize(1);
    }

    @Test
    void theAnswerMayHaveAnotherTypeAndTheOtherByteOrder() {
        byte[] data = Cjt188Frame.data(0x901F, DiOrder.HIGH_BYTE_FIRST, asked.sequence(), Hex.parse(DATA));

        assertThat(dialogue.on(new Cjt188Frame(0x25, METER, 0x81, data).encode())).isInstanceOf(Step.Complete.class);
        assertThat(protocol.decode(request, dialogue.replies())).isInstanceOf(MeterReply.Values.class);
    }

    @Test
    void whatIsNotTheAnswerIsDroppedForAReason() {
        Cjt188Frame answer = asked.reply(METER, Hex.parse(DATA));
        byte[] otherSequence = answer.data().clone();
        otherSequence[2]++;

        assertThat(reason(request)).isEqualTo(Reason.UNREADABLE);
        assertThat(reason(asked.encode())).isEqualTo(Reason.ECHO);
        assertThat(reason(asked.reply("25824395002678", Hex.parse(DATA)).encode())).isEqualTo(Reason.OTHER_ADDRESS);
        assertThat(reason(new Cjt188Frame(0x10, METER, 0x84, answer.data()).encode())).isEqualTo(Reason.OTHER_FUNCTION);
        assertThat(reason(new Cjt188Frame(0x10, METER, 0x81,
                Cjt188Frame.data(0xD120, DiOrder.LOW_BYTE_FIRST, 0)).encode())).isEqualTo(Reason.OTHER_IDENTIFIER);
        assertThat(reason(new Cjt188Frame(0x10, METER, 0x81, otherSequence).encode())).isEqualTo(Reason.OTHER_SEQUENCE);
        assertThat(dialogue.replies()).isEmpty();

        dialogue.on(answer.encode());
        assertThat(reason(answer.encode())).isEqualTo(Reason.OTHER_SEQUENCE);
    }

    @Test
    void aRefusalHasNoIdentifierButASequenceNumber() {
        assertThat(reason(asked.refusal(METER, 4, 0).encode(), 1)).isEqualTo(Reason.OTHER_SEQUENCE);
        assertThat(dialogue.on(asked.refusal(METER, 4, 0).encode())).isInstanceOf(Step.Complete.class);
        assertThat(protocol.decode(request, dialogue.replies()))
                .isEqualTo(new MeterReply.Refused(List.of("status 0400", "valve open, battery low")));
    }

    @Test
    void whoAnswersAWildcardTellsItsAddress() {
        byte[] question = protocol.encode(new MeterRequest.ReadAddress("20:AAAAAAAAAAAAAA"));
        Dialogue open = protocol.dialogue(question);

        assertThat(open.expectsReply()).isTrue();
        assertThat(open.on(Cjt188Frame.parse(question).reply("00000040314132").encode())).isInstanceOf(Step.Complete.class);
        assertThat(protocol.decode(question, open.replies())).isEqualTo(new MeterReply.Address("20:00000040314132"));
    }

    @Test
    void aMeterMayAnswerUnderItsNewAddress() {
        byte[] question = protocol.encode(new MeterRequest.WriteItem(METER, "A018", List.of("11223344556677"), null));
        Cjt188Frame write = Cjt188Frame.parse(question);

        assertThat(protocol.dialogue(question).on(write.reply(METER).encode())).isInstanceOf(Step.Complete.class);
        assertThat(protocol.dialogue(question).on(write.reply("11223344556677").encode())).isInstanceOf(Step.Complete.class);
        assertThat(protocol.dialogue(question).on(write.reply("11223344556678").encode())).isInstanceOf(Step.Foreign.class);
    }

    @Test
    void aBroadcastIsOverOnceItIsSent() {
        assertThat(protocol.dialogue(protocol.encode(new MeterRequest.BroadcastTime(LocalDateTime.of(2026, 1, 1, 0, 0))))
                .expectsReply()).isFalse();
    }

    @Test
    void theLongestReplyIsToldByTheItem() {
        assertThat(dialogue.longestReplyBytes()).isEqualTo(16 + 13 + 0x2E);
        assertThat(longest("D120")).isEqualTo(16 + 13 + 8);
        assertThat(longest("8103")).isEqualTo(16 + 13 + 4);
        assertThat(longest("911F")).isEqualTo(16 + 13 + 255);
        assertThat(longest("1234")).isEqualTo(16 + 13 + 255);
    }

    @Test
    void aWaterMetersDataBecomeValues() {
        assertThat(values("901F", DATA)).extracting(ItemValue::item)
                .containsExactly("901F.current", "901F.settlement", "901F.time", "901F.st");
        assertThat(values("901F", DATA)).extracting(ItemValue::number)
                .containsExactly(new BigDecimal("964776.61"), new BigDecimal("918588.66"), null, null);
        assertThat(values("901F", DATA)).extracting(ItemValue::text)
                .containsExactly(null, null, "2027-06-14T19:58:44", "valve open");
        assertThat(values("901F", DATA)).extracting(ItemValue::unit).containsExactly("m3", "m3", "", "");
        assertThat(values("901F", DATA)).extracting(ItemValue::nameZh)
                .containsExactly("当前累积量", "结算日累积量", "实时时间", "状态ST");
    }

    @Test
    void theTimeOfAMakeThatSendsItInDisplayOrderIsUnderstood() {
        assertThat(values("901F", "000000002C000000002C202007150959590000").get(2).text()).isEqualTo("2020-07-15T09:59:59");
        assertThat(values("901F", "000000002C000000002C000000000000000000").get(2).text()).isEqualTo("00000000000000");
    }

    @Test
    void allFfIsAbsentAndADigitAboveNineIsNoNumber() {
        List<ItemValue> values = values("901F", "FFFFFFFFFF0A0000002CFFFFFFFFFFFFFF0300");

        assertThat(values.get(0).absent()).isTrue();
        assertThat(values.get(0).unit()).isEqualTo("unit code FF");
        assertThat(values.get(1).number()).isNull();
        assertThat(values.get(1).text()).isEqualTo("0A000000");
        assertThat(values.get(2).absent()).isTrue();
        assertThat(values.get(3).text()).isEqualTo("valve abnormal");
    }

    @Test
    void aUnitsFactorGoesIntoTheNumber() {
        assertThat(values("D120", "123400002B")).singleElement().satisfies(value -> {
            assertThat(value.item()).isEqualTo("D120");
            assertThat(value.number()).isEqualByComparingTo("3412");
            assertThat(value.number().scale()).isZero();
            assertThat(value.unit()).isEqualTo("L");
        });
        assertThat(values("D12B", "1234000009").getFirst().number()).isEqualTo(new BigDecimal("341.2"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            01, J,        34.12,   J
            02, Wh,       34.12,   Wh
            05, kWh,      34.12,   kWh
            06, 10 kWh,   341.2,   kWh
            08, MWh,      34.12,   MWh
            0A, 100 MWh,  3412,    MWh
            0B, kJ,       34.12,   kJ
            0E, MJ,       34.12,   MJ
            11, GJ,       34.12,   GJ
            13, 100 GJ,   3412,    GJ
            14, W,        34.12,   W
            17, kW,       34.12,   kW
            1A, MW,       34.12,   MW
            26, ml,       34.12,   ml
            29, L,        34.12,   L
            2A, 10 L,     341.2,   L
            2B, 100 L,    3412,    L
            2C, m3,       34.12,   m3
            2E, 100 m3,   3412,    m3
            32, L/h,      34.12,   L/h
            35, m3/h,     34.12,   m3/h
            00, ,         34.12,   unit code 00
            38, ,         34.12,   unit code 38
            """)
    void aUnitIsToldByItsCode(String code, String unit, String number, String base) {
        Cjt188Frame frame = asked.reply(METER, Hex.parse("12340000" + code + "12340000" + code + "000000000000000000"));
        Map<?, ?> current = (Map<?, ?>) protocol.explain(frame.encode()).facts().get("current");

        assertThat(current.get("value")).isEqualTo("34.12");
        assertThat(current.get("unit")).isEqualTo(unit);
        assertThat(current.get("unit_code")).isEqualTo(code);
        ItemValue value = values("D120", "12340000" + code).getFirst();
        assertThat(value.number().toPlainString()).isEqualTo(number);
        assertThat(value.unit()).isEqualTo(base);
    }

    @Test
    void aUnitInFrontOfAWaterMetersValuesIsSeenWhereItCannotBeAValue() {
        assertThat(values("901F", "2C" + "61647900" + "2C" + "66888500" + "44581914062720" + "0000").getFirst().number())
                .isEqualTo(new BigDecimal("7964.61"));
        // 12 and 12 would be units of energy, were they not the same digits of two equal values with the unknown unit 00
        assertThat(values("901F", "12340000" + "00" + "12340000" + "00" + "44581914062720" + "0000").getFirst().number())
                .isEqualTo(new BigDecimal("34.12"));
    }

    @Test
    void litresAndCubicMetresAreNotMixedUp() {
        assertThat(values("D120", "1234000029").getFirst().unit()).isEqualTo("L");
        assertThat(values("D120", "123400002C").getFirst().unit()).isEqualTo("m3");
    }

    @Test
    void pricesPurchasesAndDaysAreTakenApart() {
        assertThat(values("8102", "250100300000500200600000000500")).extracting(ItemValue::number)
                .containsExactly(new BigDecimal("1.25"), new BigDecimal("30"), new BigDecimal("2.50"), new BigDecimal("60"),
                        new BigDecimal("5.00"));
        assertThat(values("8102", "250100300000500200600000000500")).extracting(ItemValue::unit)
                .containsExactly("CNY/m3", "m3", "CNY/m3", "m3", "CNY/m3");
        assertThat(values("8105", "0700100000002000000005000000")).singleElement()
                .satisfies(value -> assertThat(value.text()).isEqualTo("0700100000002000000005000000"));
        assertThat(values("8105", "070010000000200000000500000100")).extracting(ItemValue::item)
                .containsExactly("8105.purchase_number", "8105.purchase", "8105.purchased_total", "8105.remaining", "8105.st");
        assertThat(values("8105", "070010000000200000000500000100").get(3).number()).isEqualTo(new BigDecimal("5.00"));
        assertThat(values("8103", "25").getFirst().number()).isEqualTo(new BigDecimal("25"));
        assertThat(values("911F", "0102").getFirst().text()).isEqualTo("0102");
        assertThat(values("8103", "")).isEmpty();
    }

    @Test
    void theValveIsTheSupply() {
        assertThat(supply("0000")).isEqualTo(new MeterReply.Supply(false, false, false));
        assertThat(supply("0100")).isEqualTo(new MeterReply.Supply(true, true, false));
        assertThat(supply("0300")).isEqualTo(new MeterReply.Refused(List.of("valve abnormal")));
        assertThat(supply("0200")).isEqualTo(new MeterReply.Refused(List.of("valve unused")));
    }

    @Test
    void aWriteIsAcceptedWhateverItsStatusSaysOfTheMotion() {
        byte[] write = protocol.encode(new MeterRequest.SwitchSupply(METER, MeterRequest.SupplyAction.TRIP, null, null));
        byte[] reply = Cjt188Frame.parse(write).reply(METER, (byte) 0, (byte) 0).encode();

        assertThat(protocol.decode(write, List.of(reply))).isEqualTo(new MeterReply.Accepted());
    }

    @Test
    void whatMakesNoSenseTogetherIsRefused() {
        byte[] other = new Cjt188Frame(0x10, METER, 0x81, Cjt188Frame.data(0xD120, DiOrder.LOW_BYTE_FIRST, 0)).encode();
        byte[] cut = new Cjt188Frame(0x10, METER, 0x81, new byte[2]).encode();
        byte[] write = new Cjt188Frame(0x10, METER, 0x84, new byte[3]).encode();

        assertThatThrownBy(() -> protocol.decode(request, List.of())).isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> protocol.decode(request, List.of(other)))
                .hasMessage("bytes 11 and 12 hold the identifier D120, expected 901F");
        assertThatThrownBy(() -> protocol.decode(request, List.of(cut))).hasMessageContaining("byte 10 is 02");
        assertThatThrownBy(() -> protocol.decode(request, List.of(write))).hasMessageContaining("byte 9 is 84");
        assertThat(protocol.decode(request, List.of(new Cjt188Frame(0x10, METER, 0x81, new byte[0]).encode())))
                .isEqualTo(new MeterReply.Values(List.of()));
        assertThat(protocol.decode(request, List.of(new Cjt188Frame(0x10, METER, 0xC1, new byte[1]).encode())))
                .isEqualTo(new MeterReply.Refused(List.of("data 00")));
    }

    @Test
    void aFrameIsDescribedInOneLine() {
        assertThat(protocol.describe(request)).isEqualTo("to cold water meter 25824395002679: read data 901F metering data (water and gas)");
        assertThat(protocol.describe(asked.reply(METER, Hex.parse(DATA)).encode())).endsWith("metering data (water and gas)"
                + " = current total 964776.61 m3, settlement day total 918588.66 m3, meter time 2027-06-14T19:58:44, status ST valve open");
        assertThat(protocol.describe(asked.refusal(METER, 1, 0).encode())).endsWith("read data refused: valve closed");
        assertThat(protocol.describe(Hex.parse("6868"))).isEqualTo(
                "not a CJ/T 188 frame: byte 1 is 68, expected a meter type 10 to 49, or AA");
        assertThat(protocol.describe(Hex.parse("68AAAAAAAAAAAAAAAA0100C016".replace("C016", "")))).contains("the frame ends after 11 bytes");
    }

    private MeterReply supply(String status) {
        byte[] question = protocol.encode(new MeterRequest.ReadSupply(METER));
        return protocol.decode(question, List.of(Cjt188Frame.parse(question)
                .reply(METER, Hex.parse("000000002C000000002C00000000000000" + status)).encode()));
    }

    private List<ItemValue> values(String item, String data) {
        byte[] question = protocol.encode(new MeterRequest.ReadItem(METER, item));
        byte[] reply = Cjt188Frame.parse(question).reply(METER, Hex.parse(data)).encode();
        return ((MeterReply.Values) protocol.decode(question, List.of(reply))).values();
    }

    private int longest(String item) {
        return protocol.dialogue(protocol.encode(new MeterRequest.ReadItem(METER, item))).longestReplyBytes();
    }

    private Reason reason(byte[] frame) {
        return ((Step.Foreign) dialogue.on(frame)).reason();
    }

    /** The reason for the same refusal with another SER. */
    private Reason reason(byte[] refusal, int more) {
        Cjt188Frame frame = Cjt188Frame.parse(refusal);
        byte[] data = frame.data().clone();
        data[0] += (byte) more;
        return reason(new Cjt188Frame(frame.type(), frame.address(), frame.control(), data).encode());
    }
}
