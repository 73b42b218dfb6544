package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a meter operator does in a browser, against the real server and a collector that dials in. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class PortalTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final String ADDRESS = "202655500001";

    private TestServer server;
    private Api.Company company;
    private String code;
    private int meter;
    private RunningTown town;

    @BeforeEach
    void aCollectorWithTwoMeters(TestServer running) {
        server = running;
        company = Api.company(server);
        Api admin = Api.admin(server);
        code = Api.unique("PORTAL");
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement','place':'Jade Lake / Block 5','heartbeat':'text:ping'}",
                company.code(), code).expect(201);
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'1502','place':'Jade Lake / Block 5 / 1502'}",
                code, ADDRESS).expect(201).id();
        town = TownFile.parse("portal.town", """
                town Portal
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
                      meters 2 from %s household
                """.formatted(code, ADDRESS)).dial("127.0.0.1", server.ports().collectors());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private Page at(Page page, String path) {
        page.navigate(server.url() + path);
        return page;
    }

    private Page onTheMetersPage(Browser browser) {
        return at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "meter?id=" + meter);
    }

    @Test
    void aWrongPasswordIsToldAndNobodyIsLetIn(Browser browser) {
        Page page = browser.open(Screen.WIDE, "en-US");
        page.navigate(server.url() + "meters");
        page.fill("#user", "admin");
        page.fill("#password", "not the password");
        page.click("#sign-in-button");
        assertThat(page.locator("#sign-in-failed")).isVisible();
        page.navigate(server.url() + "meters");
        assertThat(page.locator("#password")).isVisible();
    }

    @Test
    void theOverviewMovesByItselfWhenACollectorGoes(Browser browser) {
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        String before = String.valueOf(Api.admin(server).get("/collectors?online=true&size=1").json().getInt("total"));
        assertThat(page.locator("#online-now")).containsText(before, PATIENTLY);
        town.close();
        String after = String.valueOf(Integer.parseInt(before) - 1);
        assertThat(page.locator("#online-now")).containsText(Pattern.compile("^" + after + "$"), PATIENTLY);
    }

    @Test
    void readNowAnswersOnThePageWhileOneLooks(Browser browser) {
        Page page = onTheMetersPage(browser);
        page.locator("[id$='read-now']").click();
        assertThat(page.locator("#values")).containsText("kWh", PATIENTLY);
        assertThat(page.locator("#values")).containsText("Voltage, phase A", PATIENTLY);
        Screenshots.take(page, "meter-read-now");
    }

    @Test
    void anItemIsFoundByItsNameAskedOfTheMeterAndItsAnswerIsTakenApart(Browser browser) {
        Page page = onTheMetersPage(browser);
        page.locator("[id$='ask']").click();
        page.locator("#q").fill("settlement forward active tariff");
        page.locator("#q").press("Enter");
        page.locator("#found a").first().click();
        Locator numbers = page.locator("input[type=number]");
        numbers.nth(0).evaluate("field => field.removeAttribute('max')"); // the browser would not even send it
        numbers.nth(0).fill("64");
        page.locator("[id='question:ask']").click();
        assertThat(page.locator("main")).containsText("64 is not 1 to 63", PATIENTLY);
        numbers.nth(0).fill("2");
        numbers.nth(1).fill("3");
        page.locator("[id='question:ask']").click();
        assertThat(page.locator("#answer-state")).containsText("Confirmed", PATIENTLY);
        assertThat(page.locator("#answer")).containsText("settlement day -3 forward active energy, tariff 2");
        assertThat(page.locator("#answer")).containsText("control code C");
        assertThat(page.locator("#answer")).containsText("reply, read data");
        Screenshots.take(page, "ask-a-meter");
    }

    @Test
    void aTripNamesThePlaceWantsAReasonAndIsFollowedToItsReadBack(Browser browser) {
        Page page = onTheMetersPage(browser);
        page.locator("a[id$='trip']").click();
        assertThat(page.locator("#consequence")).containsText("Jade Lake / Block 5 / 1502");
        page.locator("[id$='confirm']").click();
        assertThat(page.locator(".field-error").first()).isVisible();
        page.locator("textarea").fill("arrears of two months");
        page.locator("[id$='confirm']").click();
        assertThat(page.locator("body")).containsText("Confirmed", PATIENTLY);
        Assertions.assertThat(town.collector(code).meter(ADDRESS).relayOpen()).isTrue();
        Assertions.assertThat(town.collector(code).meter(ADDRESS).executions()).isEqualTo(1);
        Screenshots.take(page, "command-story");
    }

    @Test
    void aMeterIsFoundByTheLastDigitsOfItsAddress(Browser browser) {
        Page page = at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "meters");
        page.locator("[id='list:text']").fill("55500001");
        assertThat(page.locator("[id='list:rows']")).containsText("1502", PATIENTLY);
    }

    @Test
    void aWrongCronIsToldBesideItsFieldAndTheNextTimesAreShownBeforeSaving(Browser browser) {
        Page page = at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "schedule");
        Locator cron = page.locator("[id$=':cron']");
        cron.clear();
        cron.pressSequentially("61 * * * *");
        assertThat(page.locator("[id$=':cron-error']")).containsText("Minute: “61” is not possible. Allowed are 0 to 59", PATIENTLY);
        assertThat(page.locator("[id$=':next'] time")).hasCount(0);
        cron.clear();
        cron.pressSequentially("0 3 * * *");
        assertThat(page.locator("[id$=':next']")).containsText("03:00", PATIENTLY);
        Screenshots.take(page, "schedule-next-times");
    }

    @Test
    void whoHoldsTheSeatOfASwappingIdIsShownAndTheIdIsReleased(Browser browser) throws Exception {
        String swapping = Api.unique("SWAP");
        int collector = Api.admin(server).post("/collectors", "{'company':'%s','code':'%s'}", company.code(), swapping).expect(201).id();
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        List<Socket> boxes = new ArrayList<>();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                Socket box = new Socket("127.0.0.1", server.ports().collectors());
                boxes.add(box);
                box.getOutputStream().write((swapping + "\r\n").getBytes(StandardCharsets.US_ASCII));
                return !Api.admin(server).get("/quarantine?q=" + swapping).items().isEmpty();
            });
            at(page, "collector?id=" + collector);
            assertThat(page.locator("#collector-state")).containsText("Quarantined");
            assertThat(page.locator("#seat")).containsText("127.0.0.1");
            assertThat(page.locator("#state-reason")).containsText("Two boxes use this id");
            assertThat(page.locator("main")).not().containsText("SWAPPING");
            Screenshots.take(page, "collector-swapping");
            page.locator("[id$='drop']").click();
            assertThat(page.locator("#seat")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
            page.locator("[id$='release']").click();
            assertThat(page.locator("#collector-state")).containsText("Online", PATIENTLY);
        } finally {
            for (Socket box : boxes) {
                box.close();
            }
        }
    }

    @Test
    void anUnknownIdIsAPageThatSaysSo(Browser browser) {
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        for (String path : List.of("meter?id=999999999", "meter?id=abc", "collector?id=0", "run?id=999999999", "command?id=-1", "nothing-here")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void everyPageShowsItselfWithoutAnErrorAndFitsTheScreen(Screen screen, String language, Browser browser) {
        Page page = browser.signedIn(server, "admin", screen, language);
        List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
        page.onPageError(errors::add);
        int collector = Api.admin(server).get("/collectors?q=" + code).items().getFirst().getInt("id");
        for (String path : List.of("overview", "collectors", "collector?id=" + collector, "collector-new", "quarantine", "meters", "meter?id=" + meter,
                "meter-new", "control?meter=" + meter + "&action=TRIP", "schedules", "schedule", "runs", "commands", "search?q=1502", "ask?id=" + meter + "&q=voltage")) {
            Response response = page.navigate(server.url() + path);
            Assertions.assertThat(response.status()).as(path).isEqualTo(200);
            Assertions.assertThat(response.headerValues("Content-Security-Policy")).as(path).hasSize(1);
            Screenshots.take(page, path.replaceAll("[^a-z-].*", "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))
                    .as("%s scrolls sideways on %s", path, screen).isTrue();
            Assertions.assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
        }
        Assertions.assertThat(errors).isEmpty();
    }
}
