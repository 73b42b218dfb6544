package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Browser.Screen;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customers and their accounts on the running server: over REST, in the browser, and with files that come with a form. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class AccountsTest {

    private TestServer server;
    private Api.Company company;
    private Rows rows;
    private Api admin;
    private int meter;
    private int tariff;
    private String address;
    private LocalDate today;

    @BeforeEach
    void aMeterAndATariff(TestServer running) {
        server = running;
        company = Api.company(server);
        rows = new Rows(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
        String code = Api.unique("BOX");
        admin.post("/collectors", "{'code':'%s'}", code).expect(201);
        address = "2023110000" + String.format("%02d", company.id() % 100);
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'Flat 502'}", code, address).expect(201).id();
        tariff = Integer.parseInt(rows.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'HOME', 'ELECTRICITY', '居民', 'Households', 'x') returning id",
                company.id()));
        rows.list("insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by) values (?, ?, 1, '2020-01-01',"
                + " 'PUBLISHED', '{\"rules\":[{\"type\":\"FLAT\",\"id\":\"ENERGY\",\"zh\":\"电量电费\",\"en\":\"Energy\",\"price\":\"0.5224\"}]}', now(), 'test', now(), 'test') returning id", tariff, company.id());
        today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private Answer open() {
        return admin.post("/accounts", "{'customerName':'张三','phone':'138 0013 8000','mode':'POSTPAID','from':'%s','points':[{'meter':%s,'tariff':%s,'firstValue':'120.5'}]}", today.minusDays(1),
                meter, tariff);
    }

    @Test
    void anAccountIsOpenedFoundGivenToTheNextTenantAndClosed() {
        int id = open().expect(201).id();
        Assertions.assertThat(open().status()).as("the meter is taken").isEqualTo(409);
        JsonObject account = admin.get("/accounts/" + id).expect(200).json();
        int point = account.getJsonArray("points").getJsonObject(0).getInt("usagePoint");
        for (String text : List.of("8000", address, account.getString("number"))) {
            Assertions.assertThat(admin.get("/accounts?text=" + text).expect(200).items()).as(text).hasSize(1);
        }
        admin.post("/accounts/" + id + "/tariff", "{'usagePoint':%s,'tariff':%s,'contractKw':'400','beds':4,'from':'%s'}", point, tariff, today.minusDays(1)).expect(200);
        admin.post("/accounts/" + id + "/tariff", "{'usagePoint':%s,'tariff':%s,'contractKw':'-1','from':'%s'}", point, tariff, today.minusDays(1)).expect(400);
        Answer lower = admin.post("/accounts/" + id + "/tenant", "{'day':'%s','customerName':'李四','reason':'moved','finalValues':[{'usagePoint':%s,'value':'100'}]}", today, point);
        Assertions.assertThat(lower.status()).isEqualTo(409);
        int next = admin.post("/accounts/" + id + "/tenant", "{'day':'%s','customerName':'李四','reason':'moved','finalValues':[{'usagePoint':%s,'value':'130'}]}", today, point).expect(201).id();
        Assertions.assertThat(admin.get("/accounts/" + id).json().getBoolean("open")).isFalse();
        JsonObject kept = admin.get("/accounts/" + next).expect(200).json().getJsonArray("points").getJsonObject(0);
        Assertions.assertThat(kept.getString("contractKw") + " " + kept.get("capacityKva") + " " + kept.getInt("beds")).as("what was agreed on stays").isEqualTo("400 null 4");
        admin.post("/accounts/" + next + "/close", "{'day':'%s','reason':'demolished'}", today.plusDays(1)).expect(200);
        admin.get("/usage-points/" + point + "/usage").expect(200);
        admin.get("/usage/held").expect(200);
        Api.user(server, Api.company(server), "COMPANY_ADMIN").get("/accounts/" + id).expect(404);
        Assertions.assertThat(Api.user(server, company, "VIEWER").post("/accounts/" + next + "/close", "{'day':'%s','reason':'x'}", today).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void thePagesOpenAndFitTheScreen(Screen screen, String language, Browser browser) {
        int id = open().expect(201).id();
        String point = rows.one("select usage_point_id from agreement where account_id = ?", id);
        String held = rows.one("""
                insert into usage_held (company_id, usage_point_id, from_day, to_day, register, reason, detail, quantity, usual, readings, held_at)
                values (?, ?, ?::date, ?::date, 'TOTAL', 'NEGATIVE', 'NEGATIVE|120|90', -30, 8, '[]', now()) returning id""", company.id(), Long.parseLong(point), today.minusDays(1).toString(),
                today.toString());
        Page page = browser.signedIn(server, admin.name(), screen, language);
        for (String path : List.of("accounts", "account?id=" + id, "account-new", "customer-edit?id=" + id, "account-change?id=" + id + "&what=TENANT", "account-change?id=" + id + "&what=TARIFF",
                "account-change?id=" + id + "&what=CLOSE", "hand-reading?meter=" + meter, "reading-import", "cut-over", "usage-held", "usage-decide?id=" + held, "usage-point?id=" + point)) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, path.replaceAll("\\?.*what=", "-").replaceAll("\\?.*", "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
    }

    @Test
    void aReadingWithAPhotoAndAFileOfAnotherSystemComeWithTheirForms(Browser browser) {
        open().expect(201);
        Page page = browser.signedIn(server, admin.name(), Screen.PHONE, "en-US");
        page.navigate(server.url() + "hand-reading?meter=" + meter);
        page.locator("input[id$=':value']").first().fill("125.75");
        page.locator("[id='hand:photo']").setInputFiles(new FilePayload("meter.jpg", "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3}));
        page.locator("[id='hand:save']").click();
        assertThat(page.locator("body")).containsText("Saved");
        String photo = rows.one("select id from reading_photo where meter_id = ?", meter);
        Assertions.assertThat(page.request().get(server.url() + "reading-photo?id=" + photo).headers().get("content-type")).isEqualTo("image/jpeg");

        page.navigate(server.url() + "cut-over");
        String file = "account,name,phone,meter,tariff,mode,household,balance\nOLD-1,王五,,%s,HOME,POSTPAID,1,-12.30\n".formatted(address);
        page.locator("[id='import:file']").setInputFiles(new FilePayload("old.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        page.locator("[id='import:look']").click();
        assertThat(page.locator("#lines")).containsText("On that day the meter belongs to");
    }

    @Test
    void theCounterOpensAnAccountInTheBrowser(Browser browser) {
        Page page = browser.signedIn(server, admin.name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "account-new");
        page.locator("[id='new:customerName']").fill("赵六");
        page.locator("input[id$=':meter_input']").pressSequentially("Flat 502");
        page.locator(".ui-autocomplete-item").first().click();
        page.locator("select[id$=':tariff']").selectOption(String.valueOf(tariff));
        page.locator("[id='new:create']").click();
        assertThat(page.locator("h1")).containsText("赵六");
        assertThat(page.locator("#points")).containsText(address);

        page.locator("[id='account:edit-customer']").click();
        page.locator("[id='edit:phone']").fill("not a number");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='edit:phone-error']")).isVisible();
        page.locator("[id='edit:phone']").fill("021 5555 0102");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("main")).containsText("02155550102");
    }
}
