package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.mbus.MbusFrame.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MbusFrameTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            E5                                       | ACKNOWLEDGEMENT | -1 | -1  | -1  | ''
            1040FD3D16                               | SHORT           | 64 | 253 | -1  | ''
            107B017C16                               | SHORT           | 123 | 1  | -1  | ''
            6803036853FE50A116                       | CONTROL         | 83 | 254 | 80  | ''
            680606685305 51017A082C16                | LONG            | 83 | 5   | 81  | 017A08
            """)
    void theFourShapesAreReadAndWrittenBack(String hex, Kind kind, int control, int address, int information, String data) {
        String bytes = hex.replace(" ", "");
        MbusFrame frame = MbusFrame.parse(Hex.parse(bytes));

        assertThat(frame.kind()).isEqualTo(kind);
        assertThat(frame.control()).isEqualTo(control);
        assertThat(frame.address()).isEqualTo(address);
        assertThat(frame.information()).isEqualTo(information);
        assertThat(Hex.of(frame.data())).isEqualTo(data);
        assertThat(Hex.of(frame.encode())).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            E6                           | byte 0 is E6, expected 68 or 10
            E5E5                         | byte 0 is E5, which is a frame only where an acknowledgement is awaited
            D04046853FE5010B11           | byte 0 is D0, expected 68 or 10
            10                           | the frame ends after 1 bytes, expected at least 4 more
            107B017D16                   | byte 3 is 7D, expected the checksum 7C
            107B017C17                   | byte 4 is 17, expected the end 16
            107B017C1600                 | byte 5 is 00, expected nothing after the end 16
            107C017D16                   | byte 1 is no control field of a short frame, expected 40, 49, 5A, 5B, 7A or 7B
            680304                       | byte 2 is 04, expected the length 03 once more
            680202685300531600           | byte 1 is 02, expected a length of at least 03
            680303 6753FE50A116          | byte 3 is 67, expected 68
            6803036853FE50A116FF         | byte 9 is FF, expected nothing after the end 16
            6803036853FE50A216           | byte 7 is A2, expected the checksum A1
            6803036853FE50A117           | byte 8 is 17, expected the end 16
            6803036853FE50A1             | the frame ends after 8 bytes, expected at least 1 more
            68                           | the frame ends after 1 bytes, expected at least 8 more
            """)
    void whatIsNoFrameIsRefusedWithTheByteAndWhatWasExpected(String hex, String message) {
        assertThatThrownBy(() -> MbusFrame.parse(Hex.parse(hex.replace(" ", ""))))
                .isInstanceOf(MalformedFrameException.class).hasMessage(message);
    }

    @Test
    void noBytesAreNoFrame() {
        assertThatThrownBy(() -> MbusFrame.parse(new byte[0])).isInstanceOf(MalformedFrameException.class)
                .hasMessage("the frame ends after 0 bytes, expected at least 5 more");
    }

    @Test
    void theLongestFrameHas252BytesOfUserData() {
        MbusFrame longest = MbusFrame.ofLong(0x08, 1, 0x72, new byte[252]);

        assertThat(longest.encode()).hasSize(261).startsWith(0x68, 0xFF, 0xFF, 0x68);
        assertThat(MbusFrame.parse(longest.encode()).data()).hasSize(252);
        assertThatIllegalArgumentException().isThrownBy(() -> MbusFrame.ofLong(0x08, 1, 0x72, new byte[253]))
                .withMessage("253 bytes of user data are more than 252");
        assertThatIllegalArgumentException().isThrownBy(() -> MbusFrame.ofShort(0x7B, 256));
    }

    @Test
    void whoSentItIsToldByTheControlField() {
        assertThat(MbusFrame.ofShort(0x5B, 1).fromMaster()).isTrue();
        assertThat(MbusFrame.ofLong(0x08, 1, 0x72).fromMaster()).isFalse();
        assertThat(MbusFrame.acknowledgement().fromMaster()).isFalse();
    }

    @Test
    void noUserDataStandInItsText() {
        assertThat(MbusFrame.ofLong(0x53, 5, 0x51, Hex.parse("04FD1678563412")))
                .hasToString("MbusFrame[SND_UD, address=5, CI=51, 7 bytes of data]");
        assertThat(MbusFrame.acknowledgement()).hasToString("MbusFrame[E5]");
    }
}
