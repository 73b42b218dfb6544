package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistersTest {

    private static final String SINGLE = "000000000161";
    private static final String THREE = "000000000162";

    private final TestLine line = new TestLine("round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble 4",
            "1 from 161 household\nmeters 1 from 162 shop");

    @Test
    void totalAndTariffsStandInTheBlock() {
        byte[] block = read(SINGLE, 0x0001FF00);

        assertThat(block).hasSize(20);
        assertThat(Arrays.copyOf(block, 4)).isEqualTo(read(SINGLE, 0x00010000));
        for (int tariff = 1; tariff <= 4; tariff++) {
            assertThat(Arrays.copyOfRange(block, 4 * tariff, 4 * tariff + 4)).isEqualTo(read(SINGLE, 0x00010000 | tariff << 8));
        }
        assertThat(decimal(block, 0, 4)).isCloseTo(decimal(block, 4, 4) + decimal(block, 8, 4) + decimal(block, 12, 4) + decimal(block, 16, 4), within(4L));
    }

    @Test
    void theTotalIsWhatTheMeterShows() {
        assertThat(decimal(read(SINGLE, 0x00010000), 0, 4)).isEqualTo(line.meter(SINGLE).energyNow().unscaledValue().longValue());
    }

    @Test
    void aSettlementDayIsTheFirstMidnightOfItsMonth() {
        long first = line.meter(SINGLE).energyAt(Instant.parse("2026-03-01T00:00:00+08:00")).unscaledValue().longValue();
        long second = line.meter(SINGLE).energyAt(Instant.parse("2026-02-01T00:00:00+08:00")).unscaledValue().longValue();

        assertThat(decimal(read(SINGLE, 0x00010001), 0, 4)).isEqualTo(first);
        assertThat(decimal(read(SINGLE, 0x00010002), 0, 4)).isEqualTo(second);
        assertThat(decimal(read(SINGLE, 0x000100FF), 8, 4)).isEqualTo(second);
    }

    @Test
    void aDailyFreezeHasItsMidnightAndFiveEnergies() {
        assertThat(read(SINGLE, 0x05060002)).containsExactly(0x00, 0x00, 0x04, 0x03, 0x26);
        long midnight = line.meter(SINGLE).energyAt(Instant.parse("2026-03-04T00:00:00+08:00")).unscaledValue().longValue();
        assertThat(read(SINGLE, 0x05060102)).hasSize(20);
        assertThat(decimal(read(SINGLE, 0x05060102), 0, 4)).isEqualTo(midnight);
    }

    @Test
    void whatWasBeforeTheFirstDayIsAbsent() {
        TestLine young = new TestLine("since 2026-03-01\nround-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0", "1 from 161 household");

        young.read(SINGLE, 0x00010002);

        assertThat(Arrays.copyOfRange(young.lastReply().data(), 4, 8)).containsOnly(0xFF);
    }

    @Test
    void aSinglePhaseMeterHasNoPhasesBAndC() {
        byte[] volts = read(SINGLE, 0x0201FF00);

        assertThat(decimal(volts, 0, 2)).isBetween(2100L, 2300L);
        assertThat(Arrays.copyOfRange(volts, 2, 6)).containsOnly(0xFF);
        assertThat(read(SINGLE, 0x02010300)).containsOnly(0xFF);
    }

    @Test
    void thePowersOfThePhasesMakeTheTotal() {
        byte[] power = read(THREE, 0x0203FF00);

        assertThat(power).hasSize(12);
        assertThat(decimal(power, 0, 3)).isPositive()
                .isCloseTo(decimal(power, 3, 3) + decimal(power, 6, 3) + decimal(power, 9, 3), within(3L));
    }

    @Test
    void currentTimesVoltageTimesFactorIsPower() {
        double amperes = decimal(read(THREE, 0x02020100), 0, 3) / 1000.0;
        double volts = decimal(read(THREE, 0x02010100), 0, 2) / 10.0;
        double factor = decimal(read(THREE, 0x02060100), 0, 2) / 1000.0;
        double kilowatts = decimal(read(THREE, 0x02030100), 0, 3) / 10_000.0;

        assertThat(amperes * volts * factor / 1000).isCloseTo(kilowatts, within(kilowatts * 0.005));
    }

    @Test
    void theGridIsNearFiftyHertz() {
        assertThat(decimal(read(SINGLE, 0x02800002), 0, 2)).isBetween(4990L, 5010L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00010600, 0x0001000D, 0x0001FFFF, 0x00990000, 0x02010000, 0x02010400, 0x02800003, 0x02010101,
            0x03300502, 0x04000499, 0x05060100, 0x0506013F, 0x06000001, 0xFFFFFFFF})
    void anIdentifierTheMeterDoesNotKnowIsRefused(int identifier) {
        line.read(SINGLE, identifier);

        assertThat(line.lastReply().control()).isEqualTo(0xD1);
        assertThat(line.lastReply().data()).containsExactly(0x02);
    }

    @Test
    void aLongItemComesInFollowUpFrames() {
        MeterProtocol protocol = Protocols.named("DLT645_2007");
        Dialogue dialogue = protocol.dialogue(protocol.encode(new MeterRequest.ReadItem(SINGLE, "03300501")));
        Dialogue.Step step = new Dialogue.Step.More();
        while (step instanceof Dialogue.Step.More) {
            line.line.received(dialogue.toSend());
            step = dialogue.on(line.lastReply().encode());
        }

        assertThat(step).isInstanceOf(Dialogue.Step.Complete.class);
        assertThat(dialogue.replies()).hasSize(4);
        byte[] joined = {};
        for (byte[] reply : dialogue.replies()) {
            byte[] data = Dlt645Frame.parse(reply).data();
            joined = WireData.join(joined, Arrays.copyOfRange(data, 4, joined.length == 0 ? data.length : data.length - 1));
        }
        assertThat(joined).isEqualTo(Registers.read(line.meter(SINGLE), 0x03300501, line.epochMillis())).hasSize(682);
    }

    @Test
    void aBroadcastTimeIsObeyedOnceADayAndOnlyNearby() {
        TestLine late = new TestLine("clock-error 120 s\nround-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0", "1 from 161 household");
        broadcast(late, "2026-03-05T19:20:00");
        assertThat(shown(late)).as("ten minutes off").isNotEqualTo("19:20");

        broadcast(late, "2026-03-05T19:12:00");
        assertThat(shown(late)).isEqualTo("19:12");
        assertThat(late.arrivals).as("nobody answers a broadcast").isEmpty();

        broadcast(late, "2026-03-05T19:13:00");
        assertThat(shown(late)).as("a second time on one day").isEqualTo("19:12");
    }

    private static void broadcast(TestLine line, String time) {
        line.line.received(Protocols.named("DLT645_2007").encode(new MeterRequest.BroadcastTime(java.time.LocalDateTime.parse(time))));
    }

    private static String shown(TestLine line) {
        return line.meter(SINGLE).localTime(line.epochMillis()).toLocalTime().toString();
    }

    private byte[] read(String address, int identifier) {
        line.read(address, identifier);
        Dlt645Frame reply = line.lastReply();
        assertThat(reply.control()).isEqualTo(0x91);
        assertThat(reply.identifier()).isEqualTo(identifier);
        return Arrays.copyOfRange(reply.data(), 4, reply.data().length);
    }

    private static long decimal(byte[] data, int from, int length) {
        long value = 0;
        for (int i = from + length - 1; i >= from; i--) {
            value = value * 100 + (data[i] >> 4 & 0x0F) * 10 + (data[i] & 0x0F);
        }
        return value;
    }
}
