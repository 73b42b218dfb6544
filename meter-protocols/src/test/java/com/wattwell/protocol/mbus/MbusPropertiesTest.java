package com.wattwell.protocol.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Explanation.Part;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.StreamScanner;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MbusPropertiesTest {

    private static final Integer[] INFORMATION = {0x50, 0x51, 0x52, 0x55, 0x70, 0x71, 0x72, 0x73, 0x76, 0x77, 0x78, 0x7A, 0x79, 0xBB};

    private final MbusProtocol protocol = new MbusProtocol();

    @Provide
    Arbitrary<Integer> information() {
        return Arbitraries.of(INFORMATION);
    }

    @Property
    void aFrameIsWrittenAndReadBack(@ForAll @IntRange(max = 255) int control, @ForAll @IntRange(max = 255) int address,
            @ForAll @IntRange(max = 255) int information, @ForAll @Size(max = 252) byte[] data) {
        MbusFrame frame = MbusFrame.parse(MbusFrame.ofLong(control, address, information, data).encode());

        assertThat(frame.control()).isEqualTo(control);
        assertThat(frame.address()).isEqualTo(address);
        assertThat(frame.information()).isEqualTo(information);
        assertThat(frame.data()).isEqualTo(data);
    }

    @Property
    void anyBytesAreAFrameOrRefusedWithAReason(@ForAll @Size(max = 40) byte[] bytes) {
        tryEverything(bytes);
    }

    @Property(tries = 3000)
    void anyUserDataAreReadOrRefusedWithAReason(@ForAll("information") int information, @ForAll @Size(max = 120) byte[] data) {
        tryEverything(MbusFrame.ofLong(0x08, 5, information, data).encode());
        tryEverything(MbusFrame.ofLong(0x53, 5, information, data).encode());
    }

    @Property
    void theScannerFindsFramesInAnyPieces(@ForAll @Size(max = 30) byte[] noise, @ForAll @IntRange(min = 1, max = 50) int size) {
        byte[] frame = Telegrams.answer(5, "0C1356341200 4C1321430000 1F");
        byte[] quiet = noise.clone();
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = quiet[i] == 0x68 || quiet[i] == 0x10 ? 0 : quiet[i];
        }
        byte[] stream = Hex.parse(Hex.of(quiet) + Hex.of(frame) + "107B058016" + Hex.of(quiet) + Hex.of(frame));
        StreamScanner scanner = new StreamScanner(List.of(protocol), 300);
        List<String> found = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            scanner.feed(stream, at, Math.min(stream.length, at + size)).forEach(one -> found.add(Hex.of(one.frame())));
        }
        assertThat(found).containsExactly(Hex.of(frame), "107B058016", Hex.of(frame));
    }

    @Property
    void aProbeNeverLooksPastItsEnd(@ForAll @Size(min = 1, max = 60) byte[] data, @ForAll @IntRange(max = 70) int to) {
        byte[] frame = MbusFrame.ofLong(0x08, 5, 0x72, data).encode();
        int end = Math.min(to, frame.length - 1);

        assertThat(protocol.probe(frame, 0, end)).isInstanceOf(Probe.Incomplete.class);
        byte[] other = Arrays.copyOf(Arrays.copyOf(frame, end), frame.length);
        assertThat(protocol.probe(other, 0, end)).isEqualTo(protocol.probe(frame, 0, end));
    }

    @Property
    void aClockIsWrittenAndReadBack(@ForAll @IntRange(min = 1981, max = 2080) int year, @ForAll @IntRange(max = 525_599) int minutes) {
        LocalDateTime time = LocalDateTime.of(year, 1, 1, 0, 0).plusMinutes(minutes);

        assertThat(WireDate.read(WireDate.encode(time), 0, 4)).isEqualTo(time + ":00");
    }

    @Property
    void aSecondaryAddressIsWrittenAndReadBack(@ForAll @Size(8) byte[] wire) {
        SecondaryAddress address = SecondaryAddress.read(wire, 0);

        assertThat(address.encode()).isEqualTo(wire);
        assertThat(SecondaryAddress.parse(address.toString())).isEqualTo(address);
        assertThat(SecondaryAddress.ANY.selects(address)).isTrue();
    }

    @Property(tries = 300)
    void whatEndsInAPasswordIsNeverShown(@ForAll @Size(4) byte[] password, @ForAll @Size(4) byte[] other) {
        byte[] one = MbusRequest.dataSend("5", Hex.parse("011305 04FD16".replace(" ", "") + Hex.of(password)));
        byte[] two = MbusRequest.dataSend("5", Hex.parse("011305 04FD16".replace(" ", "") + Hex.of(other)));

        assertThat(protocol.redact(one)).isEqualTo(protocol.redact(two));
        assertThat(protocol.describe(one)).isEqualTo(protocol.describe(two));
    }

    /** A seeded fuzz: good telegrams with a few bytes changed and their checksum put right. */
    @Property(tries = 20)
    void mutatedTelegramsAreReadOrRefusedWithAReason(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] good = Telegrams.answer(5, "0C1356341200 C4FF010601000000 02FC034852257422 15 0DFD110541424344 45 04936D0F2A583B "
                + "046D0F2A583B 02FDC8FC01FD08 05FD5C6F12832F 04FD1678563412 2F2F 0BFD13785634 1F0102");
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                bad[FrameProbe.CONTROL_AT + random.nextInt(bad.length - FrameProbe.OVERHEAD)] = (byte) random.nextInt();
            }
            bad[bad.length - 2] = Checksum.of(bad, FrameProbe.CONTROL_AT, bad.length - 2);
            tryEverything(bad);
        }
    }

    private void tryEverything(byte[] bytes) {
        onlyMalformed(() -> MbusFrame.parse(bytes));
        onlyMalformed(() -> Telegram.of(bytes));
        onlyMalformed(() -> {
            Explanation explanation = protocol.explain(bytes);
            int at = 0;
            for (Part part : explanation.parts()) {
                assertThat(part.from()).isEqualTo(at);
                assertThat(part.meaning()).isNotNull();
                at = part.to();
            }
            assertThat(at).isEqualTo(bytes.length);
        });
        onlyMalformed(() -> protocol.decode(MbusRequest.readout("5"), List.of(bytes)));
        onlyMalformed(() -> protocol.decode(MbusRequest.readoutOfAny(), List.of(bytes)));
        onlyMalformed(() -> protocol.decode(MbusRequest.setBaud("5", 300), List.of(bytes)));
        onlyMalformed(() -> protocol.dialogue(bytes));
        Dialogue dialogue = protocol.dialogue(MbusRequest.readout("5"));
        dialogue.on(bytes);
        dialogue.on(new byte[] {(byte) 0xE5});
        dialogue.on(bytes);
        assertThat(protocol.describe(bytes)).doesNotContain("\n");
        byte[] clean = protocol.redact(bytes);
        assertThat(clean).hasSameSizeAs(bytes);
        assertThat(protocol.redact(clean)).isEqualTo(clean);
    }

    private static void onlyMalformed(Runnable attempt) {
        try {
            attempt.run();
        } catch (MalformedFrameException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
