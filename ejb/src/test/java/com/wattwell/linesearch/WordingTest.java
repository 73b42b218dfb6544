package com.wattwell.linesearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.mbus.MbusFrame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The questions of a search as they stand on the wire. */
class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "DLT645_2007,              '',       68AAAAAAAAAAAA681300DF16",
        "DLT645_2007,              0112,     680112AAAAAAAA68",
        "DLT645_2007_BY_READING,   01,       6801AAAAAAAAAA681104333334330",
        "DLT645_1997,              '',       68AAAAAAAAAAAA68010265F3",
        "CJT188,                   0203,     68AA0203AAAAAAAAAA0303",
        "MBUS_SECONDARY,           12,       680B0B6853FD52FFFFFF12FFFFFFFF",
        "MBUS_PRIMARY,             005,      1040054516107B058016"})
    void aPathIsAskedFor(Way way, String path, String bytes) {
        assertThat(Hex.of(Wording.bytes(Question.whoIs(way, path)))).contains(bytes);
    }

    @Test
    void theReplyToAWildcardTellsTheRealAddress() {
        Question question = Question.whoIs(Way.DLT645_2007, "");
        byte[] reply = Hex.parse("6801000011232068930634333344565348" + "16");
        reply[reply.length - 2] = checksum(reply);
        assertThat(Wording.answer(question, Wording.bytes(question), List.of(reply))).contains(new Answer("202311000001", null, null, null));
    }

    @Test
    void aSampleIsTheTotal() { // 67 45 34 33 less 33 each is 34 12 01 00: 000112.34
        Question question = Question.sample(Way.DLT645_2007, "202311000001");
        byte[] reply = Hex.parse("68010000112320689108333334336745" + "3433" + "0016");
        reply[reply.length - 2] = checksum(reply);
        assertThat(Wording.answer(question, Wording.bytes(question), List.of(reply))).contains(new Answer("202311000001", null, "112.34", "kWh"));
    }

    @Test
    void anAcknowledgementInPlaceOfDataSaysOnlyThatSomebodyIsThere() {
        Question question = Question.whoIs(Way.MBUS_SECONDARY, "");
        assertThat(Wording.answer(question, Wording.bytes(question), List.of(MbusFrame.acknowledgement().encode()))).isEmpty();
    }

    private static byte checksum(byte[] frame) {
        int sum = 0;
        for (int i = 0; i < frame.length - 2; i++) {
            sum += frame[i];
        }
        return (byte) sum;
    }
}
