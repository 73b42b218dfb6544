package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.system.Browser.Screen;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a company's administrator does with meter models, frames of his own and values that shall be read regularly, in a browser. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class MeterModelsTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(90_000);
    private static final String ADDRESS = "202655600001";

    private TestServer server;
    private String user;
    private int meter;
    private RunningTown town;

    @BeforeEach
    void aCollectorWithAMeter(TestServer running) {
        server = running;
        Api.Company company = Api.company(server);
        user = administrator(company);
        Api admin = Api.admin(server);
        String code = Api.unique("MODELS");
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement','place':'Jade Lake / Block 6','heartbeat':'text:ping'}", company.code(), code).expect(201);
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'1601'}", code, ADDRESS).expect(201).id();
        town = TownFile.parse("models.town", """
                town Models
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
    }

    /** Of this company alone, with the admin's password. */
    private String administrator(Api.Company company) {
        String name = Api.unique("models");
        try (Connection connection = server.connect();
             PreparedStatement insert = connection.prepareStatement("""
                     with made as (insert into app_user (company_id, name, display_name, password_hash)
                                   select ?, ?, 'Wang', password_hash from app_user where name = 'admin' returning id)
                     insert into app_user_role (user_id, role) select id, 'COMPANY_ADMIN' from made""")) {
            insert.setInt(1, company.id());
            insert.setString(2, name);
            insert.executeUpdate();
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        town.close();
    }

    private Page at(Page page, String path) {
        page.navigate(server.url() + path);
        return page;
    }

    private Page at(Browser browser, String path) {
        return at(browser.signedIn(server, user, Screen.WIDE, "en-US"), path);
    }

    private int shipped(String code) {
        return Api.admin(server).get("/meter-models?size=500&q=" + code).items().getFirst().getInt("id");
    }

    private Page copied(Browser browser, String code) {
        Page page = at(browser, "meter-models");
        page.locator("[id='list:text']").pressSequentially("STANDARD.DLT645_2007");
        assertThat(page.locator("[id='list:rows']")).not().containsText("Holley", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        page.locator("[id='list:rows'] a.name").filter(new Locator.FilterOptions().setHasText("Any meter of the standard")).first().click();
        assertThat(page.locator("main")).containsText("ships with Wattwell");
        page.locator("[id='copy']").click();
        page.locator("[id='copy:code']").fill("no good code");
        page.locator("[id='copy:make']").click();
        assertThat(page.locator("[id='copy:code-error']")).containsText("capital letters");
        page.locator("[id='copy:code']").fill(code);
        page.locator("[id='copy:name']").fill("Ours");
        page.locator("[id='copy:make']").click();
        assertThat(page.locator("h1")).containsText("Ours", PATIENTLY);
        return page;
    }

    @Test
    void aModelThatShipsIsCopiedTheCopyIsChangedTriedOnALiveMeterAndGivenToIt(Browser browser) {
        Page page = copied(browser, "OUR.DDSY");
        Locator temperature = page.locator("[id='edit:items'] tr").filter(new Locator.FilterOptions().setHas(page.locator("input[value='02800007']")));
        temperature.locator("button").click();
        assertThat(page.locator("input[value='02800007']")).hasCount(0);
        page.locator("[id='edit:search']").pressSequentially("02800007");
        page.locator("[id='edit:found'] li").filter(new Locator.FilterOptions().setHasText("02800007")).locator("button").click();
        assertThat(page.locator("input[value='02800007']")).hasCount(1);
        Locator added = page.locator("[id='edit:items'] tbody tr").last();
        added.locator("input").nth(1).fill("METER_TEMPERATURE");
        added.locator("input").nth(2).fill("1");
        page.locator("[id='edit:baud']").selectOption("9600");
        page.locator("[id='edit:preamble']").fill("2");
        page.locator("[id='edit:operator']").fill("12");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='edit:operator-error']")).containsText("eight hex digits", PATIENTLY);
        page.locator("[id='edit:operator']").fill("00000012");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("body")).containsText("The model was saved", PATIENTLY);

        page.locator("[id='try:meter_input']").pressSequentially(ADDRESS);
        page.locator(".ui-autocomplete-panel li").first().click();
        page.locator("[id='try:start']").click();
        assertThat(page.locator("#trial-sum")).containsText(Pattern.compile("[1-9][0-9]* of [0-9]+ items answered"), PATIENTLY);
        Locator energy = page.locator("#trial li").filter(new Locator.FilterOptions().setHasText("00010000"));
        assertThat(energy).containsText("answered", PATIENTLY);
        energy.locator("summary").click();
        assertThat(energy).containsText("preamble FE");
        Screenshots.take(page, "meter-model-tried");

        at(page, "meter?id=" + meter);
        page.locator("[id='model:model']").selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("DL/T 645-2007 · Ours"));
        page.locator("[id='model:change']").click();
        assertThat(page.locator("#other-baud")).containsText("the model wants 9600", PATIENTLY);
        page.locator("[id='passwords:level']").fill("2");
        page.locator("[id='passwords:password']").fill("12");
        page.locator("[id='passwords:keep']").click();
        assertThat(page.locator("[id='passwords:password-error']")).containsText("six digits", PATIENTLY);
        page.locator("[id='passwords:password']").fill("123456");
        page.locator("[id='passwords:keep']").click();
        assertThat(page.locator("#model-box")).containsText("Level 2 set", PATIENTLY);
        Assertions.assertThat(page.content()).doesNotContain("123456");
    }

    @Test
    void whoChangesAModelThatSomebodyElseChangedMeanwhileIsTold(Browser browser) {
        Page page = copied(browser, "TWICE");
        Page other = page.context().newPage();
        other.navigate(page.url());
        other.locator("[id='edit:name']").fill("Theirs");
        other.locator("[id='edit:save']").click();
        assertThat(other.locator("h1")).containsText("Theirs", PATIENTLY);
        page.locator("[id='edit:name']").fill("Mine");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("body")).containsText("Somebody changed this meanwhile", PATIENTLY);
    }

    @Test
    void anImportIsLookedAtBeforeItIsTakenAndAWrongModelKeepsItOut(Browser browser) {
        Page page = at(browser, "meter-model-import");
        String good = "{\"code\":\"IN.GOOD\",\"make\":\"M\",\"name\":\"N\",\"protocol\":\"DLT645_2007\",\"items\":{\"00010000\":\"ACTIVE_ENERGY_FORWARD\"}}";
        String wrong = good.replace("IN.GOOD", "IN.WRONG").replace("00010000", "0001");
        page.locator("[id='import:document']").fill("{\"meterModels\":[" + good + "," + wrong + "]}");
        page.locator("[id='import:look']").click();
        assertThat(page.locator("[id='import:told']")).containsText("items.0001 is no item of the protocol", PATIENTLY);
        assertThat(page.locator("[id='import:take']")).hasCount(0);
        Screenshots.take(page, "meter-model-import-wrong");
        page.locator("#file").setInputFiles(new com.microsoft.playwright.options.FilePayload("models.json", "application/json",
                ("{\"meterModels\":[" + good + "]}").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(page.locator("[id='import:document']")).hasValue(Pattern.compile(".*IN.GOOD.*"));
        page.locator("[id='import:look']").click();
        page.locator("[id='import:take']").click();
        assertThat(page.locator("body")).containsText("one model was taken", PATIENTLY);
        assertThat(page.locator("[id='list:rows']")).containsText("IN.GOOD", PATIENTLY);
    }

    @Test
    void aFrameOfOnesOwnIsExplainedBeforeItIsSentAndItsAnswerAfterwards(Browser browser) {
        Page page = at(browser, "ask?id=" + meter);
        Locator request = page.locator("[id='writing:request']");
        String frame = Hex.of(Protocols.named("DLT645_2007").encode(new MeterRequest.ReadItem(ADDRESS, "00010000")));
        request.fill("68 zz");
        request.dispatchEvent("keyup");
        assertThat(page.locator("[id='writing:explained']")).containsText("bytes in hex", PATIENTLY);
        request.fill(frame);
        request.dispatchEvent("keyup");
        assertThat(page.locator("[id='writing:explained']")).containsText("control code C", PATIENTLY);
        assertThat(page.locator("[id='writing:explained']")).containsText(ADDRESS);
        page.locator("[id='writing:send']").click();
        assertThat(page.locator("#answer-state")).containsText("Confirmed", PATIENTLY);
        assertThat(page.locator("#answer")).containsText("reply, read data");
        Screenshots.take(page, "own-frame");
    }

    @Test
    void aValueThatWasAskedForIsMadePartOfAReadingPlan(Browser browser) {
        Page page = at(browser, "ask?id=" + meter + "&q=00010203");
        page.locator("#found a").first().click();
        page.locator("[id='question:ask']").click();
        assertThat(page.locator("#answer-state")).containsText("Confirmed", PATIENTLY);
        String answered = page.url();
        page.locator("#answer a.regular").first().click();
        assertThat(page.locator("[id='regular:nameEn']")).hasValue(Pattern.compile(".*tariff 2.*"));
        Screenshots.take(page, "read-regularly");
        page.locator("[id='regular:begin']").click();
        page.locator("[id='edit:name']").fill("Last quarter");
        assertThat(page.locator("input[value='DLT645_2007_00010203']")).isChecked();
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='list:rows']")).containsText("Last quarter", PATIENTLY);

        page.navigate(answered);
        page.locator("#answer a.regular").first().click();
        assertThat(page.locator("#known")).containsText("tariff 2", PATIENTLY);
        page.locator("[id='regular:begin']").click();
        assertThat(page.locator("body")).containsText("It is read by this schedule from now on", PATIENTLY);
    }

    @Test
    void aModelIsMadeChangedAndDeletedOverRest() {
        Api admin = Api.admin(server);
        Api.Company company = Api.company(server);
        String model = "{\"code\":\"REST\",\"make\":\"M\",\"name\":\"N\",\"protocol\":\"CJT188\",\"commodity\":\"WATER\"}";
        Api.Answer made = admin.post("/meter-models", "{'company':'%s','model':%s}", company.code(), model).expect(201);
        JsonObject document = made.json().getJsonObject("model");
        String changed = Json.createObjectBuilder().add("version", made.json().getInt("version")).add("model", Json.createObjectBuilder(document).add("baud", 1200)).build().toString();
        Api.Answer again = Api.send(admin.request("/meter-models/" + made.id()).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(changed))).expect(200);
        Assertions.assertThat(again.json().getJsonObject("model").getInt("baud")).isEqualTo(1200);
        Api.send(admin.request("/meter-models/" + made.id()).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(changed))).expect(409);

        try (JsonReader reader = Json.createReader(new StringReader(admin.get("/meter-models/export?model=" + made.id()).expect(200).body()))) {
            JsonObject exported = reader.readObject();
            Api.Answer looked = admin.post("/meter-models/import", "{'company':'%s','dryRun':true,'document':%s}", company.code(), exported.toString()).expect(200);
            Assertions.assertThat(looked.json().getBoolean("taken")).isFalse();
            Assertions.assertThat(looked.json().getJsonArray("models").getJsonObject(0).getBoolean("existing")).isTrue();
        }
        Api.send(admin.request("/meter-models/" + made.id()).DELETE()).expect(204);
        admin.get("/meter-models/" + made.id()).expect(404);
        Api.send(admin.request("/meters/" + meter + "/model").header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"model\":" + shipped("STANDARD.CJT188") + "}"))).expect(409);
        admin.post("/meters/" + meter + "/frames", "{'request':'1234'}").expect(400);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void everyPageShowsItselfAndFitsTheScreen(Screen screen, String language, Browser browser) {
        Page page = browser.signedIn(server, user, screen, language);
        List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
        page.onPageError(errors::add);
        int standard = shipped("STANDARD.CJT188");
        at(page, "meter-model-copy?id=" + standard);
        page.locator("[id='copy:code']").fill("SCREEN");
        page.locator("[id='copy:make']").click();
        assertThat(page.locator("[id='edit:save']")).isVisible();
        String own = page.url().substring(server.url().length());
        for (String path : List.of("meter-models", "meter-model?id=" + standard, own, "meter-model-copy?id=" + standard, "meter-model-import", "meter?id=" + meter, "ask?id=" + meter)) {
            Response response = page.navigate(server.url() + path);
            Assertions.assertThat(response.status()).as(path).isEqualTo(200);
            Screenshots.take(page, "models/" + path.replaceAll("[^a-z-].*", "") + (path.equals(own) ? "-own" : "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))
                    .as("%s scrolls sideways on %s", path, screen).isTrue();
            Assertions.assertThat(page.locator("body").innerText()).as(path).doesNotContain("???");
        }
        Assertions.assertThat(errors).isEmpty();
    }
}
