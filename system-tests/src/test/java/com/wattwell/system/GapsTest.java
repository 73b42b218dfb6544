package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A collector that was away over a due instant, and what its meters remember of it. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class GapsTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private TestServer server;
    private Api.Company company;
    private Api admin;
    private Rows rows;

    @BeforeEach
    void aCompany(TestServer running) {
        server = running;
        company = Api.company(server);
        admin = Api.admin(server);
        rows = new Rows(server);
    }

    private static void fits(Page page) {
        Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as("scrolls sideways").isTrue();
        Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
    }

    private RunningTown town(String collector) {
        return TownFile.parse("gaps.town", """
                town Gaps
                round-trip 5
                packing-gap 0
                baud 2400
                reply-delay 20
                reconnect 1-2 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      meters 2 from 202655700001 household
                """.formatted(collector)).dial("127.0.0.1", server.ports().collectors());
    }

    private int scheduleWithTwoMeters(String collector, String options) {
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement'}", company.code(), collector).expect(201);
        for (String address : new String[] {"202655700001", "202655700002"}) {
            admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'%s'}", collector, address, address).expect(201);
        }
        return admin.post("/schedules", "{'company':'%s','name':'Midnight','kind':'CRON','cron':'0 0 * * *','readingTypes':['ACTIVE_ENERGY_FORWARD']" + options + "}",
                company.code()).expect(201).id();
    }

    @Test
    void whatACollectorMissedAtMidnightIsFilledFromItsMetersMemoryWhenItComesBack(Browser browser) {
        String collector = Api.unique("GAP");
        int schedule = scheduleWithTwoMeters(collector, "");
        // as if the collector had been away at the last midnight: the run is made now for that slot, and its time runs out
        rows.list("update schedule set next_due = date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' where id = ?", schedule);
        String run = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rows.one("select id from reading_run where schedule_id = ?", schedule), id -> id != null);
        rows.list("update line_task set expires_at = now() where run_id = ?", Long.valueOf(run));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> "2".equals(rows.one("select failed from reading_run where id = ? and finished_at is not null", Long.valueOf(run))));

        try (RunningTown town = town(collector)) {
            Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> "2".equals(rows.one("""
                    select count(*) from reading v join meter m on m.id = v.meter_id join reading_run r on r.id = ?
                    where m.company_id = ? and v.slot = r.slot and v.reading_type = 1 and v.source = 3 and v.quality = 1""", Long.valueOf(run), company.id())));
            Page wide = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.WIDE, "en-US");
            wide.navigate(server.url() + "run?id=" + run);
            assertThat(wide.locator("#gaps")).containsText("2 values missing. 2 filled since.", PATIENTLY);
            assertThat(wide.locator("[id='meters:rows']")).containsText("filled from memory at");
            fits(wide);
            Screenshots.take(wide, "gaps-run");
            wide.navigate(server.url() + "schedule?id=" + schedule);
            assertThat(wide.locator("[id='edit:fillGaps']")).isChecked();
            wide.locator("[id='edit:simultaneous']").check();
            Screenshots.take(wide, "gaps-schedule");
            wide.locator("[id='edit:save']").click();
            assertThat(wide.locator("[id='list:rows']")).containsText("Midnight", PATIENTLY);
            Assertions.assertThat(admin.get("/schedules/" + schedule).expect(200).json().getBoolean("simultaneous")).isTrue();
            Page phone = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.PHONE, "zh-CN");
            phone.navigate(server.url() + "run?id=" + run);
            assertThat(phone.locator("#gaps")).containsText("已补齐 2 项", PATIENTLY);
            fits(phone);
            Screenshots.take(phone, "gaps-run-phone");
            phone.navigate(server.url() + "schedule?id=" + schedule);
            fits(phone);
        }
    }

    @Test
    void theMetersOfALineFreezeTogetherAndTheFreezeIsTheRunsReading() {
        String collector = Api.unique("FRZ");
        int schedule = scheduleWithTwoMeters(collector, ",'simultaneous':true");
        try (RunningTown town = town(collector)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> "t".equals(rows.one("select online from collector where code = ?", collector)));
            rows.list("update schedule set next_due = date_trunc('second', now()) where id = ?", schedule);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> "2".equals(rows.one("""
                    select r.expected from reading_run r where r.schedule_id = ? and r.finished_at is not null and r.failed = 0
                        and (select count(*) from line_task_question q join line_task t on t.id = q.line_task_id
                             where t.run_id = r.id and t.kind = 'FREEZE' and t.frozen_at is not null and q.source = 'INSTANT_FREEZE' and q.ended = 'CAME') = 2""", schedule)));
        }
    }
}
