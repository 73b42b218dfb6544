package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramTest {

    @Test
    void theLongHeaderTellsWhoAnswersAndHowItIs() {
        MeterHeader header = Telegram.of(answer(0x72, "785634122D2C01162A1D0000")).header();

        assertThat(header.address()).hasToString("123456782C2D0116");
        assertThat(Manufacturer.letters(header.address().manufacturer())).isEqualTo("KAM");
        assertThat(header.medium()).isEqualTo("Cold water");
        assertThat(header.accessNumber()).isEqualTo(42);
        assertThat(header.statusWords()).containsExactly("application busy", "power low", "permanent error", "temporary error");
    }

    @Test
    void theShortHeaderTellsOnlyHowItIs() {
        Telegram telegram = Telegram.of(answer(0x7A, "2AE20000" + "011305"));

        assertThat(telegram.header().address()).isNull();
        assertThat(telegram.header().statusWords()).containsExactly("application error", "manufacturer bits 7");
        assertThat(telegram.records()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''   | unspecified error
            01   | unimplemented CI
            04   | premature end of record
            09   | too many readouts
            0A   | error 0A
            """)
    void anApplicationErrorIsToldInWords(String data, String words) {
        assertThat(Telegram.of(answer(0x70, data)).applicationError()).isEqualTo(words);
    }

    @Test
    void theFixedStructureGivesTwoCountersInBaseUnits() {
        Telegram telegram = Telegram.of(answer(0x73, "785634120A00E97E0100000035010000"));

        assertThat(telegram.header().address().digits()).isEqualTo("12345678");
        assertThat(telegram.header().medium()).isEqualTo("Water");
        assertThat(telegram.records()).extracting(FrameParts::value).containsExactly("0.001 m^3", "0.135 m^3");
        // 3E: the second counter is the first at an earlier time.
        assertThat(telegram.records()).extracting(DataRecord::storage).containsExactly(0L, 1L);
        assertThat(telegram.records()).extracting(DataRecord::quantity).containsExactly("Volume", "Volume");
    }

    @Test
    void theFixedStructureCountsInBinaryAndAtAFixedDateToo() {
        Telegram telegram = Telegram.of(answer(0x73, "785634120A030569FFFFFFFF45000000"));

        assertThat(telegram.records()).extracting(FrameParts::value).containsExactly("4294967295000 Wh", "0.069 m^3");
        assertThat(telegram.records()).extracting(DataRecord::function).containsOnly(RecordFunction.STORED);
        assertThat(Telegram.of(answer(0x77, "123456780A0305690000199700000045")).records())
                .extracting(FrameParts::value).containsExactly("6551000 Wh", "0.069 m^3");
    }

    @Test
    void aSignatureOfAnOldMeterIsNoReasonToRefuse() {
        Telegram telegram = Telegram.of(answer(0x72, "785634124304010" + "72A00FFFF" + "041339300000"));

        assertThat(telegram.defect()).isNull();
        assertThat(telegram.records()).extracting(FrameParts::value).containsExactly("12.345 m^3");
    }

    @Test
    void anEncryptedTelegramIsRefusedByItsName() {
        Telegram telegram = Telegram.of(answer(0x72, "7856341243040107" + "2A001005" + "3F0102030405060708090A0B0C0D0E0F"));

        assertThat(telegram.records()).isEmpty();
        assertThat(telegram.defect()).isEqualTo("the records from byte 19 on are encrypted (mode 5), and there is no key");
    }

    @Test
    void whatAnEncryptedTelegramSeemsToSayInFrontOfItsBreakIsNotTold() {
        Telegram telegram = Telegram.of(answer(0x7A, "2A001005" + "011305" + "3F" + "0405060708090A0B0C0D0E0F"));

        assertThat(telegram.records()).isEmpty();
        assertThat(telegram.defect()).endsWith("are encrypted (mode 5), and there is no key");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x69, 0x6A, 0x6B, 0x79, 0x7B})
    void aFrameOfWhichAnotherHoldsTheFormatIsRefusedByItsName(int information) {
        assertThatThrownBy(() -> Telegram.of(answer(information, "1234567801020304"))).isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("byte 6 is " + Hex.of(information) + ", a compact or format frame");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7F, 0x5B, 0x00, 0xFF, 0xC0, 0x54})
    void anUnknownKindOfUserDataIsRefused(int information) {
        assertThatThrownBy(() -> Telegram.of(answer(information, "00"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte 6 is " + Hex.of(information) + ", expected a CI of 50 to 52, 55, 70 to 73, 76 to 78, 7A or B8 to BF");
    }

    @Test
    void aCutHeaderIsRefused() {
        assertThatThrownBy(() -> Telegram.of(answer(0x72, "7856"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the telegram ends with byte 8, expected a header of 12 bytes from byte 7 on");
        assertThatThrownBy(() -> Telegram.of(answer(0x7A, "7856"))).isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> Telegram.of(answer(0x73, "7856"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the fixed structure has 2 bytes of user data, expected 16");
        assertThatThrownBy(() -> Telegram.of(Hex.parse("107B017C16"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte 0 is 10, expected the 68 of a frame with data");
    }

    @Test
    void aManufacturerCodeThatIsNoLettersStandsInHex() {
        assertThat(Manufacturer.letters(0x0000)).isEqualTo("0000");
        assertThat(Manufacturer.letters(0xFFFF)).isEqualTo("FFFF");
        // The top bit says only that the code is not unique.
        assertThat(Manufacturer.letters(0xAC2D)).isEqualTo("KAM");
    }

    @Test
    void theTablesNameEveryCodeOnce() {
        assertThat(List.of(VifTable.primary(0x13), VifTable.afterFb(0x00), VifTable.afterFd(0x48)))
                .extracting(ValueInformationBlock::quantityZh).containsExactly("体积", "能量", "电压");
        for (int i = 0; i < 256; i++) {
            assertThat(Medium.name(i)).isNotBlank();
        }
        for (int i = 0; i < 16; i++) {
            assertThat(Medium.fixedName(i)).isNotBlank();
        }
    }

    private static byte[] answer(int information, String data) {
        return MbusFrame.ofLong(LinkControl.RSP_UD, 1, information, Hex.parse(data)).encode();
    }
}
