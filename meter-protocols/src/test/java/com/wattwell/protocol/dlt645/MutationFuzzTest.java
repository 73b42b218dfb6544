package com.wattwell.protocol.dlt645;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Published frames, and control code and DATA of them, with bytes turned, put in, taken out, doubled and spliced. Runs a short
 * share by default; {@code -Dfuzz.executions=N -Dfuzz.seed=S} runs as many as one has time for.
 */
class MutationFuzzTest {

    private static final long EXECUTIONS = Long.getLong("fuzz.executions", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 645);
    private static final byte[] TELLING = {0x68, 0x16, (byte) 0xFE, (byte) 0xFF, 0x00, 0x33, 0x32, (byte) 0xAA, (byte) 0x99,
            0x11, (byte) 0x91, (byte) 0xB2, 0x01, (byte) 0x81, 0x03, (byte) 0x83, 0x1C, (byte) 0xA0, (byte) 0xE5};

    private final Random random = new Random(SEED);
    private final List<byte[]> corpus = new ArrayList<>();

    @Test
    void nothingButARefusalComesOfBadBytes() {
        for (Vector row : Vector.all()) {
            if (row.protocol().startsWith("dlt645")) {
                corpus.add(row.bytes());
                if (row.says("control") && row.says("data_minus33")) {
                    corpus.add(Hex.parse(row.text("control") + row.text("data_minus33")));
                }
            }
        }
        ItemValues values = new ItemValues(random);
        for (IdentifierRow row : DataIdentifiers.of2007().rows()) {
            row.forEach(code -> {
                if (random.nextInt(100) == 0) {
                    corpus.add(joined(new byte[] {(byte) 0x91}, Dlt645Frame.itemData(code, someOf(code, values))));
                }
            });
        }
        for (long i = 0; i < EXECUTIONS; i++) {
            byte[] bytes = mutated(corpus.get(random.nextInt(corpus.size())));
            try {
                FuzzTarget.check(bytes);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("execution " + i + " of seed " + SEED + ": " + Hex.of(bytes), broken);
            }
        }
        assertThat(corpus).hasSizeGreaterThan(600);
    }

    private static byte[] someOf(int code, ItemValues values) {
        DataIdentifier identifier = DataIdentifiers.of2007().of(code);
        return identifier.encode(values.of(identifier));
    }

    private byte[] mutated(byte[] seed) {
        byte[] bytes = seed.clone();
        for (int turns = random.nextInt(4); turns >= 0 && bytes.length > 0; turns--) {
            int at = random.nextInt(bytes.length);
            int to = at + random.nextInt(Math.min(16, bytes.length - at) + 1);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> bytes[at] = (byte) random.nextInt(256);
                case 3 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
                case 4 -> bytes = joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                case 5 -> bytes = joined(Arrays.copyOf(bytes, at), corpus.get(random.nextInt(corpus.size())));
                default -> bytes = Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
