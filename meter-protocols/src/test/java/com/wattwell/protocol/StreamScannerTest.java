package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wattwell.protocol.StreamScanner.Found;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamScannerTest {

    private static final String REPLY = "6861010000000068910833333433593333338A16";
    private static final String REFUSAL = "6818556006000068D10135AA16";
    /** 68 in noise, with a second 68 where it belongs and a length that asks for 60 bytes. */
    private static final String FALSE_START = "6801020304050668913C";

    private final StreamScanner scanner = new StreamScanner(Protocols.all(), 1024);

    @Test
    void aFrameIsFoundInOnePiece() {
        List<Found> found = scanner.feed(Hex.parse(REPLY));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.protocol().name()).isEqualTo("DLT645_2007");
            assertThat(Hex.of(one.frame())).isEqualTo(REPLY);
            assertThat(one.skipped()).isEmpty();
        });
    }

    @Test
    void aFrameIsFoundWhenItComesByteByByte() {
        List<Found> found = new ArrayList<>();
        for (byte each : Hex.parse(REPLY)) {
            assertThat(found).isEmpty();
            found.addAll(scanner.feed(new byte[] {each}));
        }
        assertThat(frames(found)).containsExactly(REPLY);
    }

    @Test
    void gluedFramesAreTakenApart() {
        assertThat(frames(scanner.feed(Hex.parse(REPLY + "FEFEFEFE" + REFUSAL + REPLY))))
                .containsExactly(REPLY, REFUSAL, REPLY);
    }

    @Test
    void wakeUpBytesAreDroppedSilently() {
        List<Found> found = scanner.feed(Hex.parse("FE".repeat(13) + REPLY + "FEFE"));

        assertThat(found).singleElement().satisfies(one -> assertThat(one.skipped()).isEmpty());
        assertThat(scanner.takeSkipped()).isEmpty();
        assertThat(scanner.noiseBytes()).isZero();
    }

    @Test
    void noiseBetweenFramesIsGivenWithTheFrameBehindIt() {
        List<Found> found = scanner.feed(Hex.parse(REPLY + "FDBBDD" + "FEFEFE" + REFUSAL));

        assertThat(frames(found)).containsExactly(REPLY, REFUSAL);
        assertThat(Hex.of(found.get(1).skipped())).isEqualTo("FDBBDD");
        assertThat(scanner.noiseBytes()).isEqualTo(3);
    }

    @Test
    void noiseWithNothingBehindItCanBeTakenAtOnce() {
        scanner.feed("ping".getBytes(StandardCharsets.US_ASCII));

        assertThat(scanner.takeSkipped()).asString().isEqualTo("ping");
        assertThat(scanner.takeSkipped()).isEmpty();
    }

    @Test
    void aFalseStartGivesWayOnceItHasProvedFalse() {
        // The claimed 60 bytes do come, and their end is not 16: the frames inside were true ones.
        List<Found> found = scanner.feed(Hex.parse(FALSE_START + REPLY + REPLY));
        assertThat(found).isEmpty();
        found = scanner.feed(Hex.parse(REPLY + REFUSAL));

        assertThat(frames(found)).containsExactly(REPLY, REPLY, REPLY, REFUSAL);
        assertThat(Hex.of(found.getFirst().skipped())).isEqualTo(FALSE_START);
    }

    @Test
    void aFalseStartIsGivenUpAfterATimeOutAndTheFrameInsideIsFound() {
        assertThat(scanner.feed(Hex.parse(FALSE_START + REPLY))).isEmpty();
        assertThat(scanner.partialBytes()).isEqualTo(30);

        assertThat(frames(scanner.giveUpPartial())).containsExactly(REPLY);
        assertThat(scanner.partialBytes()).isZero();
    }

    @Test
    void severalFalseStartsInFrontOfAFrameAreGivenUpTogether() {
        scanner.feed(Hex.parse(FALSE_START + FALSE_START + REPLY));

        assertThat(frames(scanner.giveUpPartial())).containsExactly(REPLY);
    }

    @Test
    void givingUpKeepsWhatMayStillBecomeAFrame() {
        scanner.feed(Hex.parse(FALSE_START + REPLY.substring(0, 10)));
        assertThat(scanner.giveUpPartial()).isEmpty();

        assertThat(frames(scanner.feed(Hex.parse(REPLY.substring(10))))).containsExactly(REPLY);
    }

    @Test
    void falseStartsBetweenWholeFramesAreGivenUpInOneGo() {
        assertThat(scanner.feed(Hex.parse(FALSE_START + REPLY + FALSE_START + REPLY + REPLY.substring(0, 10)))).isEmpty();

        assertThat(frames(scanner.giveUpPartial())).containsExactly(REPLY, REPLY);
        assertThat(frames(scanner.feed(Hex.parse(REPLY.substring(10))))).containsExactly(REPLY);
    }

    @Test
    void givingUpWithNothingWaitingDoesNothing() {
        assertThat(scanner.giveUpPartial()).isEmpty();
    }

    @Test
    void aFrameWithAWrongChecksumIsNoise() {
        String wrong = "6861010000000068910833333433593333338B16";

        List<Found> found = scanner.feed(Hex.parse(wrong + REPLY));

        assertThat(frames(found)).containsExactly(REPLY);
        assertThat(Hex.of(found.getFirst().skipped())).isEqualTo(wrong);
    }

    @Test
    void noMoreThanTheLimitIsKept() {
        StreamScanner small = new StreamScanner(Protocols.all(), 20);
        byte[] endless = new byte[100_000];

        assertThat(small.feed(endless)).isEmpty();
        assertThat(small.takeSkipped()).hasSize(20);
        assertThat(small.noiseBytes()).isEqualTo(100_000);
    }

    @Test
    void aFrameLongerThanTheLimitIsNoise() {
        StreamScanner small = new StreamScanner(Protocols.all(), 19);

        assertThat(frames(small.feed(Hex.parse(REPLY + REFUSAL)))).containsExactly(REFUSAL);
    }

    @Test
    void noiseIsKeptOnlyUpToTheLimitAndTheFrameBehindItIsFound() {
        StreamScanner small = new StreamScanner(Protocols.all(), 20);

        List<Found> found = small.feed(Hex.parse("00".repeat(50) + REPLY));

        assertThat(frames(found)).containsExactly(REPLY);
        assertThat(found.getFirst().skipped()).hasSize(20);
    }

    @Test
    void itsArgumentsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamScanner(List.of(), 1024))
                .withMessageContaining("protocols");
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamScanner(Protocols.all(), 0))
                .withMessageContaining("limitBytes");
    }

    private static List<String> frames(List<Found> found) {
        return found.stream().map(one -> Hex.of(one.frame())).toList();
    }
}
