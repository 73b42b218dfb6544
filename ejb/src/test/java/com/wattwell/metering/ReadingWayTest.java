package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.platform.Database;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.schedule.DueSchedules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a schedule that falls due to the rows of the archive, on a real database with a stand-in for the adapter. */
class ReadingWayTest {

    private Spine spine;
    private Database database;

    @BeforeEach
    void aCollectorWithTwoMetersAndAnHourlySchedule() {
        spine = new Spine();
        database = spine.database;
        int schedule = spine.sample.schedule(spine.company, "hourly", "ALL", null, 1);
        database.update("update schedule set next_due = ? where id = ?", spine.now.minusSeconds(1), schedule);
    }

    private long onlyTask() {
        return database.<Long>one("select id from line_task", row -> row.getLong(1));
    }

    private List<Exchange> work() {
        int before = spine.wiring.adapter.exchanges.size();
        spine.wiring.bean(LineTasks.class).work(onlyTask());
        return List.copyOf(spine.wiring.adapter.exchanges.subList(before, spine.wiring.adapter.exchanges.size()));
    }

    private void take(com.wattwell.connector.ExchangeOutcome... outcomes) {
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(outcomes));
        spine.wiring.bean(LineTasks.class).settle(spine.wiring.bean(SettledTasks.class).take(100));
    }

    private static byte[] energy(int... lowByteFirst) {
        byte[] value = new byte[lowByteFirst.length];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) lowByteFirst[i];
        }
        return Dlt645Frame.itemData(0x00010000, value);
    }

    private List<String> archive() {
        return database.<String>list("select meter_id || ' ' || reading_type || ' ' || value from reading order by 1", row -> row.getString(1));
    }

    private Instant firstSent() {
        return database.one("select first_sent_at from line_task", row -> Database.instant(row, "first_sent_at"));
    }

    @Test
    void aRunReadsEveryMeterOfItsLineAndEndsWhenAllHaveAnswered() {
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        assertThat(spine.wiring.rings).containsExactly("LINE_TASK " + onlyTask());
        List<Exchange> exchanges = work();
        assertThat(exchanges).hasSize(2);
        take(spine.replied(exchanges.get(0), energy(0x78, 0x56, 0x34, 0x12)), spine.replied(exchanges.get(1), energy(0x26, 0, 0, 0)));
        assertThat(archive()).containsExactlyInAnyOrder(spine.meter + " 1 123456.78", spine.otherMeter + " 1 0.26");
        assertThat(database.<String>one("select state from line_task", row -> row.getString(1))).isEqualTo("DONE");
        assertThat(firstSent()).isEqualTo(spine.now);
        assertThat(database.<Integer>one("select failed from reading_run where finished_at is not null", row -> row.getInt(1))).isZero();
        assertThat(database.<Integer>one("select count(*) from frame_log", row -> row.getInt(1))).isEqualTo(2);
    }

    @Test
    void aMeterThatDoesNotAnswerIsAFailureWithItsReasonAndTheOtherIsStillRead() {
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        List<Exchange> exchanges = work();
        take(spine.ended(exchanges.get(0), End.NO_REPLY, true), spine.refused(exchanges.get(1), 0x02));
        assertThat(database.<String>list("select reason from run_failure order by meter_id", row -> row.getString(1)))
                .satisfiesExactly(first -> assertThat(first).isEqualTo("NO_REPLY"), second -> assertThat(second).startsWith("REFUSED_BY_METER"));
        assertThat(database.<Integer>one("select failed from reading_run where finished_at is not null", row -> row.getInt(1))).isEqualTo(2);
    }

    @Test
    void whatALostConnectionCutOffIsAskedAgainAfterTheNextLoginAndOnlyThat() {
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        List<Exchange> exchanges = work();
        take(spine.replied(exchanges.get(0), energy(1, 0, 0, 0)), spine.ended(exchanges.get(1), End.DISCONNECTED, false));
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        assertThat(firstSent()).as("told also of a task that waits again").isEqualTo(spine.now);
        assertThat(work()).as("nothing goes to a collector that is away").isEmpty();
        spine.wiring.rings.clear();
        spine.login(2);
        assertThat(spine.wiring.rings).containsExactly("LINE_TASK " + onlyTask());
        List<Exchange> again = work();
        assertThat(again).singleElement().satisfies(exchange -> assertThat(exchange.ref().meter()).isEqualTo(spine.otherMeter));
        spine.wiring.clock.set(spine.now.plusSeconds(30));
        take(spine.replied(again.getFirst(), energy(2, 0, 0, 0)));
        assertThat(firstSent()).isEqualTo(spine.now);
        assertThat(archive()).hasSize(2);
        assertThat(database.<Integer>one("select count(*) from run_failure", row -> row.getInt(1))).isZero();
    }

    @Test
    void theSameOutcomeDeliveredTwiceWritesOneReading() {
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        List<Exchange> exchanges = work();
        var outcome = spine.replied(exchanges.get(0), energy(1, 0, 0, 0));
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(outcome));
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(outcome));
        assertThat(archive()).hasSize(1);
    }

    @Test
    void afterACrashTheNodesTasksAreFreeAndOnlyWhatIsMissingIsAskedAgain() {
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        List<Exchange> exchanges = work();
        spine.wiring.bean(ReadingOutcomes.class).take(List.of(spine.replied(exchanges.get(0), energy(1, 0, 0, 0))));
        spine.tell(new CollectorEvent.Started(spine.now)).login(7);
        assertThat(work()).singleElement().satisfies(exchange -> assertThat(exchange.ref().meter()).isEqualTo(spine.otherMeter));
    }

    @Test
    void whatWasMissedWhileNoServerRanIsMadeUpByOneRunForTheLatestSlot() {
        Instant hour = Instant.ofEpochSecond(spine.now.getEpochSecond() / 3600 * 3600);
        database.update("update schedule set next_due = ?", hour.minus(Duration.ofHours(5)));
        spine.wiring.bean(DueSchedules.class).makeRuns();
        spine.wiring.bean(DueSchedules.class).makeRuns();
        assertThat(database.<String>list("select slot, missed from reading_run", row -> Database.instant(row, "slot") + " " + row.getInt("missed")))
                .containsExactly(hour + " 5");
        assertThat(database.<Instant>one("select next_due from schedule", row -> Database.instant(row, "next_due"))).isEqualTo(hour.plus(Duration.ofHours(1)));
    }

    @Test
    void tasksOfOneMessageAreHandedOverTogetherEachWithItsOwnLineAndWhatItHasLeft() {
        int secondLine = database.one("insert into line (company_id, collector_id, number) values (?, ?, 2) returning id", row -> row.getInt(1),
                spine.company, spine.collector);
        int third = spine.sample.meter(spine.company, secondLine, null, "000000000003", "third", spine.now);
        spine.login(1);
        spine.wiring.bean(DueSchedules.class).makeRuns();
        long[] tasks = database.<Long>list("select id from line_task order by line_id", row -> row.getLong(1)).stream().mapToLong(Long::longValue).toArray();
        LineTasks lineTasks = spine.wiring.bean(LineTasks.class);
        lineTasks.work(tasks);
        List<Exchange> first = List.copyOf(spine.wiring.adapter.exchanges);
        assertThat(first).extracting(exchange -> exchange.ref().work() + "/" + exchange.line() + "/" + exchange.ref().meter()).containsExactlyInAnyOrder(
                tasks[0] + "/1/" + spine.meter, tasks[0] + "/1/" + spine.otherMeter, tasks[1] + "/2/" + third);
        lineTasks.work(tasks);
        assertThat(spine.wiring.adapter.exchanges).as("coming twice does no harm").hasSize(3);

        take(spine.replied(first.get(0), energy(1, 0, 0, 0)), spine.ended(first.get(1), End.DISCONNECTED, false), spine.ended(first.get(2), End.DISCONNECTED, false));
        lineTasks.work(tasks);
        assertThat(spine.wiring.adapter.exchanges.subList(3, spine.wiring.adapter.exchanges.size()))
                .extracting(exchange -> exchange.ref().work() + "/" + exchange.ref().meter())
                .containsExactlyInAnyOrder(tasks[0] + "/" + spine.otherMeter, tasks[1] + "/" + third);
    }

    @Test
    void aTaskWhoseCollectorStaysAwayEndsAsOfflineWhenItsTimeIsOver() {
        spine.wiring.bean(DueSchedules.class).makeRuns();
        assertThat(spine.wiring.rings).isEmpty();
        database.update("update line_task set expires_at = now() - interval '1 second'");
        spine.wiring.bean(LineTasks.class).expire();
        assertThat(database.<String>list("select reason from run_failure", row -> row.getString(1))).containsExactly("OFFLINE", "OFFLINE");
        assertThat(database.<Integer>one("select failed from reading_run where finished_at is not null", row -> row.getInt(1))).isEqualTo(2);
    }

    @Test
    void aReadingWhoseTimeCannotBeIsHeldForAPerson() {
        spine.wiring.bean(ReadingStore.class).write(List.of(
                new NewReading(spine.company, spine.meter, (short) 1, spine.now.plus(Duration.ofDays(3)), java.math.BigDecimal.ONE, spine.now, NewReading.Source.SCHEDULE),
                new NewReading(spine.company, spine.meter, (short) 1, spine.now, java.math.BigDecimal.TWO, spine.now, NewReading.Source.SCHEDULE)));
        assertThat(archive()).containsExactly(spine.meter + " 1 2");
        assertThat(database.<Integer>one("select count(*) from reading_held", row -> row.getInt(1))).isEqualTo(1);
    }

    @Test
    void aScheduleWithItsLastTimeBehindItMakesThatRunIsSwitchedOffAndSaysSo() {
        int schedule = spine.sample.schedule(spine.company, "The last of 2025", "ALL", null, 1);
        spine.database.update("update schedule set kind = 'CRON', interval_seconds = null, cron = '0 0 0 31 12 ? 2025', next_due = ? where id = ?",
                Instant.parse("2025-12-30T16:00:00Z"), schedule);

        spine.wiring.bean(DueSchedules.class).makeRuns();

        assertThat(spine.database.<Boolean>one("select enabled from schedule where id = ?", row -> row.getBoolean(1), schedule)).isFalse();
        assertThat(spine.database.<Integer>one("select count(*) from reading_run where schedule_id = ?", row -> row.getInt(1), schedule)).isOne();
        assertThat(spine.database.<String>one("select detail from notice_event where kind = 'scheduleEnded'", row -> row.getString(1))).isEqualTo("The last of 2025");
    }
}
