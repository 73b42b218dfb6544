package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.Protocols;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Commands by function 1C and what they do to supply and register. The line's clock begins on a Thursday evening. */
class RelayTest {

    private static final String METER = "202311000001";
    private static final String INSTANT = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble 0\npassword 123456\nrelay-time 300";
    private static final Credentials RIGHT = new Credentials(2, "123456", "00000001");
    private static final double HOUR = 3_600_000;

    private final TestLine line = new TestLine(INSTANT, "1 from " + METER + " shop");
    private final VirtualMeter meter = line.meter(METER);

    @Test
    void anAcceptedTripOpensTheContactOnlyAfterTheRelayHasMoved() {
        assertThat(send(SupplyAction.TRIP, RIGHT)).isEqualTo("9C");
        assertThat(meter.commandOpen()).isTrue();
        assertThat(meter.relayOpen()).isFalse();
        assertThat(supplyWord()).isEqualTo(0x0040);

        line.timeline.until(300);

        assertThat(meter.relayOpen()).isTrue();
        assertThat(supplyWord()).isEqualTo(0x0050);
    }

    @Test
    void anOpenRelayStopsTheCountingAndAClosedOneGoesOnFromThere() {
        line.timeline.until(HOUR);
        send(SupplyAction.TRIP, RIGHT);
        line.timeline.until(HOUR + 300);
        BigDecimal atOpening = meter.energyNow();
        line.timeline.until(9 * HOUR);
        assertThat(meter.energyNow()).isEqualTo(atOpening);
        assertThat(meter.power(line.epochMillis())).isZero();

        send(SupplyAction.CLOSE, RIGHT);
        line.timeline.until(9 * HOUR + 300);
        assertThat(meter.energyNow()).isEqualTo(atOpening);
        line.timeline.until(10 * HOUR + 300);

        TestLine untouched = new TestLine(INSTANT, "1 from " + METER + " shop");
        untouched.timeline.until(10 * HOUR + 300);
        BigDecimal wholeDay = untouched.meter(METER).energyNow();
        BigDecimal missed = untouched.meter(METER).energyAt(Instant.ofEpochMilli(line.epochMillis() - (long) HOUR))
                .subtract(untouched.meter(METER).energyAt(Instant.ofEpochMilli(line.epochMillis() - (long) (9 * HOUR))));
        assertThat(meter.energyNow()).isGreaterThan(atOpening)
                .isBetween(wholeDay.subtract(missed).subtract(new BigDecimal("0.01")), wholeDay.subtract(missed).add(new BigDecimal("0.01")));
    }

    @Test
    void theRegisterNeverFallsThroughManySwitchings() {
        long[] before = meter.energies(line.epochMillis());
        for (int i = 1; i < 400; i++) {
            send(i % 2 == 1 ? SupplyAction.TRIP : SupplyAction.CLOSE, RIGHT);
            line.timeline.until(i * HOUR / 3);
            long[] now = meter.energies(line.epochMillis());
            for (int tariff = 0; tariff < now.length; tariff++) {
                assertThat(now[tariff]).isGreaterThanOrEqualTo(before[tariff]);
            }
            before = now;
        }
        assertThat(meter.executions()).isEqualTo(399);
    }

    @Test
    void aPermittedCloseWaitsForTheKey() {
        send(SupplyAction.TRIP, RIGHT);
        line.timeline.until(1000);
        send(SupplyAction.PERMIT_CLOSE, RIGHT);
        line.timeline.until(2000);
        assertThat(supplyWord()).isEqualTo(0x0010);

        assertThat(meter.pressKey()).isTrue();
        line.timeline.until(3000);
        assertThat(supplyWord()).isZero();
        assertThat(meter.pressKey()).isFalse();
    }

    @Test
    void aWrongPasswordIsRefusedAndNothingIsDone() {
        assertThat(send(SupplyAction.TRIP, new Credentials(2, "123457", "00000001"))).isEqualTo("DC 04");
        assertThat(send(SupplyAction.TRIP, new Credentials(4, "123456", "00000001"))).isEqualTo("DC 04");
        assertThat(meter.executions()).isZero();
    }

    @Test
    void aCommandWhoseTimeIsOverIsRefused() {
        assertThat(send(SupplyAction.TRIP, RIGHT, now().minusSeconds(1))).isEqualTo("DC 01");
        assertThat(meter.executions()).isZero();
    }

    @Test
    void aProtectedSupplyRefusesTheTrip() {
        meter.setKeepPower(true);

        assertThat(send(SupplyAction.TRIP, RIGHT)).isEqualTo("DC 01");
        assertThat(meter.executions()).isZero();
        assertThat(supplyWord()).isEqualTo(0x1000);
    }

    @Test
    void everyAcceptedCommandIsCounted() {
        send(SupplyAction.TRIP, RIGHT);
        send(SupplyAction.TRIP, RIGHT);
        send(SupplyAction.CLOSE, RIGHT);

        assertThat(meter.executions()).isEqualTo(3);
        assertThat(meter.executionLog()).hasSize(3).last().asString().endsWith("CLOSE");
    }

    private int supplyWord() {
        line.read(METER, 0x04000503);
        byte[] data = line.lastReply().data();
        return data[4] & 0xFF | (data[5] & 0xFF) << 8;
    }

    private String send(SupplyAction action, Credentials credentials) {
        return send(action, credentials, now().plusMinutes(10));
    }

    private String send(SupplyAction action, Credentials credentials, LocalDateTime until) {
        line.line.received(Protocols.named("DLT645_2007").encode(new MeterRequest.SwitchSupply(METER, action, credentials, until)));
        byte[] data = line.lastReply().data();
        return "%02X".formatted(line.lastReply().control()) + (data.length > 0 ? " %02X".formatted(data[0]) : "");
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(line.epochMillis()), ZoneOffset.ofHours(8));
    }
}
