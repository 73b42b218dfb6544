package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.StreamScanner.Found;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** E5 is a reply where one is awaited, and noise everywhere else. */
class AwaitedAcknowledgementTest {

    private static final String READOUT = "681B1B6808017207201800E61E35074C0000000C78072018000C16690200009616";
    /** DL/T 645 frame with E5 among its data. */
    private static final String DLT645 = "6861010000000068910833333433E5E533330016";

    private final MeterProtocol mbus = new MbusProtocol();
    private final List<MeterProtocol> both = with(Protocols.all(), mbus);
    private final StreamScanner scanner = new StreamScanner(both, 1024);

    @Test
    void anUnaskedAcknowledgementIsNoise() {
        assertThat(scanner.feed(Hex.parse("E5"))).isEmpty();
        assertThat(Hex.of(scanner.takeSkipped())).isEqualTo("E5");
    }

    @Test
    void anAwaitedAcknowledgementIsAFrameOnce() {
        scanner.await(mbus, 0xE5);

        List<Found> found = scanner.feed(Hex.parse("00E5E5"));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.protocol()).isSameAs(mbus);
            assertThat(Hex.of(one.frame())).isEqualTo("E5");
            assertThat(Hex.of(one.skipped())).isEqualTo("00");
        });
        assertThat(Hex.of(scanner.takeSkipped())).isEqualTo("E5");
    }

    @Test
    void anAcknowledgementMayBeGluedToTheNextFrame() {
        scanner.await(mbus, 0xE5);

        assertThat(frames(scanner.feed(Hex.parse("E5" + READOUT)))).containsExactly("E5", READOUT);
    }

    @Test
    void anAcknowledgementInsideAFrameIsPartOfTheFrame() {
        scanner.await(mbus, 0xE5);

        assertThat(frames(scanner.feed(Hex.parse(sealed(DLT645))))).containsExactly(sealed(DLT645));
    }

    @Test
    void awaitingEndsWhenTold() {
        scanner.await(mbus, 0xE5);
        scanner.await(mbus, -1);

        assertThat(scanner.feed(Hex.parse("E5"))).isEmpty();
    }

    @Test
    void framesOfBothProtocolsAreFoundOnOneLineInAnyPieces() {
        byte[] stream = Hex.parse("FEFE" + sealed(DLT645) + "FD10FF" + READOUT + "107B" + "107B017C16" + READOUT);
        for (int size = 1; size < stream.length; size++) {
            List<String> found = new ArrayList<>();
            StreamScanner pieces = new StreamScanner(both, 1024);
            for (int at = 0; at < stream.length; at += size) {
                found.addAll(frames(pieces.feed(stream, at, Math.min(stream.length, at + size))));
            }
            assertThat(found).containsExactly(sealed(DLT645), READOUT, "107B017C16", READOUT);
        }
    }

    /** The frame with its checksum put right. */
    private static String sealed(String hex) {
        byte[] bytes = Hex.parse(hex);
        bytes[bytes.length - 2] = Checksum.of(bytes, 0, bytes.length - 2);
        return Hex.of(bytes);
    }

    private static List<String> frames(List<Found> found) {
        return found.stream().map(one -> Hex.of(one.frame())).toList();
    }

    private static List<MeterProtocol> with(List<MeterProtocol> some, MeterProtocol another) {
        List<MeterProtocol> all = new ArrayList<>(some);
        all.add(another);
        return all;
    }
}
