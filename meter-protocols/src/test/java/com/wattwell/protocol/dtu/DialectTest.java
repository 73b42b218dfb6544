package com.wattwell.protocol.dtu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.Dialect.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectTest {

    private static final List<MeterProtocol> PROTOCOLS = Protocols.all();
    private static final String FRAME = "6861010000000068910833333433593333338A16";
    private static final String WATER = "68105054771118000081161F9000000000002C000000002C0000000000000000005A16";

    private static final String FOUR_FAITH = "78563412313330363636363838383800C0A8014200";
    private static final String DDP_REGISTER = "7B01001631333331323334353637380A0A0A0A13887B";
    private static final String DDP_ACCEPTED = "7B81001031333331323334353637387B";
    private static final String DDP_ACK = "7B85001031333331323334353637387B";
    private static final String GDW_LOGIN = "683200320068C900023412000271000001008516";
    private static final String GDW_HEARTBEAT = "683200320068C900023412000271000004008816";
    private static final String GDW_CONFIRM = "6832003200680B0002341200006100000100B516";
    private static final String DLT698 = "6817004345AAAAAAAAAAAA005B4F0501004001020000ED0316";

    // transparent

    @Test
    void aCollectorRegistersOnceAndThenPassesFramesThrough() {
        Dialect dialect = transparent("ascii:LOGIN:{id}[,{token}]");

        assertThat(told(dialect.received(bytes("LOGIN:cd1,s3cret<0D0A>")))).containsExactly("registered CD1");
        assertThat(told(dialect.received(Hex.parse("FEFE" + FRAME + WATER)))).containsExactly("payload " + FRAME, "payload " + WATER);
    }

    @Test
    void theRegistrationMayBeGluedToTheFirstFrameOrCutAnywhere() {
        byte[] bytes = bytes("LOGIN:1001<0D0AFEFE" + FRAME + ">");
        for (int cut = 1; cut < bytes.length; cut++) {
            Dialect dialect = transparent("ascii:LOGIN:{id}");
            List<String> told = new ArrayList<>(told(dialect.received(bytes, 0, cut)));
            told.addAll(told(dialect.received(bytes, cut, bytes.length)));
            assertThat(told).containsExactly("registered 1001", "payload " + FRAME);
        }
    }

    @Test
    void anIdWithoutAnEndIsCertainAfterAPause() {
        Dialect dialect = transparent("ascii:{id:8-20d}");

        assertThat(dialect.received(bytes("2715128681"))).isEmpty();
        assertThat(told(dialect.paused())).containsExactly("registered 2715128681");
    }

    @Test
    void imeiIccidAndPhoneAreRegistrations() {
        assertThat(told(transparent("hex:{id:15d}00010203").received(bytes("355837089512343<00010203>")))).containsExactly("registered 355837089512343");
        assertThat(told(transparent("ascii:{id:20d}").received(bytes("89860012345678901234")))).containsExactly("registered 89860012345678901234");
        assertThat(told(transparent("ascii:{id:11d}").received(bytes("13066668888")))).containsExactly("registered 13066668888");
        assertThat(told(transparent("hex:{id:10b}").received(Hex.parse("89860012345678901234")))).containsExactly("registered 89860012345678901234");
        assertThat(told(transparent("hex:{id:10s}").received(Hex.parse("98680021436587092143")))).containsExactly("registered 89860012345678901234");
    }

    @Test
    void theIdInFrontOfEveryFrameIsTakenOff() {
        Dialect dialect = transparent("ascii:CTRL:&{id:16d}");
        String id = "CTRL:&2017070000000921";

        List<String> told = new ArrayList<>(told(dialect.received(bytes(id + "<FEFEFE" + WATER + ">"))));
        told.addAll(told(dialect.received(bytes(id + "<FEFEFE" + WATER + ">" + id + "<" + FRAME + ">"))));

        assertThat(told).containsExactly("registered 2017070000000921", "payload " + WATER, "registered 2017070000000921",
                "payload " + WATER, "registered 2017070000000921", "payload " + FRAME);
    }

    @Test
    void anIdThatCutsAFrameInTwoIsTakenOffWhereEveryPacketCarriesIt() {
        Dialect dialect = open(DialectKind.ID_IN_EVERY_PACKET, List.of("ascii:DEV{id:4d}"), List.of());

        List<String> told = new ArrayList<>(told(dialect.received(bytes("DEV0815<0D0A" + FRAME.substring(0, 14) + ">"))));
        told.addAll(told(dialect.received(bytes("DEV0815<0D0A" + FRAME.substring(14) + ">"))));

        assertThat(told).containsExactly("registered 0815", "registered 0815", "payload " + FRAME);
    }

    @Test
    void heartbeatsOfEverySortAreSignsOfLifeAndNeverPartOfAFrame() {
        Dialect dialect = open(DialectKind.TRANSPARENT, List.of("ascii:{id:4d}"), List.of("text:ping", "text:keepalive", "hex:00", "hex:333433"));
        dialect.received(bytes("1001<0D0A>"));

        assertThat(told(dialect.received(bytes("pi")))).isEmpty();
        assertThat(told(dialect.received(bytes("ng<FE" + FRAME + "00" + WATER + ">keepalive"))))
                .containsExactly("heartbeat text:ping", "payload " + FRAME, "heartbeat hex:00", "payload " + WATER);
        assertThat(told(dialect.paused())).containsExactly("heartbeat text:keepalive");
        assertThat(dialect.received(Hex.parse("FEFEFE"))).isEmpty();
        assertThat(dialect.paused()).isEmpty();
    }

    @Test
    void theFrameOfAnotherSystemIsPassedOverByName() {
        Dialect dialect = transparent("ascii:{id:4d}");
        dialect.received(bytes("1001<0D0A>"));

        List<String> told = new ArrayList<>(told(dialect.received(Hex.parse(DLT698 + GDW_LOGIN + FRAME))));
        told.addAll(told(dialect.paused()));

        assertThat(told).containsExactly("aside DL/T 698.45 frame", "aside Q/GDW 1376.1 frame", "payload " + FRAME);
    }

    @Test
    void anotherIdOnALiveConnectionIsToldAndNoiseIsNoise() {
        Dialect dialect = transparent("ascii:{id:4d}");
        dialect.received(bytes("1001<0D0A>"));

        dialect.received(bytes("1002<0D0A>"));
        assertThat(told(dialect.paused())).containsExactly("registered 1002");
        dialect.received(bytes("GET / HTTP"));
        assertThat(told(dialect.paused())).containsExactly("noise " + Hex.of(bytes("GET / HTTP")));
        dialect.received(bytes("1001<0D0A>"));
        assertThat(told(dialect.paused())).containsExactly("registered 1001");
    }

    @Test
    void aFrameWhoseRestNeverComesGivesWayAfterAPause() {
        Dialect dialect = transparent("ascii:{id:4d}");
        dialect.received(bytes("1001<0D0A>"));

        assertThat(dialect.received(Hex.parse("6810" + FRAME))).isEmpty();
        assertThat(told(dialect.paused())).containsExactly("noise 6810", "payload " + FRAME);
    }

    @Test
    void aReplyOfOneByteIsPassedOnWhileItIsAwaited() {
        Dialect dialect = open(DialectKind.TRANSPARENT, List.of(), List.of());
        dialect.await(PROTOCOLS.getFirst(), 0xE5);

        assertThat(told(dialect.received(Hex.parse("E5E5")))).containsExactly("payload E5");
        assertThat(told(dialect.paused())).containsExactly("noise E5");
    }

    @Test
    void aLineWithoutRegistrationIsReadAtOnce() {
        Dialect dialect = open(DialectKind.TRANSPARENT, List.of(), List.of());

        assertThat(told(dialect.received(Hex.parse(FRAME)))).containsExactly("payload " + FRAME);
        assertThat(dialect.wrap(Hex.parse(FRAME))).isEqualTo(Hex.parse(FRAME));
    }

    @Test
    void aHeadThatNeverBecomesARegistrationIsNotKeptForEver() {
        Dialect dialect = transparent("ascii:LOGIN:{id}");
        byte[] endless = new byte[10_000];
        Arrays.fill(endless, (byte) 'x');

        assertThat(dialect.received(endless)).isNotEmpty().allSatisfy(event -> assertThat(event).isInstanceOf(Event.Noise.class));
        dialect.paused();
        assertThat(told(dialect.received(bytes("LOGIN:7<0A>")))).containsExactly("registered 7");
    }

    @Test
    void aHeartbeatAheadOfTheRegistrationDoesNoHarm() {
        Dialect dialect = open(DialectKind.TRANSPARENT, List.of("ascii:LOGIN:{id}"), List.of("text:ping"));

        dialect.received(bytes("ping"));
        assertThat(told(dialect.paused())).containsExactly("heartbeat text:ping");
        assertThat(told(dialect.received(bytes("LOGIN:7<0A>")))).containsExactly("registered 7");
    }

    @Test
    void inHandRegistersWithFourteenBytesAndBeatsInItsOwnWay() {
        Dialect dialect = open(DialectKind.INHAND_BRIDGE, List.of(), List.of());

        assertThat(told(dialect.received(Hex.parse("AA0131333830303133383030300D" + FRAME)))).containsExactly("registered 13800138000", "payload " + FRAME);
        dialect.received(Hex.parse("55AA55AA0300001165"));
        assertThat(told(dialect.paused())).containsExactly("heartbeat hex:55AA55AA0300001165");
    }

    // Four-Faith

    @Test
    void fourFaithRegistersAndEscapesBothWays() {
        Dialect dialect = open(DialectKind.FOUR_FAITH_PROT, List.of(), List.of());

        assertThat(told(dialect.received(Hex.parse(FOUR_FAITH)))).containsExactly("registered 13066668888");
        assertThat(told(dialect.received(Hex.parse("FDEEFDEE" + FRAME + "FE" + "FDED")))).containsExactly("payload FEFE" + FRAME, "heartbeat FE", "payload FD");
        assertThat(Hex.of(dialect.wrap(Hex.parse("FEFEFDED68")))).isEqualTo("FDEEFDEEFDEDED68");
    }

    @Test
    void fourFaithIsReadWhereverItIsCut() {
        byte[] bytes = Hex.parse("FE" + FOUR_FAITH + "FDEEFDED" + FRAME + "FE");
        for (int cut = 1; cut < bytes.length; cut++) {
            Dialect dialect = open(DialectKind.FOUR_FAITH_PROT, List.of(), List.of());
            List<Event> events = new ArrayList<>(dialect.received(bytes, 0, cut));
            events.addAll(dialect.received(bytes, cut, bytes.length));
            assertThat(payload(events)).isEqualTo("FEFD" + FRAME);
            assertThat(told(events)).first().isEqualTo("heartbeat FE");
            assertThat(told(events)).contains("registered 13066668888").last().isEqualTo("heartbeat FE");
        }
    }

    @Test
    void aFourFaithEscapeThatIsNoneIsNoise() {
        Dialect dialect = open(DialectKind.FOUR_FAITH_PROT, List.of(), List.of());
        dialect.received(Hex.parse(FOUR_FAITH));

        assertThat(told(dialect.received(Hex.parse("01FD02FDFE03")))).containsExactly("payload 01", "noise FD", "payload 02", "noise FD",
                "heartbeat FE", "payload 03");
    }

    @Test
    void aFourFaithRegistrationIsCheckedAndMayComeAgain() {
        Dialect dialect = open(DialectKind.FOUR_FAITH_PROT, List.of(), List.of());

        assertThat(told(dialect.received(Hex.parse(FOUR_FAITH.replace("C0A8014200", "C0A8014201"))))).containsExactly(
                "noise " + FOUR_FAITH.replace("C0A8014200", "C0A8014201"));
        dialect.received(Hex.parse("010203"));
        assertThat(told(dialect.paused())).containsExactly("noise 010203");
        assertThat(dialect.paused()).isEmpty();
        assertThat(told(dialect.received(Hex.parse(FOUR_FAITH + FRAME)))).containsExactly("registered 13066668888", "payload " + FRAME);
        assertThat(told(dialect.received(Hex.parse(FOUR_FAITH)))).containsExactly("registered 13066668888");
    }

    // Hongdian

    @Test
    void aHongdianRegistrationIsAnsweredAndServesAsHeartbeat() {
        Dialect dialect = open(DialectKind.HONGDIAN_DDP, List.of(), List.of());

        assertThat(told(dialect.received(Hex.parse(DDP_REGISTER)))).containsExactly("registered 13312345678", "answer " + DDP_ACCEPTED);
        assertThat(told(dialect.received(Hex.parse(DDP_REGISTER)))).containsExactly("registered 13312345678", "answer " + DDP_ACCEPTED);
    }

    @Test
    void hongdianDataTravelInsideThePacketAndAreAcknowledged() {
        Dialect dialect = registeredHongdian();
        String data = FRAME + "7B7B";

        assertThat(told(dialect.received(Hex.parse("7B0900263133333132333435363738" + data + "7B"))))
                .containsExactly("payload " + data, "answer " + DDP_ACK);
        assertThat(Hex.of(dialect.wrap(Hex.parse(FRAME)))).isEqualTo("7B8900243133333132333435363738" + FRAME + "7B");
    }

    @Test
    void hongdianDataMayStandBehindThePacketAndAreSentAlike() {
        Dialect dialect = registeredHongdian();

        assertThat(told(dialect.received(Hex.parse("7B09001031333331323334353637387B" + FRAME + DDP_REGISTER))))
                .containsExactly("answer " + DDP_ACK, "payload " + FRAME, "registered 13312345678", "answer " + DDP_ACCEPTED);
        assertThat(Hex.of(dialect.wrap(Hex.parse(FRAME)))).isEqualTo("7B89001031333331323334353637387B" + FRAME);
    }

    @Test
    void hongdianIsReadWhereverItIsCut() {
        byte[] inside = Hex.parse(DDP_REGISTER + "7B09002531333331323334353637387B" + FRAME + "7B" + DDP_REGISTER);
        byte[] behind = Hex.parse(DDP_REGISTER + "7B09001031333331323334353637387B" + FRAME + "7B" + DDP_REGISTER);
        for (byte[] bytes : List.of(inside, behind)) {
            for (int cut = 1; cut < bytes.length; cut++) {
                Dialect dialect = open(DialectKind.HONGDIAN_DDP, List.of(), List.of());
                List<Event> events = new ArrayList<>(dialect.received(bytes, 0, cut));
                events.addAll(dialect.received(bytes, cut, bytes.length));
                assertThat(payload(events)).isEqualTo(bytes == inside ? "7B" + FRAME : FRAME + "7B");
                assertThat(told(events)).filteredOn(each -> each.startsWith("registered")).hasSize(2);
                assertThat(told(events)).noneMatch(each -> each.startsWith("noise"));
            }
        }
    }

    @Test
    void whatElseAHongdianBoxSaysIsUnderstood() {
        Dialect dialect = registeredHongdian();

        assertThat(told(dialect.received(Hex.parse("7B05001031333331323334353637387B")))).containsExactly("heartbeat acknowledgement of data");
        assertThat(told(dialect.received(Hex.parse("7B0E001131333331323334353637386A7B")))).containsExactly("aside DDP log");
        assertThat(told(dialect.received(Hex.parse("7B02001031333331323334353637387B")))).containsExactly("ended logout");
        assertThat(told(dialect.received(Hex.parse("0102" + DDP_REGISTER)))).startsWith("noise 0102", "registered 13312345678");
        dialect.received(Hex.parse("7B09"));
        assertThat(told(dialect.paused())).containsExactly("noise 7B09");
    }

    @Test
    void aLongHongdianPayloadGoesOutInSeveralPackets() {
        byte[] wrapped = registeredHongdian().wrap(new byte[2000]);

        assertThat(wrapped).hasSize(2000 + 2 * 16).startsWith(Hex.parse("7B890410"));
        assertThatIllegalStateException().isThrownBy(() -> open(DialectKind.HONGDIAN_DDP, List.of(), List.of()).wrap(new byte[1]));
    }

    // Q/GDW 1376.1

    @Test
    void aConcentratorsLoginAndHeartbeatsAreConfirmed() {
        Dialect dialect = open(DialectKind.GDW_1376_1, List.of(), List.of());

        assertThat(told(dialect.received(Hex.parse(GDW_LOGIN)))).containsExactly("registered 02001234", "answer " + GDW_CONFIRM);
        assertThat(told(dialect.received(Hex.parse(GDW_HEARTBEAT)))).containsExactly("heartbeat Q/GDW 1376.1 heartbeat", "answer " + GDW_CONFIRM);
        assertThat(told(dialect.received(Hex.parse("683200320068C900023412000271000002008616"))))
                .containsExactly("ended logout", "answer " + GDW_CONFIRM);
        assertThat(told(dialect.received(Hex.parse(GDW_CONFIRM)))).containsExactly("aside Q/GDW 1376.1 echo of confirm");
    }

    @Test
    void aHeartbeatOfAConcentratorThatIsNotKnownIsItsLogin() {
        assertThat(told(open(DialectKind.GDW_1376_1, List.of(), List.of()).received(Hex.parse(GDW_HEARTBEAT))))
                .containsExactly("registered 02001234", "answer " + GDW_CONFIRM);
    }

    @Test
    void aForwardedReplyIsUnwrappedWhereverItIsCut() {
        String forwarded = "688E008E006884300501A0DE1060000001000114006801003005252068910833333433533A3333A4161C16";
        byte[] bytes = Hex.parse("00" + forwarded + "68" + GDW_LOGIN);
        for (int cut = 1; cut < bytes.length; cut++) {
            Dialect dialect = open(DialectKind.GDW_1376_1, List.of(), List.of());
            List<Event> events = new ArrayList<>(dialect.received(bytes, 0, cut));
            events.addAll(dialect.received(bytes, cut, bytes.length));
            events.addAll(dialect.paused());
            assertThat(told(events)).containsExactly("noise 00", "payload 6801003005252068910833333433533A3333A416",
                    "noise 68", "registered 02001234", "answer " + GDW_CONFIRM);
        }
    }

    @Test
    void aRequestIsForwardedToThePortWithItsLineAndTimeOuts() {
        Dialect dialect = open(DialectKind.GDW_1376_1, List.of(), List.of());
        assertThatIllegalStateException().isThrownBy(() -> dialect.wrap(Hex.parse(FRAME)));
        dialect.received(Hex.parse(GDW_LOGIN));

        Gdw3761Frame frame = Gdw3761Frame.parse(dialect.wrap(Hex.parse(FRAME)));

        assertThat(frame.address()).isEqualTo("02001234");
        assertThat(frame.afn()).isEqualTo(0x10);
        assertThat(frame.function()).isEqualTo(1);
        assertThat(Hex.of(frame.data())).isEqualTo("00000100" + "01" + "6B" + "85" + "64" + "1400" + FRAME + "00".repeat(16));
        assertThat(Gdw3761Frame.parse(dialect.wrap(Hex.parse(FRAME))).seq()).isEqualTo(frame.seq() + 1);
    }

    @Test
    void aForwardedLengthThatIsTooLongIsNoise() {
        Dialect dialect = open(DialectKind.GDW_1376_1, List.of(), List.of());
        byte[] wrong = new Gdw3761Frame(0x88, "02001234", 2, 0x10, 0x60, Hex.parse("00000100" + "01" + "0900" + "68")).encode();
        byte[] empty = new Gdw3761Frame(0x88, "02001234", 2, 0x10, 0x60, Hex.parse("00000100" + "01" + "0000")).encode();
        byte[] other = new Gdw3761Frame(0x88, "02001234", 2, 0x0C, 0x60, Hex.parse("00000100")).encode();

        assertThat(told(dialect.received(wrong))).containsExactly("noise 0000010001090068");
        assertThat(told(dialect.received(empty))).containsExactly("aside Q/GDW 1376.1 forwarding without an answer");
        assertThat(told(dialect.received(other))).containsExactly("aside Q/GDW 1376.1 AFN 0C F1");
    }

    // all of them

    @Test
    void theFirstWordsTellWhichDialectACollectorSpeaks() {
        assertThat(told(anyKind().received(Hex.parse(FOUR_FAITH + "FDEE")))).containsExactly("registered 13066668888", "payload FE");
        assertThat(told(anyKind().received(Hex.parse(DDP_REGISTER)))).containsExactly("registered 13312345678", "answer " + DDP_ACCEPTED);
        assertThat(told(anyKind().received(Hex.parse(GDW_LOGIN)))).containsExactly("registered 02001234", "answer " + GDW_CONFIRM);
        assertThat(told(anyKind().received(Hex.parse("AA0131333830303133383030300D")))).containsExactly("registered 13800138000");
        assertThat(told(anyKind().received(bytes("LOGIN:1001<0D0A" + FRAME + ">")))).containsExactly("registered 1001", "payload " + FRAME);
    }

    @Test
    void theFirstWordsAreUnderstoodByteByByte() {
        for (String words : List.of(FOUR_FAITH, DDP_REGISTER, GDW_LOGIN, "AA0131333830303133383030300D", Hex.of(bytes("LOGIN:1001<0D>")))) {
            Dialect dialect = anyKind();
            List<String> told = new ArrayList<>();
            for (byte each : Hex.parse(words)) {
                told.addAll(told(dialect.received(new byte[] {each})));
            }
            assertThat(told).first().asString().startsWith("registered");
            assertThat(dialect.wrap(new byte[] {1})).isNotEmpty();
        }
    }

    @Test
    void wordsThatNoDialectUnderstandsAreNoiseAfterAPause() {
        Dialect dialect = anyKind();

        assertThat(dialect.received(bytes("GET / HTTP/1.1"))).isEmpty();
        assertThat(told(dialect.paused())).containsExactly("noise " + Hex.of(bytes("GET / HTTP/1.1")));
        assertThatIllegalStateException().isThrownBy(() -> dialect.wrap(new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> DialectKind.byFirstWords(List.of(DialectKind.TRANSPARENT),
                new DialectSettings(List.of(), List.of(), PROTOCOLS, 4096))).withMessageContaining("patterns");
        assertThatIllegalArgumentException().isThrownBy(() -> DialectKind.byFirstWords(List.of(),
                new DialectSettings(List.of(), List.of(), PROTOCOLS, 4096))).withMessageContaining("candidates");
    }

    @Test
    void settingsHaveTheirLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DialectSettings(List.of(), List.of(), List.of(), 4096));
        assertThatIllegalArgumentException().isThrownBy(() -> new DialectSettings(List.of(), List.of(), PROTOCOLS, 2047));
    }

    @Test
    void aTokenStandsInNoText() {
        assertThat(new Event.Registered("1001", "s3cret").toString()).isEqualTo("Registered[id=1001, with token]");
        assertThat(new Event.Registered("1001", null).toString()).isEqualTo("Registered[id=1001, no token]");
    }

    private Dialect registeredHongdian() {
        Dialect dialect = open(DialectKind.HONGDIAN_DDP, List.of(), List.of());
        dialect.received(Hex.parse(DDP_REGISTER));
        return dialect;
    }

    private static Dialect anyKind() {
        return DialectKind.byFirstWords(List.of(DialectKind.GDW_1376_1, DialectKind.HONGDIAN_DDP, DialectKind.FOUR_FAITH_PROT,
                DialectKind.INHAND_BRIDGE, DialectKind.TRANSPARENT), new DialectSettings(
                        List.of(RegistrationPattern.parse("ascii:LOGIN:{id}", PROTOCOLS)), List.of(), PROTOCOLS, 4096));
    }

    private static Dialect transparent(String pattern) {
        return open(DialectKind.TRANSPARENT, List.of(pattern), List.of());
    }

    static Dialect open(DialectKind kind, List<String> patterns, List<String> heartbeats) {
        return kind.open(new DialectSettings(patterns.stream().map(each -> RegistrationPattern.parse(each, PROTOCOLS)).toList(),
                heartbeats.stream().map(Heartbeat::parse).toList(), PROTOCOLS, 4096));
    }

    static String payload(List<Event> events) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        events.stream().filter(Event.Payload.class::isInstance).forEach(each -> payload.writeBytes(((Event.Payload) each).bytes()));
        return Hex.of(payload.toByteArray());
    }

    static List<String> told(List<Event> events) {
        return events.stream().map(event -> switch (event) {
            case Event.Registered registered -> "registered " + registered.id();
            case Event.Payload payload -> "payload " + Hex.of(payload.bytes());
            case Event.Heartbeat heartbeat -> "heartbeat " + heartbeat.what();
            case Event.Answer answer -> "answer " + Hex.of(answer.bytes());
            case Event.Aside aside -> "aside " + aside.what();
            case Event.Ended ended -> "ended " + ended.reason();
            case Event.Noise noise -> "noise " + Hex.of(noise.bytes());
        }).toList();
    }

    /** Text with hex between angle brackets: {@code LOGIN:1<0D0A>}. */
    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : text.split("(?=<)|(?<=>)")) {
            bytes.writeBytes(part.startsWith("<") ? Hex.parse(part.substring(1, part.length() - 1)) : part.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
