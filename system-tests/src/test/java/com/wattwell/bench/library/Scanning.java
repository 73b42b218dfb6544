package com.wattwell.bench.library;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A stream of frames of all four protocols, in pieces of {@value #PIECE} bytes that end wherever they end, with random
 * bytes between the frames; one operation is one piece.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Scanning {

    /** Bytes of a piece. */
    public static final int PIECE = 256;

    private static final int PIECES = 512;
    private static final int LIMIT = 512;
    private static final String[] FRAMES = {"FEFEFEFE6861010000000068910833333433593333338A16",
        "6827596303000168810643C3AC594733C316", "FEFE6810AAAAAAAAAAAAAA0103EF9001A216",
        "681E1E6808017278563412430401072A0000000C13785634120B3B1500000A5A27022316"};

    /** Random bytes among a hundred. */
    @Param({"0", "50"})
    public int noise;

    private byte[] stream;
    private StreamScanner scanner;
    private int at;

    @Setup
    public void mix() {
        Random random = new Random(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < PIECE * PIECES) {
            byte[] frame = Hex.parse(FRAMES[random.nextInt(FRAMES.length)]);
            byte[] between = new byte[frame.length * noise / (100 - noise)];
            random.nextBytes(between);
            bytes.writeBytes(between);
            bytes.writeBytes(frame);
        }
        stream = bytes.toByteArray();
        scanner = new StreamScanner(Protocols.all(), LIMIT);
    }

    @Benchmark
    public List<StreamScanner.Found> piece() {
        List<StreamScanner.Found> found = scanner.feed(stream, at, at + PIECE);
        at = at == PIECE * (PIECES - 1) ? 0 : at + PIECE;
        return found;
    }
}
