package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Dlt645FrameTest {

    private static final String REPLY = "6861010000000068910833333433593333338A16";

    @Test
    void aReplyIsReadWithItsOffsetTakenOff() {
        Dlt645Frame frame = Dlt645Frame.parse(Hex.parse(REPLY));

        assertThat(frame.address()).isEqualTo("000000000161");
        assertThat(frame.control()).isEqualTo(0x91);
        assertThat(frame.function()).isEqualTo(Function.READ.code());
        assertThat(frame.fromMeter()).isTrue();
        assertThat(frame.abnormal()).isFalse();
        assertThat(frame.moreFollows()).isFalse();
        assertThat(frame.identifier()).isEqualTo(0x00010000);
        assertThat(Hex.of(frame.data())).isEqualTo("0000010026000000");
        assertThat(Hex.of(frame.encode())).isEqualTo(REPLY);
    }

    @Test
    void anyNumberOfWakeUpBytesMayStandInFront() {
        Dlt645Frame bare = Dlt645Frame.parse(Hex.parse(REPLY));
        for (int preamble : new int[] {1, 4, 13}) {
            assertThat(Dlt645Frame.parse(bare.encode(preamble))).isEqualTo(bare).hasSameHashCodeAs(bare);
        }
        assertThat(Hex.of(bare.encode(2))).isEqualTo("FEFE" + REPLY);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            6761010000000068910833333433593333338A16   | byte 0 is 67, expected 68
            6861010000000078910833333433593333338A16   | byte 7 is 78, expected 68
            6861010000000068910833333433593333338B16   | byte 18 is 8B, expected the checksum 8A
            6861010000000068910833333433593333338A17   | byte 19 is 17, expected the end 16
            6861010000000068910833333433593333338A1600 | byte 20 is 00, expected nothing after the end 16
            6861010000000068910833333433593333338A     | the frame ends after 19 bytes, expected at least 1 more
            68610100000000689108                       | the frame ends after 10 bytes, expected at least 10 more
            68                                         | the frame ends after 1 bytes, expected at least 11 more
            FEFEFE                                     | the frame ends after 0 bytes, expected at least 12 more
            """)
    void whatIsNoFrameIsRefusedWithTheByteAndWhatWasExpected(String hex, String message) {
        assertThatThrownBy(() -> Dlt645Frame.parse(Hex.parse(hex))).isInstanceOf(MalformedFrameException.class)
                .hasMessage(message);
    }

    @Test
    void theEndIsFoundByLengthAlsoWhenChecksumAndDataLookLikeDelimiters() {
        // A-D7-006: the checksum is 16H; A-D7-210: the address is made of 68 and 16.
        assertThat(Dlt645Frame.parse(Hex.parse("6861010000000068910733343535CC7C331616")).data()).hasSize(7);
        assertThat(Dlt645Frame.parse(Hex.parse("6816681668166868910833333433394A9A330016")).address())
                .isEqualTo("681668166816");
    }

    @Test
    void aReadReplyWithoutDataIsAFrameWithoutIdentifier() {
        Dlt645Frame frame = Dlt645Frame.parse(Hex.parse("68090051050326689100E916"));

        assertThat(frame.hasIdentifier()).isFalse();
        assertThat(frame.data()).isEmpty();
    }

    @Test
    void aMeterAnswersRefusesAndSaysThatMoreFollows() {
        Dlt645Frame read = Dlt645Frame.request("000006605518", Function.READ.code(), Dlt645Frame.itemData(0x00010000));

        assertThat(Hex.of(Dlt645Frame.reply(read, Dlt645Frame.itemData(0x00010000, Hex.parse("93300200"))).encode(4)))
                .isEqualTo("FEFEFEFE6818556006000068910833333433C66335339A16");
        assertThat(Hex.of(Dlt645Frame.error(read, ErrorBits.NO_REQUESTED_DATA).encode(4)))
                .isEqualTo("FEFEFEFE6818556006000068D10135AA16");
        assertThat(Dlt645Frame.reply(read).withMoreFollowing().control()).isEqualTo(0xB1);
    }

    @Test
    void aWildcardIsAnsweredWithTheRealAddress() {
        Dlt645Frame question = Dlt645Frame.request(Dlt645Frame.ANY, Function.READ_ADDRESS.code());
        assertThat(Hex.of(question.encode())).isEqualTo("68AAAAAAAAAAAA681300DF16");

        Dlt645Frame answer = Dlt645Frame.reply(question, "787789328792", Hex.parse("928732897778"));
        assertThat(Hex.of(answer.encode())).isEqualTo("68928732897778689306C5BA65BCAAAB2116");
    }

    @Test
    void aFrameThatCannotExistIsNotMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dlt645Frame("123", 0x11, new byte[0]))
                .withMessage("address '123' has 3 digits, expected 12");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dlt645Frame("00000000016g", 0x11, new byte[0]))
                .withMessage("address '00000000016g' has 'g' at position 11, expected 0-9 or A-F");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dlt645Frame("000000000161", 0x100, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dlt645Frame("000000000161", 0x11, new byte[256]));
    }

    @Test
    void noDataStandsInItsText() {
        assertThat(Dlt645Frame.parse(Hex.parse(REPLY)))
                .hasToString("Dlt645Frame[address=000000000161, control=91, 8 bytes of data]");
    }
}
