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

/** What an admin does with tariffs in a browser. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class TariffsTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private TestServer server;
    private Api.Company company;
    private Api admin;

    @BeforeEach
    void aCompany(TestServer running) {
        server = running;
        company = Api.company(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void thePagesOpenAndFitTheScreen(Screen screen, String language, Browser browser) {
        int id = admin.post("/tariffs", "{'code':'FLAT','commodity':'ELECTRICITY','nameZh':'平价','nameEn':'Flat','effectiveFrom':'2020-01-01','document':"
                + "{'rules':[{'type':'FLAT','id':'E','zh':'电费','en':'Energy','price':0.52},{'type':'STEPS','id':'S','zh':'阶梯','en':'Step','steps':[{'upTo':100,'price':0},{'price':0.1}]},"
                + "{'type':'TAX','id':'V','zh':'税','en':'VAT','percent':13,'included':true}]}}").expect(201).id();
        Page page = browser.signedIn(server, admin.name(), screen, language);
        for (String path : List.of("tariffs", "tariff?id=" + id, "tariff-edit?id=" + id, "tariff-copy?example=INDUSTRY-TOU")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, path.replace('?', '-') + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
    }

    @Test
    void anExampleIsCopiedChangedWithASampleBillAndPublished(Browser browser) {
        Page page = browser.signedIn(server, admin.name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "tariff-copy?example=HOUSEHOLD-STEPS");
        page.locator("[id='copy:code']").fill("HOME");
        page.locator("[id='copy:make']").click();
        assertThat(page.locator("h1")).containsText("Draft of version 1", PATIENTLY);
        // 300 kWh in the first step: 161.40
        assertThat(page.locator("#total")).containsText("161.40", PATIENTLY);
        page.locator("[id='edit:used:0:quantity']").fill("100");
        page.locator("[id='edit:used:0:quantity']").press("End");
        assertThat(page.locator("#total")).containsText("53.80", PATIENTLY);
        Locator price = page.locator("[id='edit:rule:0:step:0:stepPrice']");
        price.fill("0.6");
        price.press("Tab");
        assertThat(page.locator("#total")).containsText("60.00", PATIENTLY);
        page.locator("[id='edit:newType']").selectOption("SURCHARGE");
        page.locator("[id='edit:addRule']").click();
        assertThat(page.locator("[id='edit:look']")).containsText("rules[1].price", PATIENTLY);
        Locator surcharge = page.locator("[id='edit:rule:1:price']");
        surcharge.fill("0.02");
        surcharge.press("Tab");
        assertThat(page.locator("#total")).containsText("62.00", PATIENTLY);
        Screenshots.take(page, "tariff-edited");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='tariff:look']")).containsText("0.02", PATIENTLY);
        page.locator("[id='tariff:publish']").click();
        assertThat(page.locator("[id='tariff:look']")).containsText("In force", PATIENTLY);
        page.locator("[id='trial:try']").click();
        assertThat(page.locator("#trial-total")).containsText("0.00", PATIENTLY);
        Assertions.assertThat(new Rows(server).one("select document -> 'rules' -> 1 ->> 'price' from tariff_version where company_id = ? and state = 'PUBLISHED'", company.id()))
                .isEqualTo("0.02");
    }
}
