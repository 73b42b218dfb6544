package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Dialogue.Reason;
import com.wattwell.protocol.Dialogue.Step;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class MbusDialogueTest {

    private static final String E5 = "E5";
    private static final Step MORE = new Step.More();
    private static final Step COMPLETE = new Step.Complete();

    @Test
    void aReadoutByPrimaryAddressStartsWithALinkReset() {
        Dialogue dialogue = new MbusDialogue(MbusRequest.readout("5"));

        assertThat(Hex.of(dialogue.toSend())).isEqualTo("1040054516");
        assertThat(dialogue.expectsReply()).isTrue();
        assertThat(dialogue.awaitedCharacter()).isEqualTo(0xE5);
        assertThat(dialogue.longestReplyBytes()).isEqualTo(1);
        assertThat(dialogue.on(Hex.parse(E5))).isEqualTo(MORE);

        assertThat(Hex.of(dialogue.toSend())).isEqualTo("107B058016");
        assertThat(dialogue.awaitedCharacter()).isEqualTo(-1);
        assertThat(dialogue.longestReplyBytes()).isEqualTo(261);
        assertThat(dialogue.on(Telegrams.answer(5, "011305"))).isEqualTo(COMPLETE);
        assertThat(dialogue.replies()).hasSize(1);
    }

    @Test
    void aReadoutBySecondaryAddressStartsWithASelection() {
        Dialogue dialogue = new MbusDialogue(MbusRequest.readout("1234567804430107"));

        assertThat(Hex.of(dialogue.toSend())).isEqualTo("680B0B6853FD527856341243040107051" + "6");
        dialogue.on(Hex.parse(E5));
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("107BFD7816");
        // The meter answers under its own primary address.
        assertThat(dialogue.on(Telegrams.answer(17, "011305"))).isEqualTo(COMPLETE);
    }

    @Test
    void anotherMeterThanTheSelectedOneIsForeign() {
        Dialogue dialogue = new MbusDialogue(MbusRequest.readout("1234567904430107"));
        dialogue.on(Hex.parse(E5));

        assertThat(dialogue.on(Telegrams.answer(17, "011305"))).isEqualTo(foreign(Reason.OTHER_ADDRESS));
    }

    @Test
    void theFrameCountBitIsToggledForEachFurtherTelegramAndOnlyThen() {
        Dialogue dialogue = reading();
        assertThat(dialogue.on(Telegrams.answer(5, "011305 1F"))).isEqualTo(MORE);
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("105B056016");
        // A loss: the same again, so that the meter repeats its answer.
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("105B056016");
        assertThat(dialogue.on(Telegrams.answer(5, "011306 1F"))).isEqualTo(MORE);
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("107B058016");
        assertThat(dialogue.on(Telegrams.answer(5, "011307"))).isEqualTo(COMPLETE);
        assertThat(dialogue.replies()).hasSize(3);
    }

    @Test
    void aTelegramThatComesTwiceIsTakenOnce() {
        Dialogue dialogue = reading();
        byte[] first = Telegrams.answer(5, "011305 1F");
        dialogue.on(first);

        assertThat(dialogue.on(first)).isEqualTo(foreign(Reason.OTHER_SEQUENCE));
        assertThat(dialogue.on(Telegrams.answer(5, "011306"))).isEqualTo(COMPLETE);
        assertThat(dialogue.on(Telegrams.answer(5, "011306"))).isEqualTo(foreign(Reason.OTHER_SEQUENCE));
    }

    @Test
    void aMeterThatDoesNotGoOnEndsTheReadout() {
        Dialogue dialogue = reading();
        dialogue.on(Telegrams.answer(5, "011305 1F"));
        byte[] again = Telegrams.answer(5, "011305 1F");
        again[FrameProbe.DATA_AT + 8]++;
        again[again.length - 2]++;

        assertThat(dialogue.on(again)).isEqualTo(COMPLETE);
        assertThat(dialogue.replies()).hasSize(1);
    }

    @Test
    void aReadoutHasAtMost32Telegrams() {
        Dialogue dialogue = reading();
        for (int i = 1; i < MbusDialogue.MAX_TELEGRAMS; i++) {
            assertThat(dialogue.on(Telegrams.answer(5, "0113" + Hex.of(i) + "1F"))).isEqualTo(MORE);
        }
        assertThat(dialogue.on(Telegrams.answer(5, "0113001F"))).isEqualTo(COMPLETE);
        assertThat(dialogue.replies()).hasSize(MbusDialogue.MAX_TELEGRAMS);
    }

    @Test
    void whatIsNotTheAnswerIsDroppedWithItsReason() {
        Dialogue dialogue = reading();

        assertThat(dialogue.on(dialogue.toSend())).isEqualTo(foreign(Reason.ECHO));
        assertThat(dialogue.on(Telegrams.answer(6, "011305"))).isEqualTo(foreign(Reason.OTHER_ADDRESS));
        assertThat(dialogue.on(Hex.parse(E5))).isEqualTo(foreign(Reason.OTHER_FUNCTION));
        assertThat(dialogue.on(Hex.parse("6803"))).isEqualTo(foreign(Reason.UNREADABLE));
        assertThat(dialogue.on(new byte[0])).isEqualTo(foreign(Reason.UNREADABLE));
        assertThat(dialogue.replies()).isEmpty();
    }

    @Test
    void dataWhereAnAcknowledgementIsAwaitedAreForeignButARefusalIsNot() {
        Dialogue dialogue = new MbusDialogue(MbusRequest.setPrimaryAddress("5", 6));
        dialogue.on(Hex.parse(E5));
        assertThat(Hex.of(dialogue.toSend())).isEqualTo("680606687305" + "51017A064A16");

        assertThat(dialogue.on(Telegrams.answer(5, "011305"))).isEqualTo(foreign(Reason.OTHER_FUNCTION));
        assertThat(dialogue.on(MbusFrame.ofLong(LinkControl.RSP_UD, 5, Telegram.APPLICATION_ERROR, (byte) 8).encode()))
                .isEqualTo(COMPLETE);
    }

    @Test
    void aBroadcastIsOverOnceItIsSent() {
        Dialogue dialogue = new MbusDialogue(MbusRequest.broadcastClock(LocalDateTime.of(2026, 11, 24, 10, 15)));

        assertThat(Hex.of(dialogue.toSend())).isEqualTo("6809096853FF51046D0F2A583BE016");
        assertThat(dialogue.expectsReply()).isFalse();
        assertThat(dialogue.awaitedCharacter()).isEqualTo(-1);
    }

    @Test
    void anAcknowledgedRequestForAlarmsHasNone() {
        Dialogue dialogue = new MbusDialogue(Hex.parse("107A057F16"));

        assertThat(dialogue.awaitedCharacter()).isEqualTo(0xE5);
        assertThat(dialogue.on(Hex.parse(E5))).isEqualTo(COMPLETE);
    }

    @Test
    void anAnswerWhoseUserDataAreUnknownIsKeptForWhoeverDecodesIt() {
        assertThat(reading().on(MbusFrame.ofLong(LinkControl.RSP_UD, 5, 0x79, (byte) 1).encode())).isEqualTo(COMPLETE);
    }

    @Test
    void onlyFramesOfAMasterAreARequest() {
        assertThatThrownBy(() -> new MbusDialogue(Hex.parse("107B058016FF"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("no frame starts at byte 5 of the request");
        assertThatThrownBy(() -> new MbusDialogue(new byte[0])).isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> new MbusDialogue(Telegrams.answer(5, "011305"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the frame at byte 0 of the request has the control field 08, expected one of a master");
        assertThatThrownBy(() -> new MbusDialogue(Hex.parse("107B058016".repeat(9)))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the request has more than 8 frames");
    }

    private static Dialogue reading() {
        Dialogue dialogue = new MbusDialogue(MbusRequest.readout("5"));
        dialogue.on(Hex.parse(E5));
        return dialogue;
    }

    private static Step foreign(Reason reason) {
        return new Step.Foreign(reason);
    }
}
