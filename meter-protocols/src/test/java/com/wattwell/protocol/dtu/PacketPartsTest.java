package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.decode.Notations;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each byte of a collector's packet is, and how much of one is missing while it comes in. */
class PacketPartsTest {

    private static final byte[] APPLICATION = Hex.parse("6817004345AAAAAAAAAAAA005B4F0501004001020000ED0316");
    private static final byte[] LOGIN = Hex.parse("683200320068C900023412000271000001008516");
    private static final byte[] DDP = Hex.parse("7B890012313538323130343937333401017B");

    private static List<String> parts(String notation, byte[] bytes) {
        return Notations.ALL.stream().filter(each -> each.notation().equals(notation)).findFirst().orElseThrow().explain(bytes).parts().stream()
                .map(part -> part.from() + "-" + part.to() + " " + part.field() + (part.meaning().isEmpty() ? "" : ": " + part.meaning())).toList();
    }

    @Test
    void aFrameOfDlt698IsNamedByteByByte() {
        assertThat(parts("dlt698.45", APPLICATION)).containsExactly("0-1 start: DL/T 698.45", "1-3 length L: 23 bytes", "3-4 control code C: 43",
                "4-11 server address SA: AAAAAAAAAAAA", "11-12 client address CA: 00", "12-14 header check HCS: right", "14-22 APDU: not read",
                "22-24 frame check FCS: right", "24-25 end");
    }

    @Test
    void aLoginOfAConcentratorIsNamedByteByByte() {
        assertThat(parts("q376.1", LOGIN)).containsExactly("0-1 start", "1-5 length L, twice: 12 bytes", "5-6 start", "6-7 control code C: from the concentrator",
                "7-11 address A1 A2: 02001234", "11-12 address A3: master station 0", "12-14 AFN and SEQ: login", "14-18 data",
                "18-19 checksum: sum of the bytes from C", "19-20 end");
    }

    @Test
    void aPacketOfDdpIsNamedByteByByteAlsoWithoutData() {
        assertThat(parts("dtu-ddp", DDP)).containsExactly("0-1 start", "1-2 type: user data", "2-4 length: 18 bytes", "4-15 id: 15821049734", "15-17 data: 0101", "17-18 end");
        assertThat(parts("dtu-ddp", Hex.parse("7B81001031333331323334353637387B"))).containsExactly("0-1 start", "1-2 type: registration accepted",
                "2-4 length: 16 bytes", "4-15 id: 13312345678", "15-16 end");
    }

    @Test
    void howMuchIsMissingIsReckonedFromWhatIsThere() {
        assertThat(missing(APPLICATION, Dlt698Frame::probe)).startsWith(12, 11, 10, 9, 8, 20).endsWith(3, 2, 1);
        assertThat(missing(LOGIN, Gdw3761Frame::probe)).startsWith(16, 15, 14, 13, 12, 11, 14).endsWith(3, 2, 1);
        assertThat(missing(DDP, DdpPacket::probe)).startsWith(16, 15, 14, 13, 14).endsWith(3, 2, 1);
    }

    /** For each beginning of the frame behind two other bytes, and with two behind it that do not count. */
    private static List<Integer> missing(byte[] frame, Prober prober) {
        byte[] amid = new byte[frame.length + 4];
        Arrays.fill(amid, (byte) 0x55);
        System.arraycopy(frame, 0, amid, 2, frame.length);
        assertThat(prober.at(amid, 2, 2 + frame.length)).isEqualTo(new Probe.Frame(frame.length));
        assertThat(prober.at(amid, 2, amid.length)).isEqualTo(new Probe.Frame(frame.length));
        return java.util.stream.IntStream.range(0, frame.length)
                .mapToObj(there -> prober.at(amid, 2, 2 + there) instanceof Probe.Incomplete beginning ? beginning.missing() : -1).toList();
    }
}
