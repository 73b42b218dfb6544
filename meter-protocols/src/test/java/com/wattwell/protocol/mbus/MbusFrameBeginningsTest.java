package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a frame is missing while it comes in, and at which byte it is given up. */
class MbusFrameBeginningsTest {

    private static final byte[] LONG = MbusFrame.ofLong(0x08, 5, 0x72, Hex.parse("7856341224230107" + "2A000000" + "0413" + "39300000")).encode();
    private static final byte[] SHORT = MbusFrame.ofShort(0x5B, 5).encode();

    /** Behind two other bytes, and with two behind it that do not count. */
    private static Probe at(byte[] frame, int there) {
        byte[] amid = new byte[frame.length + 4];
        Arrays.fill(amid, (byte) 0x55);
        System.arraycopy(frame, 0, amid, 2, frame.length);
        return FrameProbe.at(amid, 2, 2 + there);
    }

    private static List<Integer> missing(byte[] frame) {
        return IntStream.range(0, frame.length).mapToObj(there -> at(frame, there) instanceof Probe.Incomplete beginning ? beginning.missing() : -1).toList();
    }

    @Test
    void whatIsMissingIsReckonedFromWhatIsThere() {
        assertThat(missing(SHORT)).containsExactly(5, 4, 3, 2, 1);
        assertThat(missing(LONG)).startsWith(5, 8, 7, 6, LONG.length - 4, LONG.length - 5).endsWith(3, 2, 1);
        assertThat(at(SHORT, 5)).isEqualTo(new Probe.Frame(5));
        assertThat(at(SHORT, 7)).isEqualTo(new Probe.Frame(5));
        assertThat(at(LONG, LONG.length)).isEqualTo(new Probe.Frame(LONG.length));
        assertThat(at(LONG, LONG.length + 2)).isEqualTo(new Probe.Frame(LONG.length));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            680304            | byte 2 is 04, expected the length 03 once more
            68030468          | byte 2 is 04, expected the length 03 once more
            68020268          | byte 1 is 02, expected a length of at least 03
            68030369          | byte 3 is 69, expected 68
            1041              | byte 1 is no control field of a short frame
            E5                | byte 0 is E5, which is a frame only where an acknowledgement is awaited
            77                | byte 0 is 77, expected 68 or 10
            105B056116        | byte 3 is 61, expected the checksum 60
            105B056017        | byte 4 is 17, expected the end 16
            6803036808057F8B16 | byte 7 is 8B, expected the checksum 8C""")
    void whatIsNoFrameIsGivenUpAtTheByteThatSaysSo(String hex, String reason) {
        byte[] bytes = Hex.parse(hex.replace(" ", ""));

        assertThat(at(bytes, bytes.length)).isInstanceOfSatisfying(Probe.NotHere.class, no -> assertThat(no.reason()).contains(reason));
    }
}
