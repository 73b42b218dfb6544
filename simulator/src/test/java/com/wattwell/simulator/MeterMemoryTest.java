package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.Protocols;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What meters of DL/T 645-2007 remember, asked by the library. The line's clock begins on Thursday 2026-03-05 at 19:10. */
class MeterMemoryTest {

    private static final String METER = "000000000161";
    private static final String INSTANT = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\nrelay-time 0\npassword 123456\n";
    private static final Credentials RIGHT = new Credentials(2, "123456", "00000007");
    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_2007");
    private static final double HOUR = 3_600_000;

    private final TestLine line = new TestLine(INSTANT, "1 from 161 shop");
    private final VirtualMeter meter = line.meter(METER);

    @Test
    void theLoadProfileOfADayComesInFollowUpFramesAndFitsTheRegisters() {
        List<ItemValue> values = values(new MeterRequest.ReadProfile(METER, "06040001", 48, LocalDateTime.parse("2026-03-04T00:00")));

        assertThat(values).hasSize(48 * 5);
        assertThat(values.get(0).text()).isEqualTo("2603040000");
        assertThat(values.get(5).text()).isEqualTo("2603040030");
        assertThat(values.get(1).number()).isEqualTo(meter.energyAt(Instant.parse("2026-03-04T00:00:00+08:00")));
        assertThat(values.get(47 * 5 + 1).number()).isEqualTo(meter.energyAt(Instant.parse("2026-03-04T23:30:00+08:00")));
    }

    @Test
    void aBlockOfAllClassesHasEveryValue() {
        List<ItemValue> values = values(new MeterRequest.ReadProfile(METER, "06000001", 1, LocalDateTime.parse("2026-03-05T12:10")));

        assertThat(values).hasSize(1 + 7 + 8 + 4 + 4 + 4 + 2);
        assertThat(values.get(0).text()).as("the next half hour").isEqualTo("2603051230");
        assertThat(values.get(1).number()).isBetween(new BigDecimal(205), new BigDecimal(235));
    }

    @Test
    void theOldestBlockIsFortyDaysOldAndTheNewestHasJustBegun() {
        assertThat(values(new MeterRequest.ReadProfile(METER, "06010000", 1, null)).getFirst().text()).isEqualTo("2601241900");
        assertThat(values(new MeterRequest.ReadItem(METER, "06010002")).getFirst().text()).isEqualTo("2603051900");
    }

    @Test
    void whatIsYetToComeIsNotInTheProfile() {
        assertThat(ask(new MeterRequest.ReadProfile(METER, "06040001", 3, LocalDateTime.parse("2026-03-06T00:00"))))
                .isInstanceOf(MeterReply.Refused.class);
    }

    @Test
    void aPowerCutIsRememberedAndNothingIsTakenMeanwhile() {
        meter.setPowered(false);
        BigDecimal before = meter.energyNow();
        line.timeline.until(2 * HOUR);
        line.read(METER, 0x00010000);
        assertThat(line.arrivals).as("no mains, no voice").isEmpty();
        meter.setPowered(true);

        assertThat(meter.energyNow()).isEqualTo(before);
        assertThat(number("03110000")).isEqualByComparingTo("1");
        assertThat(values(new MeterRequest.ReadItem(METER, "03110001"))).extracting(ItemValue::text)
                .containsExactly("260305191000", "260305211000");
        assertThat(values(new MeterRequest.ReadItem(METER, "03110002"))).allMatch(ItemValue::absent);
        line.timeline.until(3 * HOUR);
        assertThat(meter.energyNow()).isGreaterThan(before);
    }

    @Test
    void aTrippedMeterStaysTrippedThroughAPowerCut() {
        control(SupplyAction.TRIP);
        meter.setPowered(false);
        line.timeline.until(HOUR);
        meter.setPowered(true);

        assertThat(meter.relayOpen()).isTrue();
        control(SupplyAction.CLOSE);
        assertThat(meter.relayOpen()).isFalse();
    }

    @Test
    void tripAndCloseAreRecordedWithTheRegister() {
        control(SupplyAction.TRIP);
        line.timeline.until(HOUR);
        control(SupplyAction.CLOSE);

        assertThat(number("1D000001")).isEqualByComparingTo("1");
        List<ItemValue> trip = values(new MeterRequest.ReadItem(METER, "1D00FF01"));
        assertThat(trip.get(0).text()).isEqualTo("260305191000");
        assertThat(trip.get(2).number()).isEqualTo(meter.energyNow());
        assertThat(values(new MeterRequest.ReadItem(METER, "1E000101")).getFirst().text()).isEqualTo("260305201000");
    }

    @Test
    void writingTheClockIsRecorded() {
        write("04000102", "104500", RIGHT);

        assertThat(meter.localTime(line.epochMillis())).isEqualTo("2026-03-05T10:45:00");
        assertThat(values(new MeterRequest.ReadItem(METER, "03300401"))).extracting(ItemValue::text)
                .containsExactly("00000007", "260305191000", "260305104500");
        assertThat(values(new MeterRequest.ReadItem(METER, "03300001")).get(2).text()).isEqualTo("04000102");
    }

    @Test
    void aParameterIsReadBackAsItWasWritten() {
        assertThat(number("04001001")).isEqualTo("0.00");
        write("04001001", "25.00", RIGHT);

        assertThat(number("04001001")).isEqualTo("25.00");
        assertThat(number("03300000")).isEqualByComparingTo("1");
        write("04001001", "30.00", new Credentials(2, "999999", "00000000"));
        assertThat(number("04001001")).as("a wrong password").isEqualTo("25.00");
    }

    @Test
    void theFirstDayTableIsTheDayOfTheTariffs() {
        List<ItemValue> rows = values(new MeterRequest.ReadItem(METER, "04010001"));

        assertThat(rows).hasSize(14);
        assertThat(rows.getFirst().text()).as("valley from midnight").isEqualTo("000004");
        assertThat(rows.getLast().text()).as("valley again from eleven").isEqualTo("230004");
    }

    @Test
    void wrongPasswordsLockTheMeterForControlToo() {
        for (int i = 0; i < Passwords.WRONG_ALLOWED; i++) {
            write("04000102", "104500", new Credentials(4, "999999", "00000000"));
        }

        assertThat(control(SupplyAction.TRIP)).isInstanceOf(MeterReply.Refused.class);
        assertThat(meter.relayOpen()).isFalse();
        line.timeline.until(24 * HOUR);
        assertThat(ask(new MeterRequest.SwitchSupply(METER, SupplyAction.TRIP, RIGHT, LocalDateTime.parse("2026-03-06T20:00:00"))))
                .isInstanceOf(MeterReply.Accepted.class);
    }

    @Test
    void aFreezeAtOnceKeepsTheRegistersOfThatMoment() {
        line.line.received(PROTOCOL.encode(new MeterRequest.Freeze("999999999999", null, null, null)));
        assertThat(line.arrivals).as("nobody answers a broadcast").isEmpty();
        BigDecimal frozen = meter.energyNow();
        line.timeline.until(5 * HOUR);

        assertThat(values(new MeterRequest.ReadItem(METER, "05010101")).getFirst().number()).isEqualTo(frozen);
        assertThat(number("05010102")).isNull();
    }

    @Test
    void hoursAreFrozen() {
        List<ItemValue> block = values(new MeterRequest.ReadItem(METER, "05040102"));

        assertThat(block.getFirst().number()).isEqualTo(meter.energyAt(Instant.parse("2026-03-05T18:00:00+08:00")));
    }

    @Test
    void theGreatestDemandOfTheMonthHasItsTime() {
        List<ItemValue> demand = values(new MeterRequest.ReadItem(METER, "01010000"));

        assertThat(demand.get(0).number()).isPositive();
        assertThat(demand.get(1).text()).startsWith("2603");
    }

    @Test
    void aClockGainsItsDriftUntilItIsSet() {
        TestLine drifting = new TestLine(INSTANT + "clock-drift 10 s", "1 from 161 shop");
        VirtualMeter late = drifting.meter(METER);
        drifting.timeline.until(10 * 24 * HOUR);
        long off = java.time.Duration.between(LocalDateTime.parse("2026-03-15T19:10:00"), late.localTime(drifting.epochMillis())).toMillis();

        assertThat(Math.abs(off)).isBetween(1000L, 100_000L);
        assertThat(late.millisOf(late.localTime(drifting.epochMillis()))).isCloseTo(drifting.epochMillis(), within(2L));
        drifting.line.received(PROTOCOL.encode(new MeterRequest.BroadcastTime(LocalDateTime.parse("2026-03-15T19:10:00"))));
        assertThat(late.localTime(drifting.epochMillis())).isEqualTo("2026-03-15T19:10:00");
    }

    private MeterReply control(SupplyAction action) {
        return ask(new MeterRequest.SwitchSupply(METER, action, RIGHT, LocalDateTime.parse("2026-03-05T23:00:00")));
    }

    private void write(String item, String value, Credentials credentials) {
        ask(new MeterRequest.WriteItem(METER, item, List.of(value), credentials));
    }

    private BigDecimal number(String item) {
        return values(new MeterRequest.ReadItem(METER, item)).getFirst().number();
    }

    private List<ItemValue> values(MeterRequest request) {
        return ((MeterReply.Values) ask(request)).values();
    }

    private MeterReply ask(MeterRequest request) {
        return line.ask(PROTOCOL, request);
    }
}
