package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.simulator.Statistics.Counter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class Dlt645_1997FirmwareTest {

    private static final String OLD = "000000000161";
    private static final String NEW = "000000000200";
    private static final String INSTANT = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npassword 123456\n";
    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_1997");

    private final TestLine line = new TestLine(INSTANT + "protocol dlt645-1997", "1 from 161 shop\nprotocol dlt645-2007\nmeters 1 from 200 household");

    @Test
    void theLibraryReadsWhatTheMeterShows() {
        assertThat(value("9010")).isEqualTo(line.meter(OLD).energyNow().toPlainString());
        assertThat(values("901F")).hasSize(5);
        BigDecimal tariffs = values("901F").stream().skip(1).map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(value("901F")).subtract(tariffs)).isBetween(BigDecimal.ZERO, new BigDecimal("0.04"));
    }

    @Test
    void lastMonthEndedAtItsMidnight() {
        assertThat(value("9410")).isEqualTo(line.meter(OLD).energyAt(Instant.parse("2026-03-01T00:00:00+08:00")).toPlainString());
        assertThat(value("9810")).isEqualTo(line.meter(OLD).energyAt(Instant.parse("2026-02-01T00:00:00+08:00")).toPlainString());
    }

    @Test
    void threePhasesHaveVoltageCurrentAndPower() {
        assertThat(values("B61F")).hasSize(3).allSatisfy(volts -> assertThat(new BigDecimal(volts)).isBetween(new BigDecimal(205), new BigDecimal(235)));
        List<String> power = values("B63F");
        assertThat(power).hasSize(4);
        assertThat(new BigDecimal(power.get(0)).doubleValue()).isPositive().isCloseTo(
                power.stream().skip(1).mapToDouble(Double::parseDouble).sum(), within(0.001));
        assertThat(new BigDecimal(value("A010")).doubleValue()).isGreaterThanOrEqualTo(Double.parseDouble(power.get(0)));
    }

    @Test
    void bothEditionsLiveOnOneLine() {
        line.read(NEW, 0x00010000);
        assertThat(line.lastReply().control()).isEqualTo(0x91);
        assertThat(value("9010")).isNotEmpty();
        assertThat(line.statistics.of(Counter.COLLISIONS)).isZero();
    }

    @Test
    void whatOnlyTheNewEditionHasIsNotUnderstood() {
        line.read(OLD, 0x00010000);

        assertThat(line.arrivals).isEmpty();
    }

    @Test
    void theClockIsWrittenWithThePasswordOnly() {
        write("C011", "104500", "654321");
        assertThat(line.lastReply().control()).isEqualTo(0xC4);
        assertThat(line.lastReply().data()).containsExactly(0x04);

        write("C011", "104500", "123456");
        assertThat(line.lastReply().control()).isEqualTo(0x84);
        assertThat(line.meter(OLD).localTime(line.epochMillis())).isEqualTo("2026-03-05T10:45:00");

        write("C010", "26123104", "123456");
        assertThat(line.meter(OLD).localTime(line.epochMillis())).isEqualTo("2026-12-31T10:45:00");
    }

    @Test
    void fiveWrongPasswordsLockTheMeterForADay() {
        for (int i = 0; i < 5; i++) {
            write("C011", "104500", "654321");
        }
        write("C011", "104500", "123456");
        assertThat(line.lastReply().control()).as("locked").isEqualTo(0xC4);
        assertThat(line.meter(OLD).passwordsLocked(line.epochMillis())).isTrue();

        line.timeline.until(86_400_000);
        write("C011", "104500", "123456");
        assertThat(line.lastReply().control()).isEqualTo(0x84);
    }

    @Test
    void aChangedPasswordIsTheOneThatCounts() {
        line.line.received(PROTOCOL.encode(new MeterRequest.ChangePassword(OLD, new Credentials(2, "123456", "00000000"), 2, "222222")));
        assertThat(line.lastReply().control()).isEqualTo(0x8F);

        write("C011", "104500", "222222");
        assertThat(line.lastReply().control()).isEqualTo(0x84);
    }

    @Test
    void aBroadcastTimeIsObeyedByMetersOfBothEditions() {
        line.line.received(PROTOCOL.encode(new MeterRequest.BroadcastTime(LocalDateTime.parse("2026-03-05T19:12:00"))));

        assertThat(line.meter(OLD).localTime(line.epochMillis())).isEqualTo("2026-03-05T19:12:00");
        assertThat(line.meter(NEW).localTime(line.epochMillis())).isEqualTo("2026-03-05T19:12:00");
        assertThat(line.arrivals).isEmpty();
    }

    @Test
    void askedAgainTheMeterRepeatsItsLastFrame() {
        value("9010");
        String first = line.arrivals.getLast().hex();
        line.line.received(Dlt645Frame.request(OLD, 0x03).encode());

        assertThat(line.arrivals).hasSize(2).extracting(TestLine.Arrival::hex).containsOnly(first);
    }

    private void write(String item, String value, String password) {
        line.line.received(PROTOCOL.encode(new MeterRequest.WriteItem(OLD, item, List.of(value), new Credentials(2, password, "00000000"))));
    }

    private String value(String item) {
        return values(item).getFirst();
    }

    private List<String> values(String item) {
        byte[] request = PROTOCOL.encode(new MeterRequest.ReadItem(OLD, item));
        Dialogue dialogue = PROTOCOL.dialogue(request);
        line.line.received(request);
        assertThat(dialogue.on(line.lastReply().encode())).isInstanceOf(Dialogue.Step.Complete.class);
        return ((MeterReply.Values) PROTOCOL.decode(request, dialogue.replies())).values().stream().map(ItemValue::number).map(BigDecimal::toPlainString).toList();
    }
}
