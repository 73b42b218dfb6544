package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.system.Browser.Screen;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an admin does with timed switching. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class SwitchingPlansTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private TestServer server;
    private Api.Company company;

    @BeforeEach
    void aCompany(TestServer running) {
        server = running;
        company = Api.company(server);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void thePagesOpenAndFitTheScreen(Screen screen, String language, Browser browser) {
        Page page = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), screen, language);
        for (String path : List.of("switching-plans", "switching-plan")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, path + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
    }

    @Test
    void aPlanShowsItsTimesAndWhoGoesDarkBeforeItIsSavedAndCanBeStopped(Browser browser) {
        Api admin = Api.admin(server);
        String code = Api.unique("NIGHTS");
        int collector = admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement'}", company.code(), code).expect(201).id();
        for (String address : List.of("202655700001", "202655700002")) {
            admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'%s'}", code, address, address).expect(201);
        }
        Page page = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "switching-plan");
        Locator off = page.locator("[id='edit:offTime']");
        off.fill("22:30");
        off.press("Tab");
        assertThat(page.locator("[id='edit:next']")).containsText("22:30", PATIENTLY);
        assertThat(page.locator("[id='edit:next'] time")).hasCount(10);
        page.locator("[id='edit:name']").fill("Nights");
        page.locator("[id='edit:target']").selectOption("COLLECTOR");
        assertThat(page.locator("[id='edit:target-panel'] .field").nth(1)).containsText("Collector", PATIENTLY);
        page.locator("[id='edit:targetId_input']").pressSequentially(code);
        page.locator(".ui-autocomplete-item", new Page.LocatorOptions().setHasText(code)).first().click();
        assertThat(page.locator("#consequence")).containsText("2 meters go dark each time", PATIENTLY);
        page.locator("[id='edit:expectedDark']").check();
        Screenshots.take(page, "switching-plan-made");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='list:rows']")).containsText("22:30 – 06:00", PATIENTLY);
        Screenshots.take(page, "switching-plans-made");
        Assertions.assertThat(new Rows(server).one("select target || ' ' || target_id || ' ' || (expected_dark_by is not null) from switching_plan where company_id = ?",
                company.id())).isEqualTo("COLLECTOR " + collector + " true");
        page.locator("[id='list:rows'] [id$=':off']").click();
        assertThat(page.locator("[id='list:rows']")).containsText("Let it switch", PATIENTLY);
    }
}
