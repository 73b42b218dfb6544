package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.connector.TracedBytes;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceTest {

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void aWatchedCollectorShowsBothDirectionsWithTheirMeaning() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        assertThat(bench.connection().trace(7, 0)).isEmpty();
        bench.handOver(bench.reading(member, "1"));
        member.box().answer();
        member.box().send("ping");
        member.box().read(4);
        member.box().send("??");
        await().until(() -> bench.connection().trace(7, 0).size() == 5);

        List<TracedBytes> trace = bench.connection().trace(7, 0);
        assertThat(trace).extracting(TracedBytes::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(trace).extracting(TracedBytes::fromServer).containsExactly(true, false, false, true, false);
        assertThat(trace.get(0).meaning()).contains("000000000001");
        assertThat(Hex.of(trace.get(1).bytes())).startsWith("68");
        assertThat(trace.get(2).meaning()).isEqualTo("heartbeat");
        assertThat(trace.get(4).meaning()).contains("noise");
        assertThat(bench.connection().trace(7, 3)).extracting(TracedBytes::sequence).containsExactly(4L, 5L);
    }

    @Test
    void anUnwatchedCollectorKeepsNoTrace() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        member.box().answer();
        bench.awaitOutcomes(1);

        assertThat(bench.connection().trace(7, 0)).isEmpty();
    }

    @Test
    void aMetersPasswordIsNotInTheTrace() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.connection().trace(7, 0);
        byte[] trip = AdapterBench.DLT645.encode(new MeterRequest.SwitchSupply("1", MeterRequest.SupplyAction.TRIP,
                new MeterRequest.Credentials(2, "918273", "00000001"), LocalDateTime.of(2026, 3, 1, 8, 0)));
        bench.handOver(new Exchange(new ExchangeRef(1, 1, 1), 7, member.admission().ownerEpoch(), 1, Lane.PRIORITY, AdapterBench.DLT645.name(),
                "1", trip, Instant.now().plusSeconds(60), MeterTiming.UNKNOWN, 1));
        Dlt645Frame request = member.box().request();
        member.box().send(Hex.parse("FFFF"), request.encode(4), Dlt645Frame.reply(request).encode());
        bench.awaitOutcomes(1);

        List<TracedBytes> trace = bench.connection().trace(7, 0);
        assertThat(trace).hasSizeGreaterThan(2);
        byte[] password = {(byte) (0x73 + 0x33), (byte) (0x82 + 0x33), (byte) (0x91 + 0x33)};
        assertThat(trace).noneMatch(entry -> Hex.of(entry.bytes()).contains(Hex.of(password)));
        assertThat(trace).noneMatch(entry -> entry.meaning().contains("918273"));
    }

    @Test
    void aTokenIsNotInTheTrace() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN7,t0psecret\r\n");
        Member member = bench.admit(box, 7, bench.awaitLogin("LOGIN7"));
        bench.connection().trace(7, 0);
        member.box().send("LOGIN7,t0psecret\r\n");
        await().until(() -> bench.connection().trace(7, 0).size() == 1);

        TracedBytes entry = bench.connection().trace(7, 0).getFirst();
        assertThat(new String(entry.bytes(), StandardCharsets.US_ASCII)).doesNotContain("t0psecret");
        assertThat(entry.meaning()).contains("registration");
    }

    @Test
    void theTraceKeepsTheLastTwoHundred() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.connection().trace(7, 0);
        Dlt645Frame unasked = Dlt645Frame.parse(Hex.parse("6861010000000068910833333433593333338A16"));
        for (int i = 0; i < 250; i++) {
            member.box().send(unasked.encode(4));
        }
        await().until(() -> !bench.connection().trace(7, 249).isEmpty());

        assertThat(bench.connection().trace(7, 0)).hasSize(200);
    }
}
