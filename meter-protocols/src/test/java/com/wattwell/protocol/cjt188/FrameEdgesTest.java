package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.UnsupportedRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at the edge of the frame's rules: the longest, the first and last that is allowed, and the next one, which is not. */
class FrameEdgesTest {

    private static final String ADDRESS = "11223344556600";

    private static Cjt188Frame frame(int control, String data) {
        return new Cjt188Frame(0x10, ADDRESS, control, Hex.parse(data));
    }

    @Test
    void framesAreEqualWhenTheirTypeAddressControlAndDataAre() {
        Cjt188Frame frame = frame(0x81, "901F05");

        assertThat(frame).isEqualTo(frame(0x81, "901F05")).hasSameHashCodeAs(frame(0x81, "901F05"))
                .isNotEqualTo(frame(0x82, "901F05")).isNotEqualTo(frame(0x81, "901F06"))
                .isNotEqualTo(new Cjt188Frame(0x11, ADDRESS, 0x81, Hex.parse("901F05")))
                .isNotEqualTo(new Cjt188Frame(0x10, "11223344556601", 0x81, Hex.parse("901F05"))).isNotEqualTo("frame");
        assertThat(frame.hashCode()).isNotEqualTo(frame(0x82, "901F05").hashCode()).isNotEqualTo(frame(0x81, "901F06").hashCode())
                .isNotEqualTo(new Cjt188Frame(0x11, ADDRESS, 0x81, Hex.parse("901F05")).hashCode())
                .isEqualTo(31 * (31 * (31 * 0x10 + ADDRESS.hashCode()) + 0x81) + java.util.Arrays.hashCode(Hex.parse("901F05")));
        assertThat(frame.toString()).isEqualTo("Cjt188Frame[type=10, address=" + ADDRESS + ", control=81, 3 bytes of data]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x19, 0x20, 0x30, 0x39, 0x49, 0xAA})
    void aTypeHasTwoDecimalDigitsFrom10To49(int type) {
        assertThat(MeterType.known(type)).isTrue();
        assertThat(new Cjt188Frame(type, ADDRESS, 0x81, new byte[0]).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0F, 0x1A, 0x2F, 0x4A, 0x50, 0xA9, 0xAB})
    void othersAreNone(int type) {
        assertThat(MeterType.known(type)).isFalse();
        assertThatThrownBy(() -> new Cjt188Frame(type, ADDRESS, 0x81, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void typesOfNoNameAreToldByTheirKind() {
        assertThat(MeterType.words(0x10)).isEqualTo("cold water");
        assertThat(MeterType.words(0x19)).isEqualTo("water");
        assertThat(MeterType.words(0x29)).isEqualTo("heat");
        assertThat(MeterType.words(0x31)).isEqualTo("gas");
        assertThat(MeterType.words(0x40)).isEqualTo("other meter");
    }

    @Test
    void aControlIsAByteAndDataFitIntoTheFrame() {
        assertThat(frame(0, "").control()).isZero();
        assertThat(frame(0xFF, "").control()).isEqualTo(0xFF);
        assertThatThrownBy(() -> frame(-1, "")).isInstanceOf(IllegalArgumentException.class).hasMessage("control -1 is not a byte");
        assertThatThrownBy(() -> frame(0x100, "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(frame(0x81, "00".repeat(FrameProbe.MAX_DATA)).data()).hasSize(FrameProbe.MAX_DATA);
        assertThatThrownBy(() -> frame(0x81, "00".repeat(FrameProbe.MAX_DATA + 1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data has " + (FrameProbe.MAX_DATA + 1) + " bytes, at most " + FrameProbe.MAX_DATA + " fit");
        for (String wrong : new String[] {"1122334455660", "112233445566000", "1122334455660G"}) {
            assertThatThrownBy(() -> new Cjt188Frame(0x10, wrong, 0x81, new byte[0])).as(wrong).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void whatIsMissingAndWhatIsTooMuchIsCountedFromThe68() {
        byte[] whole = frame(0x81, "901F05").encode();
        String hex = Hex.of(whole);

        assertThatThrownBy(() -> Cjt188Frame.parse(Hex.parse("FEFE" + hex + "77"))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("byte " + whole.length + " is 77, expected nothing after the end 16");
        assertThatThrownBy(() -> Cjt188Frame.parse(Hex.parse("FE" + hex.substring(0, hex.length() - 4)))).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the frame ends after " + (whole.length - 2) + " bytes, expected at least " + whole.length);
        assertThatThrownBy(() -> Cjt188Frame.parse(Hex.parse("FEFE"))).isInstanceOf(MalformedFrameException.class).hasMessage("the frame ends after 0 bytes, expected at least 13");
        assertThat(Cjt188Frame.parse(Hex.parse("FEFE" + hex))).isEqualTo(frame(0x81, "901F05"));
    }

    @Test
    void aBeginningSaysHowManyBytesAreMissingAtLeast() {
        byte[] whole = frame(0x81, "901F05").encode();

        assertThat(FrameProbe.at(whole, 0, 0)).isEqualTo(new Probe.Incomplete(13));
        assertThat(FrameProbe.at(whole, 0, 1)).isEqualTo(new Probe.Incomplete(12));
        assertThat(FrameProbe.at(whole, 0, 10)).isEqualTo(new Probe.Incomplete(3));
        assertThat(FrameProbe.at(whole, 0, 11)).isEqualTo(new Probe.Incomplete(5));
        assertThat(FrameProbe.at(whole, 0, whole.length - 1)).isEqualTo(new Probe.Incomplete(1));
        assertThat(FrameProbe.at(whole, 0, whole.length)).isEqualTo(new Probe.Frame(whole.length));
        byte[] wrongType = whole.clone();
        wrongType[1] = 0x50;
        assertThat(FrameProbe.at(wrongType, 0, 1)).isInstanceOf(Probe.Incomplete.class);
        assertThat(FrameProbe.at(wrongType, 0, 2)).isEqualTo(new Probe.NotHere("byte 1 is 50, expected a meter type 10 to 49, or AA"));
        byte[] noEnd = whole.clone();
        noEnd[whole.length - 1] = 0x17;
        assertThat(FrameProbe.at(noEnd, 0, noEnd.length)).isEqualTo(new Probe.NotHere("byte 15 is 17, expected the end 16"));
        byte[] noSum = whole.clone();
        noSum[whole.length - 2]++;
        assertThat(FrameProbe.at(noSum, 0, noSum.length)).isEqualTo(new Probe.NotHere("byte 14 is " + Hex.of(noSum[14]) + ", expected the checksum " + Hex.of(whole[14])));
    }

    @Test
    void theOrderOfAnIdentifierIsThatInWhichItIsOne() {
        assertThat(DiOrder.of(Hex.parse("1F90"), 0)).isEqualTo(DiOrder.LOW_BYTE_FIRST);
        assertThat(DiOrder.of(Hex.parse("901F"), 0)).isEqualTo(DiOrder.HIGH_BYTE_FIRST);
        assertThat(DiOrder.of(Hex.parse("00D177"), 1)).as("an identifier of no table").isEqualTo(DiOrder.HIGH_BYTE_FIRST);
        assertThat(DiOrder.of(Hex.parse("77D1"), 0)).isEqualTo(DiOrder.LOW_BYTE_FIRST);
        assertThat(DiOrder.of(Hex.parse("7766"), 0)).isEqualTo(DiOrder.LOW_BYTE_FIRST);
        assertThat(DiOrder.of(Hex.parse("9190"), 0)).as("both could be").isEqualTo(DiOrder.LOW_BYTE_FIRST);
    }

    @Test
    void aFrameWithoutIdentifierIsTold() {
        assertThat(FrameDescription.of(frame(0x81, "").encode())).contains("without data").doesNotContain("refused");
        assertThat(FrameDescription.of(frame(0x81, "77").encode())).endsWith(": 77");
        assertThat(FrameDescription.of(frame(0xC1, "7766").encode())).contains("refused").endsWith(": 7766");
        assertThat(new Cjt188Protocol().explain(frame(0xC1, "7766").encode()).facts()).containsEntry("abnormal", true);
        assertThat(new Cjt188Protocol().explain(frame(0x81, "77").encode()).facts()).doesNotContainKey("abnormal");
        assertThat(new Cjt188Protocol().explain(frame(0x81, "77").encode()).parts()).extracting(part -> part.field() + " " + part.from() + "-" + part.to())
                .contains("data 11-12", "checksum 12-13", "end 13-14");
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "255, FF"})
    void aCountIsOneByte(String text, String wire) {
        assertThat(written("B", text)).isEqualTo(wire);
        assertThatThrownBy(() -> written("B", "256")).isInstanceOf(UnsupportedRequestException.class).hasMessage("f '256' is not 0 to 255");
        assertThatThrownBy(() -> written("B", "-1")).isInstanceOf(UnsupportedRequestException.class);
        assertThatThrownBy(() -> written("B", "")).isInstanceOf(UnsupportedRequestException.class);
    }

    @Test
    void aNumberFillsItsDigitsAndNoMore() {
        assertThat(written("XX.XX", "0")).isEqualTo("0000");
        assertThat(written("XX.XX", "99.99")).isEqualTo("9999");
        assertThat(written("XX.XX+U", "1.5 m3")).isEqualTo("50012C");
        assertThatThrownBy(() -> written("XX.XX", "100")).isInstanceOf(UnsupportedRequestException.class).hasMessage("f '100' is not from 0 to 99.99");
        assertThatThrownBy(() -> written("XX.XX", "-0.01")).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("is not from 0");
        assertThatThrownBy(() -> written("XX.XX", "0.001")).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("at most 2 places");
        assertThatThrownBy(() -> written("XX.XX", " 1")).isInstanceOf(UnsupportedRequestException.class).hasMessage("f ' 1' takes no unit");
        assertThatThrownBy(() -> written("XX.XX+U", "1.5")).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("has no unit behind it");
        assertThatThrownBy(() -> written("XX.XX+U", " m3")).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("is no number");
    }

    @Test
    void aTimeIsOfThisCentury() {
        assertThat(written("CCYYMMDDhhmmss", "2000-01-01T00:00:00")).isEqualTo("00000001010020");
        assertThat(written("CCYYMMDDhhmmss", "2099-12-31T23:59:59")).isEqualTo("59592331129920");
        for (String wrong : new String[] {"1999-12-31T23:59:59", "2100-01-01T00:00:00", "today"}) {
            assertThatThrownBy(() -> written("CCYYMMDDhhmmss", wrong)).isInstanceOf(UnsupportedRequestException.class).hasMessageContaining("is no time from 2000 to 2099");
        }
        assertThatThrownBy(() -> written("KKKKKKKK", "0102")).isInstanceOf(UnsupportedRequestException.class).hasMessage("f is not 16 hex digits");
    }

    private static String written(String format, String text) {
        Field field = Field.of("f", "z", "e", format, "");
        byte[] data = new byte[field.wireLength()];
        FieldWriting.write(field, text, data, 0);
        return Hex.of(data);
    }
}
