package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many meters ordered at once, and the brake, against the real server and a collector that dials in. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class ControlTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final int METERS = 12;
    private static final long FIRST = 202655600001L;

    private TestServer server;
    private Api admin;
    private Api.Company company;
    private String code;
    private int building;
    private int meter;
    private RunningTown town;

    @BeforeEach
    void aBuildingOfTwelveFlats(TestServer running) {
        server = running;
        admin = Api.admin(server);
        company = Api.company(server);
        code = Api.unique("CONTROL");
        String place = code + " Garden / Block 5";
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement','place':'%s','heartbeat':'text:ping'}", company.code(), code, place).expect(201);
        for (int i = 0; i < METERS; i++) {
            meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%d','name':'Flat %d','place':'%s / %d'}",
                    code, FIRST + i, i, place, i).expect(201).id();
        }
        building = admin.get("/areas?q=" + code).items().stream().filter(area -> area.getString("kind").equals("BUILDING")).findFirst().orElseThrow().getInt("id");
        town = TownFile.parse("control.town", """
                town Control
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
                      meters %d from %d household
                """.formatted(code, METERS, FIRST)).dial("127.0.0.1", server.ports().collectors());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !admin.get("/collectors?online=true&q=" + code).items().isEmpty());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private long dark() {
        return town.collector(code).meters().stream().filter(each -> each.relayOpen()).count();
    }

    @Test
    void aBuildingIsTrippedByItsNumberTheBrakeStopsItAndAnAdministratorLetsItGoOn(Browser browser) {
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        page.navigate(server.url() + "batch-new?target=AREA&id=" + building);
        assertThat(page.locator("#consequence")).containsText("12 meters will be cut off");
        page.locator("[id='order:reason']").fill("works at the transformer");
        page.locator("[id='order:confirm']").click();
        assertThat(page.locator("[id='order:count-error']")).containsText("12", PATIENTLY);
        Screenshots.take(page, "batch-new-refused");
        page.locator("[id='order:count']").fill("12");
        page.locator("[id='order:confirm']").click();
        assertThat(page.locator("#batch-state")).containsText("Stopped by the brake", PATIENTLY);
        Screenshots.take(page, "batch-stopped");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> dark() == 4);
        page.reload();
        page.locator("[id='release:reason']").fill("the building is empty");
        page.locator("[id='release:go-on']").click();
        assertThat(page.locator("#batch-state")).containsText("Done", PATIENTLY);
        Assertions.assertThat(dark()).isEqualTo(METERS);
        Screenshots.take(page, "batch-done");
    }

    @ParameterizedTest
    @CsvSource({"WIDE", "PHONE"})
    void metersAreChosenInTheListByKeyboardOrderedOfAndPutIntoAGroup(Screen screen, Browser browser) {
        String group = code + " night watch";
        int made = admin.post("/groups", "{'company':'%s','name':'%s','meters':[]}", company.code(), group).expect(201).id();
        Page page = browser.signedIn(server, "admin", screen, "en-US");
        page.navigate(server.url() + "meters?q=" + code);
        assertThat(page.locator(".ui-datatable input.choose")).hasCount(METERS);
        assertThat(page.locator("#chosen-count")).hasText("0 chosen");
        page.locator("input.choose").nth(1).focus();
        page.keyboard().press("Space");
        assertThat(page.locator("#chosen-count")).hasText("1 chosen");
        page.locator("input.choose").nth(3).check();
        assertThat(page.locator("#chosen-count")).hasText("2 chosen");
        Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as("scrolls sideways").isTrue();
        Screenshots.take(page, "meters-chosen-" + screen);
        page.locator("[id='list:into']").selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(groupLabel(page, group)));
        page.locator("[id='list:put']").click();
        assertThat(page.locator("#chosen-count")).hasText("0 chosen");
        Assertions.assertThat(admin.get("/groups?size=200").items()).filteredOn(each -> each.getInt("id") == made).singleElement()
                .satisfies(each -> Assertions.assertThat(each.getInt("meters")).isEqualTo(2));
        page.locator("[id='list:choose-shown']").click();
        assertThat(page.locator("#chosen-count")).hasText(METERS + " chosen");
        page.locator("[id='list:choose-none']").click();
        assertThat(page.locator("#chosen-count")).hasText("0 chosen");
        page.locator("input.choose").nth(0).check();
        assertThat(page.locator("#chosen-count")).hasText("1 chosen");
        page.locator("[id='list:order-chosen']").click();
        assertThat(page.locator("#for")).containsText("For 1 meters chosen by hand");
        assertThat(page.locator("#consequence")).containsText("1");
    }

    private static String groupLabel(Page page, String group) {
        return page.locator("[id='list:into'] option").allTextContents().stream().filter(each -> each.endsWith(group)).findFirst().orElseThrow();
    }

    @Test
    void aBatchOverRestClosesAll() {
        Api.Answer made = admin.post("/batches", "{'kind':'CLOSE','target':'AREA','targetId':%d,'reason':'paid'}", building).expect(202);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> admin.follow(made.location()).json().getInt("confirmed") == METERS);
        Assertions.assertThat(admin.follow(made.location() + "/meters").items()).hasSize(METERS)
                .allSatisfy(each -> Assertions.assertThat(each.getString("state")).isEqualTo("CONFIRMED"));
        admin.post("/batches", "{'kind':'CLOSE','target':'AREA','reason':'paid'}").expect(400);
        admin.post("/batches", "{'kind':'READ','target':'AREA','targetId':%d,'reason':'paid'}", building).expect(400);
    }

    @Test
    void powerIsKeptFromTheMenuOfMoreOrders(Browser browser) {
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        page.navigate(server.url() + "meter?id=" + meter);
        page.locator("#more-actions summary").click();
        Screenshots.take(page, "meter-more-orders");
        page.locator("[data-kind='KEEP_POWER_ON']").click();
        assertThat(page.locator("#consequence")).containsText("refuses every trip");
        page.locator("textarea").fill("dialysis at home");
        page.locator("[id$='confirm']").click();
        assertThat(page.locator("[id$='newest-state']")).containsText("Confirmed", PATIENTLY);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void everyPageShowsItselfWithoutAnErrorAndFitsTheScreen(Screen screen, String language, Browser browser) {
        long batch = admin.post("/batches", "{'kind':'CLOSE','target':'AREA','targetId':%d,'reason':'paid'}", building).expect(202).id();
        Page page = browser.signedIn(server, "admin", screen, language);
        List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
        page.onPageError(errors::add);
        for (String path : List.of("batches", "batch?id=" + batch, "batch-new", "batch-new?target=AREA&id=" + building, "brakes", "control?meter=" + meter + "&action=PERMIT_CLOSE",
                "meter?id=" + meter)) {
            Response response = page.navigate(server.url() + path);
            Assertions.assertThat(response.status()).as(path).isEqualTo(200);
            Screenshots.take(page, "control-" + path.replaceAll("[^a-z-].*", "") + (path.contains("target") ? "-building" : "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))
                    .as("%s scrolls sideways on %s", path, screen).isTrue();
            Assertions.assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
        }
        Assertions.assertThat(errors).isEmpty();
    }
}
