package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.StateBit;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a meter tells of itself, from the question to what is kept, on a real database with a stand-in for the adapter. */
class MeterFactsTest {

    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Spine spine;
    private Instant noon;

    @BeforeEach
    void aConnectedMeterAtNoon() {
        spine = new Spine();
        noon = spine.now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4)); // in Shanghai
        spine.wiring.clock.set(noon);
        spine.login(1);
    }

    private MeterQuestions questions() {
        return spine.wiring.bean(MeterQuestions.class);
    }

    private List<Exchange> work(long id) {
        spine.wiring.adapter.exchanges.clear();
        spine.wiring.bean(CommandWork.class).work(id);
        return List.copyOf(spine.wiring.adapter.exchanges);
    }

    private void take(ExchangeOutcome outcome) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(outcome));
    }

    private static ExchangeOutcome tookSeconds(ExchangeOutcome outcome, int seconds) {
        return new ExchangeOutcome(outcome.ref(), outcome.collectorId(), outcome.ownerEpoch(), outcome.lane(), outcome.protocol(), outcome.end(), true, 1,
                outcome.request(), outcome.replies(), outcome.endedAt().minusSeconds(seconds), outcome.endedAt(), outcome.timing());
    }

    private MeterFactQueries facts() {
        return new MeterFactQueries(spine.database);
    }

    /** Date and weekday, then time, as the meter sends them. */
    private void tellClock(long id, String yymmddww, String hhmmss, int roundTripSeconds) {
        List<Exchange> asked = work(id);
        assertThat(asked).extracting(exchange -> Integer.toHexString(Spine.request(exchange).identifier())).containsExactly("4000101", "4000102");
        take(spine.replied(asked.get(0), Dlt645Frame.itemData(0x04000101, reversed(yymmddww))));
        take(tookSeconds(spine.replied(asked.get(1), Dlt645Frame.itemData(0x04000102, reversed(hhmmss))), roundTripSeconds));
    }

    private static byte[] reversed(String digits) {
        byte[] bytes = Hex.parse(digits);
        for (int i = 0; i < bytes.length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swapped;
        }
        return bytes;
    }

    private String today() {
        return noon.atZone(SHANGHAI).format(DateTimeFormatter.ofPattern("yyMMdd")) + "01";
    }

    @Test
    void theStateWordsAreKeptAsTheyCameAndToldWithWhatIsAbnormalFirst() {
        List<Exchange> asked = work(questions().state(OPERATOR, spine.meter));
        assertThat(asked).singleElement().satisfies(exchange -> assertThat(Spine.request(exchange).identifier()).isEqualTo(0x040005FF));
        take(spine.replied(asked.getFirst(), Dlt645Frame.itemData(0x040005FF, Hex.parse("0000" + "0000" + "5000" + "0000" + "0000" + "0000" + "0000"))));
        List<MeterFactQueries.Word> words = facts().words(Scope.ALL, spine.meter);
        assertThat(words).hasSize(7);
        assertThat(words.getFirst().item()).isEqualTo("04000503");
        assertThat(words.getFirst().hex()).isEqualTo("0050");
        assertThat(words.getFirst().bits()).extracting(StateBit::nameEn).startsWith("relay open", "relay commanded open").contains("main supply");
        assertThat(words.getFirst().readAt()).isEqualTo(noon);
        assertThat(words).filteredOn(MeterFactQueries.Word::isAbnormal).hasSize(1);
        assertThat(facts().words(new Scope(spine.company + 1), spine.meter)).as("another company sees nothing").isEmpty();
    }

    @Test
    void anOlderAnswerThatComesLateDoesNotReplaceANewerOne() {
        spine.database.update("insert into meter_state_word (meter_id, company_id, item, raw, read_at) values (?, ?, '04000503', ?, ?)",
                spine.meter, spine.company, Hex.parse("1000"), noon.plusSeconds(60));
        List<Exchange> asked = work(spine.wiring.bean(CommandService.class).read(OPERATOR, spine.meter, List.of("04000503")));
        take(spine.replied(asked.getFirst(), Dlt645Frame.itemData(0x04000503, (byte) 0, (byte) 0)));
        assertThat(facts().words(Scope.ALL, spine.meter)).singleElement().satisfies(word -> assertThat(word.hex()).isEqualTo("0010"));
    }

    @Test
    void recordsOfEventsAreAskedForFromTheLastOneAndTheirCountBefore() {
        long id = questions().events(OPERATOR, spine.meter, "POWER_DOWN", 2);
        List<Exchange> asked = work(id);
        assertThat(asked).extracting(exchange -> Spine.request(exchange).identifier()).containsExactly(0x03110000, 0x03110001, 0x03110002);
        take(spine.replied(asked.get(0), Dlt645Frame.itemData(0x03110000, Hex.parse("020000"))));
        take(spine.replied(asked.get(1), Dlt645Frame.itemData(0x03110001, Hex.parse("001508281126" + "301708281126"))));
        take(spine.replied(asked.get(2), Dlt645Frame.itemData(0x03110002, Hex.parse("FFFFFFFFFFFF" + "FFFFFFFFFFFF"))));
        assertThat(facts().latest(Scope.ALL, spine.meter, MeterQuestions.About.EVENTS, true)).contains(id);
        assertThat(facts().latest(Scope.ALL, spine.meter, MeterQuestions.About.PROFILE, false)).isEmpty();
        CommandQueries.Row row = new CommandQueries(spine.database, spine.wiring.clock).byId(Scope.ALL, id).orElseThrow();
        assertThat(row.state()).isEqualTo(CommandState.CONFIRMED);
        assertThat(row.result()).contains("\"03110001#0\"", "261128081500", "261128081730");
    }

    @Test
    void moreRecordsThanTheStandardKeepsAndKindsOfAnotherProtocolAreRefused() {
        assertThatThrownBy(() -> questions().events(OPERATOR, spine.meter, "POWER_DOWN", 11)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo("last"));
        assertThatThrownBy(() -> questions().events(OPERATOR, spine.meter, "PURCHASE_OF_MONEY", 3)).as("six items each").isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> questions().events(OPERATOR, spine.meter, "PHASE_FAILURE_1997", 1)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo("events"));
    }

    @Test
    void aLoadProfileBecomesReadingsAtTheTimesOfTheMetersOwnClockOnlyWhenThatIsWanted() {
        LocalDateTime from = LocalDateTime.ofInstant(noon.minus(Duration.ofHours(2)), SHANGHAI);
        answerProfile(questions().profile(OPERATOR, spine.meter, 4, 1, from, false), from);
        assertThat(readings()).isEmpty();
        answerProfile(questions().profile(OPERATOR, spine.meter, 4, 1, from, true), from);
        assertThat(readings()).containsExactly("1 123.45 3 " + noon.minus(Duration.ofHours(2)), "6 0.00 3 " + noon.minus(Duration.ofHours(2)),
                "8 0.00 3 " + noon.minus(Duration.ofHours(2)), "9 0.00 3 " + noon.minus(Duration.ofHours(2)));
    }

    private void answerProfile(long id, LocalDateTime time) {
        List<Exchange> asked = work(id);
        assertThat(asked).singleElement().satisfies(exchange -> assertThat(Spine.request(exchange).identifier()).isEqualTo(0x06040001));
        byte[] block = Hex.parse("A0A01B" + Hex.of(reversed(time.format(DateTimeFormatter.ofPattern("yyMMddHHmm"))))
                + "AAAAAA" + "45230100" + "00000000" + "00000000" + "00000000" + "AAAAAA");
        int sum = 0;
        for (byte each : block) {
            sum += each;
        }
        take(spine.replied(asked.getFirst(), Dlt645Frame.itemData(0x06040001, Hex.parse(Hex.of(block) + Hex.of((byte) sum) + "E5"))));
        assertThat(spine.database.<String>one("select state from command where id = ?", row -> row.getString(1), id)).isEqualTo("CONFIRMED");
    }

    private List<String> readings() {
        return spine.database.list("select reading_type, value, source, slot from reading order by 1",
                row -> row.getInt(1) + " " + row.getBigDecimal(2).toPlainString() + " " + row.getInt(3) + " " + row.getObject(4, OffsetDateTime.class).toInstant());
    }

    @Test
    void theDriftOfAClockIsWhatTheMeterToldLessTheServersTimeHalfARoundTripBefore() {
        tellClock(questions().clock(OPERATOR, spine.meter), today(), "120011", 4); // 12:00:00 is when the answer was there, and it was on its way for four seconds
        MeterFactQueries.MeterTime time = facts().clock(Scope.ALL, spine.meter).orElseThrow();
        assertThat(time.drift()).isEqualTo(Duration.ofSeconds(13));
        assertThat(time.within()).isEqualTo(Duration.ofSeconds(2));
        assertThat(time.isWithinBroadcast()).isTrue();
    }

    @Test
    void clocksAreListedByHowFarTheyAreOffInEitherDirection() {
        tellClock(questions().clock(OPERATOR, spine.meter), today(), "120100", 0);
        tellClock(questions().clock(OPERATOR, spine.otherMeter), today(), "115330", 0);
        assertThat(facts().clocks(Scope.ALL, null, new Page.Request(1, 10)).items()).extracting(MeterFactQueries.MeterTime::drift)
                .containsExactly(Duration.ofSeconds(-390), Duration.ofSeconds(60));
        assertThat(facts().clocks(Scope.ALL, MeterFactQueries.BROADCAST_LIMIT, new Page.Request(1, 10)).items()).singleElement()
                .satisfies(time -> assertThat(time.meterId()).isEqualTo(spine.otherMeter));
    }

    @Test
    void nearMidnightDateAndTimeMayBeOfTwoDaysAndTellNothing() {
        tellClock(questions().clock(OPERATOR, spine.meter), today(), "000030", 0);
        assertThat(facts().clock(Scope.ALL, spine.meter)).isEmpty();
    }

    @Test
    void aDateThatDoesNotExistTellsNothing() {
        tellClock(questions().clock(OPERATOR, spine.meter), "26023001", "120000", 0);
        assertThat(facts().clock(Scope.ALL, spine.meter)).isEmpty();
    }

    @Test
    void aClockThatWasSetIsKnownFromItsReadBack() {
        spine.wiring.bean(MeterPasswords.class).keepForMeter(spine.meter, spine.company, 4, "123456");
        long id = spine.wiring.bean(CommandService.class).setClock(OPERATOR, spine.meter, "drifted", null);
        List<Exchange> sent = work(id);
        sent.forEach(exchange -> take(spine.replied(exchange)));
        List<Exchange> looks = spine.wiring.adapter.exchanges.subList(2, 4);
        take(spine.replied(looks.get(0), Dlt645Frame.itemData(0x04000101, reversed(today()))));
        take(spine.replied(looks.get(1), Dlt645Frame.itemData(0x04000102, reversed("120001"))));
        assertThat(facts().clock(Scope.ALL, spine.meter).orElseThrow().drift()).isEqualTo(Duration.ofSeconds(1));
    }
}
