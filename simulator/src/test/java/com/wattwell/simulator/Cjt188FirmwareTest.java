package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.cjt188.Cjt188Frame;
import com.wattwell.protocol.cjt188.Cjt188Protocol;
import com.wattwell.protocol.cjt188.DiOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Water meters of CJ/T 188, asked by the library. The line's clock begins on a Thursday evening. */
class Cjt188FirmwareTest {

    private static final String METER = "78330007061326";
    private static final String INSTANT = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\nprotocol cjt188\nvalve-time 8 s\n";
    private static final double HOUR = 3_600_000;

    private final TestLine line = new TestLine(INSTANT, "2 from " + METER + " shop-water");
    private final VirtualMeter meter = line.meter(METER);

    @Test
    void theVolumeIsReadInCubicMetresWithItsSettlementTimeAndValve() {
        List<ItemValue> values = values(line, new Cjt188Protocol(), new MeterRequest.ReadItem(METER, "901F"));

        assertThat(number(values, "901F.current")).isEqualTo(meter.energyNow());
        assertThat(number(values, "901F.settlement")).isEqualTo(meter.energyAt(Instant.parse("2026-03-01T00:00:00+08:00")));
        assertThat(values).extracting(ItemValue::item).contains("901F.time", "901F.st");
        assertThat(values.getFirst().unit()).isEqualTo("m3");
    }

    @Test
    void aMakeWithTheOtherOrderAndLitresIsRead() {
        TestLine other = new TestLine(INSTANT + "quirks high-di-first litres", "1 from " + METER + " shop-water");
        List<ItemValue> values = values(other, new Cjt188Protocol(new RequestStyle(4, true, Map.of())), new MeterRequest.ReadItem(METER, "901F"));

        assertThat(values.getFirst().unit()).isEqualTo("L");
        assertThat(number(values, "901F.current").movePointLeft(3)).isCloseTo(meter.energyNow(), within(new BigDecimal("0.01")));
    }

    @Test
    void aMakeWithTheUnitInFrontIsRead() {
        TestLine other = new TestLine(INSTANT + "quirks unit-first", "1 from " + METER + " shop-water");

        assertThat(number(values(other, new Cjt188Protocol(), new MeterRequest.ReadItem(METER, "901F")), "901F.current")).isEqualTo(meter.energyNow());
    }

    @Test
    void theOtherOrderIsRefused() {
        ask(line, new Cjt188Protocol(new RequestStyle(0, true, Map.of())), new MeterRequest.ReadItem(METER, "901F"));

        assertThat(last(line).control()).isEqualTo(0xC1);
        assertThat(last(line).data()).hasSize(3);
    }

    @Test
    void aClosedValveStopsTheCountingOnceItHasMoved() {
        switchValve(line, SupplyAction.TRIP);
        assertThat(last(line).rest()).as("still open").containsExactly(0x00, 0x00);
        assertThat(supply(line).relayOpen()).isFalse();
        line.timeline.until(8000);
        assertThat(supply(line).relayOpen()).isTrue();
        BigDecimal closed = meter.energyNow();

        line.timeline.until(5 * HOUR);
        assertThat(meter.energyNow()).isEqualTo(closed);
        assertThat(meter.power(line.epochMillis())).isZero();

        switchValve(line, SupplyAction.CLOSE);
        assertThat(last(line).rest()).as("still closed").containsExactly(0x01, 0x00);
        line.timeline.until(29 * HOUR);
        assertThat(meter.energyNow()).isGreaterThan(closed);
        assertThat(meter.executions()).isEqualTo(2);
    }

    @Test
    void aStuckValveIsToldAndAMeterWithoutOneRefuses() {
        TestLine stuck = new TestLine(INSTANT + "quirks valve-stuck battery-low", "1 from " + METER + " shop-water");
        switchValve(stuck, SupplyAction.TRIP);
        stuck.timeline.until(60_000);
        assertThat(last(stuck).rest()).containsExactly(0x07, 0x00);
        assertThat(stuck.meter(METER).relayOpen()).isFalse();

        TestLine without = new TestLine(INSTANT + "quirks no-valve", "1 from " + METER + " shop-water");
        switchValve(without, SupplyAction.TRIP);
        assertThat(last(without).control()).isEqualTo(0xC4);
    }

    @Test
    void theTimeIsSet() {
        ask(line, new Cjt188Protocol(), new MeterRequest.SetClock(METER, LocalDateTime.parse("2026-12-31T10:45:30")));

        assertThat(last(line).control()).isEqualTo(0x84);
        assertThat(meter.localTime(line.epochMillis())).isEqualTo("2026-12-31T10:45:30");
    }

    @Test
    void aPurchaseIsTakenOnceAndUsedUp() {
        ask(line, new Cjt188Protocol(), new MeterRequest.Purchase(METER, 1, new BigDecimal("50.00")));
        ask(line, new Cjt188Protocol(), new MeterRequest.Purchase(METER, 1, new BigDecimal("50.00")));
        assertThat(last(line).control()).isEqualTo(0x84);
        assertThat(remaining()).isEqualTo(new BigDecimal("50.00"));

        BigDecimal then = meter.energyNow();
        line.timeline.until(48 * HOUR);
        BigDecimal paid = meter.energyNow().subtract(then).multiply(new BigDecimal(3));
        assertThat(remaining()).isCloseTo(new BigDecimal("50.00").subtract(paid), within(new BigDecimal("0.05")));

        ask(line, new Cjt188Protocol(), new MeterRequest.Purchase(METER, 9, new BigDecimal("50.00")));
        assertThat(last(line).control()).as("a number out of turn").isEqualTo(0xC4);
    }

    @Test
    void theSettlementDayMovesTheSettlement() {
        ask(line, new Cjt188Protocol(), new MeterRequest.WriteItem(METER, "A011", List.of("20"), null));

        assertThat(number(values(line, new Cjt188Protocol(), new MeterRequest.ReadItem(METER, "901F")), "901F.settlement"))
                .isEqualTo(meter.energyAt(Instant.parse("2026-02-20T00:00:00+08:00")));
        assertThat(number(values(line, new Cjt188Protocol(), new MeterRequest.ReadItem(METER, "D121")), "D121"))
                .isEqualTo(meter.energyAt(Instant.parse("2026-01-20T00:00:00+08:00")));
    }

    @Test
    void theRegisterCanBeSet() {
        ask(line, new Cjt188Protocol(), new MeterRequest.WriteItem(METER, "A016", List.of("1234.50 m3"), null));

        assertThat(meter.energyNow()).isEqualTo("1234.50");
    }

    @Test
    void anyAddressIsAnsweredByAllOfALine() {
        line.line.received(new Cjt188Frame(0xAA, Cjt188Frame.ANY, 0x03, Cjt188Frame.data(0x810A, DiOrder.LOW_BYTE_FIRST, 1)).encode());

        assertThat(line.statistics.of(Statistics.Counter.COLLISIONS)).isEqualTo(1);
    }

    @Test
    void electricityMetersDoNotHearWaterMetersBeingAsked() {
        TestLine mixed = new TestLine(INSTANT, "1 from " + METER + " shop-water\nprotocol dlt645-2007\nmeters 1 from 161 household");
        mixed.read("000000000161", 0x00010000);
        assertThat(mixed.lastReply().address()).isEqualTo("000000000161");
        values(mixed, new Cjt188Protocol(), new MeterRequest.ReadItem(METER, "901F"));
        assertThat(mixed.arrivals).hasSize(2);
        assertThat(mixed.statistics.of(Statistics.Counter.UNHEEDED)).isZero();
    }

    private BigDecimal remaining() {
        return number(values(line, new Cjt188Protocol(), new MeterRequest.ReadItem(METER, "8105")), "8105.remaining");
    }

    private static void switchValve(TestLine line, SupplyAction action) {
        ask(line, new Cjt188Protocol(), new MeterRequest.SwitchSupply(METER, action, null, null));
    }

    private static MeterReply.Supply supply(TestLine line) {
        return (MeterReply.Supply) ask(line, new Cjt188Protocol(), new MeterRequest.ReadSupply(METER));
    }

    private static List<ItemValue> values(TestLine line, MeterProtocol protocol, MeterRequest request) {
        return ((MeterReply.Values) ask(line, protocol, request)).values();
    }

    private static MeterReply ask(TestLine line, MeterProtocol protocol, MeterRequest request) {
        byte[] bytes = protocol.encode(request);
        Dialogue dialogue = protocol.dialogue(bytes);
        line.line.received(bytes);
        assertThat(dialogue.on(last(line).encode())).isInstanceOf(Dialogue.Step.Complete.class);
        return protocol.decode(bytes, dialogue.replies());
    }

    private static Cjt188Frame last(TestLine line) {
        return Cjt188Frame.parse(line.arrivals.getLast().bytes());
    }

    private static BigDecimal number(List<ItemValue> values, String item) {
        return values.stream().filter(value -> value.item().equals(item)).findFirst().orElseThrow().number();
    }
}
