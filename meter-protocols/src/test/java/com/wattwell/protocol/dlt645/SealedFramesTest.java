package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.MeterRequest.SecureSwitch;
import com.wattwell.protocol.MeterRequest.SecureWrite;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What meters with a security module are sent. The frames were put together by hand from the layouts; no published one is
 * known to us.
 */
class SealedFramesTest {

    private static final String METER = "787789328792";
    private static final String OPERATOR = "90810033";
    private static final String SWITCH = "68928732897778681C1CCB3333336633B4C33435363738393A3B3C3D3E3F40414243444546470D16";
    private static final String WRITE_CLEAR = "6892873289777868141136343337CC3333336633B4C348D4D5D6D79F16";
    private static final String WRITE_CIPHER = "6892873289777868142036343337CB3333336633B4C3F4F5F6F7F8F9FAFBFCFDFEFF00010203D4D5D6D71D16";
    private static final String AUTHENTICATE = "689287328977786803203233333A6633B4C3F4F5F6F7F8F9FAFB3435363738393A3B34333A44565333330416";
    private static final String AUTHENTICATED = "689287328977786883103233333AD2D4D2023B3A3938373635342E16";
    private static final byte[] SEALED = Hex.parse("0102030405060708090A0B0C0D0E0F1011121314");

    private final MeterProtocol protocol = new Dlt645_2007Protocol();

    @Test
    void aSealedOrderGoesInPlaceOfPasswordAndPlainOrder() {
        assertEncoded(new SecureSwitch(METER, OPERATOR, SEALED), SWITCH);
    }

    @Test
    void aParameterOfTheFirstClassGoesInClearWithItsMac() {
        assertEncoded(new SecureWrite(METER, "04000103", ParameterClass.FIRST, OPERATOR, Hex.parse("15A1A2A3A4")), WRITE_CLEAR);
    }

    @Test
    void aParameterOfTheSecondClassGoesAsCiphertext() {
        assertEncoded(new SecureWrite(METER, "04000103", ParameterClass.SECOND, OPERATOR,
                Hex.parse("C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0A1A2A3A4")), WRITE_CIPHER);
    }

    @Test
    void anAuthenticationCarriesCiphertextRandomNumberAndTheMetersOwnFactor() {
        assertEncoded(new IdentityAuthentication(Hex.parse("C1C2C3C4C5C6C7C8"), Hex.parse("0102030405060708"),
                IdentityAuthentication.factor("202311070001")).request(METER, OPERATOR), AUTHENTICATE);
    }

    @Test
    void theAnswerToAnAuthenticationHasTheSessionsRandomNumberAndTheNumberOfTheModule() {
        byte[] request = Hex.parse(AUTHENTICATE);
        Dialogue dialogue = protocol.dialogue(request);

        assertThat(dialogue.on(Hex.parse(AUTHENTICATED))).isEqualTo(new Dialogue.Step.Complete());

        IdentityAuthentication.Answer answer = IdentityAuthentication.Answer.of(protocol.decode(request, dialogue.replies()));
        assertThat(Hex.of(answer.random())).isEqualTo("9FA19FCF");
        assertThat(Hex.of(answer.esamNumber())).isEqualTo("0807060504030201");
    }

    @Test
    void anythingElseIsNoAnswerToAnAuthentication() {
        for (MeterReply reply : List.of(new MeterReply.Accepted(), new MeterReply.Refused(List.of("other error")), new MeterReply.Values(List.of()))) {
            assertThatThrownBy(() -> IdentityAuthentication.Answer.of(reply)).isInstanceOf(MalformedFrameException.class)
                    .hasMessageContaining("random number 2");
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            68928732897778681C1CCB3333336633B4C33435363738393A3B3C3D3E3F40414243444546470D16                 | 6892873289777868DC023733DB16 | ESAM verification failed
            68928732897778681C1CCB3333336633B4C33435363738393A3B3C3D3E3F40414243444546470D16                 | 6892873289777868DC0137A716   | password error or unauthorised
            6892873289777868142036343337CB3333336633B4C3F4F5F6F7F8F9FAFBFCFDFEFF00010203D4D5D6D71D16           | 6892873289777868D4023B33D716 | identity authentication failed
            689287328977786803203233333A6633B4C3F4F5F6F7F8F9FAFB3435363738393A3B34333A44565333330416           | 6892873289777868C3023B33C616 | identity authentication failed
            """)
    void aRefusalSaysWhyInTheSecurityWordWhenItHasTwoBytes(String request, String reply, String reason) {
        Dialogue dialogue = protocol.dialogue(Hex.parse(request));

        assertThat(dialogue.on(Hex.parse(reply))).isEqualTo(new Dialogue.Step.Complete());
        assertThat(protocol.decode(Hex.parse(request), dialogue.replies())).isEqualTo(new MeterReply.Refused(List.of(reason)));
    }

    @Test
    void anAcceptedSealedOrderIsAcceptedAsAnyOther() {
        Dialogue dialogue = protocol.dialogue(Hex.parse(SWITCH));

        assertThat(dialogue.on(Hex.parse("68928732897778689C002F16"))).isEqualTo(new Dialogue.Step.Complete());
        assertThat(protocol.decode(Hex.parse(SWITCH), dialogue.replies())).isEqualTo(new MeterReply.Accepted());
    }

    @Test
    void theOrderThatIsSealedIsThatOfThePlainForm() {
        assertThat(Hex.of(ControlCommand.order(SupplyAction.TRIP, LocalDateTime.of(2021, 8, 28, 7, 25, 3), RequestStyle.STANDARD))).isEqualTo("1A00032507280821");
        assertThat(Hex.of(ControlCommand.order(SupplyAction.KEEP_POWER_OFF, LocalDateTime.of(2028, 3, 21, 23, 39, 17), RequestStyle.STANDARD)))
                .isEqualTo("3B00173923210328");
        assertThat(Hex.of(ControlCommand.order(SupplyAction.TRIP, LocalDateTime.of(2021, 8, 28, 7, 25, 3),
                new RequestStyle(4, false, Map.of(SupplyAction.TRIP, 0x2A))))).isEqualTo("2A00032507280821");
        assertThatThrownBy(() -> ControlCommand.order(SupplyAction.TRIP, null, RequestStyle.STANDARD)).isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("acceptUntil");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({SWITCH + ", 9800000033008190CDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCD",
            WRITE_CLEAR + ", 03010004990000003300819015CDCDCDCD",
            WRITE_CIPHER + ", 030100049800000033008190CDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCD",
            AUTHENTICATE + ", FF00000733008190CDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCD",
            AUTHENTICATED + ", FF000007CDCDCDCDCDCDCDCDCDCDCDCD"})
    void whatAKeyMachineMadeIsTakenOutOfWhatIsKept(String frame, String data) {
        byte[] clean = protocol.redact(Hex.parse(frame));
        String kept = Hex.of(Dlt645Frame.parse(clean).data());

        // P0..P2 of the levels 98 and 99 become 00 on the wire as every password does
        assertThat(kept).isEqualTo(data.replaceFirst("(9[89])000000", "$1CDCDCD"));
    }

    @Test
    void aBrokenEchoOfASealedFrameIsCleanedAsFarAsItReaches() {
        assertThat(Hex.of(protocol.redact(Hex.parse(SWITCH.substring(0, 44))))).isEqualTo("68928732897778681C1CCB0000006633B4C300000000");
        assertThat(Hex.of(protocol.redact(Hex.parse(WRITE_CLEAR.substring(0, 46))))).isEqualTo("6892873289777868141136343337CC0000006633B4C348");
    }

    @Test
    void oneLineSaysThatAFrameIsSealedAndNothingOfWhatIsInIt() {
        assertThat(protocol.describe(Hex.parse(SWITCH))).isEqualTo("to 787789328792: relay/alarm/keep-power control, by ciphertext and MAC");
        assertThat(protocol.describe(Hex.parse(WRITE_CLEAR)))
                .isEqualTo("to 787789328792: write data 04000103 max-demand period, by data in clear and MAC");
        assertThat(protocol.describe(Hex.parse(AUTHENTICATE))).startsWith("to 787789328792: security 070000FF")
                .doesNotContain("C1C2").doesNotContain("0102");
        assertThat(protocol.describe(Hex.parse(AUTHENTICATED))).startsWith("from 787789328792: security 070000FF").doesNotContain("9FA1");
    }

    @Test
    void aSealedRequestThatCannotBeExpressedNamesItsField() {
        assertRefused(new SecureSwitch("AAAAAAAAAAAA", OPERATOR, SEALED), "a command needs one meter");
        assertRefused(new SecureSwitch(METER, "9081", SEALED), "operator");
        assertRefused(new SecureSwitch(METER, OPERATOR, null), "sealed");
        assertRefused(new SecureSwitch(METER, OPERATOR, new byte[16]), "sealed is not ciphertext and MAC of 20 bytes");
        assertRefused(new SecureWrite(METER, "00010000", ParameterClass.FIRST, OPERATOR, SEALED), "is not one that can be written");
        assertRefused(new SecureWrite(METER, "04000103", null, OPERATOR, SEALED), "parameterClass is missing");
        assertRefused(new SecureWrite(METER, "04000103", ParameterClass.FIRST, OPERATOR, new byte[4]), "a MAC of 4 bytes");
        assertRefused(new SecureWrite(METER, "04000103", ParameterClass.SECOND, OPERATOR, new byte[189]), "at most 200 fit");
        assertThatThrownBy(() -> Protocols.named("DLT645_1997").encode(new SecureSwitch(METER, OPERATOR, SEALED)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThatThrownBy(() -> Protocols.named("DLT645_1997").encode(new SecureWrite(METER, "C119", ParameterClass.FIRST, OPERATOR, SEALED)))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThatThrownBy(() -> new IdentityAuthentication(new byte[7], new byte[8], new byte[8])).hasMessage("ciphertext has not 8 bytes");
    }

    @Test
    void noTextOfARequestShowsWhatWasSealed() {
        assertThat(new SecureSwitch(METER, OPERATOR, SEALED)).asString().isEqualTo("SecureSwitch[address=787789328792]");
        assertThat(new SecureWrite(METER, "04000103", ParameterClass.FIRST, OPERATOR, SEALED)).asString()
                .isEqualTo("SecureWrite[address=787789328792, item=04000103, parameterClass=FIRST]");
    }

    private void assertEncoded(MeterRequest request, String frame) {
        assertThat(Hex.of(protocol.encode(request))).isEqualTo("FEFEFEFE" + frame);
    }

    private void assertRefused(MeterRequest request, String message) {
        assertThatThrownBy(() -> protocol.encode(request)).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining(message);
    }
}
