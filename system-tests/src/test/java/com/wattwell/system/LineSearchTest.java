package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lines are searched for their meters, and meters are installed one after the other with a phone. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class LineSearchTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.ContainsTextOptions VERY_PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(240_000);

    private TestServer server;
    private Api admin;
    private String code;
    private int collector;
    private Api operator;
    private Api viewer;
    private RunningTown town;

    @BeforeEach
    void aLineWithAKnownMeterAndOthers(TestServer running) {
        server = running;
        Api.Company company = Api.company(server);
        operator = Api.user(server, company, "METER_OPERATOR");
        viewer = Api.user(server, company, "VIEWER");
        admin = Api.admin(server);
        code = Api.unique("SEARCH");
        collector = admin.post("/collectors", "{'company':'%s','code':'%s','name':'Cellar','place':'Reed Lake / Block 2','heartbeat':'text:ping'}",
                company.code(), code).expect(201).id();
        admin.post("/collectors/" + collector + "/settings", "{'lines':[{'number':1,'baud':9600,'firstReplyMillis':250}]}").expect(200);
        admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'202677700001','name':'201','place':'Reed Lake / Block 2 / 201'}", code).expect(201);
        town = TownFile.parse("search.town", """
                town Search
                round-trip 5
                packing-gap 0
                baud 9600
                reply-delay 5
                reconnect 1-2 s
                heartbeat text:ping every 20 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      meters 3 from 202677700001 household
                      protocol cjt188
                      meters 2 from 33202600000001 household-water
                      protocol mbus
                      meters 1 from 1405000140240107 household-water
                      meters 1 from 2405000140240107 household-water
                """.formatted(code)).dial("127.0.0.1", server.ports().collectors());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private Page at(Page page, String path) {
        page.navigate(server.url() + path);
        return page;
    }

    private static void fitsWithoutScrollingSideways(Page page) {
        Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).isTrue();
    }

    @Test
    void aLineIsSearchedWhileOneLooksAndWhatIsNewIsAdopted(Browser browser) {
        Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
        at(page, "collector?id=" + collector);
        page.locator("[id$='line-search']").click();
        assertThat(page.locator("input[type=checkbox][value=DLT645_2007]")).isChecked();
        page.locator("[id='start:go']").click();
        assertThat(page.locator("#search-detail")).containsText("3 found", VERY_PATIENTLY);
        assertThat(page.locator("#search-found")).containsText("3, of which 2 new");
        assertThat(page.locator("#sightings")).containsText("Known already");
        page.locator("[id$='to-adopt']").click();
        Screenshots.take(page, "line-search");
        page.locator("[id='adoption:name']").fill("Flat {address}");
        page.locator("[id='adoption:adopt']").click();
        assertThat(page.locator("#said")).containsText("2 meters added");
        List<JsonObject> meters = admin.get("/meters?q=202677700003").expect(200).items();
        Assertions.assertThat(meters).singleElement().satisfies(meter -> Assertions.assertThat(meter.getString("name")).isEqualTo("Flat 202677700003"));
        Page phone = at(browser.signedIn(server, "admin", Screen.PHONE, "zh-CN"), "line-search?collector=" + collector + "&line=1");
        fitsWithoutScrollingSideways(phone);
        Screenshots.take(phone, "line-search-phone");
    }

    @Test
    void waterMetersOfBothKindsAreFoundAndASearchEndsAtItsBound() {
        awaitOnline();
        searched("CJT188", List.of("33202600000001", "33202600000002"));
        int search = searched("MBUS", List.of("1405000140240107", "2405000140240107"));
        admin.post("/line-searches/" + search + "/adoptions", "{'meters':[{'protocol':'MBUS','address':'1405000140240107'},{'protocol':'MBUS','address':'9'}]}").expect(400);
        Assertions.assertThat(admin.get("/meters?q=1405000140240107").items()).as("all or none").filteredOn(meter -> meter.toString().contains(code)).isEmpty();
        admin.post("/line-searches/" + search + "/adoptions", "{'meters':[{'protocol':'MBUS','address':'1405000140240107'}]}").expect(201);
    }

    /** Searches for meters of one protocol with fewer questions than there would be. */
    private int searched(String protocol, List<String> addresses) {
        int search = admin.post("/collectors/" + collector + "/lines/1/searches", "{'protocols':['%s'],'questions':60}", protocol).expect(202).id();
        admin.post("/collectors/" + collector + "/lines/1/searches", "{}").expect(409);
        Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(1))
                .until(() -> admin.get("/line-searches/" + search).json().getString("state").equals("DONE"));
        JsonObject done = admin.get("/line-searches/" + search).json();
        Assertions.assertThat(done.getInt("asked")).isEqualTo(60);
        List<JsonObject> found = done.getJsonArray("found").getValuesAs(JsonObject.class);
        Assertions.assertThat(found).extracting(each -> each.getString("address")).containsExactlyInAnyOrderElementsOf(addresses);
        Assertions.assertThat(found).allSatisfy(each -> Assertions.assertThat(each.isNull("value")).isFalse());
        return search;
    }

    private void awaitOnline() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> admin.get("/collectors/" + collector).json().getBoolean("online"));
    }

    @Test
    void anInstallerBindsANewMeterTestsItAndGoesOnToTheNext(Browser browser) {
        awaitOnline();
        Page page = at(browser.signedIn(server, "admin", Screen.PHONE, "en-US"), "install");
        fitsWithoutScrollingSideways(page);
        page.click("#scan");
        assertThat(page.locator("#scan-status")).containsText(Pattern.compile("cannot scan|may not be used|in front of the camera"));
        page.fill("[id='install:number']", "2026-7770-0002");
        page.locator("[id='install:look']").click();
        assertThat(page.locator("#fresh")).isVisible();
        page.locator("[id='install:collector_input']").pressSequentially(code);
        page.locator(".ui-autocomplete-item", new Page.LocatorOptions().setHasText(code)).click();
        page.fill("[id='install:place']", "Reed Lake / Block 2 / 202");
        page.locator("[id='install:bind']").click();
        assertThat(page.locator("#verdict")).containsText("It answers", PATIENTLY);
        assertThat(page.locator("#value")).containsText("kWh");
        assertThat(page.locator("#supply")).containsText("Supply on");
        assertThat(page.locator("#reply")).containsText("ms");
        fitsWithoutScrollingSideways(page);
        Screenshots.take(page, "install-phone");
        page.locator("[id='install:next']").click();
        assertThat(page.locator("[id='install:number']")).hasValue("");
        assertThat(page.locator("[id='install:place']")).hasValue(Pattern.compile("Reed Lake / Block 2 /.*"));
        assertThat(page.locator("[id='install:collector_input']")).hasValue(Pattern.compile(".*" + code + ".*"));
        page.reload();
        assertThat(page.locator("[id='install:place']")).hasValue(Pattern.compile("Reed Lake / Block 2 /.*"));
        assertThat(page.locator("[id='install:collector_input']")).hasValue(Pattern.compile(".*" + code + ".*"));
        assertThat(page.locator("#recent")).containsText("202677700002");
        page.locator("[id='install:place']").pressSequentially("2");
        assertThat(page.locator("[id='install:places'] option").first()).hasAttribute("value", Pattern.compile("Reed Lake / Block 2 / 2.*"));
    }

    @Test
    void anOperatorInstallsAsWellButMovesNothing(Browser browser) {
        int bound = admin.get("/meters?q=202677700001&collector=" + code).items().getFirst().getInt("id");
        Page page = browser.signedIn(server, operator.name(), Screen.PHONE, "en-US");
        at(page, "install");
        page.fill("[id='install:number']", "202677700001");
        page.locator("[id='install:look']").click();
        assertThat(page.locator("#bound-to")).containsText("Reed Lake / Block 2 / 201");
        assertThat(page.locator("[id='install:move']")).hasCount(0);
        page.fill("[id='install:place']", "Reed Lake / Block 2 / 209");
        page.locator("[id='install:bind']").click();
        assertThat(page.locator(".field-error").first()).containsText("is bound to Reed Lake / Block 2 / 201");
        Assertions.assertThat(admin.get("/meters/" + bound).json().getString("place")).endsWith("201");
        String added = "{'collector':'%s','protocol':'DLT645_2007','address':'202677700077','place':'Reed Lake / Block 2 / 277'}";
        viewer.post("/meters", added, code).expect(403);
        operator.post("/meters", added, code).expect(201);
    }

    @Test
    void aMeterThatIsBoundElsewhereSaysWhereAndIsMovedOnlyWhenItIsToBe(Browser browser) {
        awaitOnline();
        String own = ("2026" + code.replaceAll("\\D", "") + "00000088").substring(0, 12);
        admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'301','place':'Reed Lake / Block 2 / 301'}", code, own).expect(201);
        Page page = at(browser.signedIn(server, "admin", Screen.PHONE, "en-US"), "install");
        page.fill("[id='install:number']", own);
        page.locator("[id='install:look']").click();
        assertThat(page.locator("#bound-to")).containsText("Reed Lake / Block 2 / 301");
        page.fill("[id='install:place']", "Reed Lake / Block 2 / 302");
        page.locator("[id='install:bind']").click();
        assertThat(page.locator(".field-error").first()).containsText("is bound to Reed Lake / Block 2 / 301");
        page.locator("[id='install:move']").check();
        assertThat(page.locator("[id='install:place']")).hasValue("Reed Lake / Block 2 / 302");
        page.locator("[id='install:bind']").click();
        assertThat(page.locator("#bound-to")).containsText("Reed Lake / Block 2 / 302");
        assertThat(page.locator("#verdict")).containsText("No good", PATIENTLY);
        assertThat(page.locator("#reason")).not().isEmpty();
        Screenshots.take(page, "install-phone-bad");
    }
}
