package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Arbitraries;
import com.wattwell.protocol.dtu.Dialect.Event;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a collector sends, it says the same in any pieces; what is wrapped comes out as it went in. */
class DialectPropertiesTest {

    private static final String FRAME = "6861010000000068910833333433593333338A16";
    private static final String WATER = "68105054771118000081161F9000000000002C000000002C0000000000000000005A16";
    private static final String DLT698 = "6817004345AAAAAAAAAAAA005B4F0501004001020000ED0316";
    private static final String PING = "70696E67";
    private static final String LOGIN = "4C4F47494E3A313030310D0A";
    private static final String FOUR_FAITH = "78563412313330363636363838383800C0A8014200";
    private static final String DDP_REGISTER = "7B01001631333331323334353637380A0A0A0A13887B";
    private static final String GDW_LOGIN = "683200320068C900023412000271000001008516";
    private static final String GDW_HEARTBEAT = "683200320068C900023412000271000004008816";

    @Property
    void aTransparentCollectorSaysTheSameInAnyPieces(@ForAll("said") List<String> said,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 500) Integer> cuts) {
        byte[] bytes = Hex.parse(LOGIN + String.join("", said));
        List<Event> pieces = inPieces(transparent(), bytes, cuts);

        assertThat(DialectTest.told(pieces)).isEqualTo(DialectTest.told(inPieces(transparent(), bytes, List.of())));
        assertThat(DialectTest.payload(pieces)).isEqualTo(String.join("", said.stream().filter(each -> each.equals(FRAME) || each.equals(WATER)).toList()));
    }

    @Property
    void whatFourFaithEscapesComesOutAsItWentIn(@ForAll("payloads") List<byte[]> payloads,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 500) Integer> cuts) {
        Dialect box = DialectTest.open(DialectKind.FOUR_FAITH_PROT, List.of(), List.of());
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(Hex.parse(FOUR_FAITH));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (byte[] payload : payloads) {
            assertThat(box.wrap(payload)).hasSizeLessThanOrEqualTo(2 * payload.length);
            wire.writeBytes(box.wrap(payload));
            wire.write(0xFE);
            sent.writeBytes(payload);
        }
        List<Event> events = inPieces(box, wire.toByteArray(), cuts);

        assertThat(DialectTest.payload(events)).isEqualTo(Hex.of(sent.toByteArray()));
        assertThat(events).filteredOn(Event.Heartbeat.class::isInstance).hasSameSizeAs(payloads);
        assertThat(events).noneMatch(Event.Noise.class::isInstance);
    }

    @Property
    void whatHongdianCarriesComesOutAsItWentIn(@ForAll("payloads") List<byte[]> payloads,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 500) Integer> cuts) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        wire.writeBytes(Hex.parse(DDP_REGISTER));
        for (byte[] payload : payloads) {
            wire.writeBytes(new DdpPacket(DdpPacket.DATA, "13312345678", payload).encode());
            sent.writeBytes(payload);
        }
        List<Event> events = inPieces(DialectTest.open(DialectKind.HONGDIAN_DDP, List.of(), List.of()), wire.toByteArray(), cuts);

        assertThat(DialectTest.payload(events)).isEqualTo(Hex.of(sent.toByteArray()));
        assertThat(events).noneMatch(Event.Noise.class::isInstance);
    }

    @Property
    void whatAConcentratorForwardsComesOutAsItWentIn(@ForAll("payloads") List<byte[]> payloads,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 500) Integer> cuts) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        wire.writeBytes(Hex.parse(GDW_LOGIN));
        for (byte[] payload : payloads) {
            String head = "00000100" + "01" + Hex.of(payload.length) + Hex.of(payload.length >> 8);
            wire.writeBytes(new Gdw3761Frame(0x88, "02001234", 2, Gdw3761Frame.FORWARD, 0x60, Hex.parse(head + Hex.of(payload))).encode());
            wire.writeBytes(Hex.parse(GDW_HEARTBEAT));
            sent.writeBytes(payload);
        }
        List<Event> events = inPieces(DialectTest.open(DialectKind.GDW_1376_1, List.of(), List.of()), wire.toByteArray(), cuts);

        assertThat(DialectTest.payload(events)).isEqualTo(Hex.of(sent.toByteArray()));
        assertThat(events).filteredOn(Event.Heartbeat.class::isInstance).hasSameSizeAs(payloads);
        assertThat(events).noneMatch(Event.Noise.class::isInstance);
    }

    @Property
    void aPacketIsReadAsItWasWritten(@ForAll("payloads") List<byte[]> payloads, @ForAll @IntRange(min = 0, max = 255) int control) {
        for (byte[] payload : payloads) {
            Gdw3761Frame frame = Gdw3761Frame.parse(new Gdw3761Frame(control, "02001234", 2, 0x10, 0x60, payload).encode());
            assertThat(frame.data()).isEqualTo(payload);
            assertThat(frame.control()).isEqualTo(control);
            assertThat(DdpPacket.parse(new DdpPacket(0x89, "13312345678", payload).encode()).data()).isEqualTo(payload);
        }
    }

    @Provide
    Arbitrary<List<String>> said() {
        return Arbitraries.of(FRAME, WATER, DLT698, PING, LOGIN, "FE", "FEFEFE", "0D0A", "0102", "524F").list().ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<byte[]>> payloads() {
        Arbitrary<byte[]> telling = Arbitraries.of((byte) 0xFD, (byte) 0xFE, (byte) 0x7B, (byte) 0x68).array(byte[].class).ofMinSize(1).ofMaxSize(20);
        return Arbitraries.oneOf(Dlt645Arbitraries.bytes(1, 60), telling).list().ofMaxSize(6);
    }

    private static Dialect transparent() {
        return DialectTest.open(DialectKind.TRANSPARENT, List.of("ascii:LOGIN:{id}"), List.of("text:ping"));
    }

    private static List<Event> inPieces(Dialect dialect, byte[] bytes, List<Integer> cuts) {
        List<Event> events = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().filter(each -> each < bytes.length).sorted().toList()) {
            events.addAll(dialect.received(bytes, from, cut));
            from = cut;
        }
        events.addAll(dialect.received(bytes, from, bytes.length));
        events.addAll(dialect.paused());
        return events;
    }
}
