package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.system.Browser.Screen;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator does with kinds of collectors, with a collector's settings, and when a box or a meter is replaced. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class CollectorKindsTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private TestServer server;
    private Api admin;
    private Api.Company company;
    private String code;
    private int collector;
    private int meter;

    @BeforeEach
    void aCollectorWithAMeter(TestServer running) {
        server = running;
        admin = Api.admin(server);
        company = Api.company(server);
        code = Api.unique("KINDS");
        collector = admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement','place':'Jade Lake / Block 5'}", company.code(), code).expect(201).id();
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'4711','name':'1502','place':'Jade Lake / Block 5 / 1502'}", code)
                .expect(201).id();
    }

    private Page at(Page page, String path) {
        page.navigate(server.url() + path);
        return page;
    }

    private int shipped(String model) {
        return admin.get("/collector-kinds?q=" + model + "&size=500").items().stream().filter(kind -> kind.isNull("company")).findFirst().orElseThrow().getInt("id");
    }

    @Test
    void aKindThatShipsSaysWhichPortItNeedsAndIsTriedOnWhatTheBoxSends(Browser browser) {
        Page page = at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "collector-kind?id=" + shipped("PROT"));
        assertThat(page.locator("#port-setting")).containsText("wattwell.collectors.dialectPorts=" + (server.ports().collectors() + 1) + " four-faith");
        page.locator("[id='kind:sample']").fill("78 56 34 12 31 33 30 36 36 36 36 38 38 38 38 00 C0 A8 01 42 00");
        page.locator("[id='kind:try']").click();
        assertThat(page.locator("#found")).containsText("13066668888", PATIENTLY);
        assertThat(page.locator("#at-ports")).containsText("nothing");
        Screenshots.take(page, "collector-kind-tried");
        page.locator("[id='kind:sample']").fill("编号");
        page.locator("[id='kind:try']").click();
        assertThat(page.locator("[id='kind:sample-error']")).containsText("1 to 1,000 characters", PATIENTLY);
        assertThat(page.locator("[id='kind:save']")).hasCount(0);
    }

    @Test
    void aKindIsCopiedChangedWrittenOutReadInAndDeleted(Browser browser) throws Exception {
        Page page = at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "collector-kind?id=" + shipped("LOGIN"));
        page.locator("#copy").click();
        page.locator("[id='kind:company']").selectOption(String.valueOf(company.id()));
        page.locator("[id='kind:make']").fill("Acme");
        page.locator("[id='kind:model']").fill(code);
        page.locator("[id='kind:registration']").fill("ascii:BOX");
        page.locator("[id='kind:save']").click();
        assertThat(page.locator("[id='kind:registration-error']")).containsText("no pattern", PATIENTLY);
        page.locator("[id='kind:registration']").fill("ascii:BOX#{id:4d}");
        page.locator("[id='kind:sample']").fill("BOX#1001");
        page.locator("[id='kind:try']").click();
        assertThat(page.locator("#found")).containsText("1001", PATIENTLY);
        page.locator("[id='kind:save']").click();
        assertThat(page.locator("h1")).containsText("Acme " + code, PATIENTLY);
        Screenshots.take(page, "collector-kind-own");

        Download file = page.waitForDownload(() -> page.locator("#export").click());
        String written = Files.readString(file.path());
        Assertions.assertThat(written).contains("\"registration\": \"ascii:BOX#{id:4d}\"");
        page.locator("[id='kind:delete']").click();
        assertThat(page.locator("#said")).containsText("is deleted", PATIENTLY);

        page.locator("[id='import:company']").selectOption(String.valueOf(company.id()));
        page.locator("[id='import:file']").fill(written);
        page.locator("[id='import:read']").click();
        assertThat(page.locator("h1")).containsText("Acme " + code, PATIENTLY);
        at(page, "collector-kinds");
        page.locator("[id='list:text']").pressSequentially(code);
        assertThat(page.locator("[id='list:rows']")).containsText("ascii:BOX#{id:4d}", PATIENTLY);
    }

    @Test
    void aCollectorIsEditedAndTakesWhatAnotherKindSays(Browser browser) {
        Page page = at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "collector?id=" + collector);
        page.locator("#edit").click();
        page.locator("[id='edit:kind']").selectOption(String.valueOf(shipped("keepalive")));
        assertThat(page.locator("[id='edit:heartbeat']")).hasValue("text:keepalive");
        page.locator("[id='edit:name']").fill("Roof");
        page.locator("[id='edit:add-line']").click();
        assertThat(page.locator("#line-table tbody tr")).hasCount(2);
        page.locator("[id='edit:lines:1:baud']").selectOption("9600");
        page.locator("[id='edit:lines:1:wait']").fill("70000");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("body")).containsText("1 to 60000 ms", PATIENTLY);
        page.locator("[id='edit:lines:1:wait']").fill("900");
        page.locator("[id='edit:reconnect']").check();
        Screenshots.take(page, "collector-edited");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("h1")).containsText("Roof", PATIENTLY);
        assertThat(page.locator("#kind")).containsText("keepalive");
        Assertions.assertThat(admin.get("/collectors/" + collector + "/settings").json().getJsonArray("lines").getJsonObject(1).toString())
                .isEqualTo("{\"number\":2,\"baud\":9600,\"firstReplyMillis\":900}");

        page.locator("#edit").click();
        page.locator("[id='edit:lines:0:remove']").click();
        assertThat(page.locator("#line-table tbody tr")).hasCount(1);
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("body")).containsText("Meters hang on line 1", PATIENTLY);
    }

    @Test
    void aBrokenBoxIsReplacedByOneThatWaits(Browser browser) throws Exception {
        String fresh = Api.unique("FRESHBOX");
        try (Socket box = new Socket("127.0.0.1", server.ports().collectors())) {
            box.getOutputStream().write((fresh + "\r\n").getBytes(StandardCharsets.US_ASCII));
            Page page = browser.signedIn(server, "admin", Screen.WIDE, "en-US");
            at(page, "quarantine");
            assertThat(page.locator("[id='list:rows']")).containsText(fresh, PATIENTLY);
            at(page, "collector?id=" + collector);
            page.locator("#replace").click();
            assertThat(page.locator("#consequence")).containsText(code);
            page.locator("[id='replace:confirm']").click();
            assertThat(page.locator("[id='replace:reason-error'], [id='replace:code-error']").first()).isVisible();
            page.locator("button[data-value='" + fresh + "']").click();
            page.locator("[id='replace:reason']").fill("lightning");
            Screenshots.take(page, "collector-replace");
            page.locator("[id='replace:confirm']").click();
            assertThat(page.locator("#collector-state")).containsText("Online", PATIENTLY);
            assertThat(page.locator("#boxes")).containsText(code);
            assertThat(page.locator("#boxes")).containsText("lightning");
            Screenshots.take(page, "collector-replaced");
            try (Socket old = new Socket("127.0.0.1", server.ports().collectors())) {
                old.getOutputStream().write((code + "\r\n").getBytes(StandardCharsets.US_ASCII));
                at(page, "quarantine");
                page.locator("[id='list:text']").pressSequentially(code);
                assertThat(page.locator("[id='list:rows']")).containsText("was at Basement", PATIENTLY);
                Screenshots.take(page, "quarantine-replaced");
            }
        }
    }

    @Test
    void aMeterIsReplacedWithItsFinalAndFirstValues(Browser browser) {
        admin.post("/meters/" + meter + "/replacements", """
                {'address':'4712','at':'%s','reason':'first one','registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'120.5','firstValue':'3.5'}]}""",
                Instant.now().minusSeconds(86_400)).expect(201);
        Page page = at(browser.signedIn(server, "admin", Screen.WIDE, "en-US"), "meter?id=" + meter);
        assertThat(page.locator("#devices")).containsText("000000004711");
        page.locator("#devices a").click();
        assertThat(page.locator("#register-table")).containsText("3.5");
        page.locator("[id='replace:address']").fill("4713");
        page.locator("[id='replace:reason']").fill("display broken");
        page.locator("[id='replace:registers:0:final']").fill("1.25");
        page.locator("[id='replace:confirm']").click();
        assertThat(page.locator("[id='replace:confirmed-error']")).containsText("below the last known one, 3.5", PATIENTLY);
        Screenshots.take(page, "meter-replace");
        page.locator("[id='replace:registers:0:final']").fill("13.75");
        page.locator("[id='replace:confirm']").click();
        assertThat(page.locator("#devices")).containsText("display broken", PATIENTLY);
        assertThat(page.locator("#devices")).containsText("13.75 → 0 kWh");
        assertThat(page.locator("main")).containsText("000000004713");
        Screenshots.take(page, "meter-replaced");
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void everyPageShowsItselfWithoutAnErrorAndFitsTheScreen(Screen screen, String language, Browser browser) {
        admin.post("/meters/" + meter + "/replacements", """
                {'address':'4712','at':'%s','reason':'first one','registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'120.5','firstValue':'3.5'}]}""",
                Instant.now().minusSeconds(86_400)).expect(201);
        Page page = browser.signedIn(server, "admin", screen, language);
        List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
        page.onPageError(errors::add);
        for (String path : List.of("collector-kinds", "collector-kind?id=" + shipped("DDP"), "collector-kind?copy=" + shipped("IMEI"), "collector-edit?id=" + collector,
                "collector-replace?id=" + collector, "meter-replace?id=" + meter, "meter?id=" + meter, "collector?id=" + collector, "collector-new", "quarantine")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, "kinds/" + path.replaceAll("=.*", "").replace('?', '-') + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))
                    .as("%s scrolls sideways on %s", path, screen).isTrue();
            Assertions.assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
        }
        Assertions.assertThat(errors).isEmpty();
    }
}
