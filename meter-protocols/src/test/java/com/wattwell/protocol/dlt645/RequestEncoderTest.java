package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.BroadcastTime;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.ReadAddress;
import com.wattwell.protocol.MeterRequest.ReadItem;
import com.wattwell.protocol.MeterRequest.ReadSupply;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.MeterRequest.SwitchSupply;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class RequestEncoderTest {

    private static final LocalDateTime UNTIL = LocalDateTime.of(2021, 8, 28, 7, 25, 3);
    /** On the wire 02 18 42 17 33 00 81 90: low byte first. */
    private static final Credentials LEVEL_2 = new Credentials(2, "174218", "90810033");

    private final MeterProtocol protocol = new Dlt645_2007Protocol();

    @Test
    void readingAnItemIsThePublishedFrame() {
        assertEncoded(new ReadItem("000000000161", "00010000"), "68610100000000681104333334331416");
        assertEncoded(new ReadItem("002241020208", "04000402"), "68080202412200681104353733372A16");
        assertEncoded(new ReadItem("AAAAAAAAAAAA", "040001FF"), "68AAAAAAAAAAAA68110432343337B116");
    }

    @Test
    void aShorterAddressIsFilledWithZerosInFront() {
        assertEncoded(new ReadItem("161", "00010000"), "68610100000000681104333334331416");
    }

    @Test
    void anAddressHasOneSpelling() {
        assertThat(protocol.meterAddress("161")).isEqualTo("000000000161").isEqualTo(protocol.meterAddress("000000000161"));
    }

    @Test
    void whatIsNoSingleMetersAddressIsRefused() {
        for (String wrong : new String[] {null, "", "AAAAAAAA0161", "999999999999", "1234567890123", "12 34", "１６１", "-1"}) {
            assertThatThrownBy(() -> protocol.meterAddress(wrong)).as(wrong).isInstanceOf(UnsupportedRequestException.class);
        }
    }

    @Test
    void theHighPairsOfAnAddressMayStayOpen() {
        assertThat(Dlt645Frame.parse(protocol.encode(new ReadItem("AAAAAAAA0161", "00010000"))).address())
                .isEqualTo("AAAAAAAA0161");
    }

    @Test
    void theSupplyIsReadAsStateWordThree() {
        assertEncoded(new ReadSupply("787789328792"), "689287328977786811043638333780" + "16");
    }

    @Test
    void theAddressIsAskedOfWhoeverIsAlone() {
        assertEncoded(new ReadAddress("AAAAAAAAAAAA"), "68AAAAAAAAAAAA681300DF16");
    }

    @Test
    void theTimeGoesToEveryMeter() {
        assertEncoded(new BroadcastTime(LocalDateTime.of(2028, 9, 2, 4, 36, 49)),
                "689999999999996808067C6937353C5B5C16");
    }

    @Test
    void aTripCarriesLevelPasswordOperatorAndTheLastMomentOfAcceptance() {
        assertEncoded(new SwitchSupply("787789328792", SupplyAction.TRIP, LEVEL_2, UNTIL),
                "68928732897778681C10354B754A6633B4C34D3336583A5B3B544016");
        assertEncoded(new SwitchSupply("787789328792", SupplyAction.PERMIT_CLOSE, LEVEL_2,
                LocalDateTime.of(2023, 3, 26, 12, 33, 50)), "68928732897778681C10354B754A6633B4C34E33836645593656A216");
        assertEncoded(new SwitchSupply("787789328792", SupplyAction.CLOSE, LEVEL_2,
                LocalDateTime.of(2028, 5, 26, 1, 42, 59)), "68928732897778681C10354B754A6633B4C34F338C753459385BB116");
    }

    @Test
    void whatAMeterReadsIsWhatWasCommanded() {
        Dlt645Frame frame = Dlt645Frame.parse(
                protocol.encode(new SwitchSupply("787789328792", SupplyAction.TRIP, LEVEL_2, UNTIL)));

        ControlCommand command = ControlCommand.parse(frame.data());

        assertThat(command).isEqualTo(new ControlCommand(LEVEL_2, ControlCommand.TRIP, UNTIL));
        assertThat(command.toString()).doesNotContain("174218").doesNotContain("90810033");
    }

    @Test
    void anExpiryThatIsNoTimeIsReadAsNone() {
        assertThat(ControlCommand.parse(Hex.parse("02000000000000001A00999999999999")).acceptUntil()).isNull();
        assertThat(ControlCommand.parse(Hex.parse("02000000000000001A00000000000000")).acceptUntil()).isNull();
    }

    @Test
    void aRequestThatCannotBeExpressedNamesItsField() {
        assertRefused(new ReadItem("1234567890123", "00010000"), "address '1234567890123' has not 1 to 12 digits");
        assertRefused(new ReadItem(null, "00010000"), "address 'null'");
        assertRefused(new ReadItem("", "00010000"), "address ''");
        assertRefused(new ReadItem("00000000016B", "00010000"), "address '00000000016B' has a pair");
        assertRefused(new ReadItem("0000000001A1", "00010000"), "neither two digits nor AA");
        assertRefused(new ReadItem("999999999999", "00010000"), "broadcast");
        assertRefused(new ReadItem("161", "0001000"), "item '0001000' is not eight hex digits");
        assertRefused(new ReadItem("161", "+0010000"), "item '+0010000'");
        assertRefused(new ReadItem("161", null), "item 'null'");
        assertRefused(new BroadcastTime(null), "time null");
        assertRefused(new BroadcastTime(LocalDateTime.of(1999, 12, 31, 0, 0)), "time 1999-12-31T00:00");
        assertRefused(new SwitchSupply("AAAAAAAAAAAA", SupplyAction.TRIP, LEVEL_2, UNTIL), "a command needs one meter");
        assertRefused(new SwitchSupply("999999999999", SupplyAction.TRIP, LEVEL_2, UNTIL), "broadcast");
        assertRefused(new SwitchSupply("161", null, LEVEL_2, UNTIL), "action");
        assertRefused(new SwitchSupply("161", SupplyAction.TRIP, null, UNTIL), "credentials");
        assertRefused(new SwitchSupply("161", SupplyAction.TRIP, LEVEL_2, null), "acceptUntil");
        assertRefused(new SwitchSupply("161", SupplyAction.TRIP, new Credentials(10, "000000", "00000000"), UNTIL), "level 10");
        assertRefused(new SwitchSupply("161", SupplyAction.TRIP, new Credentials(2, "0000", "00000000"), UNTIL), "password");
        assertRefused(new SwitchSupply("161", SupplyAction.TRIP, new Credentials(2, "000000", "0"), UNTIL), "operator");
    }

    @Test
    void aRefusedPasswordIsNotRepeatedInTheMessage() {
        assertThatThrownBy(() -> protocol.encode(
                new SwitchSupply("161", SupplyAction.TRIP, new Credentials(2, "secret", "00000000"), UNTIL)))
                .hasMessageNotContaining("secret");
    }

    private void assertEncoded(MeterRequest request, String frame) {
        assertThat(Hex.of(protocol.encode(request))).isEqualTo("FEFEFEFE" + frame);
    }

    private void assertRefused(MeterRequest request, String message) {
        assertThatThrownBy(() -> protocol.encode(request)).isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining(message);
    }
}
