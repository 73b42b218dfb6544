package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.CollectorEvent.Lost;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ListeningPort;
import com.wattwell.connector.TracedBytes;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dtu.DialectKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Boxes of each dialect on real sockets, asked with DL/T 645. */
class DialectsTest {

    private static final String FOUR_FAITH = "78563412313330363636363838383800C0A8014200";
    private static final String PHONE = "13312345678";
    private static final String DDP_REGISTER = "7B01001631333331323334353637380A0A0A0A13887B";
    private static final String DDP_ACCEPTED = "7B81001031333331323334353637387B";
    private static final String DDP_ACK = "7B85001031333331323334353637387B";
    private static final String DDP_LOGOUT = "7B02001031333331323334353637387B";
    private static final String GDW_LOGIN = "683200320068C900023412000271000001008516";
    private static final String GDW_HEARTBEAT = "683200320068C900023412000271000004008816";
    private static final String GDW_CONFIRM = "6832003200680B0002341200006100000100B516";
    private static final String INHAND_LOGIN = "AA0131333036363636383838380D";
    private static final String INHAND_HEARTBEAT = "55AA55AA0300001165";

    private final AdapterBench bench = new AdapterBench();

    DialectsTest() {
        bench.adapter.setDialectPorts("0 four-faith, 0 hongdian, 0 gdw-3761.1, 0 inhand, 0 id-in-every-packet");
        bench.adapter.setRegistrations("ascii:LOGIN:{id} ascii:{id:4-32w}");
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void theApplicationIsToldWhichPortSpeaksWhat() throws Exception {
        List<ListeningPort> ports = bench.start().connection().ports();
        assertThat(ports).extracting(ListeningPort::dialect).containsExactly(DialectKind.TRANSPARENT, DialectKind.FOUR_FAITH_PROT, DialectKind.HONGDIAN_DDP,
                DialectKind.GDW_1376_1, DialectKind.INHAND_BRIDGE, DialectKind.ID_IN_EVERY_PACKET);
        assertThat(ports).allSatisfy(port -> {
            assertThat(port.port()).isPositive();
            assertThat(port.tls()).isFalse();
            assertThat(port.registrations()).containsExactly("ascii:LOGIN:{id}", "ascii:{id:4-32w}");
        });
        assertThat(ports.get(1).port()).isEqualTo(bench.adapter.listensAt(DialectKind.FOUR_FAITH_PROT).getPort());
    }

    @Test
    void aFourFaithBoxIsAskedAndAnswersWithEscapesBothWays() throws Exception {
        Member member = member(DialectKind.FOUR_FAITH_PROT, FOUR_FAITH, "13066668888");
        member.box().send(Hex.parse("FE"));
        Exchange exchange = bench.reading(member, meterWhoseRequestHoldsFd(member));
        bench.handOver(exchange);
        byte[] request = member.box().read(escaped(exchange.request()).length);
        byte[] reply = reply(exchange, 0xCA, 0xCB); // on the wire FD FE
        member.box().send(escaped(reply));
        bench.awaitOutcomes(1);

        assertThat(Hex.of(request)).isEqualTo(Hex.of(escaped(exchange.request()))).startsWith("FDEEFDEEFDEEFDEE68").contains("FDED");
        assertThat(Hex.of(bench.outcomes.getFirst().replies().getFirst())).isEqualTo(Hex.of(withoutPreamble(reply))).contains("FDFE");
        assertThat(bench.metric("heartbeats_total")).isEqualTo(1);
        assertThat(bench.metric("noise_bytes_total")).isZero();
    }

    @Test
    void aFourFaithReplyInSingleBytesIsPutTogether() throws Exception {
        Member member = member(DialectKind.FOUR_FAITH_PROT, FOUR_FAITH, "13066668888");
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        member.box().read(escaped(exchange.request()).length);
        for (byte each : escaped(reply(exchange, 0xCA, 0xCB))) {
            member.box().send(new byte[] {each});
        }
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
    }

    @Test
    void aHongdianBoxIsAcknowledgedAskedAndAnswersInsideThePacket() throws Exception {
        Member member = hongdian();
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        byte[] request = member.box().read(16 + exchange.request().length);
        member.box().send(ddp(0x09, reply(exchange, 0x7B, 0x48))); // 7B stands on the wire inside the data, too
        bench.awaitOutcomes(1);

        assertThat(Hex.of(request)).isEqualTo(Hex.of(ddp(0x89, exchange.request())));
        assertThat(Hex.of(member.box().read(16))).isEqualTo(DDP_ACK);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
    }

    @Test
    void aHongdianBoxThatPutsDataBehindThePacketIsAskedTheSameWay() throws Exception {
        Member member = hongdian();
        for (int i = 0; i < 2; i++) {
            Exchange exchange = bench.reading(member, "1");
            bench.handOver(exchange);
            byte[] request = member.box().read(16 + exchange.request().length);
            if (i == 1) {
                assertThat(Hex.of(request)).isEqualTo(Hex.of(ddp(0x89)) + Hex.of(exchange.request()));
            }
            member.box().send(ddp(0x09), reply(exchange, 0x26, 0));
            bench.awaitOutcomes(i + 1);
            assertThat(Hex.of(member.box().read(16))).isEqualTo(DDP_ACK);
        }

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.REPLIED);
    }

    @Test
    void aHongdianRegistrationAsHeartbeatIsAnsweredAndIsNoNewLogin() throws Exception {
        Member member = hongdian();
        member.box().send(Hex.parse(DDP_REGISTER));

        assertThat(Hex.of(member.box().read(16))).isEqualTo(DDP_ACCEPTED);
        assertThat(bench.metric("registrations_repeated_total")).isEqualTo(1);
        assertThat(bench.events).filteredOn(LoginRequested.class::isInstance).hasSize(1);
    }

    @Test
    void aHongdianBoxThatLogsOutIsGone() throws Exception {
        Member member = hongdian();
        member.box().send(Hex.parse(DDP_LOGOUT));

        assertThat(member.box().isClosedByServer()).isTrue();
        assertThat(bench.awaitEvent(Lost.class, lost -> lost.collectorId() == 7).reason()).contains("logout");
    }

    @Test
    void aConcentratorIsConfirmedAndForwards() throws Exception {
        Member member = concentrator();
        member.box().send(Hex.parse(GDW_HEARTBEAT));
        assertThat(Hex.of(member.box().read(20))).isEqualTo(GDW_CONFIRM);
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        byte[] forwarding = member.box().read(16 + 4 + 6 + exchange.request().length + 16);
        member.box().send(forwarded(reply(exchange, 0x26, 0)));
        bench.awaitOutcomes(1);

        assertThat(Hex.of(forwarding)).startsWith("68").contains("4B0002341202" + "10").contains(Hex.of(exchange.request()));
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
        assertThat(events(DialectKind.GDW_1376_1, "HEARTBEAT")).isEqualTo(1);
    }

    @Test
    void anInHandBridgeIsTransparentAfterItsLogin() throws Exception {
        Member member = member(DialectKind.INHAND_BRIDGE, INHAND_LOGIN, "13066668888");
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        byte[] request = member.box().read(exchange.request().length);
        member.box().send(Hex.parse(INHAND_HEARTBEAT), reply(exchange, 0x26, 0), Hex.parse(INHAND_HEARTBEAT));
        bench.awaitOutcomes(1);
        await().until(() -> bench.metric("heartbeats_total") == 2);

        assertThat(request).isEqualTo(exchange.request());
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
        assertThat(bench.metric("noise_bytes_total")).isZero();
    }

    @Test
    void anIdInFrontOfEveryPacketMayStandInTheMiddleOfAFrame() throws Exception {
        byte[] id = "CTRL0921".getBytes(StandardCharsets.US_ASCII);
        Member member = member(DialectKind.ID_IN_EVERY_PACKET, Hex.of(id) + "0D0A", "CTRL0921");
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        member.box().read(exchange.request().length);
        byte[] reply = reply(exchange, 0x26, 0);
        member.box().send(id, Arrays.copyOf(reply, 10));
        await().until(() -> events(DialectKind.ID_IN_EVERY_PACKET, "REGISTERED") == 2);
        member.box().send(joined(id, Arrays.copyOfRange(reply, 10, reply.length)));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
    }

    @Test
    void theTraceShowsTheMetersBytesAndTheAnswersToTheBox() throws Exception {
        Member member = hongdian();
        bench.connection().trace(7, 0);
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        member.box().read(16 + exchange.request().length);
        byte[] reply = reply(exchange, 0x26, 0);
        member.box().send(ddp(0x09, reply));
        await().until(() -> bench.connection().trace(7, 0).size() == 3);

        List<TracedBytes> trace = bench.connection().trace(7, 0);
        assertThat(trace).extracting(entry -> Hex.of(entry.bytes())).containsExactlyInAnyOrder(
                Hex.of(withoutPreamble(exchange.request())), Hex.of(withoutPreamble(reply)), DDP_ACK);
        assertThat(trace).anyMatch(entry -> entry.fromServer() && entry.meaning().equals("answer to the box"));
    }

    @Test
    void aBrowserOnAnyPortIsTurnedAwayAndNobodyElseNotices() throws Exception {
        Member good = hongdian();
        List<DialectKind> kinds = List.of(DialectKind.FOUR_FAITH_PROT, DialectKind.HONGDIAN_DDP, DialectKind.GDW_1376_1,
                DialectKind.INHAND_BRIDGE, DialectKind.ID_IN_EVERY_PACKET);
        for (DialectKind kind : kinds) {
            assertThat(bench.dial(kind).send("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n").isClosedByServer()).as(kind.name()).isTrue();
        }

        assertThat(bench.refusals("HTTP")).isEqualTo(kinds.size());
        assertAnswers(good);
    }

    @Test
    void aBoxThatNeverRegistersIsCutOffByBytesOrByTime() throws Exception {
        bench.adapter.setRegistrationSeconds(1);
        Member good = hongdian();
        FakeBox silent = bench.dial(DialectKind.FOUR_FAITH_PROT);
        FakeBox endless = bench.dial(DialectKind.HONGDIAN_DDP).send(new byte[6000]);

        assertThat(endless.isClosedByServer()).isTrue();
        assertThat(silent.isClosedByServer()).isTrue();
        assertThat(bench.refusals("TOO_MANY_BYTES")).isEqualTo(1);
        assertThat(bench.refusals("SILENT")).isEqualTo(1);
        assertAnswers(good);
    }

    @Test
    void brokenPacketsAreSkippedAndTheRightOneIsFound() throws Exception {
        Member member = hongdian();
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        member.box().read(16 + exchange.request().length);
        byte[] broken = ddp(0x09, reply(exchange, 0x26, 0));
        broken[broken.length - 1] = 0;
        member.box().send(Hex.parse("7BFF00107B"), broken, ddp(0x09, reply(exchange, 0x26, 0)));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
        assertThat(bench.metric("noise_bytes_total")).isPositive();
    }

    @Test
    void aBoxThatSendsNothingButNoiseAroundItsPacketsIsCutOff() throws Exception {
        bench.adapter.setMaxNoiseBytes(10_000);
        Member member = concentrator();
        member.box().send(new byte[30_000]);

        assertThat(member.box().isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("ENDLESS_NOISE") == 1);
    }

    @Test
    void aBoxThatSaysAgainAndAgainThatItIsAnotherOneIsCutOff() throws Exception {
        FakeBox box = bench.start().dial(DialectKind.HONGDIAN_DDP);
        for (int i = 0; i < 20; i++) {
            byte[] register = Hex.parse(DDP_REGISTER);
            register[14] = (byte) ('0' + i % 10);
            box.send(register);
        }

        assertThat(box.isClosedByServer()).isTrue();
        assertThat(bench.refusals("TOO_MANY_IDS")).isEqualTo(1);
    }

    @Test
    void anotherIdOnALiveSocketIsANewLogin() throws Exception {
        Member member = hongdian();
        byte[] other = Hex.parse(DDP_REGISTER);
        other[14] = '9';
        member.box().send(other);

        bench.awaitLogin("13312345679");
        bench.awaitEvent(Lost.class, lost -> lost.collectorId() == 7);
    }

    private Member hongdian() throws Exception {
        Member member = member(DialectKind.HONGDIAN_DDP, DDP_REGISTER, PHONE);
        assertThat(Hex.of(member.box().read(16))).isEqualTo(DDP_ACCEPTED);
        return member;
    }

    private Member concentrator() throws Exception {
        bench.start();
        FakeBox box = bench.dial(DialectKind.GDW_1376_1).send(Hex.parse(GDW_LOGIN));
        assertThat(Hex.of(box.read(20))).as("confirmed at once").isEqualTo(GDW_CONFIRM);
        await().until(() -> bench.events.stream().anyMatch(LoginRequested.class::isInstance));
        return bench.admit(box, 7, bench.awaitEvent(LoginRequested.class, login -> true));
    }

    private Member member(DialectKind kind, String registration, String id) throws Exception {
        FakeBox box = bench.start().dial(kind).send(Hex.parse(registration));
        return bench.admit(box, 7, bench.awaitLogin(id));
    }

    private void assertAnswers(Member member) throws Exception {
        Exchange exchange = bench.reading(member, "1");
        bench.handOver(exchange);
        member.box().read(16 + exchange.request().length);
        member.box().send(ddp(0x09, reply(exchange, 0x26, 0)));
        bench.awaitOutcomes(1);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
    }

    private double events(DialectKind kind, String event) {
        return bench.metric("dialect_events_total{dialect=\"" + kind + "\",event=\"" + event + "\"}");
    }

    private String meterWhoseRequestHoldsFd(Member member) {
        int meter = 1;
        while (!Hex.of(bench.reading(member, String.valueOf(meter)).request()).endsWith("FD16")) {
            meter++;
        }
        return String.valueOf(meter);
    }

    private static byte[] reply(Exchange exchange, int first, int second) {
        Dlt645Frame request = Dlt645Frame.parse(exchange.request());
        return Dlt645Frame.reply(request, Dlt645Frame.itemData(request.identifier(), (byte) first, (byte) second, (byte) 0, (byte) 0)).encode(4);
    }

    private static byte[] withoutPreamble(byte[] bytes) {
        return Arrays.copyOfRange(bytes, 4, bytes.length);
    }

    private static byte[] escaped(byte[] bytes) {
        return Hex.parse(Hex.of(bytes).replaceAll("(..)", "$1 ").replace("FD", "fd ED").replace("FE", "fd EE"));
    }

    private static byte[] ddp(int type, byte... data) {
        int length = 16 + data.length;
        return joined(new byte[] {0x7B, (byte) type, (byte) (length >> 8), (byte) length}, PHONE.getBytes(StandardCharsets.US_ASCII),
                data, new byte[] {0x7B});
    }

    /** The concentrator's answer to a forwarding. */
    private static byte[] forwarded(byte[] payload) {
        byte[] user = joined(Hex.parse("880002341202" + "10" + "60" + "00000100" + "01"), new byte[] {(byte) payload.length, 0}, payload);
        int word = user.length << 2 | 2;
        byte sum = 0;
        for (byte each : user) {
            sum += each;
        }
        byte[] length = {(byte) word, (byte) (word >> 8)};
        return joined(new byte[] {0x68}, length, length, new byte[] {0x68}, user, new byte[] {sum, 0x16});
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
