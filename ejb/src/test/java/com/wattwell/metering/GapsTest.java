package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.platform.Database;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.schedule.DueSchedules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run missed, out of the meters' memory, with real frames on a real database. */
class GapsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int TIME = 0x05060001;
    private static final int ENERGY = 0x05060101;

    private Spine spine;
    private Database database;
    private Instant midnight;
    private int schedule;
    private long run;
    private long failedTask;

    @BeforeEach
    void aRunOfMidnightThatACollectorMissed() {
        spine = new Spine();
        database = spine.database;
        spine.wiring.clock.set(spine.now.plusSeconds(10));
        midnight = LocalDate.ofInstant(spine.now, SHANGHAI).atStartOfDay(SHANGHAI).toInstant();
        schedule = spine.sample.schedule(spine.company, "daily", "ALL", null, 1);
        run = spine.sample.run(spine.company, schedule, midnight, 1, 1, midnight.plusSeconds(600));
        failedTask = spine.sample.task(spine.company, run, spine.line, spine.collector, midnight, 1, midnight.plusSeconds(600));
    }

    private void missed(int meter) {
        spine.sample.failure(spine.company, run, failedTask, meter, "00010000", "OFFLINE", midnight.plusSeconds(600));
    }

    private void look() {
        database.update("update run_failure set fill_at = ? where fill_at is not null", spine.now);
        spine.wiring.bean(Gaps.class).fill();
    }

    private List<Exchange> work() {
        int before = spine.wiring.adapter.exchanges.size();
        spine.wiring.bean(LineTasks.class).work(database.<Long>list("select id from line_task where state = 'WAITING'", row -> row.getLong(1)).stream()
                .mapToLong(Long::longValue).toArray());
        return List.copyOf(spine.wiring.adapter.exchanges.subList(before, spine.wiring.adapter.exchanges.size()));
    }

    private void take(ExchangeOutcome... outcomes) {
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(outcomes));
        spine.wiring.bean(LineTasks.class).settle(spine.wiring.bean(SettledTasks.class).take(100));
    }

    /** The one meter is asked for this item, and answers with these bytes of data, highest first. */
    private void answers(int item, String highestFirst) {
        List<Exchange> exchanges = work();
        assertThat(exchanges).hasSize(1);
        assertThat(exchanges.getFirst().request()).as(Integer.toHexString(item)).isEqualTo(Protocols.named("DLT645_2007").encode(
                new MeterRequest.ReadItem(exchanges.getFirst().meterKey(), "%08X".formatted(item))));
        take(reply(exchanges.getFirst(), item, highestFirst));
    }

    private ExchangeOutcome reply(Exchange exchange, int item, String highestFirst) {
        byte[] data = Hex.parse(highestFirst);
        byte[] wire = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            wire[i] = data[data.length - 1 - i];
        }
        return spine.replied(exchange, Dlt645Frame.itemData(item, wire));
    }

    private static String clock(Instant instant) {
        return DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(SHANGHAI).format(instant);
    }

    private List<String> archive() {
        return database.list("select meter_id, slot, value, source, quality from reading order by meter_id, slot", row -> row.getInt(1) + " " + Database.instant(row, "slot")
                + " " + row.getBigDecimal("value") + " " + row.getInt("source") + "/" + row.getInt("quality"));
    }

    private String gap() {
        return database.<String>list("select gap from run_failure", row -> row.getString(1)).getFirst();
    }

    @Test
    void aGapIsFilledFromTheDailyFreezeWithTheMetersOwnTime() {
        missed(spine.meter);
        spine.login(1);
        look();
        answers(TIME, clock(midnight));
        answers(ENERGY, "00123456");
        assertThat(archive()).as("not before its time has been asked again").isEmpty();
        answers(TIME, clock(midnight));
        assertThat(archive()).containsExactly(spine.meter + " " + midnight + " 1234.56 3/1");
        assertThat(gap()).isEqualTo("FILLED");
        assertThat(database.<String>list("select state from line_task", row -> row.getString(1))).containsOnly("DONE");
        look();
        assertThat(work()).as("never twice").isEmpty();
    }

    @Test
    void aFreezeThatIsMadeBetweenTheQuestionsIsOfNoSureTimeAndAskedForAgain() {
        missed(spine.meter);
        spine.login(1);
        look();
        answers(TIME, clock(midnight));
        answers(ENERGY, "00123456");
        answers(TIME, clock(midnight.plus(Duration.ofDays(1))));
        assertThat(archive()).isEmpty();
        assertThat(gap()).isNull();
        look();
        answers(TIME, clock(midnight));
    }

    @Test
    void aMeterWhoseClockIsOffKeepsItsOwnTimeAndTheGapStays() {
        missed(spine.meter);
        spine.login(1);
        look();
        Instant own = midnight.minus(Duration.ofHours(1));
        answers(TIME, clock(own));
        answers(ENERGY, "00000026");
        answers(TIME, clock(own));
        assertThat(archive()).containsExactly(spine.meter + " " + own + " 0.26 3/1");
        assertThat(gap()).isEqualTo("OTHER_TIME");
    }

    @Test
    void aServerThatDiesInTheMiddleGoesOnWithTheNextQuestionAndWritesNothingTwice() {
        missed(spine.meter);
        spine.login(1);
        look();
        answers(TIME, clock(midnight));
        Exchange lost = work().getFirst();
        spine.tell(new CollectorEvent.Started(spine.now)).login(2);
        look();
        assertThat(database.<Integer>one("select count(*) from line_task where kind = 'FILL'", row -> row.getInt(1))).as("no second task").isOne();
        answers(ENERGY, "00123456");
        take(reply(lost, ENERGY, "00999999"));
        answers(TIME, clock(midnight));
        assertThat(archive()).containsExactly(spine.meter + " " + midnight + " 1234.56 3/1");
    }

    @Test
    void theSameStepDeliveredTwiceCountsOnce() {
        missed(spine.meter);
        spine.login(1);
        look();
        Exchange time = work().getFirst();
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(reply(time, TIME, clock(midnight))));
        take(reply(time, TIME, clock(midnight)));
        answers(ENERGY, "00123456");
    }

    @Test
    void nothingIsAskedWhileTheCollectorIsAwayOrASweepIsDue() {
        missed(spine.meter);
        look();
        assertThat(database.<Integer>one("select count(*) from line_task where kind = 'FILL'", row -> row.getInt(1))).isZero();
        assertThat(database.<Boolean>one("select fill_at > ? and gap is null from run_failure", row -> row.getBoolean(1), spine.now)).isTrue();
        spine.login(1);
        look();
        long other = spine.sample.run(spine.company, schedule, spine.now, 1, 0, null);
        long sweep = spine.sample.task(spine.company, other, spine.line, spine.collector, spine.now, 1, null);
        database.update("update line_task set expires_at = now() + interval '1 hour' where id = ?", sweep);
        List<Exchange> due = work();
        assertThat(due).isNotEmpty().allSatisfy(exchange -> assertThat(exchange.ref().work()).isEqualTo(sweep));
        assertThat(work()).as("while it is under way").isEmpty();
        database.update("update line_task set state = 'DONE' where id = ?", sweep);
        assertThat(work()).hasSize(1);
    }

    @Test
    void whatNoMemoryHasStaysAGapWithItsReasonOrIsReadLateWhenTheScheduleSaysSo() {
        database.update("update reading_run set slot = slot + interval '7 minutes'");
        database.update("update line_task set slot = slot + interval '7 minutes'");
        missed(spine.meter);
        spine.login(1);
        look();
        assertThat(gap()).isEqualTo("NO_SUCH_MOMENT");
        assertThat(work()).isEmpty();

        database.update("update schedule set read_late = true");
        database.update("update run_failure set gap = null, fill_at = ?", spine.now);
        spine.wiring.clock.set(spine.now.plus(Duration.ofHours(1)));
        look();
        answers(0x00010000, "00123456");
        assertThat(archive()).containsExactly(spine.meter + " " + midnight.plusSeconds(420) + " 1234.56 1/2");
        assertThat(gap()).isEqualTo("FILLED");
    }

    @Test
    void aMeterThatDoesNotAnswerIsTriedLessAndLessOftenAndThenLeftAlone() {
        missed(spine.meter);
        spine.login(1);
        for (int i = 0; i < QuestionEnds.MOST_TRIES; i++) {
            look();
            take(spine.ended(work().getFirst(), End.NO_REPLY, true));
        }
        assertThat(gap()).isEqualTo("NO_ANSWER");
        look();
        assertThat(work()).isEmpty();
    }

    @Test
    void aScheduleThatFillsNoGapsLeavesThemAndSaysSo() {
        database.update("update schedule set fill_gaps = false");
        missed(spine.meter);
        spine.login(1);
        look();
        assertThat(gap()).isEqualTo("OFF");
    }

    @Test
    void oneMeterIsAskedForNoMoreThanItsShareOfAnHour() {
        missed(spine.meter);
        spine.login(1);
        long task = spine.sample.task(spine.company, run, spine.line, spine.collector, midnight, 1, midnight);
        database.update("""
                insert into line_task_question (line_task_id, number, company_id, meter_id, item, reading_types, source, steps, failed_task, ended)
                select ?, n, ?, ?, '00010000', '{1}', 'DAILY_FREEZE', '{05060002}', 1, 'CAME' from generate_series(1, ?) n""",
                task, spine.company, spine.meter, Gaps.QUESTIONS_AN_HOUR);
        look();
        assertThat(work()).isEmpty();
        assertThat(gap()).isNull();
    }

    @Test
    void metersFreezeTogetherAndWhatTheyFrozeIsTheRunsReading() {
        database.update("update schedule set simultaneous = true, next_due = ? where id = ?", spine.now, schedule);
        database.update("delete from schedule_plan");
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        List<Exchange> order = work();
        assertThat(order).hasSize(1);
        assertThat(Spine.request(order.getFirst()).control()).isEqualTo(0x16);
        take(spine.ended(order.getFirst(), End.SENT, true));
        List<Exchange> times = work();
        assertThat(times).hasSize(2);
        take(reply(times.get(0), 0x05010001, clock(spine.now)), reply(times.get(1), 0x05010001, clock(spine.now.minus(Duration.ofDays(3)))));
        List<Exchange> values = work();
        take(reply(values.get(0), 0x05010101, "00123456"), reply(values.get(1), 0x05010101, "00000001"));
        assertThat(archive()).containsExactly(spine.meter + " " + spine.now + " 1234.56 1/1");
        assertThat(database.<String>list("select meter_id || ' ' || reason from run_failure", row -> row.getString(1))).containsExactly(spine.otherMeter + " NOT_FROZEN");
        assertThat(database.<Integer>one("select failed from reading_run where finished_at is not null and schedule_id = ? order by slot desc limit 1",
                row -> row.getInt(1), schedule)).isOne();
    }

    @Test
    void anOrderThatWouldComeTooLateIsNotGivenAndTheRegistersAreReadInstead() {
        database.update("update schedule set simultaneous = true, next_due = ? where id = ?", spine.now, schedule);
        database.update("delete from schedule_plan");
        spine.wiring.bean(DueSchedules.class).makeRuns();
        spine.wiring.clock.set(spine.now.plusSeconds(120));
        spine.login(1);
        assertThat(work()).hasSize(2).allSatisfy(exchange -> assertThat(exchange.request()).isEqualTo(
                Protocols.named("DLT645_2007").encode(new MeterRequest.ReadItem(exchange.meterKey(), "00010000"))));
    }

    @Test
    void whoAnswersQuicklyAndSurelyIsAskedFirst() {
        int third = spine.sample.meter(spine.company, spine.line, null, "202311000003", "third", spine.now);
        database.update("update meter_state set consecutive_failures = 2, reply_millis = 90 where meter_id = ?", spine.meter);
        database.update("update meter_state set reply_millis = 400 where meter_id = ?", spine.otherMeter);
        database.update("update meter_state set reply_millis = 150 where meter_id = ?", third);
        database.update("update schedule set next_due = ? where id = ?", spine.now, schedule);
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        assertThat(work()).extracting(exchange -> (int) exchange.ref().meter()).containsExactly(third, spine.otherMeter, spine.meter);
    }
}
