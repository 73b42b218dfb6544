package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.wattwell.system.Browser.Screen;
import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an admin does with the common meters of a house of two flats. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class PublicSharesTest {

    private final YearMonth month = YearMonth.now(ZoneId.of("Asia/Shanghai"));
    private final int[] flats = new int[2];
    private TestServer server;
    private Api.Company company;
    private Api admin;
    private int stairs;

    @BeforeEach
    void aHouse(TestServer running) {
        server = running;
        company = Api.company(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
        String code = Api.unique("BOX");
        admin.post("/collectors", "{'code':'%s'}", code).expect(201);
        stairs = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'202612000001','name':'Stairs','place':'House'}", code).expect(201).id();
        int tariff = admin.post("/tariffs", "{'code':'HOME','commodity':'ELECTRICITY','nameZh':'居民','nameEn':'Households','effectiveFrom':'2020-01-01','document':"
                + "{'rules':[{'type':'FLAT','id':'E','zh':'电费','en':'Energy','price':0.52},{'type':'SHARE','id':'S','zh':'公摊','en':'Shared','price':0.55}]}}").expect(201).id();
        admin.post("/tariffs/" + tariff + "/publication", "{'revision':0}").expect(200);
        for (int i = 0; i < flats.length; i++) {
            int meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'20261200001%s','name':'Flat %s','place':'House / 1 / %s'}", code, i, i, 101 + i).expect(201).id();
            int account = admin.post("/accounts", "{'customerName':'张三','mode':'POSTPAID','from':'%s','points':[{'meter':%s,'tariff':%s,'firstValue':'0'}]}",
                    LocalDate.now(ZoneId.of("Asia/Shanghai")), meter, tariff).expect(201).id();
            flats[i] = admin.get("/accounts/" + account).expect(200).json().getJsonArray("points").getJsonObject(0).getInt("usagePoint");
        }
    }

    private int share() {
        return admin.post("/public-shares", "{'meter':%s,'from':'%s','nameZh':'楼道','nameEn':'Stairs','basis':'AREA','members':[{'usagePoint':%s,'area':'80.5'},{'usagePoint':%s,'area':'60'}]}",
                stairs, month, flats[0], flats[1]).expect(201).id();
    }

    @Test
    void aShareIsMadeChangedFromAMonthOnEndedAndTakenBackOverRest() {
        int id = share();
        Assertions.assertThat(admin.get("/public-shares?q=stairs").expect(200).items()).hasSize(1);
        Assertions.assertThat(admin.get("/public-shares/" + id + "/members").expect(200).items()).hasSize(2);
        JsonObject later = admin.put("/public-shares/" + id, "{'from':'%s','nameZh':'楼道','nameEn':'Stairs','basis':'EQUAL','members':[{'usagePoint':%s}]}", month.plusMonths(1), flats[0]).expect(200).json();
        Assertions.assertThat(later.getInt("id")).isNotEqualTo(id);
        Assertions.assertThat(admin.get("/public-shares/" + id).expect(200).json().getString("to")).isEqualTo(month.toString());
        admin.put("/public-shares/" + later.getInt("id") + "/end", "{'to':'%s'}", month.plusMonths(2)).expect(200);
        Assertions.assertThat(admin.put("/public-shares/" + id + "/end", "{'to':'%s'}", month.plusMonths(1)).status()).as("overlaps the later one").isEqualTo(409);
        Assertions.assertThat(admin.put("/public-shares/" + id + "/end", "{'to':'%s-15'}", month).status()).isEqualTo(400);
        Assertions.assertThat(Api.user(server, company, "VIEWER").put("/public-shares/" + id + "/end", "{'to':'%s'}", month).status()).isEqualTo(403);
        Api.user(server, Api.company(server), "COMPANY_ADMIN").get("/public-shares/" + id).expect(404);
        admin.delete("/public-shares/" + id).expect(204);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,zh-CN", "PHONE,en-US"})
    void thePagesOpenAndFitTheScreen(Screen screen, String language, Browser browser) {
        Page page = browser.signedIn(server, admin.name(), screen, language);
        int id = share();
        for (String path : List.of("public-shares", "public-share?id=" + id, "public-share-edit", "public-share-edit?id=" + id)) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, path.replaceAll("\\?.*", "") + (path.contains("edit?") ? "-change" : "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
    }

    @Test
    void aWrongLineIsNamedAndARightOneIsSaved(Browser browser) {
        int id = share();
        Page page = browser.signedIn(server, admin.name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "public-share-edit?id=" + id);
        page.locator("[id='edit:members']").fill("#" + flats[0] + ", 100\nnobody, 5");
        page.locator("[id='edit:check']").click();
        assertThat(page.locator("#wrong")).containsText("line 2");
        page.locator("[id='edit:members']").fill("202612000010, 100\nHouse / 1 / 102, 50");
        page.locator("[id='edit:save']").click();
        assertThat(page.locator("[id='share:units']")).containsText("100");
    }
}
