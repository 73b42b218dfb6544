package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.mbus.DataRecord;
import com.wattwell.protocol.mbus.MbusFrame;
import com.wattwell.protocol.mbus.SecondaryAddress;
import com.wattwell.protocol.mbus.Telegram;
import com.wattwell.simulator.Statistics.Counter;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Water meters of M-Bus, asked with frames of the standard. The line's clock begins on a Thursday evening. */
class MbusFirmwareTest {

    private static final String INSTANT = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\nprotocol mbus\nvalve-time 8 s\n";
    private static final String ACKNOWLEDGEMENT = "E5";

    private final TestLine line = new TestLine(INSTANT, "3 from 5 household-water\nmeters 2 from 1234567840240107 shop-water");

    @Test
    void aLinkResetIsAcknowledgedAndDataComeAsTheLibraryReadsThem() {
        assertThat(ask("1040054516")).isEqualTo(ACKNOWLEDGEMENT);
        ask("107B058016");
        Telegram telegram = telegram(line);

        assertThat(telegram.address()).isEqualTo(5);
        assertThat(telegram.defect()).isNull();
        assertThat(telegram.header().medium()).isEqualTo("Cold water");
        assertThat(telegram.header().address().namesOne()).isTrue();
        assertThat(number(telegram, "Volume")).isCloseTo(line.meter("5").energyNow(), within(new BigDecimal("0.01")));
        assertThat(number(telegram, "Volume:s1")).isCloseTo(line.meter("5").energyAt(Instant.parse("2026-03-01T00:00:00+08:00")),
                within(new BigDecimal("0.01")));
        assertThat(text(telegram, "Time point (date):s1")).isEqualTo("2026-03-01");
        assertThat(text(telegram, "Time point (date & time)")).startsWith("2026-03-05T19:10");
        assertThat(number(telegram, "Flow temperature")).isBetween(new BigDecimal(5), new BigDecimal(25));
        assertThat(number(telegram, "Volume flow").movePointRight(6).longValue()).isEqualTo(line.meter("5").power(line.epochMillis()) / 1000 * 1000);
        assertThat(number(telegram, "Remote control")).isEqualByComparingTo("1");
    }

    @Test
    void theSameCountBitRepeatsTheLastAnswerAndTheOtherOneIsANewRequest() {
        ask("1040054516");
        String first = ask("107B058016");

        line.timeline.until(3_600_000);
        assertThat(ask("107B058016")).isEqualTo(first);
        assertThat(ask("105B056016")).isNotEqualTo(first);
    }

    @Test
    void aSelectedMeterAnswersUnderItsSecondaryAddress() {
        assertThat(ask(select("1234567840240107"))).isEqualTo(ACKNOWLEDGEMENT);
        ask("107BFD7816");

        assertThat(telegram(line).header().address()).hasToString("1234567840240107");
        assertThat(telegram(line).address()).isZero();
    }

    @Test
    void anotherSelectionEndsTheFirst() {
        ask(select("1234567840240107"));
        ask(select("1234567940240107"));
        ask("107BFD7816");

        assertThat(telegram(line).header().address()).hasToString("1234567940240107");
    }

    @Test
    void aSelectionThatNobodyMatchesIsSilentAndSoIsTheRequestAfterIt() {
        line.send(select("8765432140240107"));
        line.send("107BFD7816");

        assertThat(line.arrivals).isEmpty();
    }

    @Test
    void aLinkResetToTheSelectedEndsTheSelection() {
        ask(select("1234567840240107"));
        assertThat(ask("1040FD3D16")).isEqualTo(ACKNOWLEDGEMENT);
        int before = line.arrivals.size();
        line.send("107BFD7816");

        assertThat(line.arrivals).hasSize(before);
    }

    @Test
    void wildcardsSelectSeveralWhoCollideUntilOneIsLeft() {
        line.send(select("123456FF4024FFFF"));
        assertThat(line.statistics.of(Counter.COLLISIONS)).isEqualTo(1);
        line.send("107BFD7816");
        assertThat(line.statistics.of(Counter.COLLISIONS)).isEqualTo(2);

        assertThat(ask(select("FFFFFF784024FFFF"))).isEqualTo(ACKNOWLEDGEMENT);
        ask("107BFD7816");
        assertThat(telegram(line).header().address()).hasToString("1234567840240107");
    }

    @Test
    void anEnhancedSelectionLooksAtTheFabricationNumberToo() {
        line.send(hex(0x53, 0xFD, 0x52, "FFFFFFFFFFFFFFFF0C7877563412"));
        assertThat(line.arrivals).isEmpty();

        assertThat(ask(hex(0x53, 0xFD, 0x52, "FFFFFFFFFFFFFFFF0C7878563412"))).isEqualTo(ACKNOWLEDGEMENT);
    }

    @Test
    void theValveClosesAndTheMeterSaysSo() {
        ask("1040054516");
        assertThat(ask(hex(0x73, 5, 0x51, "01FD1F00"))).isEqualTo(ACKNOWLEDGEMENT);
        assertThat(ask(hex(0x53, 5, 0x51, "08FD1F"))).isEqualTo(ACKNOWLEDGEMENT);
        ask("107B058016");
        assertThat(telegram(line).records()).hasSize(1);
        assertThat(number(telegram(line), "Remote control")).as("still open").isEqualByComparingTo("1");

        line.timeline.until(8000);
        BigDecimal closed = line.meter("5").energyNow();
        line.timeline.until(86_400_000);
        assertThat(line.meter("5").energyNow()).isEqualTo(closed);
        ask("105B056016");
        assertThat(number(telegram(line), "Remote control")).isEqualByComparingTo("0");
        assertThat(number(telegram(line), "Volume flow")).isEqualByComparingTo("0");
    }

    @Test
    void aCommandThatComesAgainWithItsCountBitIsCarriedOutOnce() {
        ask("1040054516");
        ask(hex(0x73, 5, 0x51, "01FD1F00"));
        ask(hex(0x73, 5, 0x51, "01FD1F00"));

        assertThat(line.meter("5").executions()).isEqualTo(1);
    }

    @Test
    void moreSettlementsComeInASecondTelegram() {
        TestLine two = new TestLine(INSTANT + "quirks two-telegrams", "1 from 5 household-water");
        two.send("1040054516");
        two.send("107B058016");
        assertThat(telegram(two).moreFollows()).isTrue();
        two.send("105B056016");

        assertThat(telegram(two).moreFollows()).isFalse();
        assertThat(telegram(two).defect()).isNull();
        assertThat(number(telegram(two), "Volume:s2")).isCloseTo(two.meter("5").energyAt(Instant.parse("2026-02-01T00:00:00+08:00")),
                within(new BigDecimal("0.01")));
        assertThat(text(telegram(two), "Time point (date):s13")).isEqualTo("2025-03-01");

        two.send("107B058016");
        assertThat(number(telegram(two), "Volume")).isPositive();
    }

    @Test
    void theClockIsSetByABroadcastThatNobodyAnswers() {
        line.send(hex(0x53, 0xFF, 0x51, "046D2D0A5F3C"));

        assertThat(line.arrivals).isEmpty();
        assertThat(line.meter("6").localTime(line.epochMillis())).isEqualTo("2026-12-31T10:45:00");
    }

    @Test
    void aNewPrimaryAddressIsTheOneThatAnswers() {
        assertThat(ask(hex(0x53, 5, 0x51, "017A21"))).isEqualTo(ACKNOWLEDGEMENT);
        int before = line.arrivals.size();
        line.send("1040054516");
        assertThat(line.arrivals).hasSize(before);

        assertThat(ask("1040216116")).isEqualTo(ACKNOWLEDGEMENT);
    }

    @Test
    void batteryAndStuckValveShowInTheStatus() {
        TestLine ill = new TestLine(INSTANT + "quirks battery-low valve-stuck", "1 from 5 household-water");
        ill.send("107B058016");

        assertThat(telegram(ill).header().statusWords()).containsExactly("power low", "permanent error");
    }

    @Test
    void everyoneAnswersToTheAddressOfWhoeverIsAlone() {
        line.send("1040FE3E16");

        assertThat(line.statistics.of(Counter.COLLISIONS)).isEqualTo(1);
    }

    private String ask(String request) {
        int before = line.arrivals.size();
        line.send(request);
        assertThat(line.arrivals).as(request).hasSize(before + 1);
        return line.arrivals.getLast().hex();
    }

    private static Telegram telegram(TestLine line) {
        return Telegram.of(line.arrivals.getLast().bytes());
    }

    private static String select(String secondary) {
        return hex(0x53, MbusFrame.SELECTED, 0x52, Hex.of(
                MbusAddress.bytes(SecondaryAddress.parse(secondary))));
    }

    private static String hex(int control, int address, int information, String data) {
        return Hex.of(MbusFrame.ofLong(control, address, information, Hex.parse(data)).encode());
    }

    private static BigDecimal number(Telegram telegram, String key) {
        return record(telegram, key).number();
    }

    private static String text(Telegram telegram, String key) {
        return record(telegram, key).text();
    }

    private static DataRecord record(Telegram telegram, String key) {
        return telegram.records().stream().filter(record -> key.equals(record.key())).findFirst().orElseThrow();
    }
}
