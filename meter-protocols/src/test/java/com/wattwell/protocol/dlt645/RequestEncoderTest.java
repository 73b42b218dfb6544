package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.BroadcastTime;
import com.wattwell.protocol.MeterRequest.ChangeBaudRate;
import com.wattwell.protocol.MeterRequest.ChangePassword;
import com.wattwell.protocol.MeterRequest.ClearDemand;
import com.wattwell.protocol.MeterRequest.ClearEvents;
import com.wattwell.protocol.MeterRequest.ClearMeter;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.Freeze;
import com.wattwell.protocol.MeterRequest.Output;
import com.wattwell.protocol.MeterRequest.ReadAddress;
import com.wattwell.protocol.MeterRequest.ReadItem;
import com.wattwell.protocol.MeterRequest.ReadProfile;
import com.wattwell.protocol.MeterRequest.ReadSupply;
import com.wattwell.protocol.MeterRequest.Secure;
import com.wattwell.protocol.MeterRequest.SetOutput;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.MeterRequest.SwitchSupply;
import com.wattwell.protocol.MeterRequest.WriteAddress;
import com.wattwell.protocol.MeterRequest.WriteItem;
import com.wattwell.protocol.UnsupportedRequestException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestEncoderTest {

    private static final LocalDateTime UNTIL = LocalDateTime.of(2021, 8, 28, 7, 25, 3);
    /** On the wire 02 18 42 17 33 00 81 90: low byte first. */
    private static final Credentials LEVEL_2 = new Credentials(2, "174218", "90810033");
    private static final String AUTHORITY = "0218421733008190";

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
    void everyCommandOfTheControlFunctionHasItsCode() {
        assertData(new SwitchSupply("787789328792", SupplyAction.ALARM_ON, LEVEL_2, LocalDateTime.of(2023, 1, 28, 15, 57, 23)),
                0x1C, "02184217330081902A00235715280123");
        assertData(new SwitchSupply("787789328792", SupplyAction.ALARM_OFF, LEVEL_2, LocalDateTime.of(2027, 4, 23, 13, 38, 55)),
                0x1C, "02184217330081902B00553813230427");
        assertData(new SwitchSupply("787789328792", SupplyAction.KEEP_POWER_ON, LEVEL_2, LocalDateTime.of(2022, 7, 6, 10, 9, 16)),
                0x1C, "02184217330081903A00160910060722");
        assertData(new SwitchSupply("787789328792", SupplyAction.KEEP_POWER_OFF, LEVEL_2, LocalDateTime.of(2028, 3, 21, 23, 39, 17)),
                0x1C, "02184217330081903B00173923210328");
    }

    @Test
    void anItemIsWrittenWithPasswordAndOperator() {
        assertData(new WriteItem("787789328792", "04000B01", List.of("0100"), LEVEL_2), 0x14, "010B000402184217330081900001");
        assertData(new WriteItem("1", "04000101", List.of("18051004"), new Credentials(2, "101010", "11111111")),
                0x14, "01010004021010101111111104100518");
        assertData(new WriteItem("1", "04001003", List.of("669091.11"), LEVEL_2), 0x14, "03100004" + AUTHORITY + "11919066");
        assertData(new WriteItem("1", "04010001", List.of("000001", "083002"), LEVEL_2), 0x14, "01000104" + AUTHORITY + "010000" + "023008");
        assertData(new WriteItem("1", "04000801", List.of("7E"), LEVEL_2), 0x14, "01080004" + AUTHORITY + "7E");
        assertData(new WriteItem("1", "040501FF", List.of("0.1465", "1"), LEVEL_2), 0x14, "FF010504" + AUTHORITY + "65140000" + "00000100");
    }

    @Test
    void aWriteThatDoesNotFitTheItemNamesTheValueByItsPlace() {
        assertRefused(new WriteItem("161", "00010000", List.of("1"), LEVEL_2), "is not one that can be written");
        assertRefused(new WriteItem("161", "0A020000", List.of("00"), LEVEL_2), "is not one that can be written");
        assertRefused(new WriteItem("161", "04000103", List.of(), LEVEL_2), "values of item 04000103 are missing");
        assertRefused(new WriteItem("161", "04000103", List.of("15", "1"), LEVEL_2), "takes 1 values, not 2");
        assertRefused(new WriteItem("161", "04000103", List.of("100"), LEVEL_2), "value 1 of item 04000103 is beyond the item's digits");
        assertRefused(new WriteItem("161", "04000103", List.of("1.5"), LEVEL_2), "has more than 0 decimal places");
        assertRefused(new WriteItem("161", "04000103", List.of("-1"), LEVEL_2), "has no sign");
        assertRefused(new WriteItem("161", "04000103", List.of("ten"), LEVEL_2), "is not a number");
        assertRefused(new WriteItem("161", "04000101", List.of("1805100"), LEVEL_2), "is not 8 digits");
        assertRefused(new WriteItem("161", "04000101", List.of("1805100A"), LEVEL_2), "a digit that is not 0 to 9");
        assertRefused(new WriteItem("161", "04000403", List.of("x".repeat(33)), LEVEL_2), "more than 32 characters");
        assertRefused(new WriteItem("161", "04000403", List.of("电"), LEVEL_2), "a character that the meter does not know");
        assertRefused(new WriteItem("161", "04010001", Collections.nCopies(63, "000001"), LEVEL_2), "data has 201 bytes, at most 200 fit");
        assertRefused(new WriteItem("161", "04000103", List.of("15"), null), "credentials");
        assertRefused(new WriteItem("AAAAAAAAAAAA", "04000103", List.of("15"), LEVEL_2), "a command needs one meter");
    }

    @Test
    void aWholeTableOfFourteenDaySegmentsIsWrittenInOneFrame() {
        byte[] request = protocol.encode(new WriteItem("161", "04010001", Collections.nCopies(14, "083002"), LEVEL_2));
        Dlt645Frame frame = Dlt645Frame.parse(request);

        assertThat(frame.data()).hasSize(4 + 4 + 4 + 14 * 3);
        assertThat(Hex.of(frame.data())).startsWith("01000104").endsWith("023008".repeat(14));
    }

    @Test
    void addressFreezeBaudRateAndOutputAreThePublishedFrames() {
        assertData(new WriteAddress("AAAAAAAAAAAA", "787789328792"), 0x15, "928732897778");
        assertEncoded(new Freeze("999999999999", null, null, null), "68999999999999681604CCCCCCCCB016");
        assertData(new Freeze("1", null, 0, 30), 0x16, "30009999");
        assertData(new Freeze("1", 1, 0, 0), 0x16, "00000199");
        assertData(new Freeze("1", null, null, 15), 0x16, "15999999");
        assertData(new ChangeBaudRate("1", 2400), 0x17, "08");
        assertData(new ChangeBaudRate("1", 600), 0x17, "02");
        assertData(new ChangeBaudRate("1", 19200), 0x17, "40");
        assertData(new SetOutput("1", Output.SECOND_PULSE), 0x1D, "00");
        assertData(new SetOutput("1", Output.DEMAND_PERIOD), 0x1D, "01");
        assertData(new SetOutput("1", Output.TARIFF_SWITCH), 0x1D, "02");
        assertData(new SetOutput("999999999999", Output.SECOND_PULSE), 0x1D, "00");
        assertRefused(new Freeze("1", 31, 0, 0), "freeze at day 31");
        assertRefused(new Freeze("1", 1, null, 0), "freeze at day 1");
        assertRefused(new Freeze("1", null, 5, null), "freeze at");
        assertRefused(new Freeze("1", null, 24, 0), "freeze at");
        assertRefused(new Freeze("1", null, null, 60), "freeze at");
        assertRefused(new ChangeBaudRate("1", 300), "baud 300");
        assertRefused(new ChangeBaudRate("1", 38400), "baud 38400");
        assertRefused(new SetOutput("1", null), "output is missing");
        assertRefused(new WriteAddress("1", "AAAAAAAAAAAA"), "leaves digits open");
    }

    @Test
    void passwordsAndClearingCarryTheirAuthority() {
        assertData(new ChangePassword("1", LEVEL_2, 2, "462488"), 0x18, "030C00040218421702882446");
        assertData(new ClearDemand("1", new Credentials(4, "096792", "90810033")), 0x19, "0492670933008190");
        assertData(new ClearMeter("1", LEVEL_2), 0x1A, AUTHORITY);
        assertData(new ClearEvents("1", "FFFFFFFF", LEVEL_2), 0x1B, AUTHORITY + "FFFFFFFF");
        assertData(new ClearEvents("1", "033000FF", LEVEL_2), 0x1B, AUTHORITY + "FF003003");
        assertRefused(new ClearDemand("1", null), "credentials");
        assertRefused(new ClearEvents("1", "all", LEVEL_2), "item 'all'");
        assertRefused(new ChangePassword("1", LEVEL_2, 10, "462488"), "level 10");
        assertRefused(new ChangePassword("1", LEVEL_2, 2, "4624"), "password is not six hex digits");
    }

    @Test
    void aProfileIsAskedForByCountAndTime() {
        assertData(new ReadProfile("1", "06010001", 1, LocalDateTime.of(2020, 8, 18, 22, 2)), 0x11, "01000106010222180820");
        assertData(new ReadProfile("1", "06010002", 5, null), 0x11, "0200010605");
        assertRefused(new ReadProfile("1", "06010001", 0, null), "count 0");
        assertRefused(new ReadProfile("1", "06010001", 100, null), "count 100");
        assertRefused(new ReadProfile("1", "06010001", 1, LocalDateTime.of(1999, 1, 1, 0, 0)), "from 1999");
    }

    @Test
    void aSecurityCommandCarriesItsOperatorAndWhatTheKeyMachineMade() {
        assertData(new Secure("1", "070000FF", "90810033", Hex.parse("5B00684C412AB48A31F5EF2A9B0960D5622EE16A13D3FD50")), 0x03,
                "FF000007330081905B00684C412AB48A31F5EF2A9B0960D5622EE16A13D3FD50");
        assertRefused(new Secure("1", "070000FF", "9081", new byte[0]), "operator");
        assertRefused(new Secure("1", "070000FF", "90810033", null), "data is missing");
        assertRefused(new Secure("1", "070000FF", "90810033", new byte[193]), "at most 200 fit");
    }

    @Test
    void noSecretStandsInARequestsText() {
        for (MeterRequest request : List.of(new WriteItem("1", "04000C03", List.of("secret"), LEVEL_2), new ChangePassword("1", LEVEL_2, 2, "secret"),
                new ClearMeter("1", LEVEL_2), new Secure("1", "070000FF", "90810033", Hex.parse("174218")))) {
            assertThat(request.toString()).doesNotContain("secret").doesNotContain("174218").doesNotContain("90810033");
        }
    }

    @Test
    void aRefusedPasswordIsNotRepeatedInTheMessage() {
        assertThatThrownBy(() -> protocol.encode(
                new SwitchSupply("161", SupplyAction.TRIP, new Credentials(2, "secret", "00000000"), UNTIL)))
                .hasMessageNotContaining("secret");
    }

    private void assertData(MeterRequest request, int function, String data) {
        Dlt645Frame frame = Dlt645Frame.parse(protocol.encode(request));
        assertThat(frame.control()).isEqualTo(function);
        assertThat(Hex.of(frame.data())).isEqualTo(data);
    }

    private void assertEncoded(MeterRequest request, String frame) {
        assertThat(Hex.of(protocol.encode(request))).isEqualTo("FEFEFEFE" + frame);
    }

    private void assertRefused(MeterRequest request, String message) {
        assertThatThrownBy(() -> protocol.encode(request)).isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining(message);
    }
}
