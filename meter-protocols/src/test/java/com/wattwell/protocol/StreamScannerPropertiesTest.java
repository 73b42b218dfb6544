package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.StreamScanner.Found;
import com.wattwell.protocol.dlt645.Dlt645Arbitraries;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StreamScannerPropertiesTest {

    private static final int LIMIT = 4096;

    /** A frame, or bytes between frames; a false start begins like a frame and is cut off. */
    record Piece(byte[] bytes, boolean frame) {
    }

    @Provide
    Arbitrary<List<Piece>> streams() {
        Arbitrary<Piece> frame = Dlt645Arbitraries.frames().map(each -> new Piece(each.encode(), true));
        Arbitrary<Piece> preamble = Arbitraries.integers().between(1, 13).map(count -> new Piece(fe(count), false));
        Arbitrary<Piece> noise = Dlt645Arbitraries.bytes(1, 20).map(bytes -> new Piece(bytes, false));
        Arbitrary<Piece> falseStart = Combinators.combine(Dlt645Arbitraries.frames(), Arbitraries.integers().between(1, 11))
                .as((each, length) -> new Piece(Arrays.copyOf(each.encode(), length), false));
        return Arbitraries.oneOf(frame, frame, preamble, noise, falseStart).list().ofMaxSize(8);
    }

    @Property
    void anySplitOfAnyStreamGivesTheSameFramesAndTheSameNoise(@ForAll("streams") List<Piece> stream,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 600) Integer> cuts) {
        byte[] bytes = joined(stream);

        StreamScanner whole = new StreamScanner(Protocols.all(), LIMIT);
        StreamScanner pieces = new StreamScanner(Protocols.all(), LIMIT);
        List<Found> fromWhole = whole.feed(bytes);
        List<Found> fromPieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().filter(each -> each < bytes.length).sorted().toList()) {
            fromPieces.addAll(pieces.feed(bytes, from, cut));
            from = cut;
        }
        fromPieces.addAll(pieces.feed(bytes, from, bytes.length));

        assertThat(told(fromPieces)).isEqualTo(told(fromWhole));
        assertThat(pieces.partialBytes()).isEqualTo(whole.partialBytes());
        assertThat(pieces.takeSkipped()).isEqualTo(whole.takeSkipped());
        assertThat(pieces.noiseBytes()).isEqualTo(whole.noiseBytes());
    }

    @Property
    void everyTrueFrameIsFoundWhateverStandsBetween(@ForAll("streams") List<Piece> stream) {
        byte[] bytes = joined(stream);
        List<String> expected = stream.stream().filter(Piece::frame).map(piece -> Hex.of(piece.bytes())).toList();
        // Noise that happens to be a whole valid frame, or frames inside the data of a frame, would be found rightly.
        Assume.that(validFrames(bytes) == expected.size());

        StreamScanner scanner = new StreamScanner(Protocols.all(), LIMIT);
        List<Found> found = new ArrayList<>(scanner.feed(bytes));
        while (scanner.partialBytes() > 0) {
            found.addAll(scanner.giveUpPartial());
        }

        assertThat(found).extracting(each -> Hex.of(each.frame())).isEqualTo(expected);
    }

    @Property
    void noMoreThanTheLimitIsEverKept(@ForAll("streams") List<Piece> stream, @ForAll @IntRange(min = 1, max = 40) int limit) {
        StreamScanner scanner = new StreamScanner(Protocols.all(), limit);
        for (Piece piece : stream) {
            for (Found found : scanner.feed(piece.bytes())) {
                assertThat(found.frame()).hasSizeLessThanOrEqualTo(limit);
                assertThat(found.skipped()).hasSizeLessThanOrEqualTo(limit);
            }
            assertThat(scanner.partialBytes()).isLessThan(limit);
        }
        assertThat(scanner.takeSkipped()).hasSizeLessThanOrEqualTo(limit);
    }

    @Property
    void everyByteIsFrameNoiseOrStillWaiting(@ForAll("streams") List<Piece> stream) {
        byte[] bytes = joined(stream);
        StreamScanner scanner = new StreamScanner(Protocols.all(), LIMIT);

        int inFrames = scanner.feed(bytes).stream().mapToInt(each -> each.frame().length).sum();

        long preamble = bytes.length - inFrames - scanner.partialBytes() - scanner.noiseBytes();
        assertThat(preamble).isBetween(0L, fes(bytes));
    }

    private static int validFrames(byte[] bytes) {
        int count = 0;
        for (int at = 0; at < bytes.length; at++) {
            int from = at;
            if (Protocols.all().stream().anyMatch(protocol -> protocol.probe(bytes, from, bytes.length) instanceof Probe.Frame)) {
                count++;
            }
        }
        return count;
    }

    private static List<String> told(List<Found> found) {
        return found.stream().map(each -> Hex.of(each.skipped()) + " " + Hex.of(each.frame())).toList();
    }

    private static byte[] joined(List<Piece> stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        stream.forEach(piece -> bytes.writeBytes(piece.bytes()));
        return bytes.toByteArray();
    }

    private static byte[] fe(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 0xFE);
        return bytes;
    }

    private static long fes(byte[] bytes) {
        long count = 0;
        for (byte each : bytes) {
            count += each == (byte) 0xFE ? 1 : 0;
        }
        return count;
    }
}
