package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.Vector;
import com.wattwell.protocol.cjt188.Cjt188Protocol;
import com.wattwell.protocol.decode.HexLineDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * CJ/T 188 and the collectors' dialects: published frames of every protocol with bytes changed, taken out, put in and joined, half of them with their checksum made right again so
 * that what lies behind it is reached. Whatever comes, it is read or refused by a {@link MalformedFrameException}.
 *
 * <p>The seed is fixed, so a run that fails fails again. {@code -Dwattwell.fuzz.executions=5000000} runs longer.
 */
class MutatedPacketsTest {

    private static final long SEED = 188;
    private static final int EXECUTIONS = Integer.getInteger("wattwell.fuzz.executions", 10_000);
    private static final int LONGEST = 600;

    private static final List<MeterProtocol> PROTOCOLS = Protocols.all();
    private static final Cjt188Protocol WATER = new Cjt188Protocol();
    private static final List<FrameExplainer> EXPLAINERS = explainers();
    private static final List<byte[]> SEEDS = Vector.all().stream().map(Vector::bytes).toList();
    private static final DialectSettings SETTINGS = new DialectSettings(
            List.of(RegistrationPattern.parse("ascii:LOGIN:{id}[,{token}]", PROTOCOLS), RegistrationPattern.parse("ascii:{id:11d}", PROTOCOLS)),
            List.of(Heartbeat.parse("text:ping"), Heartbeat.parse("hex:00")), PROTOCOLS, DialectSettings.LEAST_BYTES);

    private final Random random = new Random(SEED);

    @Test
    void mutatedBytesAreReadOrRefusedByName() {
        HexLineDecoder decoder = new HexLineDecoder(EXPLAINERS);
        for (int i = 0; i < EXECUTIONS; i++) {
            byte[] bytes = mutated();
            try {
                explained(bytes);
                spoken(bytes);
                scanned(bytes);
                assertThat(decoder.decode(Hex.of(bytes))).containsKey("valid");
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("execution " + i + ": " + Hex.of(bytes), broken);
            }
        }
    }

    @Test
    void everyDialectTakesMutatedBytesInAnyPieces() {
        for (DialectKind kind : DialectKind.values()) {
            Dialect dialect = kind.open(SETTINGS);
            for (int i = 0; i < EXECUTIONS / 4; i++) {
                byte[] bytes = mutated();
                try {
                    told(dialect, bytes);
                } catch (RuntimeException | AssertionError broken) {
                    throw new AssertionError(kind + ", execution " + i + ": " + Hex.of(bytes), broken);
                }
                dialect = random.nextInt(20) == 0 ? kind.open(SETTINGS) : dialect;
            }
        }
    }

    private static void explained(byte[] bytes) {
        for (FrameExplainer explainer : EXPLAINERS) {
            Probe probe = explainer.probe(bytes, 0, bytes.length);
            try {
                Explanation explanation = explainer.explain(bytes);
                assertThat(explanation.facts()).containsEntry("valid", true);
                int next = 0;
                for (Explanation.Part part : explanation.parts()) {
                    assertThat(part.from()).as(explainer.notation()).isEqualTo(next);
                    next = part.to();
                }
                assertThat(next).as(explainer.notation()).isEqualTo(bytes.length);
            } catch (MalformedFrameException refused) {
                assertThat(refused.getMessage()).isNotBlank();
                assertThat(probe).as(explainer.notation()).isNotEqualTo(new Probe.Frame(bytes.length));
            }
        }
    }

    private void spoken(byte[] bytes) {
        byte[] other = SEEDS.get(random.nextInt(SEEDS.size()));
        assertThat(WATER.describe(bytes)).isNotBlank();
        assertThat(WATER.redact(bytes)).hasSameSizeAs(bytes);
        answered(bytes, bytes);
        answered(bytes, other);
        answered(other, bytes);
    }

    private static void answered(byte[] question, byte[] answer) {
        try {
            WATER.dialogue(question).on(answer);
            assertThat(WATER.decode(question, List.of(answer))).isNotNull();
        } catch (MalformedFrameException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private void scanned(byte[] bytes) {
        StreamScanner scanner = new StreamScanner(PROTOCOLS, 300);
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(60));
            scanner.feed(bytes, at, to);
            assertThat(scanner.partialBytes()).isLessThanOrEqualTo(300);
            at = to;
        }
        scanner.giveUpPartial();
    }

    private void told(Dialect dialect, byte[] bytes) {
        List<Dialect.Event> events = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(60));
            events.addAll(dialect.received(bytes, at, to));
            at = to;
        }
        events.addAll(dialect.paused());
        events.forEach(event -> assertThat(event.toString()).isNotBlank());
        try {
            assertThat(dialect.wrap(bytes).length).isGreaterThanOrEqualTo(bytes.length);
        } catch (IllegalStateException notRegistered) {
            assertThat(notRegistered.getMessage()).isNotBlank();
        }
    }

    private byte[] mutated() {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        int times = random.nextInt(4);
        for (int i = 0; i < times; i++) {
            bytes = mutation(bytes);
        }
        return random.nextBoolean() ? repaired(bytes) : bytes;
    }

    private byte[] mutation(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        switch (random.nextInt(7)) {
            case 0 -> {
                return joined(Arrays.copyOf(bytes, at), new byte[] {any()}, bytes, at);
            }
            case 1 -> {
                return joined(Arrays.copyOf(bytes, at), new byte[0], bytes, Math.min(bytes.length, at + 1 + random.nextInt(4)));
            }
            case 2 -> {
                byte[] other = SEEDS.get(random.nextInt(SEEDS.size()));
                return joined(Arrays.copyOf(bytes, at), other, bytes, at);
            }
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                byte[] changed = bytes.clone();
                if (at < changed.length) {
                    changed[at] = any();
                }
                return changed;
            }
        }
    }

    private byte any() {
        byte[] telling = {0x68, 0x16, (byte) 0xFE, (byte) 0xFD, 0x7B, 0x00, (byte) 0xFF, 0x10, 0x2C, 0x33, (byte) 0xAA, (byte) 0x81};
        return random.nextBoolean() ? telling[random.nextInt(telling.length)] : (byte) random.nextInt();
    }

    private static byte[] joined(byte[] head, byte[] middle, byte[] tail, int tailFrom) {
        byte[] all = Arrays.copyOf(head, Math.min(LONGEST, head.length + middle.length + tail.length - tailFrom));
        System.arraycopy(middle, 0, all, Math.min(head.length, all.length), Math.min(middle.length, all.length - Math.min(head.length, all.length)));
        int at = head.length + middle.length;
        if (at < all.length) {
            System.arraycopy(tail, tailFrom, all, at, all.length - at);
        }
        return all;
    }

    /** With the length of the data, checksum and end of the frame that seems to start at the first 68 made right. */
    private static byte[] repaired(byte[] bytes) {
        byte[] right = bytes.clone();
        int start = 0;
        while (start < right.length && right[start] != 0x68) {
            start++;
        }
        int data = start + 7 < right.length && right[start + 7] == 0x68 ? start + 10 : start + 11;
        if (right.length < data + 2 || right.length - data - 2 > 255) {
            return right;
        }
        boolean envelope = right[start + 5] == 0x68;
        if (!envelope) {
            right[data - 1] = (byte) (right.length - data - 2);
        }
        int sum = 0;
        for (int i = envelope ? start + 6 : start; i < right.length - 2; i++) {
            sum += right[i];
        }
        right[right.length - 2] = (byte) sum;
        right[right.length - 1] = 0x16;
        return right;
    }

    private static List<FrameExplainer> explainers() {
        List<FrameExplainer> explainers = new ArrayList<>();
        explainers.add(WATER);
        explainers.addAll(CollectorExplainers.all(PROTOCOLS));
        return explainers;
    }
}
