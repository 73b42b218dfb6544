package com.wattwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A settlement on the real server: set aside and run alone, stopped and gone on with, started by the server's own tools, and killed in the middle. */
@ExtendWith({KilledServer.class, SharedBrowser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementTest {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private TestServer server;
    private Rows rows;
    private Api rest;
    private final YearMonth month = YearMonth.now(SettlementCompany.ZONE).minusMonths(1);

    @BeforeAll
    void start(TestServer running) {
        server = running;
        rows = new Rows(server);
        rest = Api.admin(server);
    }

    private void company(String code, int accounts) {
        SettlementCompany.make(rest, rows, code, accounts, month);
    }

    private long settle(String company, int chunk) {
        return rest.post("/settlement-runs", "{'company':'%s','period':'%s','chunk':%d}", company, month, chunk).expect(202).id();
    }

    private JsonObject run(long id) {
        return rest.get("/settlement-runs/" + id).expect(200).json();
    }

    private void act(long id, String action) {
        rest.post("/settlement-runs/" + id + "/actions", "{'action':'%s'}", action).expect(202);
    }

    private void awaitState(long id, String state) {
        await("run " + id + " is " + state).atMost(PATIENCE).untilAsserted(() -> assertThat(run(id).getString("state")).as(run(id).toString()).isEqualTo(state));
    }

    /** Number, lines, amounts and sources of a company's bills, without the ids of rows. */
    private List<String> content(String company) {
        return rows.list("""
                select concat_ws('|', b.number, b.kind, b.from_day, b.to_day, b.total_fen, l.number, l.kind, l.rule_id, l.tariff_code, l.from_day, l.to_day, l.register, l.quantity, l.unit_price,
                    l.amount_fen, l.tax_fen, (select string_agg(concat_ws(' ', x->>'type', x->>'at', x->>'value'), ',') from jsonb_array_elements(l.readings) x))
                from bill b join company c on c.id = b.company_id left join bill_line l on l.bill_id = b.id where c.code = ? order by b.number, l.number""", company);
    }

    @Test
    void aMonthIsSettledPublishedAndOneBadAccountIsRunAlone() {
        company("SETA", 60);
        rows.list("update reading r set value = 1 from meter m where m.id = r.meter_id and m.address = '000000000007' and m.company_id = (select id from company where code = 'SETA')"
                + " and r.value > 1000 returning m.id");
        long id = settle("SETA", 10);
        awaitState(id, "REVIEW");
        assertThat(run(id).getInt("billed")).isEqualTo(59);
        JsonObject parked = rest.get("/settlement-runs/" + id + "/parked").expect(200).items().getFirst();
        assertThat(parked.getString("reason")).isEqualTo("USAGE_HELD");
        assertThat(rows.one("select count(*) from journal_entry where kind = 'CHARGE' and company_id = (select id from company where code = 'SETA')")).isEqualTo("0");
        rest.post("/settlement-runs", "{'company':'SETA','period':'%s'}", month).expect(409);
        act(id, "PUBLISH");
        awaitState(id, "PUBLISHED");
        assertThat(rows.one("select count(*) || ' ' || count(entry_id) from bill b join company c on c.id = b.company_id where c.code = 'SETA' and b.state = 'PUBLISHED'")).isEqualTo("59 59");
        rows.list("update reading r set value = 1007 from meter m where m.id = r.meter_id and m.address = '000000000007' and m.company_id = (select id from company where code = 'SETA')"
                + " and r.value = 1 returning m.id");
        rest.post("/settlement-runs/" + id + "/parked/" + parked.getInt("id") + "/actions", "{'action':'RUN_ALONE'}").expect(200);
        assertThat(rows.one("select b.state from bill b join customer_account a on a.id = b.account_id join company c on c.id = b.company_id where c.code = 'SETA' and a.number = '000000007'"))
                .isEqualTo("PUBLISHED");
    }

    @Test
    void theServersOwnToolsStartOneToo() {
        company("SETB", 20);
        new Management(server).run("/deployment=wattwell.ear/subdeployment=wattwell-batch-jobs.jar/subsystem=batch-jberet:start-job(job-xml-name=settlement, properties={company=SETB, period="
                + month + ", publish=true})");
        await("it is published").atMost(PATIENCE).untilAsserted(() -> assertThat(rows.one("select count(*) from bill b join company c on c.id = b.company_id where c.code = 'SETB' and b.state = 'PUBLISHED'"))
                .isEqualTo("20"));
    }

    @Test
    void oneThatIsStoppedGoesOnAndOneThatIsKilledWritesTheSameBills() {
        company("SETC", 600);
        company("SETD", 600);
        long undisturbed = settle("SETC", 1);
        await("it works").atMost(PATIENCE).until(() -> run(undisturbed).getInt("done") >= 5);
        act(undisturbed, "STOP");
        awaitState(undisturbed, "STOPPED");
        int stood = run(undisturbed).getInt("done");
        assertThat(stood).isBetween(5, 599);
        act(undisturbed, "RESTART");
        awaitState(undisturbed, "REVIEW");

        long killed = settle("SETD", 1);
        await("it works").atMost(PATIENCE).until(() -> run(killed).getInt("done") >= 20);
        server.killServer();
        int died = Integer.parseInt(rows.one("select sum(done) from settlement_slice where run_id = ?", killed));
        assertThat(died).isBetween(20, 599);
        server.startServer();
        awaitState(killed, "REVIEW");
        assertThat(run(killed).getInt("billed")).isEqualTo(600);
        assertThat(content("SETD")).hasSizeGreaterThan(500).isEqualTo(content("SETC"));
    }

    @Test
    void thePagesOpenAndFitTheScreen(Browser browser) {
        company("SETE", 8);
        long id = settle("SETE", 4);
        awaitState(id, "REVIEW");
        act(id, "PUBLISH");
        awaitState(id, "PUBLISHED");
        String bill = rows.one("select max(b.id) from bill b join company c on c.id = b.company_id where c.code = 'SETE'");
        String entry = rows.one("select entry_id from bill where id = ?", Long.parseLong(bill));
        for (Browser.Screen screen : Browser.Screen.values()) {
            String language = screen == Browser.Screen.WIDE ? "zh-CN" : "en-US";
            Page page = browser.signedIn(server, "admin", screen, language);
            for (String path : List.of("settlements", "settlement?id=" + id, "settlement-plan", "bills", "bills?run=" + id, "bill?id=" + bill, "explain?bill=" + bill + "&line=1",
                    "explain?entry=" + entry, "invoices", "journal-entry?id=" + entry)) {
                assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
                Screenshots.take(page, path.replaceAll("[?&=].*", "") + "-" + screen + "-" + language);
                assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
                assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
            }
            assertThat(page.request().get(server.url() + "bill-pdf?id=" + bill).headers().get("content-type")).isEqualTo("application/pdf");
        }
    }
}
