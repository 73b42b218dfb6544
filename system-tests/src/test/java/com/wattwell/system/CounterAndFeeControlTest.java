package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.RequestOptions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a low balance over the cut to cash at the counter and the relay that was read back closed; against the real server and a collector that dials in. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class CounterAndFeeControlTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final String ADDRESS = "202688800001";

    private TestServer server;
    private Rows rows;
    private Api.Company company;
    private Api admin;
    private String code;
    private int account;
    private RunningTown town;

    @BeforeEach
    void anAccountWithNothing(TestServer running) {
        server = running;
        rows = new Rows(server);
        company = Api.company(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
        code = Api.unique("COUNTER");
        admin.post("/collectors", "{'code':'%s','name':'Basement','place':'%s Garden','heartbeat':'text:ping'}", code, code).expect(201);
        int meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'Flat 1','place':'%s Garden / 1'}", code, ADDRESS, code).expect(201).id();
        int tariff = Integer.parseInt(rows.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'FLAT', 'ELECTRICITY', '平价', 'Flat', 'test') returning id", company.id()));
        rows.one("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, date '2020-01-01', 'PUBLISHED', '{"rules":[{"type":"FLAT","id":"E","zh":"电费","en":"Energy","price":0.60}]}', now(), 'test', now(), 'test') returning id""", tariff, company.id());
        account = admin.post("/accounts", "{'customerName':'张三','phone':'13800138000','mode':'PREPAID_SERVER','from':'%s','points':[{'meter':%d,'tariff':%d,'firstValue':'0'}]}",
                LocalDate.now(), meter, tariff).expect(201).id();
        town = TownFile.parse("counter.town", """
                town Counter
                round-trip 5
                packing-gap 0
                baud 9600
                reply-delay 5
                relay-time 50
                reconnect 1-2 s
                heartbeat text:ping every 20 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      meters 1 from %s household
                """.formatted(code, ADDRESS)).dial("127.0.0.1", server.ports().collectors());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !admin.get("/collectors?online=true&q=" + code).items().isEmpty());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private boolean dark() {
        return town.collector(code).meters().iterator().next().relayOpen();
    }

    private void feeControl() {
        Api.send(admin.request("/fee-control/setting").header("Content-Type", "application/json").PUT(BodyPublishers.ofString("""
                {"enabled":true,"warnFen":[2000],"tripBelowFen":100,"restoreFromFen":500,"graceMinutes":0,"cutOnRestDays":true,"permitOnly":false,"lateSeconds":60,"reason":"test"}"""))).expect(200);
    }

    @Test
    void whoHasNothingIsCutAndCashAtTheCounterBringsThePowerBack() {
        feeControl();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(this::dark);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> admin.get("/fee-control/cases?open=true").items().getFirst().getString("state").equals("CUT"));
        admin.post("/accounts/" + account + "/recharges", "{'tender':'CASH','amountFen':1000,'token':'test-%s'}", code).expect(409);
        admin.post("/shifts", "{'floatFen':0,'token':'shift-%s'}", code).expect(201);
        for (int i = 0; i < 3; i++) {
            admin.post("/accounts/" + account + "/recharges", "{'tender':'CASH','amountFen':1000,'token':'test-%s'}", code).expect(201);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !dark());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> admin.get("/fee-control/cases").items().getFirst().getString("state").equals("RESTORED"));
        Assertions.assertThat(admin.get("/fee-control/stopwatch").json().getInt("cases")).isEqualTo(1);
        Assertions.assertThat(admin.get("/accounts/" + account + "/balance").json().getInt("balanceFen")).as("three times the same form").isEqualTo(1000);
    }

    @Test
    void cashIsTakenByKeyboardAndTheSameFormPostsNothingAgain(Browser browser) {
        Page page = browser.signedIn(server, admin.name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "cashier");
        page.locator("[id='opening:till']").fill("100");
        page.keyboard().press("Enter");
        assertThat(page.locator("#shift")).containsText("100.00", PATIENTLY);
        page.locator("[id='finding:search']").fill("8000");
        page.keyboard().press("Enter");
        assertThat(page.locator("#available")).containsText("0.00", PATIENTLY);
        page.locator("[id='recharge:amount']").fill("50");
        // what this view sends, as another tab or a pressed reload would send it again
        String form = (String) page.evaluate("() => { const sent = new URLSearchParams(new FormData(document.getElementById('recharge')));"
                + " sent.set('recharge:book', 'recharge:book'); return sent.toString(); }");
        String action = (String) page.evaluate("() => document.getElementById('recharge').action");
        page.keyboard().press("Enter");
        assertThat(page.locator("#booked")).containsText("50.00", PATIENTLY);
        Screenshots.take(page, "cashier-booked");
        for (int i = 0; i < 2; i++) {
            Assertions.assertThat(page.request().post(action, RequestOptions.create().setHeader("Content-Type", "application/x-www-form-urlencoded").setData(form)).status()).isEqualTo(200);
        }
        page.goBack();
        assertThat(page.locator("[id='recharge:amount']")).hasValue("");
        Assertions.assertThat(rows.one("select count(*) from receipt where account_id = ?", (long) account)).isEqualTo("1");
        Assertions.assertThat(rows.one("select balance_fen from ledger_balance where customer_account_id = ?", (long) account)).isEqualTo("5000");
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void everyPageShowsItselfWithoutAnErrorAndFitsTheScreen(Screen screen, String language, Browser browser) {
        admin.post("/shifts", "{'floatFen':0,'token':'shift-%s'}", code).expect(201);
        int receipt = admin.post("/accounts/" + account + "/recharges", "{'tender':'CASH','amountFen':1000,'token':'test-%s'}", code).expect(201).id();
        String shift = rows.one("select id from cashier_shift where company_id = ?", company.id());
        Page page = browser.signedIn(server, admin.name(), screen, language);
        for (String path : List.of("cashier", "cashier?account=" + account, "shifts", "shift?id=" + shift, "desk", "purchases", "fee-control", "receipt?id=" + receipt)) {
            Response response = page.navigate(server.url() + path);
            Assertions.assertThat(response.status()).as(path).isEqualTo(200);
            Screenshots.take(page, "counter-" + path.replaceAll("[^a-z-].*", "") + (path.contains("account") ? "-account" : "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as("%s scrolls sideways on %s", path, screen).isTrue();
            Assertions.assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
        }
    }
}
