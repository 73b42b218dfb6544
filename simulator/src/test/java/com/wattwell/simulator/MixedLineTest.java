package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.mbus.MbusFrame;
import com.wattwell.protocol.mbus.SecondaryAddress;
import com.wattwell.protocol.mbus.Telegram;
import com.wattwell.simulator.Statistics.Counter;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The lines of the default town's mixed estate at their real speed: every meter is asked in its own protocol. */
class MixedLineTest {

    private static final String ESTATE = "滨江家园 Waterside Homes";

    @Test
    void everyMeterOfTheMixedEstateAnswersInItsProtocol() {
        Town town = TownFile.builtIn("default");
        Set<TownProtocol> heard = EnumSet.noneOf(TownProtocol.class);
        for (CollectorPlan plan : town.collectors()) {
            if (plan.estate().equals(ESTATE)) {
                TestLine line = new TestLine(town, plan);
                for (VirtualMeter meter : line.line.meters()) {
                    heard.add(meter.protocol());
                    assertThat(total(line, meter)).as(meter.address()).isCloseTo(meter.energyNow(), within(new BigDecimal("0.02")));
                }
                assertThat(line.statistics.of(Counter.COLLISIONS)).isZero();
                assertThat(line.statistics.of(Counter.UNHEEDED)).isZero();
                assertThat(line.statistics.of(Counter.NOISE_BYTES)).isZero();
            }
        }
        assertThat(heard).containsExactlyInAnyOrder(TownProtocol.values());
    }

    private static BigDecimal total(TestLine line, VirtualMeter meter) {
        return switch (meter.protocol()) {
            case DLT645_2007 -> read(line, meter, "00010000");
            case DLT645_1997 -> read(line, meter, "9010");
            case CJT188 -> read(line, meter, "901F");
            case MBUS -> volume(line, meter);
        };
    }

    private static BigDecimal read(TestLine line, VirtualMeter meter, String item) {
        MeterReply reply = line.ask(Protocols.named(meter.protocol().name()), new MeterRequest.ReadItem(meter.address(), item));
        return ((MeterReply.Values) reply).values().getFirst().number();
    }

    private static BigDecimal volume(TestLine line, VirtualMeter meter) {
        byte[] address = MbusAddress.bytes(SecondaryAddress.parse(meter.address()));
        assertThat(line.reply(MbusFrame.ofLong(0x53, MbusFrame.SELECTED, 0x52, address).encode())).asString().isEqualTo("E5");
        Telegram telegram = Telegram.of(Hex.parse(line.reply(MbusFrame.ofShort(0x7B, MbusFrame.SELECTED).encode())));
        assertThat(telegram.header().address()).hasToString(meter.address());
        return telegram.records().stream().filter(record -> "Volume".equals(record.key())).findFirst().orElseThrow().number();
    }
}
