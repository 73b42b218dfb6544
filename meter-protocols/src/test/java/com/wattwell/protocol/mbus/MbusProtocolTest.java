package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.UnsupportedRequestException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MbusProtocolTest {

    private static final byte[] E5 = {(byte) 0xE5};

    private final MbusProtocol protocol = new MbusProtocol();

    @ParameterizedTest
    @CsvSource({"1,1", "005,5", "250,250", "1234567840240107,1234567840240107", "123456784c24010a,123456784C24010A"})
    void anAddressIsWrittenInOneWay(String written, String canonical) {
        assertThat(protocol.meterAddress(written)).isEqualTo(canonical);
        assertThat(protocol.meterAddress(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "251", "255", "0001", "-1", "１", "12345678", "F234567840240107", "1234567A40240107",
        "12345678FFFF0107", "123456784024FF07", "12345678402401FF", "123456784024010G"})
    void whatIsNotTheAddressOfOneMeterIsRefused(String written) {
        assertThatThrownBy(() -> protocol.meterAddress(written)).isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("address");
        assertThatThrownBy(() -> protocol.encode(new MeterRequest.ReadItem(written, "*"))).isInstanceOf(UnsupportedRequestException.class);
    }

    @Test
    void aReadoutGivesEveryValueUnderTheKeyOfItsRecord() {
        byte[] request = protocol.encode(new MeterRequest.ReadItem("5", "Volume"));
        assertThat(Hex.of(request)).isEqualTo("1040054516" + "107B058016");

        MeterReply reply = protocol.decode(request, List.of(
                Telegrams.answer(5, "0C13 56341200  4C13 21430000  426C 583B  022B 0A00  022B 1400 1F"),
                Telegrams.answer(5, "02FD17 0400  026C 0000")));

        assertThat(((MeterReply.Values) reply).values()).extracting(ItemValue::item, ItemValue::number, ItemValue::text, ItemValue::unit, ItemValue::nameZh)
                .containsExactly(
                        tuple("Volume", new BigDecimal("123.456"), null, "m^3", "体积"),
                        tuple("Volume:s1", new BigDecimal("4.321"), null, "m^3", "体积"),
                        tuple("Time point (date):s1", null, "2026-11-24", "", "日期"),
                        tuple("Power", new BigDecimal("10"), null, "W", "功率"),
                        tuple("Power#2", new BigDecimal("20"), null, "W", "功率"),
                        tuple("Error flags", new BigDecimal("4"), null, "", "错误标志"),
                        tuple("Time point (date)", null, null, "", "日期"));
        assertThat(((MeterReply.Values) reply).values().getLast().absent()).isTrue();
        assertThat(Hex.of(((MeterReply.Values) reply).values().getFirst().raw())).isEqualTo("56341200");
    }

    @Test
    void aMeterThatIsAloneTellsItsSecondaryAddress() {
        byte[] request = protocol.encode(new MeterRequest.ReadAddress("1"));
        assertThat(Hex.of(request)).isEqualTo("1040FE3E16" + "107BFE7916");

        assertThat(protocol.decode(request, List.of(Telegrams.answer(5, "011305")))).isEqualTo(new MeterReply.Address("1234567804430107"));
        assertThat(protocol.decode(request, List.of(Telegrams.bare("011305")))).isEqualTo(new MeterReply.Address("1"));
    }

    @Test
    void aValveIsMovedAndItsStateIsRead() {
        byte[] cut = protocol.encode(new MeterRequest.SwitchSupply("5", SupplyAction.TRIP, null, null));
        assertThat(Hex.of(cut)).isEqualTo("1040054516" + "6807076873055101FD1F00E616");
        assertThat(protocol.decode(cut, List.of(E5))).isEqualTo(new MeterReply.Accepted());

        byte[] ask = protocol.encode(new MeterRequest.ReadSupply("5"));
        assertThat(Hex.of(ask)).isEqualTo("1040054516" + "6806066873055108FD1FED16" + "105B056016");
        assertThat(protocol.decode(ask, List.of(Telegrams.answer(5, "01FD1F00")))).isEqualTo(new MeterReply.Supply(true, true, false));
        assertThat(protocol.decode(ask, List.of(Telegrams.answer(5, "01FD1F01")))).isEqualTo(new MeterReply.Supply(false, false, false));
        assertThat(protocol.decode(ask, List.of(Telegrams.answer(5, "011305")))).isInstanceOf(MeterReply.Values.class);
    }

    @Test
    void theWordsOfAValveBelongToTheMake() {
        MbusProtocol make = new MbusProtocol(new ValveControl(Hex.parse("01FF2155"), Hex.parse("01FF2199"), null,
                Hex.parse("08FF21"), "Manufacturer specific", new BigDecimal("85")));

        assertThat(Hex.of(make.encode(new MeterRequest.SwitchSupply("5", SupplyAction.CLOSE, null, null)))).contains("5101FF2199");
        assertThatThrownBy(() -> make.encode(new MeterRequest.SwitchSupply("5", SupplyAction.PERMIT_CLOSE, null, null)))
                .isInstanceOf(UnsupportedRequestException.class).hasMessage("action PERMIT_CLOSE is none that this meter's valve has");
        byte[] ask = make.encode(new MeterRequest.ReadSupply("5"));
        assertThat(make.decode(ask, List.of(Telegrams.answer(5, "01FF2155")))).isEqualTo(new MeterReply.Supply(true, true, false));
    }

    @Test
    void aClockIsSetByBroadcast() {
        assertThat(Hex.of(protocol.encode(new MeterRequest.BroadcastTime(LocalDateTime.of(2026, 11, 24, 10, 15, 59)))))
                .isEqualTo("6809096853FF51046D0F2A583BE016");
        assertThatThrownBy(() -> protocol.encode(new MeterRequest.BroadcastTime(LocalDateTime.of(2081, 1, 1, 0, 0))))
                .isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("time");
    }

    @Test
    void aMeterIsGivenAddressesSpeedClockAndReset() {
        assertThat(Hex.of(MbusRequest.setIdentification("5", "12345678"))).endsWith("5" + "10C7978563412" + "6216");
        assertThat(Hex.of(MbusRequest.setBaud("5", 2400))).endsWith("68030368" + "7305BB3316");
        assertThat(Hex.of(MbusRequest.setBaud("5", 38400))).endsWith("7305BF3716");
        assertThat(Hex.of(MbusRequest.applicationReset("5", -1))).endsWith("68030368" + "730550C816");
        assertThat(Hex.of(MbusRequest.applicationReset("5", 0x10))).endsWith("68040468" + "73055010D816");
        assertThat(Hex.of(MbusRequest.linkReset("5"))).isEqualTo("1040054516");
        assertThat(Hex.of(MbusRequest.setClock("1234567804430107", LocalDateTime.of(2026, 11, 24, 10, 15))))
                .startsWith("680B0B6853FD52").endsWith("73FD51046D0F2A583BFE16");
    }

    @Test
    void clockSpeedAndAddressAreRequestsLikeThoseOfOtherProtocols() {
        LocalDateTime time = LocalDateTime.of(2026, 11, 24, 10, 15);

        assertThat(protocol.encode(new MeterRequest.SetClock("5", time))).isEqualTo(MbusRequest.setClock("5", time));
        assertThat(protocol.encode(new MeterRequest.ChangeBaudRate("5", 9600))).isEqualTo(MbusRequest.setBaud("5", 9600));
        assertThat(protocol.encode(new MeterRequest.WriteAddress("5", "6"))).isEqualTo(MbusRequest.setPrimaryAddress("5", 6));
        assertRefused(() -> protocol.encode(new MeterRequest.WriteAddress("5", "1234567804430107")), "address 253 is not 1 to 250");
        assertRefused(() -> protocol.encode(new MeterRequest.ClearDemand("5", null)), "M-Bus has no request ClearDemand");
    }

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        assertRefused(() -> MbusRequest.setPrimaryAddress("5", 251), "address 251 is not 1 to 250");
        assertRefused(() -> MbusRequest.setPrimaryAddress("5", 0), "address 0 is not 1 to 250");
        assertRefused(() -> MbusRequest.setIdentification("5", "1234567F"), "identification '1234567F' is not eight digits");
        assertRefused(() -> MbusRequest.setBaud("5", 1234), "baud 1234 is none of 300, 600, 1200, 2400, 4800, 9600, 19200 and 38400");
        assertRefused(() -> MbusRequest.applicationReset("5", 256), "subCode 256 is not -1 to 255");
        assertRefused(() -> MbusRequest.dataSend("5", new byte[253]), "253 bytes of records are more than 252");
        assertRefused(() -> protocol.encode(new MeterRequest.ReadItem("5", " ")), "item ' ' is not the key of a record, such as Volume or Volume:s1");
        assertRefused(() -> protocol.encode(new MeterRequest.SwitchSupply("5", null, null, null)), "action is missing");
    }

    @Test
    void aRefusalIsToldInTheStandardsWords() {
        byte[] request = MbusRequest.setPrimaryAddress("5", 6);
        byte[] busy = MbusFrame.ofLong(LinkControl.RSP_UD, 5, Telegram.APPLICATION_ERROR, (byte) 8).encode();

        assertThat(protocol.decode(request, List.of(busy))).isEqualTo(new MeterReply.Refused(List.of("application too busy")));
        assertThat(protocol.decode(MbusRequest.readout("5"), List.of(busy))).isEqualTo(new MeterReply.Refused(List.of("application too busy")));
    }

    @Test
    void repliesThatMakeNoSenseAreRefused() {
        byte[] read = MbusRequest.readout("5");

        assertMalformed(read, List.of(), "there is no reply, expected at least one frame");
        assertMalformed(read, List.of(E5), "byte 0 is E5, expected the 68 of an answer with data");
        assertMalformed(read, List.of(Telegrams.answer(5, "0413")), "the telegram ends with byte 20, expected 4 bytes of data from byte 21 on");
        assertMalformed(MbusRequest.setBaud("5", 300), List.of(Telegrams.answer(5, "011305")), "byte 0 is 68, expected the acknowledgement E5");
    }

    @Test
    void aFrameIsDescribedInOneLine() {
        assertThat(protocol.describe(E5)).isEqualTo("from a meter: acknowledged");
        assertThat(protocol.describe(Hex.parse("1040FD3D16"))).isEqualTo("to the meter that is selected: link reset");
        assertThat(protocol.describe(Hex.parse("107B058016"))).isEqualTo("to 5: ask for data, FCB 1");
        assertThat(protocol.describe(Telegrams.answer(5, "0C1356341200 0DFD11030A4142 1F")))
                .isEqualTo("from 5: variable data, long header of 12345678, Water = Volume 123.456 m^3, Customer BA., more follows");
        assertThat(protocol.describe(Telegrams.answer(5, "011305".repeat(10)))).endsWith("and 2 more");
        assertThat(protocol.describe(Hex.parse("680B0B6853FD5278563412430401070516"))).isEqualTo("to the meter that is selected: selection of a meter 1234567804430107");
        assertThat(protocol.describe(MbusRequest.readout("5"))).isEqualTo("to 5: link reset; then to 5: ask for data, FCB 1");
        assertThat(protocol.describe(Hex.parse("00"))).isEqualTo("not an M-Bus frame: byte 0 is 00, expected 68 or 10");
    }

    @Test
    void passwordsAreTakenOutAndTheRestStays() {
        byte[] frame = MbusRequest.dataSend("5", Hex.parse("04FD1678563412" + "0DFD1203616263" + "017A05"));

        byte[] clean = protocol.redact(frame);

        assertThat(Hex.of(clean)).contains("04FD1600000000" + "0DFD1203000000" + "017A05");
        assertThat(RequestFrames.of(clean)).hasSize(2);
        assertThat(protocol.redact(clean)).isEqualTo(clean);
        assertThat(protocol.describe(frame)).contains("Password secret").doesNotContain("12345678");
        assertThat(Hex.of(frame)).contains("78563412");
    }

    @Test
    void aBrokenEchoLosesItsPasswordToo() {
        byte[] frame = MbusRequest.dataSend("5", Hex.parse("04FD1678563412"));
        for (int cut = 5 + FrameProbe.DATA_AT + 3; cut < frame.length; cut++) {
            assertThat(Hex.of(protocol.redact(Arrays.copyOf(frame, cut)))).doesNotContain("FD1678");
        }
        frame[frame.length - 2]++;
        assertThat(Hex.of(protocol.redact(frame))).endsWith("04FD16000000000016");
    }

    @Test
    void aFrameWithoutSecretsStaysAsItIs() {
        for (byte[] frame : List.of(E5, Hex.parse("107B058016"), Telegrams.answer(5, "0C1356341200"), new byte[0], new byte[] {0x68})) {
            assertThat(protocol.redact(frame)).isEqualTo(frame);
        }
    }

    private void assertMalformed(byte[] request, List<byte[]> replies, String message) {
        assertThatThrownBy(() -> protocol.decode(request, replies)).isInstanceOf(MalformedFrameException.class).hasMessage(message);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UnsupportedRequestException.class).hasMessage(message);
    }
}
