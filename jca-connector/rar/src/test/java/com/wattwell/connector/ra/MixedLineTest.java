package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.cjt188.Cjt188Frame;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.mbus.MbusFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Meters of several protocols behind one box. */
class MixedLineTest {

    private static final String MBUS_HEADER = "78563412" + "2404" + "01" + "07" + "0100" + "0000";
    private static final String WATER = "25824395002679";

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void anMbusMeterIsResetAndReadInTwoTelegrams() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");

        assertReadInTwoTelegrams(member);
    }

    @Test
    void theSameGoesThroughADialectThatLooksForFramesItself() throws Exception {
        bench.adapter.setDialectPorts("0 id-in-every-packet");
        FakeBox box = bench.start().dial(DialectKind.ID_IN_EVERY_PACKET).send("CTRL0921\r\n");

        assertReadInTwoTelegrams(bench.admit(box, 7, bench.awaitLogin("CTRL0921")));
    }

    @Test
    void anE5ThatNobodyAwaitsIsNoise() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "MBUS", "5", "Volume"));
        member.box().read(5);
        member.box().send(Hex.parse("E5"));
        member.box().read(5);
        member.box().send(Hex.parse("E5"), telegram("011305"));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
        assertThat(bench.metric("noise_bytes_total")).isEqualTo(1);
    }

    @Test
    void electricityAndWaterMetersOfFourProtocolsTakeTurnsOnOneLine() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        Exchange old = bench.reading(member, "DLT645_1997", "1", "9010");
        Exchange water = bench.reading(member, "CJT188", WATER, "901F");
        Exchange heat = bench.reading(member, "MBUS", "5", "Volume");
        Exchange recent = bench.reading(member, "2");
        bench.handOver(old, water, heat, recent);
        FakeBox box = member.box();

        Dlt645Frame first = Dlt645Frame.parse(box.read(old.request().length));
        byte[] data = new byte[6];
        System.arraycopy(first.data(), 0, data, 0, 2);
        box.send(new Dlt645Frame(first.address(), first.control() | 0x80, data).encode(2));
        Cjt188Frame second = Cjt188Frame.parse(box.read(water.request().length));
        box.send(second.reply(WATER, Hex.parse("617647962C668885912C4458191406272000FF")).encode(3));
        box.read(5);
        box.send(Hex.parse("E5"));
        box.read(5);
        box.send(telegram("011305"));
        box.answer();
        await().until(() -> bench.outcomes.size() == 4);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.REPLIED);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::protocol).containsExactly("DLT645_1997", "CJT188", "MBUS", "DLT645_2007");
        assertThat(bench.metric("noise_bytes_total")).isZero();
    }

    private void assertReadInTwoTelegrams(Member member) throws Exception {
        bench.handOver(bench.reading(member, "MBUS", "5", "Volume"));
        assertThat(Hex.of(member.box().read(5))).isEqualTo("1040054516");
        member.box().send(Hex.parse("E5"));
        assertThat(Hex.of(member.box().read(5))).isEqualTo("107B058016");
        member.box().send(telegram("011305" + "1F"));
        assertThat(Hex.of(member.box().read(5))).isEqualTo("105B056016");
        member.box().send(telegram("011306"));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
        assertThat(bench.outcomes.getFirst().replies()).hasSize(2);
        assertThat(bench.metric("noise_bytes_total")).isZero();
    }

    private static byte[] telegram(String records) {
        return MbusFrame.ofLong(0x08, 5, 0x72, Hex.parse(MBUS_HEADER + records)).encode();
    }
}
