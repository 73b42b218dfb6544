package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandState;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.NoticeQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunAndCommandQueriesTest {

    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");
    private static final Instant EARLIER = NOW.minus(Duration.ofDays(3));
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Page.Request FIRST = new Page.Request(1, 10);
    private static final Scope NOBODY = new Scope(999);

    private static int area;
    private static int inArea;
    private static int schedule;
    private static long finished;
    private static long underWay;
    private static long command;
    private static ScheduleQueries schedules;
    private static RunQueries runs;
    private static RunDetailQueries details;
    private static CommandQueries commands;
    private static NoticeQueries notices;

    @BeforeAll
    static void someRuns() {
        Database database = TestDatabase.fresh(LocalDate.of(2026, 5, 10));
        Sample sample = new Sample(database);
        int company = sample.company("LAKESIDE");
        area = sample.area(company, null, "ESTATE", "湖滨花园", "湖滨花园");
        int building = sample.area(company, area, "BUILDING", "3号楼", "湖滨花园 / 3号楼");
        int collector = sample.collector(company, "GATE-1", "Gate house", EARLIER);
        int line = sample.line(company, collector);
        inArea = sample.meter(company, line, building, "000000000001", "Flat 302", EARLIER);
        int dead = sample.meter(company, line, area, "000000000002", "Pump", EARLIER);
        sample.meter(company, line, null, "000000000003", "Elsewhere", EARLIER);
        schedule = sample.schedule(company, "Estate, hourly", "AREA", area, 1, 21);
        finished = sample.run(company, schedule, NOW.minus(Duration.ofHours(1)), 4, 2, NOW.minusSeconds(30));
        long task = sample.task(company, finished, line, collector, NOW.minus(Duration.ofHours(1)), 4, NOW.minusSeconds(30));
        sample.reading(company, inArea, 1, NOW.minus(Duration.ofHours(1)), "1200.5");
        sample.reading(company, inArea, 21, NOW.minus(Duration.ofHours(1)), "230");
        sample.failure(company, finished, task, dead, "00010000", "TIMEOUT", NOW.minusSeconds(40));
        sample.failure(company, finished, task, dead, "02010100", "TIMEOUT", NOW.minusSeconds(40));
        underWay = sample.run(company, schedule, NOW, 4, 0, null);
        sample.task(company, underWay, line, collector, NOW, 4, null);
        command = sample.command(company, dead, "TRIP", "FAILED", NOW.minusSeconds(120));
        sample.event(company, command, NOW.minusSeconds(60), "FAILED", "failure.TIMEOUT");
        sample.command(company, inArea, "READ", "CONFIRMED", NOW.minusSeconds(10));
        database.update("insert into notice_event (company_id, at, severity, kind, meter_id, detail) values (?, ?, 'ALARM', 'meterSilent', ?, '5')",
                company, NOW, dead);
        database.update("insert into notice_event (at, severity, kind, detail) values (?, 'INFO', 'nodeStarted', 'node1')", EARLIER);
        schedules = new ScheduleQueries(database);
        runs = new RunQueries(database, CLOCK);
        details = new RunDetailQueries(database);
        commands = new CommandQueries(database, CLOCK);
        notices = new NoticeQueries(database);
    }

    @Test
    void aScheduleNamesItsTargetAndItsNewestRun() {
        ScheduleQueries.Row row = schedules.byId(Scope.ALL, schedule).orElseThrow();

        assertThat(row.targetName()).isEqualTo("湖滨花园");
        assertThat(row.lastRun()).isEqualTo(underWay);
        assertThat(row.readingTypes()).containsExactly("ACTIVE_ENERGY_FORWARD", "VOLTAGE_A");
        assertThat(schedules.list(Scope.ALL, "estate", FIRST).total()).isEqualTo(1);
        assertThat(schedules.byId(NOBODY, schedule)).isEmpty();
    }

    @Test
    void whatAScheduleCanBePointedAtIsCompletedFromItsName() {
        assertThat(schedules.choices(Scope.ALL, ReadingSchedule.Target.AREA, "湖", 5)).hasSize(2);
        assertThat(schedules.choices(Scope.ALL, ReadingSchedule.Target.METER, "302", 5)).extracting(ScheduleQueries.Choice::id).containsExactly(inArea);
        assertThat(schedules.choices(Scope.ALL, ReadingSchedule.Target.COLLECTOR, "gate", 5)).hasSize(1);
        assertThat(schedules.choices(Scope.ALL, ReadingSchedule.Target.GROUP, "", 5)).isEmpty();
        assertThat(schedules.choices(NOBODY, ReadingSchedule.Target.METER, "302", 5)).isEmpty();
    }

    @Test
    void aFinishedRunSaysWhatCameAndOneUnderWayHowFarItIs() {
        RunQueries.Row done = runs.byId(Scope.ALL, finished).orElseThrow();
        RunQueries.Row open = runs.byId(Scope.ALL, underWay).orElseThrow();

        assertThat(done.came()).isEqualTo(2);
        assertThat(done.failed()).isEqualTo(2);
        assertThat(open.finished()).isFalse();
        assertThat(open.linesDone()).isZero();
        assertThat(open.ended()).isZero();
        assertThat(runs.list(Scope.ALL, schedule, FIRST).items()).extracting(RunQueries.Row::id).containsExactly(underWay, finished);
        assertThat(runs.list(NOBODY, null, FIRST).total()).isZero();
    }

    @Test
    void successCountsFinishedRunsOnly() {
        assertThat(runs.success(Scope.ALL, Duration.ofHours(24)).rate()).isEqualTo(0.5);
        assertThat(runs.success(NOBODY, Duration.ofHours(24)).rate()).isNull();
        assertThat(runs.readLastMinute(Scope.ALL)).isEqualTo(2);
    }

    @Test
    void aRunShowsMeterByMeterWhatCameAndWhatFailedAndWhy() {
        Page<RunDetailQueries.MeterResult> all = details.meters(Scope.ALL, finished, false, FIRST);

        assertThat(all.items()).extracting(RunDetailQueries.MeterResult::name).containsExactly("Flat 302", "Pump");
        assertThat(all.items().getFirst().came()).extracting(RunDetailQueries.Came::typeCode).containsExactly("ACTIVE_ENERGY_FORWARD", "VOLTAGE_A");
        assertThat(all.items().getFirst().failed()).isEmpty();
        assertThat(all.items().getLast().failed()).extracting(RunDetailQueries.Failed::reason).containsExactly("TIMEOUT", "TIMEOUT");
        assertThat(details.meters(Scope.ALL, finished, true, FIRST).items()).extracting(RunDetailQueries.MeterResult::name).containsExactly("Pump");
        assertThat(details.meters(NOBODY, finished, false, FIRST).items()).isEmpty();
        assertThat(details.lines(Scope.ALL, finished, FIRST).items()).extracting(RunDetailQueries.LineProgress::failed).containsExactly(2);
    }

    @Test
    void aCommandHasItsStory() {
        assertThat(commands.byId(Scope.ALL, command).orElseThrow().state()).isEqualTo(CommandState.FAILED);
        assertThat(commands.history(Scope.ALL, command)).extracting(CommandQueries.Event::detail).containsExactly("step.ordered|li", "failure.TIMEOUT");
        assertThat(commands.history(NOBODY, command)).isEmpty();
        assertThat(commands.byId(NOBODY, command)).isEmpty();
    }

    @Test
    void commandsAreListedByMeterKindAndState() {
        assertThat(commands.list(Scope.ALL, CommandQueries.Filter.NONE, FIRST).total()).isEqualTo(2);
        assertThat(commands.list(Scope.ALL, new CommandQueries.Filter(inArea, null, null), FIRST).total()).isEqualTo(1);
        assertThat(commands.list(Scope.ALL, new CommandQueries.Filter(inArea, CommandKind.TRIP, null), FIRST).total()).isZero();
        assertThat(commands.needingAHand(Scope.ALL, Duration.ofDays(1), 5)).extracting(CommandQueries.Row::id).containsExactly(command);
    }

    @Test
    void eventsOfNoCompanyAreForStaffOfTheInstallation() {
        assertThat(notices.latest(Scope.ALL, 10)).extracting(NoticeQueries.Notice::kind).containsExactly("meterSilent", "nodeStarted");
        assertThat(notices.latest(Scope.ALL, 1)).extracting(NoticeQueries.Notice::meter).containsExactly("Pump");
        assertThat(notices.latest(NOBODY, 10)).isEmpty();
    }
}
