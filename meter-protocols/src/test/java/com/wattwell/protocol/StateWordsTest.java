package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words in which meters tell their own state, found in what they answer. */
class StateWordsTest {

    private static List<StateWord> words(String protocol, String address, String item, byte[] data) {
        MeterProtocol spoken = Protocols.named(protocol);
        byte[] request = spoken.encode(new MeterRequest.ReadItem(address, item));
        return spoken.stateWords(request, List.of(Dlt645Frame.reply(Dlt645Frame.parse(request, 4, request.length), data).encode()));
    }

    private static List<String> abnormal(String protocol, StateWord word) {
        return Protocols.named(protocol).stateBits(word).stream().filter(StateBit::abnormal).map(StateBit::nameEn).toList();
    }

    @Test
    void aBlockOfSevenWordsIsSevenWordsAndOnlyWhatIsWrongIsAbnormal() {
        byte[] data = Dlt645Frame.itemData(0x040005FF, Hex.parse("0400" + "0000" + "5000" + "0100" + "0000" + "0000" + "0000"));
        List<StateWord> words = words("DLT645_2007", "202311000001", "040005FF", data);
        assertThat(words).extracting(StateWord::item)
                .containsExactly("04000501", "04000502", "04000503", "04000504", "04000505", "04000506", "04000507");
        assertThat(abnormal("DLT645_2007", words.get(0))).containsExactly("clock battery low");
        assertThat(abnormal("DLT645_2007", words.get(1))).isEmpty();
        assertThat(abnormal("DLT645_2007", words.get(2))).containsExactly("relay open", "relay commanded open");
        assertThat(abnormal("DLT645_2007", words.get(3))).containsExactly("phase A voltage loss");
        assertThat(Protocols.named("DLT645_2007").stateBits(words.get(2))).extracting(StateBit::nameZh).contains("主电源供电", "继电器断");
    }

    @Test
    void theRelayWordThatDecodesAsTheSupplyIsAWordAllTheSame() {
        List<StateWord> words = words("DLT645_2007", "202311000001", "04000503", Dlt645Frame.itemData(0x04000503, (byte) 0x10, (byte) 0));
        assertThat(words).singleElement().satisfies(word -> assertThat(abnormal("DLT645_2007", word)).containsExactly("relay open"));
    }

    @Test
    void aWordThatTheMeterDoesNotHaveAndOtherBitWordsAreNone() {
        assertThat(words("DLT645_2007", "202311000001", "04000502", Dlt645Frame.itemData(0x04000502, (byte) 0xFF, (byte) 0xFF))).isEmpty();
        assertThat(words("DLT645_2007", "202311000001", "04000601", Dlt645Frame.itemData(0x04000601, (byte) 0x05))).isEmpty();
        assertThat(words("DLT645_2007", "202311000001", "00010000", Dlt645Frame.itemData(0x00010000, Hex.parse("26000000")))).isEmpty();
    }

    @Test
    void theWordsOf1997HaveTheirOwnBits() {
        List<StateWord> words = words("DLT645_1997", "202311000001", "C020", Hex.parse("20C004"));
        assertThat(words).extracting(StateWord::item).containsExactly("C020");
        assertThat(abnormal("DLT645_1997", words.getFirst())).containsExactly("battery low");
    }

    @Test
    void aWaterMetersStatusStandsBesideItsVolumes() {
        MeterProtocol protocol = Protocols.named("CJT188");
        byte[] request = protocol.encode(new MeterRequest.ReadItem("00000012345678", "901F"));
        byte[] asked = Hex.parse(Hex.of(request).replaceFirst("^(FE)*", ""));
        byte[] body = Hex.parse("6810" + Hex.of(asked).substring(4, 18) + "8116" + "1F90" + Hex.of(asked[13]) + "00680000" + "2C" + "00300000" + "2C"
                + "20261129091500".replaceAll("(..)(..)(..)(..)(..)(..)(..)", "$7$6$5$4$3$2$1") + "0500");
        int sum = 0;
        for (byte each : body) {
            sum += each;
        }
        byte[] reply = Hex.parse(Hex.of(body) + Hex.of((byte) sum) + "16");
        List<StateWord> words = protocol.stateWords(request, List.of(reply));
        assertThat(words).extracting(StateWord::item).containsExactly("901F.st");
        assertThat(abnormal("CJT188", words.getFirst())).containsExactly("valve closed", "battery low");
    }

    @Test
    void theStatusByteOfMbusIsToldAsTheStandardDoes() {
        assertThat(abnormal("MBUS", new StateWord("STATUS", Hex.parse("0C")))).containsExactly("power low", "permanent error");
        assertThat(abnormal("MBUS", new StateWord("STATUS", Hex.parse("02")))).containsExactly("application error");
        assertThat(Protocols.named("MBUS").stateBits(new StateWord("STATUS", Hex.parse("00")))).isEmpty();
        assertThat(abnormal("MBUS", new StateWord("STATUS.fixed", Hex.parse("02")))).as("there the lowest bits are no state").isEmpty();
    }

    @Test
    void bytesThatMakeNoSenseHoldNoWord() {
        MeterProtocol protocol = Protocols.named("DLT645_2007");
        byte[] request = protocol.encode(new MeterRequest.ReadItem("202311000001", "04000501"));
        assertThat(protocol.stateWords(request, List.of())).isEmpty();
        assertThat(protocol.stateWords(request, List.of(Dlt645Frame.error(Dlt645Frame.parse(request, 4, request.length), 2).encode()))).isEmpty();
        assertThat(Protocols.named("MBUS").stateWords(Hex.parse("107B017C16"), List.of(Hex.parse("E5")))).isEmpty();
    }
}
