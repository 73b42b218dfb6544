package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.system.Browser.Screen;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The books as finance and auditors see them: sealed and proved on the running server. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class BooksTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final Duration LONG = Duration.ofSeconds(60);

    private TestServer server;
    private Api.Company company;
    private Rows rows;
    private String entry;

    @BeforeEach
    void booksWithOneEntry(TestServer running) {
        server = running;
        company = Api.company(server);
        rows = new Rows(server);
        long customer = 9_000_000_000L + company.id();
        entry = rows.one("""
                with a as (insert into ledger_account (company_id, customer_account_id) values (?, ?) returning id),
                e as (insert into journal_entry (company_id, business_key, kind, value_date, posted_at, text)
                    values (?, 'tender:till:1', 'TENDER', current_date, now(), 'Cash at the counter') returning id),
                p as (insert into posting (entry_id, account_id, amount_fen, company_id, number)
                    select e.id, h.id, 12345, h.company_id, 1 from e, ledger_account h where h.company_id = ? and h.house = 'CASH'
                    union all select e.id, a.id, -12345, ?, 2 from e, a),
                b as (insert into ledger_balance (customer_account_id, company_id, account_id, balance_fen, changed_at) select ?, ?, a.id, 12345, now() from a)
                select id from e""", company.id(), customer, company.id(), company.id(), company.id(), customer, company.id());
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void thePagesOpenAndFitTheScreen(Screen screen, String language, Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "AUDITOR").name(), screen, language);
        for (String path : List.of("journal", "journal-entry?id=" + entry, "trial-balance", "proofs")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, path.replaceAll("\\?.*", "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
    }

    @Test
    void financeFindsAnEntryAndProvesTheBooks(Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "FINANCE").name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "journal");
        assertThat(page.locator("[id='list:rows']")).containsText("Cash at the counter");
        page.locator("[id='list:amount']").fill("1.00");
        page.locator("[id='list:find']").click();
        assertThat(page.locator("[id='list:rows']")).containsText("No entries", PATIENTLY);
        page.locator("[id='list:account']").fill("NOBODY");
        page.locator("[id='list:find']").click();
        assertThat(page.locator("[id='list:account-error']")).containsText("There is no account", PATIENTLY);
        page.navigate(server.url() + "trial-balance");
        assertThat(page.locator("[id='trial:table']")).containsText("123.45");
        page.navigate(server.url() + "proofs");
        page.locator("[id='now:prove']").click();
        assertThat(page.locator("#latest")).containsText("The chain of seals is whole", PATIENTLY);
        assertThat(page.locator("#latest .state.bad")).hasCount(0);
        Screenshots.take(page, "proofs-made");
    }

    @Test
    void whatIsPostedIsSealedByTheClockworkAndProvedOverRest() {
        Api auditor = Api.user(server, company, "AUDITOR");
        Awaitility.await().atMost(LONG).until(() -> !auditor.get("/journal-entries/" + entry).expect(200).json().isNull("seal"));
        JsonObject found = auditor.get("/journal-entries?kind=TENDER&house=CASH&amountFen=12345").expect(200).json();
        Assertions.assertThat(found.getInt("total")).isEqualTo(1);
        auditor.post("/proofs", "{}").expect(202);
        Awaitility.await().atMost(LONG).until(() -> auditor.get("/proofs").expect(200).json().getInt("total") >= 5);
        Assertions.assertThat(auditor.get("/proofs").json().getJsonArray("items").getValuesAs(JsonObject.class)).allMatch(proof -> proof.getBoolean("holds"));
    }

    @Test
    void whoHasNothingToDoWithTheBooksDoesNotSeeThem(Browser browser) {
        for (String role : List.of("VIEWER", "METER_OPERATOR", "CASHIER", "BATCH_OPERATOR")) {
            Api other = Api.user(server, company, role);
            other.get("/journal-entries").expect(403);
            other.get("/journal-entries/" + entry).expect(403);
            other.post("/proofs", "{}").expect(403);
        }
        Api.user(server, Api.company(server), "FINANCE").get("/journal-entries/" + entry).expect(404);
        Page page = browser.signedIn(server, Api.user(server, company, "VIEWER").name(), Screen.WIDE, "en-US");
        assertThat(page.locator("#menu-journal")).hasCount(0);
        for (String path : List.of("journal", "purchases", "settlements", "settlement-plan", "cashier", "account-new")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void anAuditorReadsTheMetersAndChangesNothing() {
        Api auditor = Api.user(server, company, "AUDITOR");
        auditor.get("/meters").expect(200);
        auditor.post("/collectors", "{'code':'%s','name':'x'}", Api.unique("BOX")).expect(403);
        auditor.post("/groups", "{'name':'x'}").expect(403);
    }
}
