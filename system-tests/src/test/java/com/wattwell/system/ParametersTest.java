package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A meter's state, events, profile, clock and parameters in a browser, against the real server and a collector that dials in. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class ParametersTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(90_000);
    private static final String ADDRESS = "202655800001";

    private TestServer server;
    private Api.Company company;
    private int meter;
    private RunningTown town;

    @BeforeEach
    void aCollectorWithTwoMeters(TestServer running) {
        server = running;
        company = Api.company(server);
        Api admin = Api.admin(server);
        String code = Api.unique("PARAM");
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement','place':'Jade Lake / Block 8','heartbeat':'text:ping'}",
                company.code(), code).expect(201);
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'801','place':'Jade Lake / Block 8 / 801'}",
                code, ADDRESS).expect(201).id();
        town = TownFile.parse("parameters.town", """
                town Parameters
                round-trip 5
                packing-gap 0
                baud 9600
                reply-delay 5
                relay-time 50
                clock-error 40 s
                reconnect 1-2 s
                heartbeat text:ping every 20 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      meters 2 from %s household
                """.formatted(code, ADDRESS)).dial("127.0.0.1", server.ports().collectors());
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void whatAMeterSaysOfItselfIsReadShownInWordsAndComparedWithWhatShouldBe(Browser browser) {
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        page.navigate(server.url() + "meter-state?id=" + meter);
        page.locator("[id='ask:state']").click();
        assertThat(page.locator("#words")).containsText("relay closed", PATIENTLY);
        assertThat(page.locator("#words")).containsText("Nothing abnormal");
        page.locator("[id='ask:clock']").click();
        assertThat(page.locator("#clock")).containsText("beside the server", PATIENTLY);
        page.locator("[id='ask-events:events']").selectOption("TRIP");
        page.locator("[id='ask-events:read-events']").click();
        assertThat(page.locator("#records")).containsText("The meter has no such record.", PATIENTLY);
        page.locator("[id='ask-profile:count']").fill("6");
        page.locator("[id='ask-profile:read-profile']").click();
        assertThat(page.locator("#profile-table")).containsText("phase A voltage", PATIENTLY);

        page.navigate(server.url() + "parameter-set");
        if (page.locator("[id='edit:company']").count() > 0) {
            page.locator("[id='edit:company']").selectOption(Integer.toString(company.id()));
        }
        page.locator("[id='edit:name']").fill("Flats " + company.code());
        page.locator("[id='edit:find']").pressSequentially("04010001");
        page.locator("[id$=':take']").first().click();
        assertThat(page.locator("[id='edit:entries']")).containsText("04010001", PATIENTLY);
        page.locator("[id='edit:entries'] textarea").first().fill("00:00 4\n08:00 2\n12:00 3");
        page.locator("[id='edit:name']").focus();
        assertThat(page.locator("[id='edit:entries']")).containsText("12:00–24:00", PATIENTLY);
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='compare:go']")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        page.locator("[id='compare:target']").selectOption("METER");
        page.locator("[id='compare:targetId_input']").pressSequentially(ADDRESS);
        page.locator(".ui-autocomplete-item").first().click();
        page.locator("[id='compare:reason']").fill("spring check");
        Screenshots.take(page, "parameter-set-wide-en");
        page.locator("[id='compare:go']").click();
        assertThat(page.locator("#result")).containsText("1 differ", PATIENTLY);
        Screenshots.take(page, "parameter-compare-wide-en");
        String comparison = page.url().substring(server.url().length());
        page.locator("[id='write:reason']").fill("wrong tariff");
        page.locator("[id='write:go']").click();
        assertThat(page.locator("[id='writes:rows']")).containsText("1 of 1 read back as wanted", PATIENTLY);
        page.locator("[id='again:read']").click();
        assertThat(page.locator("#result")).containsText("as it should be", PATIENTLY);

        page.navigate(server.url() + "clock-schedule");
        if (page.locator("[id='edit:company']").count() > 0) {
            page.locator("[id='edit:company']").selectOption(Integer.toString(company.id()));
        }
        page.locator("[id='edit:name']").fill("Nightly");
        page.locator("[id='edit:time']").fill("00:05");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("main")).containsText("From 00:10 to 23:49", PATIENTLY);
        page.locator("[id='edit:time']").fill("03:30");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='list:schedules']")).containsText("Nightly", PATIENTLY);

        for (Screen screen : Screen.values()) {
            for (String language : List.of("en-US", "zh-CN")) {
                look(browser, screen, language, comparison);
            }
        }
    }

    private void look(Browser browser, Screen screen, String language, String comparison) {
        Page page = browser.signedIn(server, "admin", screen, language);
        int set = Integer.parseInt(page.request().get(server.url() + "parameter-sets").text().replaceAll("(?s).*parameter-set\\?id=(\\d+).*", "$1"));
        for (String path : List.of("meter-state?id=" + meter, "meter-settings?id=" + meter, "clocks", "clock-schedule", "parameter-sets", "parameter-set?id=" + set, comparison)) {
            Response response = page.navigate(server.url() + path);
            Assertions.assertThat(response.status()).as(path).isEqualTo(200);
            Screenshots.take(page, path.replaceAll("[^a-z-].*", "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))
                    .as("%s scrolls sideways on %s", path, screen).isTrue();
            Assertions.assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
        }
        page.context().close();
    }
}
