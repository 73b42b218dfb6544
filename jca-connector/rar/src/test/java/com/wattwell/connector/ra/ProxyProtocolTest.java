package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.Hex;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyProtocolTest {

    /** Version 2, PROXY, TCP over IPv4, 1.2.3.4:33 to 5.6.7.8:8605. */
    private static final byte[] HEADER = Hex.parse("0D0A0D0A000D0A515549540A2111000C01020304050607080021219D");
    /** Version 2, LOCAL: the balancer itself, looking whether we live. */
    private static final byte[] LOCAL = Hex.parse("0D0A0D0A000D0A515549540A20000000");

    private final AdapterBench bench = new AdapterBench();

    ProxyProtocolTest() {
        bench.adapter.setBalancers("10.0.0.1 127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void behindANamedBalancerTheAddressIsTheOneItTells() throws Exception {
        FakeBox box = bench.start().dial().send(HEADER);
        box.send("LOGIN7\r\n");

        assertThat(bench.awaitLogin("LOGIN7").remoteAddress()).isEqualTo("1.2.3.4");
    }

    @Test
    void headerAndRegistrationMayComeGluedOrInSingleBytes() throws Exception {
        bench.start().dial().send(HEADER, "LOGIN7\r\n".getBytes(StandardCharsets.US_ASCII));
        FakeBox slow = bench.dial();
        for (byte each : HEADER) {
            slow.send(new byte[] {each});
        }
        slow.send("LOGIN8\r\n");

        bench.awaitLogin("LOGIN7");
        assertThat(bench.awaitLogin("LOGIN8").remoteAddress()).isEqualTo("1.2.3.4");
    }

    @Test
    void aBoxBehindABalancerIsServedAsAnyOther() throws Exception {
        FakeBox box = bench.start().dial().send(HEADER, "LOGIN7\r\n".getBytes(StandardCharsets.US_ASCII));
        Member member = bench.admit(box, 7, bench.awaitLogin("LOGIN7"));
        bench.handOver(bench.reading(member, "1"));

        assertThat(box.answer()).isNotNull();
    }

    @Test
    void aHealthCheckOfTheBalancerIsNoStranger() throws Exception {
        bench.start().dial().send(LOCAL, "LOGIN7\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(bench.awaitLogin("LOGIN7").remoteAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void aBalancerWithoutHeaderIsRefused() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN:1001 and much more\r\n");

        assertThat(box.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("PROXY_MISSING") == 1);
    }

    @Test
    void versionOneIsRefused() throws Exception {
        FakeBox box = bench.start().dial().send("PROXY TCP4 1.2.3.4 5.6.7.8 33 8605\r\nLOGIN7\r\n");

        assertThat(box.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("PROXY_MISSING") == 1);
    }

    @Test
    void aBalancerThatStaysSilentIsClosedAtTheDeadline() throws Exception {
        bench.adapter.setRegistrationSeconds(1);
        FakeBox box = bench.start().dial();

        assertThat(box.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("PROXY_MISSING") == 1);
    }
}
