package com.wattwell.protocol.cjt188;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.StreamScanner.Found;
import com.wattwell.protocol.dlt645.Dlt645Arbitraries;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Cjt188PropertiesTest {

    private static final Cjt188Protocol PROTOCOL = new Cjt188Protocol();

    @Property
    void aFrameIsReadAsItWasWritten(@ForAll("frames") Cjt188Frame frame) {
        assertThat(Cjt188Frame.parse(frame.encode(3))).isEqualTo(frame).hasSameHashCodeAs(frame);
    }

    @Property
    void anIdentifierIsReadInWhicheverOrderItIsSent(@ForAll("identifiers") int identifier, @ForAll DiOrder order) {
        byte[] data = Cjt188Frame.data(identifier, order, 7);
        boolean bothWays = DataIdentifiers.known(identifier) && DataIdentifiers.known(Integer.reverseBytes(identifier) >>> 16);

        if (!bothWays) {
            assertThat(new Cjt188Frame(0x10, Cjt188Frame.ANY, 1, data).identifier()).isEqualTo(identifier);
        }
    }

    @Property
    void everyFrameIsExplainedWholeAndByteByByte(@ForAll("itemFrames") Cjt188Frame frame) {
        byte[] bytes = frame.encode();
        int next = 0;
        for (Part part : PROTOCOL.explain(bytes).parts()) {
            assertThat(part.from()).isEqualTo(next);
            next = part.to();
        }
        assertThat(next).isEqualTo(bytes.length);
        assertThat(PROTOCOL.describe(bytes)).isNotBlank();
    }

    @Property
    void anyBytesAreEitherAFrameOrRefusedByName(@ForAll("noise") byte[] bytes) {
        try {
            PROTOCOL.explain(bytes);
        } catch (MalformedFrameException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        assertThat(PROTOCOL.describe(bytes)).isNotBlank();
        assertThat(PROTOCOL.redact(bytes)).hasSameSizeAs(bytes);
    }

    @Property
    void anyReplyToAnyQuestionIsDecodedOrRefusedByName(@ForAll("itemFrames") Cjt188Frame asked, @ForAll("itemFrames") Cjt188Frame reply) {
        byte[] question = asked.encode(2);
        PROTOCOL.dialogue(question).on(reply.encode());
        try {
            assertThat(PROTOCOL.decode(question, List.of(reply.encode()))).isNotNull();
        } catch (MalformedFrameException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 300)
    void aLineWithMetersOfBothProtocolsIsTakenApartInAnyPieces(@ForAll("mixed") List<Object> sent, @ForAll long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (Object each : sent) {
            byte[] noise = new byte[random.nextInt(4)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) (random.nextInt(8) == 0 ? 0xFE : random.nextInt(0x60));
            }
            line.writeBytes(noise);
            byte[] frame = each instanceof Cjt188Frame water ? water.encode(random.nextInt(4)) : ((Dlt645Frame) each).encode(random.nextInt(4));
            line.writeBytes(frame);
            expected.add((each instanceof Cjt188Frame ? "CJT188 " : "DLT645_2007 ")
                    + Hex.of(each instanceof Cjt188Frame water ? water.encode() : ((Dlt645Frame) each).encode()));
        }
        byte[] bytes = line.toByteArray();
        StreamScanner scanner = new StreamScanner(protocols(), 1024);
        List<Found> found = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
            found.addAll(scanner.feed(bytes, at, to));
            at = to;
        }
        assertThat(found.stream().map(each -> each.protocol().name() + " " + Hex.of(each.frame()))).isEqualTo(expected);
        assertThat(scanner.partialBytes()).isZero();
    }

    private static List<MeterProtocol> protocols() {
        return List.of(Protocols.named("CJT188"), Protocols.named("DLT645_2007"));
    }

    @Provide
    Arbitrary<Cjt188Frame> frames() {
        return Combinators.combine(types(), addresses(), Arbitraries.integers().between(0, 255), Dlt645Arbitraries.bytes(0, 70))
                .as(Cjt188Frame::new);
    }

    @Provide
    Arbitrary<Cjt188Frame> itemFrames() {
        Arbitrary<Integer> controls = Arbitraries.of(0x01, 0x81, 0xC1, 0x04, 0x84, 0xC4, 0x03, 0x83, 0x15, 0x95, 0x16, 0x96, 0x09, 0x89);
        Arbitrary<Integer> lengths = Arbitraries.of(0, 1, 2, 4, 5, 7, 9, 15, 19, 43, 59);
        return Combinators.combine(types(), addresses(), controls, identifiers(), Arbitraries.of(DiOrder.values()), lengths,
                Arbitraries.longs()).as((type, address, control, identifier, order, length, seed) -> {
                    byte[] rest = new byte[length];
                    new Random(seed).nextBytes(rest);
                    return new Cjt188Frame(type, address, control, Cjt188Frame.data(identifier, order, 9, rest));
                });
    }

    /** Addresses and data here hold no 68H, since a 645 frame may by chance stand inside a longer frame of the other. */
    @Provide
    Arbitrary<List<Object>> mixed() {
        Arbitrary<String> digits = Arbitraries.strings().withChars("01234579").ofLength(14);
        Arbitrary<Object> water = Combinators.combine(digits, Arbitraries.of(0x0901, 0x901F, 0xD120))
                .as((address, item) -> new Cjt188Frame(0x10, address, 0x81,
                        Cjt188Frame.data(item, DiOrder.LOW_BYTE_FIRST, 1, new byte[19])));
        Arbitrary<Object> electricity = digits.map(address -> new Dlt645Frame(address.substring(2), 0x91,
                Dlt645Frame.itemData(0x00010000, (byte) 0x26, (byte) 0, (byte) 0, (byte) 0)));
        return Arbitraries.oneOf(water, electricity).list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<Integer> identifiers() {
        return Arbitraries.of(DataIdentifiers.rows()).map(ItemRow::first);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        return Arbitraries.oneOf(Dlt645Arbitraries.bytes(0, 80), frames().map(frame -> {
            byte[] bytes = frame.encode();
            bytes[bytes.length / 2] ^= 0x10;
            return bytes;
        }), Dlt645Arbitraries.bytes(0, 40).map(bytes -> {
            byte[] head = Hex.parse("6810AAAAAAAAAAAAAA0409");
            byte[] all = Arrays.copyOf(head, head.length + bytes.length);
            System.arraycopy(bytes, 0, all, head.length, bytes.length);
            return all;
        }));
    }

    private static Arbitrary<Integer> types() {
        return Arbitraries.of(0x10, 0x11, 0x19, 0x20, 0x21, 0x25, 0x30, 0x40, 0x49, 0xAA);
    }

    private static Arbitrary<String> addresses() {
        return Arbitraries.oneOf(Arbitraries.strings().numeric().ofLength(14),
                Arbitraries.of("AAAAAAAAAAAAAA", "68166816681668", "FEFEFEFEFEFEFE", "00000000000001"));
    }
}
