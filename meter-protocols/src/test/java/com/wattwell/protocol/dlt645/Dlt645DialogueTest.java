package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Dialogue.Reason;
import com.wattwell.protocol.Dialogue.Step;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest.BroadcastTime;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.ReadAddress;
import com.wattwell.protocol.MeterRequest.ReadItem;
import com.wattwell.protocol.MeterRequest.ReadSupply;
import com.wattwell.protocol.MeterRequest.Secure;
import com.wattwell.protocol.MeterRequest.WriteAddress;
import com.wattwell.protocol.MeterRequest.WriteItem;
import com.wattwell.protocol.Protocols;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Dlt645DialogueTest {

    private static final String METER = "000006605518";
    private static final Step COMPLETE = new Step.Complete();
    private static final Step MORE = new Step.More();

    private final MeterProtocol protocol = new Dlt645_2007Protocol();
    private final byte[] request = protocol.encode(new ReadItem(METER, "00010000"));
    private final Dialogue dialogue = protocol.dialogue(request);

    @Test
    void theAnswerCompletesIt() {
        assertThat(dialogue.toSend()).isEqualTo(request);
        assertThat(dialogue.expectsReply()).isTrue();

        assertThat(on("6818556006000068910833333433C66335339A16")).isEqualTo(COMPLETE);

        assertThat(dialogue.replies()).hasSize(1);
        assertThat(protocol.decode(request, dialogue.replies())).isInstanceOf(MeterReply.Values.class);
    }

    @Test
    void theEchoOfAConverterIsDropped() {
        assertThat(on(Hex.of(request).substring(8))).isEqualTo(new Step.Foreign(Reason.ECHO));
        assertThat(dialogue.replies()).isEmpty();
    }

    @Test
    void aReplyWithAnotherAddressIsDropped() {
        assertThat(on("6861010000000068910833333433593333338A16")).isEqualTo(new Step.Foreign(Reason.OTHER_ADDRESS));
    }

    @Test
    void aReplyToAnotherFunctionIsDropped() {
        assertThat(on("681855600600006893064B88933933334116")).isEqualTo(new Step.Foreign(Reason.OTHER_FUNCTION));
    }

    @Test
    void aLateReplyAboutAnotherItemIsDropped() {
        assertThat(on("681855600600006891083334343333333333D616")).isEqualTo(new Step.Foreign(Reason.OTHER_IDENTIFIER));
    }

    @Test
    void aReplyTooShortForAnIdentifierIsDropped() {
        assertThat(on(reply(0x91, "0000"))).isEqualTo(new Step.Foreign(Reason.OTHER_IDENTIFIER));
    }

    @Test
    void bytesThatAreNoFrameAreDropped() {
        assertThat(on("6818556006000068910833333433C66335339B16")).isEqualTo(new Step.Foreign(Reason.UNREADABLE));
        assertThat(on("6818556006000068910833333433C66335339A1600")).isEqualTo(new Step.Foreign(Reason.UNREADABLE));
        assertThat(on("")).isEqualTo(new Step.Foreign(Reason.UNREADABLE));
    }

    @Test
    void aRefusalCompletesItAndSaysWhy() {
        assertThat(on("6818556006000068D10135AA16")).isEqualTo(COMPLETE);

        assertThat(protocol.decode(request, dialogue.replies()))
                .isEqualTo(new MeterReply.Refused(List.of("no requested data")));
    }

    @Test
    void aMeterWithANewAddressAnswersUnderTheOldOrTheNewOne() {
        byte[] write = protocol.encode(new WriteItem(METER, "04000401", List.of("787789328792"), new Credentials(4, "000000", "00000000")));
        byte[] give = protocol.encode(new WriteAddress(METER, "787789328792"));
        for (String address : List.of(METER, "787789328792")) {
            assertThat(protocol.dialogue(write).on(new Dlt645Frame(address, 0x94, new byte[0]).encode())).isEqualTo(COMPLETE);
            assertThat(protocol.dialogue(give).on(new Dlt645Frame(address, 0x95, new byte[0]).encode())).isEqualTo(COMPLETE);
        }
        assertThat(protocol.dialogue(write).on(new Dlt645Frame("000000000001", 0x94, new byte[0]).encode()))
                .isEqualTo(new Step.Foreign(Reason.OTHER_ADDRESS));
        assertThat(protocol.dialogue(give).on(new Dlt645Frame("000000000001", 0x95, new byte[0]).encode()))
                .isEqualTo(new Step.Foreign(Reason.OTHER_ADDRESS));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"14, ''", "15, ''", "16, ''", "17, 08", "18, 02587674", "19, ''", "1A, ''", "1B, ''", "1C, ''", "1D, 00"})
    void aCommandIsAcceptedOrRefused(String function, String answer) {
        int code = Integer.parseInt(function, 16);
        byte[] command = Dlt645Frame.request(METER, code, Hex.parse("0102030405060708090A0B0C")).encode(4);
        Dialogue accepted = protocol.dialogue(command);
        Dialogue refused = protocol.dialogue(command);

        assertThat(accepted.on(Hex.parse(reply(0x80 | code, answer)))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(command, accepted.replies())).isEqualTo(new MeterReply.Accepted());
        assertThat(accepted.longestReplyBytes()).isGreaterThanOrEqualTo(reply(0x80 | code, answer).length() / 2);
        assertThat(refused.on(Hex.parse(reply(0xC0 | code, "04")))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(command, refused.replies())).isEqualTo(new MeterReply.Refused(List.of("password error or unauthorised")));
    }

    @Test
    void aSecurityCommandIsAnsweredWithDataOrWithNothingMore() {
        byte[] command = protocol.encode(new Secure(METER, "070000FF", "00000000", new byte[24]));

        assertThat(protocol.decode(command, List.of(Hex.parse(reply(0x83, "FF000007" + "9FA19FCF269CEF22B8264736")))))
                .isInstanceOfSatisfying(MeterReply.Values.class, reply -> assertThat(reply.values()).singleElement()
                        .satisfies(value -> assertThat(value.text()).isEqualTo("9FA19FCF269CEF22B8264736")));
        assertThat(protocol.decode(command, List.of(Hex.parse(reply(0x83, "FF000007"))))).isEqualTo(new MeterReply.Accepted());
        assertThat(protocol.decode(command, List.of(Hex.parse(reply(0xC3, "0800")))))
                .isEqualTo(new MeterReply.Refused(List.of("identity authentication failed")));
        assertThatThrownBy(() -> protocol.decode(command, List.of(Hex.parse(reply(0x83, "FF010007")))))
                .isInstanceOf(MalformedFrameException.class).hasMessageContaining("bytes 10 to 13");
    }

    /** 16 bytes FE, 12 of frame, then the data: for time-outs, so not more than needed and never less. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"DLT645_2007, 11, 00000100, 8", "DLT645_2007, 11, 01050606, 200", "DLT645_2007, 11, 01013003, 110",
            "DLT645_2007, 11, 0000, 200", "DLT645_2007, 12, 0000010001, 200", "DLT645_2007, 13, '', 8", "DLT645_2007, 1C, '', 8",
            "DLT645_2007, 03, FF000007, 200", "DLT645_2007, 00, 01, 200", "DLT645_1997, 01, 1090, 7", "DLT645_1997, 01, 1F90, 200",
            "DLT645_1997, 03, '', 200", "DLT645_1997, 04, 17C1, 8"})
    void theLongestReplyIsThatOfTheItem(String edition, String function, String data, int longest) {
        byte[] asked = Dlt645Frame.request(METER, Integer.parseInt(function, 16), Hex.parse(data)).encode();

        assertThat(Protocols.named(edition).dialogue(asked).longestReplyBytes()).isEqualTo(16 + 12 + longest);
    }

    @Test
    void aRefusalWithSeveralBitsGivesEveryReason() {
        on(reply(0xD1, "06"));

        assertThat(protocol.decode(request, dialogue.replies()))
                .isEqualTo(new MeterReply.Refused(List.of("no requested data", "password error or unauthorised")));
    }

    @Test
    void aRefusalWithoutReasonIsStillARefusal() {
        assertThat(on(reply(0xD1, ""))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(request, dialogue.replies()))
                .isEqualTo(new MeterReply.Refused(List.of("refused without a reason")));
    }

    @Test
    void anAnswerWithoutAnyDataCompletesItWithoutAValue() {
        assertThat(on(reply(0x91, ""))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(request, dialogue.replies())).isEqualTo(new MeterReply.Values(List.of()));
    }

    @Test
    void aRepeatedAnswerAfterTheEndIsDropped() {
        String answer = "6818556006000068910833333433C66335339A16";
        assertThat(on(answer)).isEqualTo(COMPLETE);
        assertThat(on(answer)).isInstanceOf(Step.Foreign.class);
        assertThat(dialogue.replies()).hasSize(1);
    }

    @Test
    void aLongItemIsFetchedInPartsAndJoinedInsideAField() {
        assertThat(on(reply(0xB1, "00000100" + "9330"))).isEqualTo(MORE);
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("FEFEFEFE" + request(0x12, "00000100" + "01"));
        assertThat(on(reply(0xB2, "00000100" + "02" + "01"))).isEqualTo(MORE);
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("FEFEFEFE" + request(0x12, "00000100" + "02"));
        assertThat(on(reply(0x92, "00000100" + "00" + "02"))).isEqualTo(COMPLETE);

        assertThat(protocol.decode(request, dialogue.replies())).isInstanceOfSatisfying(MeterReply.Values.class,
                values -> assertThat(Hex.of(values.values().getFirst().raw())).isEqualTo("93300200"));
    }

    @Test
    void aPartWithAnotherSequenceIsDropped() {
        on(reply(0xB1, "0000010093"));
        assertThat(on(reply(0x92, "0000010030" + "02"))).isEqualTo(new Step.Foreign(Reason.OTHER_SEQUENCE));
        assertThat(on(reply(0x92, "00000100"))).isEqualTo(new Step.Foreign(Reason.OTHER_SEQUENCE));
        assertThat(on(reply(0x92, "0001010030" + "01"))).isEqualTo(new Step.Foreign(Reason.OTHER_IDENTIFIER));
        assertThat(on(reply(0x92, "0000010030" + "01"))).isEqualTo(COMPLETE);
    }

    @Test
    void theFirstPartComingTwiceIsDropped() {
        assertThat(on(reply(0xB1, "0000010093"))).isEqualTo(MORE);
        assertThat(on(reply(0xB1, "0000010093"))).isEqualTo(new Step.Foreign(Reason.OTHER_FUNCTION));
    }

    @Test
    void aRefusedFollowUpIsARefusal() {
        on(reply(0xB1, "0000010093"));
        assertThat(on(reply(0xD2, "02"))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(request, dialogue.replies()))
                .isEqualTo(new MeterReply.Refused(List.of("no requested data")));
    }

    @Test
    void aMeterThatNeverEndsIsStoppedAfterTheLastSequence() {
        assertThat(on(reply(0xB1, "0000010093"))).isEqualTo(MORE);
        for (int sequence = 1; sequence < Dlt645Dialogue.MAX_FOLLOW_UPS; sequence++) {
            assertThat(on(reply(0xB2, "0000010093" + Hex.of(sequence)))).isEqualTo(MORE);
        }
        assertThat(on(reply(0xB2, "0000010093" + "FF"))).isEqualTo(COMPLETE);

        assertThatThrownBy(() -> protocol.decode(request, dialogue.replies()))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("frame 256 of 256: byte 8 is B2, but more was to follow");
    }

    @Test
    void aMeterThatSendsTooMuchIsStopped() {
        String part = "00000100" + "11".repeat(200);
        Step step = on(reply(0xB1, part));
        int frames = 1;
        while (step.equals(MORE)) {
            step = on(reply(0xB2, part + Hex.of(frames++)));
        }
        assertThat(step).isEqualTo(COMPLETE);
        assertThat(frames * 200).isBetween(Dlt645Dialogue.MAX_JOINED_BYTES - 400, Dlt645Dialogue.MAX_JOINED_BYTES);
    }

    @Test
    void aWildcardIsAnsweredByTheRealAddressAndTheRestIsAskedOfIt() {
        byte[] anybody = protocol.encode(new ReadItem(Dlt645Frame.ANY, "00010000"));
        Dialogue open = protocol.dialogue(anybody);

        assertThat(open.on(Hex.parse(reply(0xB1, "0000010093")))).isEqualTo(MORE);
        assertThat(Dlt645Frame.parse(open.toSend()).address()).isEqualTo(METER);
    }

    @Test
    void pairsLeftOpenMatchAnyPairAndTheOthersOnlyTheirOwn() {
        Dialogue open = protocol.dialogue(protocol.encode(new ReadItem("AAAAAA605518", "00010000")));
        assertThat(open.on(Hex.parse("6861010000000068910833333433593333338A16")))
                .isEqualTo(new Step.Foreign(Reason.OTHER_ADDRESS));
        assertThat(open.on(Hex.parse("6818556006000068910833333433C66335339A16"))).isEqualTo(COMPLETE);
    }

    @Test
    void theAddressOfTheOnlyMeterIsLearned() {
        byte[] question = protocol.encode(new ReadAddress(Dlt645Frame.ANY));
        Dialogue open = protocol.dialogue(question);

        assertThat(open.on(Hex.parse("681855600600006893064B88933933334116"))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(question, open.replies())).isEqualTo(new MeterReply.Address(METER));
    }

    @Test
    void aBroadcastIsAnsweredByNobody() {
        byte[] broadcast = protocol.encode(new BroadcastTime(LocalDateTime.of(2026, 1, 1, 12, 0)));

        assertThat(protocol.dialogue(broadcast).expectsReply()).isFalse();
        assertThatThrownBy(() -> protocol.decode(broadcast, List.of())).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void relayAndCommandAreReadFromStateWordThree() {
        byte[] question = protocol.encode(new ReadSupply(METER));

        assertThat(supply(question, "5000")).isEqualTo(new MeterReply.Supply(true, true, false));
        assertThat(supply(question, "0000")).isEqualTo(new MeterReply.Supply(false, false, false));
        assertThat(supply(question, "4010")).isEqualTo(new MeterReply.Supply(false, true, true));
        assertThat(supply(question, "1000")).isEqualTo(new MeterReply.Supply(true, false, false));
    }

    @Test
    void aStateWordThatTheMeterDoesNotHaveIsNoState() {
        assertThat(supply(protocol.encode(new ReadSupply(METER)), "FFFF")).isInstanceOf(MeterReply.Values.class);
    }

    @Test
    void anAcceptedCommandSaysNothingAboutItsEffect() {
        byte[] trip = Dlt645Frame.request(METER, Function.CONTROL.code(), new byte[ControlCommand.LENGTH]).encode(4);
        Dialogue control = protocol.dialogue(trip);

        assertThat(control.on(Hex.parse(reply(0x9C, "")))).isEqualTo(COMPLETE);
        assertThat(protocol.decode(trip, control.replies())).isEqualTo(new MeterReply.Accepted());
    }

    @Test
    void repliesThatDoNotBelongToTheQuestionAreNotDecoded() {
        assertThatThrownBy(() -> protocol.decode(request, List.of(Hex.parse("681855600600006893064B88933933334116"))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte 8 is 93, expected the answer to function 11");
        assertThatThrownBy(() -> protocol.decode(request, List.of(Hex.parse("681855600600006891083334343333333333D616"))))
                .isInstanceOf(MalformedFrameException.class).hasMessageContaining("another identifier");
        assertThatThrownBy(() -> protocol.decode(request, List.of(request)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void partsThatDoNotFitTogetherAreNotJoined() {
        byte[] first = Hex.parse(reply(0xB1, "0000010093"));

        assertNotJoined("frame 2 of 2: bytes 10 to 13", first, Hex.parse(reply(0x92, "000101003001")));
        assertNotJoined("frame 2 of 2: sequence is 02, expected 01", first, Hex.parse(reply(0x92, "000001003002")));
        assertNotJoined("frame 2 of 2: byte 9 is 04", first, Hex.parse(reply(0x92, "00000100")));
        assertNotJoined("frame 1 of 2: byte 8 is 91", Hex.parse(reply(0x91, "0000010093")), Hex.parse(reply(0x92, "000001003001")));
    }

    @Test
    void theLongestReplyBoundsEveryAnswer() {
        assertThat(dialogue.longestReplyBytes()).isGreaterThanOrEqualTo(4 + 20);
        assertThat(protocol.dialogue(protocol.encode(new ReadItem(METER, "03300501"))).longestReplyBytes())
                .isGreaterThanOrEqualTo(4 + 12 + 200);
    }

    private void assertNotJoined(String message, byte[]... replies) {
        assertThatThrownBy(() -> protocol.decode(request, List.of(replies)))
                .isInstanceOf(MalformedFrameException.class).hasMessageContaining(message);
    }

    private Step on(String frame) {
        return dialogue.on(Hex.parse(frame));
    }

    private MeterReply supply(byte[] question, String word) {
        return protocol.decode(question, List.of(Hex.parse(reply(0x91, "03050004" + word))));
    }

    private static String reply(int control, String data) {
        return Hex.of(new Dlt645Frame(METER, control, Hex.parse(data)).encode());
    }

    private static String request(int function, String data) {
        return Hex.of(Dlt645Frame.request(METER, function, Hex.parse(data)).encode());
    }
}
