package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an admin does with the calendar, and what it does to a schedule. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class CalendarTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private TestServer server;
    private Api.Company company;
    private int year;

    @BeforeEach
    void aCompany(TestServer running) {
        server = running;
        company = Api.company(server);
        year = LocalDate.now(SHANGHAI).getYear();
    }

    private Page at(Page page, String path) {
        page.navigate(server.url() + path);
        return page;
    }

    private static void press(Page page, String id) {
        page.locator("[id='calendar:" + id + "']").click();
    }

    private void mark(Page page, LocalDate day, String kind, String name) {
        at(page, "calendar?day=" + day);
        page.locator("input[type=radio][value='" + kind + "']").check();
        page.locator("[id='calendar:name']").fill(name);
        press(page, "mark");
        assertThat(page.locator("#last-change")).containsText(day.toString(), PATIENTLY);
    }

    /** Opens a new schedule on working days, and waits for its next times. */
    private Locator workingDays(Page page) {
        at(page, "schedule");
        page.locator("input[type=radio][value='WORKING_DAYS']").check();
        Locator times = page.locator("[id='edit:times']");
        times.fill("6:17");
        times.press("Tab");
        assertThat(page.locator("[id='edit:next']")).containsText("06:17", PATIENTLY);
        return page.locator("[id='edit:next'] time");
    }

    @Test
    void aHolidayIsMarkedAScheduleOnWorkingDaysJumpsOverItAndUndoBringsItBack(Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.WIDE, "en-US");
        String due = workingDays(page).nth(1).getAttribute("datetime");
        LocalDate day = Instant.parse(due).atZone(SHANGHAI).toLocalDate();

        mark(page, day, "HOLIDAY", "Founding day");
        assertThat(page.locator("[id='calendar:days']")).containsText("Founding day");
        Screenshots.take(page, "calendar-marked");
        assertThat(workingDays(page)).hasCount(5);
        assertThat(page.locator("[id='edit:next'] time[datetime='" + due + "']")).hasCount(0);
        Screenshots.take(page, "schedule-working-days");

        at(page, "calendar?year=" + day.getYear());
        press(page, "take-back");
        assertThat(page.locator("[id='calendar:days']")).not().containsText("Founding day", PATIENTLY);
        workingDays(page);
        assertThat(page.locator("[id='edit:next'] time[datetime='" + due + "']")).hasCount(1);
    }

    @Test
    void settlementDaysAreShownBeforeSavingAndADayThatNotEveryMonthHasIsToldBesideTheField(Browser browser) {
        Page page = at(browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.PHONE, "zh-CN"), "schedule");
        page.locator("input[type=radio][value='SETTLEMENT_DAY']").check();
        Locator days = page.locator("[id='edit:monthDays']");
        days.fill("31");
        days.press("Tab");
        assertThat(page.locator("[id='edit:monthDays-error']")).containsText("并非每月都有", PATIENTLY);
        days.fill("1，15");
        days.press("Tab");
        assertThat(page.locator("[id='edit:next'] time")).hasCount(5, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
        page.locator("[id='edit:shift']").check();
        page.locator("[id='edit:name']").fill("月结");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='list:rows']")).containsText("每月 1, 15 日或其后首个工作日 06:00", PATIENTLY);
        Screenshots.take(page, "schedules-settlement-phone");
    }

    @Test
    void anAnnouncementIsCheckedLineByLineBeforeItIsTakenOver(Browser browser) {
        int next = year + 1;
        Page page = at(browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.WIDE, "en-US"), "calendar?year=" + next);
        Locator lines = page.locator("[id='calendar:lines']");
        lines.fill(next + "-07-01,HOLIDAY,Day of the works\n" + next + "-02-30,HOLIDAY,Never\n" + next + "-07-03,FREE,x");
        press(page, "check");
        assertThat(page.locator("#lines-told")).containsText("2 lines are wrong", PATIENTLY);
        assertThat(page.locator("main")).containsText("no such date");
        Screenshots.take(page, "calendar-import");
        press(page, "take-over");
        assertThat(page.locator("[id='calendar:lines-error']")).containsText("Line 2 is wrong", PATIENTLY);
        lines.fill(next + "-07-01,HOLIDAY,Day of the works\n" + next + "-07-03,班,调休");
        press(page, "take-over");
        assertThat(page.locator("[id='calendar:days']")).containsText("Day of the works", PATIENTLY);
        assertThat(page.locator("#last-change")).containsText("2 days");
    }

    @Test
    void whoIsNoAdminSeesTheCalendarAndChangesNothing(Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "VIEWER").name(), Screen.WIDE, "en-US");
        at(page, "calendar");
        assertThat(page.locator("table.month")).hasCount(12);
        assertThat(page.locator("[id='calendar:mark']")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void theCalendarShowsAYearAndFitsTheScreen(Screen screen, String language, Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), screen, language);
        for (int shown : new int[] {year, year + 1}) {
            Response response = page.navigate(server.url() + "calendar?year=" + shown);
            Assertions.assertThat(response.status()).isEqualTo(200);
            assertThat(page.locator("table.month")).hasCount(12);
            Assertions.assertThat(page.locator(".year td:not(.none)").count()).isEqualTo(LocalDate.of(shown, 1, 1).lengthOfYear());
            Screenshots.take(page, "calendar-" + (shown == year ? "this" : "next") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as("scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
        Screenshots.take(page, "calendar-dark-" + screen + "-" + language);
    }

    @Test
    void howLongALineShouldTakeStandsBesideHowLongItTook(Browser browser) {
        Api admin = Api.admin(server);
        String code = Api.unique("SWEEP");
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement'}", company.code(), code).expect(201);
        for (String address : List.of("202655600001", "202655600002")) {
            admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'%s'}", code, address, address).expect(201);
        }
        try (RunningTown town = TownFile.parse("sweep.town", """
                town Sweep
                round-trip 5
                packing-gap 0
                baud 2400
                reply-delay 20
                reconnect 1-2 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      meters 2 from 202655600001 household
                """.formatted(code)).dial("127.0.0.1", server.ports().collectors())) {
            int schedule = admin.post("/schedules", "{'company':'%s','name':'Often','kind':'INTERVAL','intervalSeconds':5,'readingTypes':['ACTIVE_ENERGY_FORWARD']}", company.code())
                    .expect(201).id();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> new Rows(server).one(
                    "select count(*) > 0 from line_task t join reading_run r on r.id = t.run_id where r.schedule_id = ? and r.finished_at is not null"
                            + " and t.first_sent_at is not null and t.predicted_millis is not null", schedule).equals("t"));
            Page page = at(browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.WIDE, "en-US"), "schedule?id=" + schedule);
            assertThat(page.locator("#sweep")).containsText(Pattern.compile("predicted \\d+\\.\\d s, actual \\d+\\.\\d s"));
            Screenshots.take(page, "schedule-sweep");
            String run = new Rows(server).one("select max(run_id) from line_task t join reading_run r on r.id = t.run_id where schedule_id = ? and t.state = 'DONE'"
                    + " and t.first_sent_at is not null", schedule);
            at(page, "run?id=" + run);
            assertThat(page.locator("[id='lines:rows']")).containsText(Pattern.compile("\\d+\\.\\d s"));
            Screenshots.take(page, "run-sweep");
        }
    }

    @Test
    void aYearThatIsNoneIsAPageThatSaysSo(Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.WIDE, "en-US");
        for (String path : new String[] {"calendar?year=1999", "calendar?year=abc", "calendar?year=2101"}) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(404);
        }
    }
}
