package com.wattwell.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.calendar.CalendarDay.Kind;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.schedule.DueSchedules;
import com.wattwell.schedule.ReckonedAnewTestDoor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A calendar in the database: proposed once, edited, taken back; and the schedules that follow it. */
class CalendarServiceTest {

    private static final Caller STAFF = new Caller("root", "Root", Scope.ALL, Set.of(Caller.SYSTEM_ADMIN));
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 27);
    /** 10:00 in Shanghai on a Thursday. */
    private static final Instant THURSDAY = Instant.parse("2026-11-26T02:00:00Z");

    private Spine spine;
    private Caller admin;
    private CalendarService service;
    private Calendars calendars;

    @BeforeEach
    void aCompany() {
        spine = new Spine();
        spine.wiring.clock.set(THURSDAY);
        admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
        service = spine.wiring.bean(CalendarService.class);
        calendars = spine.wiring.bean(Calendars.class);
        ReckonedAnewTestDoor.listens(spine.wiring);
    }

    private List<LocalDate> marked(Integer company, int year) {
        return calendars.year(company, year).stream().map(entry -> entry.day().day()).toList();
    }

    @Test
    void aYearIsProposedOnceAndWhatAPersonMadeOfItStays() {
        CalendarProposals proposals = spine.wiring.bean(CalendarProposals.class);
        proposals.ensure();
        assertThat(marked(null, 2026)).hasSize(39);
        assertThat(calendars.year(null, 2027)).hasSize(13).allMatch(entry -> entry.day().reckoned());
        service.remove(STAFF, null, LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 1));
        proposals.ensure();
        assertThat(marked(null, 2027)).hasSize(12).doesNotContain(LocalDate.of(2027, 1, 1));
        spine.wiring.clock.set(Instant.parse("2027-01-02T00:00:00Z"));
        proposals.ensure();
        assertThat(marked(null, 2028)).isNotEmpty();
    }

    @Test
    void aCompanysOwnDayGoesBeforeTheOneOfAllCompanies() {
        service.mark(STAFF, null, FRIDAY, FRIDAY, Kind.HOLIDAY, "放假", "Day off");
        assertThat(calendars.workingDays(spine.company).isWorking(FRIDAY)).isFalse();
        service.mark(admin, spine.company, FRIDAY, FRIDAY, Kind.WORKING_DAY, "上班", null);
        assertThat(calendars.workingDays(spine.company).isWorking(FRIDAY)).isTrue();
        assertThat(calendars.workingDays(spine.sample.company("B")).isWorking(FRIDAY)).isFalse();
        service.remove(admin, spine.company, FRIDAY, FRIDAY);
        assertThat(calendars.workingDays(spine.company).isWorking(FRIDAY)).isFalse();
    }

    @Test
    void theLastChangesAreTakenBackOneAfterTheOther() {
        service.mark(admin, spine.company, FRIDAY, FRIDAY.plusDays(2), Kind.HOLIDAY, "校庆", "Founding day");
        service.mark(admin, spine.company, FRIDAY, FRIDAY, Kind.WORKING_DAY, "上班", "Worked");
        long second = calendars.lastChange(spine.company).orElseThrow().id();
        service.takeBack(admin, spine.company, second);
        assertThat(calendars.year(spine.company, 2026)).hasSize(3).allMatch(entry -> entry.own() && entry.day().nameZh().equals("校庆"));
        Calendars.Change first = calendars.lastChange(spine.company).orElseThrow();
        assertThat(first).extracting(Calendars.Change::kind, Calendars.Change::changedBy, Calendars.Change::days, Calendars.Change::first, Calendars.Change::last)
                .containsExactly("MARK", "wang", 3, FRIDAY, FRIDAY.plusDays(2));
        assertThatThrownBy(() -> service.takeBack(admin, spine.company, second)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.CONFLICT));
        service.takeBack(admin, spine.company, first.id());
        assertThat(marked(spine.company, 2026)).isEmpty();
        assertThat(calendars.lastChange(spine.company)).isEmpty();
        assertThatThrownBy(() -> service.takeBack(admin, spine.company, first.id())).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.CONFLICT));
    }

    @Test
    void anImportWithAWrongLineDoesNothing() {
        assertThatThrownBy(() -> service.takeOver(admin, spine.company, "2027-02-05,HOLIDAY,春节\n2027-02-31,HOLIDAY,春节"))
                .hasMessageContaining("line 2").isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("lines"));
        assertThat(marked(spine.company, 2027)).isEmpty();
        assertThat(service.takeOver(admin, spine.company, "2027-02-05,HOLIDAY,春节\n2027-02-14,班,春节调休")).isEqualTo(2);
        assertThat(marked(spine.company, 2027)).containsExactly(LocalDate.of(2027, 2, 5), LocalDate.of(2027, 2, 14));
    }

    @Test
    void fromNovemberOnItIsToldThatNextYearIsNotConfirmedUntilItIs() {
        spine.wiring.bean(CalendarProposals.class).ensure();
        assertThat(calendars.unconfirmed(admin.scope())).contains(Year.of(2027));
        assertThat(calendars.unconfirmed(Scope.ALL)).contains(Year.of(2027));
        spine.wiring.clock.set(Instant.parse("2026-10-31T15:59:59Z"));
        assertThat(calendars.unconfirmed(Scope.ALL)).isEmpty();
        spine.wiring.clock.set(Instant.parse("2026-10-31T16:00:00Z"));
        assertThat(calendars.unconfirmed(Scope.ALL)).contains(Year.of(2027));
        service.confirm(STAFF, null, 2027);
        assertThat(calendars.unconfirmed(Scope.ALL)).isEmpty();
        assertThatThrownBy(() -> service.confirm(STAFF, null, 2027)).hasMessageContaining("no day of it waits");
        service.takeBack(STAFF, null, calendars.lastChange(null).orElseThrow().id());
        assertThat(calendars.unconfirmed(admin.scope())).contains(Year.of(2027));
    }

    @Test
    void whoMayNotChangesNothing() {
        Caller operator = new Caller("li", "Li", new Scope(spine.company), Set.of(Caller.METER_OPERATOR));
        int other = spine.sample.company("C");
        for (Runnable attempt : List.<Runnable>of(() -> service.mark(operator, spine.company, FRIDAY, FRIDAY, Kind.HOLIDAY, "x", "x"),
                () -> service.mark(admin, null, FRIDAY, FRIDAY, Kind.HOLIDAY, "x", "x"), () -> service.mark(admin, other, FRIDAY, FRIDAY, Kind.HOLIDAY, "x", "x"),
                () -> service.remove(operator, spine.company, FRIDAY, FRIDAY), () -> service.takeOver(operator, spine.company, "2027-02-05,HOLIDAY,x"),
                () -> service.confirm(operator, spine.company, 2027), () -> service.takeBack(operator, spine.company, 1))) {
            assertThatThrownBy(attempt::run).isInstanceOf(RefusedException.class);
        }
        assertThat(spine.database.<Integer>one("select count(*) from calendar_day", row -> row.getInt(1))).isZero();
    }

    @Test
    void aRangeBackwardsOrWithoutEndIsRefusedAndTheFieldIsNamed() {
        for (LocalDate to : List.of(FRIDAY.minusDays(1), FRIDAY.plusDays(CalendarService.MAX_RANGE))) {
            assertThatThrownBy(() -> service.mark(admin, spine.company, FRIDAY, to, Kind.HOLIDAY, "x", "x")).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.field()).isEqualTo("to"));
        }
        service.mark(admin, spine.company, FRIDAY, FRIDAY.plusDays(CalendarService.MAX_RANGE - 1), Kind.HOLIDAY, "x", "x");
    }

    @Test
    void aScheduleOnWorkingDaysFallsDueByTheNewCalendarAndWhatIsDueStaysDue() {
        Instant friday = Instant.parse("2026-11-26T22:00:00Z"); // 06:00 in Shanghai
        Instant monday = Instant.parse("2026-11-29T22:00:00Z");
        int following = schedule("next", friday);
        int due = schedule("due", THURSDAY.minusSeconds(60));
        service.mark(admin, spine.company, FRIDAY, FRIDAY, Kind.HOLIDAY, "校庆", "Founding day");
        assertThat(nextDue(following)).isEqualTo(monday);
        assertThat(nextDue(due)).isEqualTo(THURSDAY.minusSeconds(60));
        spine.wiring.bean(DueSchedules.class).makeRuns();
        assertThat(nextDue(due)).isEqualTo(monday);
        service.takeBack(admin, spine.company, calendars.lastChange(spine.company).orElseThrow().id());
        assertThat(nextDue(following)).isEqualTo(friday);
        service.mark(STAFF, null, FRIDAY, FRIDAY, Kind.HOLIDAY, "放假", "Day off");
        assertThat(nextDue(following)).isEqualTo(monday);
    }

    @Test
    void aRunThatWasMissedOverAHolidayIsMadeUpForTheLastWorkingDay() {
        int schedule = schedule("daily", Instant.parse("2026-11-23T22:00:00Z"));
        service.mark(admin, spine.company, LocalDate.of(2026, 11, 26), FRIDAY, Kind.HOLIDAY, "校庆", "Founding days");
        spine.wiring.clock.set(Instant.parse("2026-11-27T08:00:00Z"));
        spine.wiring.bean(DueSchedules.class).makeRuns();
        assertThat(spine.database.<String>one("select slot at time zone 'Asia/Shanghai' || ' missed ' || missed from reading_run where schedule_id = ?",
                row -> row.getString(1), schedule)).isEqualTo("2026-11-25 06:00:00 missed 1");
        assertThat(nextDue(schedule)).isEqualTo(Instant.parse("2026-11-29T22:00:00Z"));
    }

    private int schedule(String name, Instant nextDue) {
        return spine.database.one("""
                insert into schedule (company_id, name, kind, times, non_working, target, reading_types, next_due)
                values (?, ?, 'WORKING_DAYS', '{06:00}', false, 'ALL', '{1}', ?) returning id""", row -> row.getInt(1), spine.company, name, nextDue);
    }

    private Instant nextDue(int schedule) {
        return spine.database.one("select next_due from schedule where id = ?", row -> com.wattwell.platform.Database.instant(row, 1), schedule);
    }
}
