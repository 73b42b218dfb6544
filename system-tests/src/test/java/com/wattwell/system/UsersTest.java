package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.wattwell.system.Browser.Screen;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users are made by users, in the browser and over REST: from the first admin down to a cashier, and out again. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class UsersTest {

    private static final String ADMINS_OWN = "a quiet river";
    private static final String CASHIERS_OWN = "a slow green train";

    private TestServer server;
    private Api root;
    private Api.Company company;

    @BeforeEach
    void aCompany(TestServer running) {
        server = running;
        root = Api.admin(server);
        company = Api.company(server);
    }

    private static String name(String prefix) {
        return Api.unique(prefix).toLowerCase(Locale.ROOT);
    }

    /** Opens the portal, fills in the sign-in page and presses its button; what comes then the test says. */
    private Page signIn(Browser browser, String user, String password) {
        Page page = browser.open(Screen.WIDE, "en-US");
        page.navigate(server.url());
        page.fill("#user", user);
        page.fill("#password", password);
        page.click("#sign-in-button");
        return page;
    }

    private static void choose(Page page, String present, String wanted) {
        page.fill("[id='change:present']", present);
        page.fill("[id='change:wanted']", wanted);
        page.fill("[id='change:again']", wanted);
        page.waitForNavigation(() -> page.click("[id='change:save']")); // or the next words are typed into the page that goes
    }

    /** Fills in the form of a new user and reads the one-time password off the next page. */
    private String add(Page page, String name, String displayName, String role) {
        page.navigate(server.url() + "user-new");
        page.fill("[id='new:name']", name);
        page.fill("[id='new:displayName']", displayName);
        if (page.locator("[id='new:company']").count() > 0) {
            page.selectOption("[id='new:company']", String.valueOf(company.id()));
        }
        page.locator("[id='new:roles'] input[value='" + role + "']").check();
        page.click("[id='new:make']");
        assertThat(page.locator("h1")).containsText(name);
        return page.locator("#one-time-password").innerText().strip();
    }

    private int id(String name) {
        return root.get("/users?q=" + name).expect(200).items().getFirst().getInt("id");
    }

    @Test
    void theAdminAddsACompanyAdminWhoAddsACashierWhoSeesWhatACashierSeesUntilDisabled(Browser browser) {
        String wang = name("wang");
        String li = name("li");
        Page admin = signIn(browser, "admin", server.adminPassword());
        String wangsFirst = add(admin, wang, "王经理", "COMPANY_ADMIN");
        admin.reload();
        assertThat(admin.locator("#one-time-password")).hasCount(0);

        Page manager = signIn(browser, wang, wangsFirst);
        assertThat(manager.locator("#one-time")).isVisible();
        manager.navigate(server.url() + "meters");
        assertThat(manager.locator("#one-time")).isVisible();
        Assertions.assertThat(Api.as(server, wang, wangsFirst).get("/meters").expect(403).json().getString("detail")).contains("one-time password");
        choose(manager, wangsFirst, "short");
        assertThat(manager.locator("[id='change:wanted-error']")).isVisible();
        choose(manager, "not that one", ADMINS_OWN);
        assertThat(manager.locator("[id='change:present-error']")).isVisible();
        choose(manager, wangsFirst, ADMINS_OWN);
        assertThat(manager.locator("#online-now")).isVisible();
        Assertions.assertThat(Api.as(server, wang, wangsFirst).get("/meters").status()).as("the first password is gone at once").isEqualTo(401);
        Api.as(server, wang, ADMINS_OWN).get("/meters").expect(200);

        manager.click("#menu-users");
        assertThat(manager.locator("[id='list:table']")).containsText(wang);
        Assertions.assertThat(manager.locator("[id='list:table']").innerText()).doesNotContain("admin\n");
        manager.navigate(server.url() + "user-new");
        assertThat(manager.locator("[id='new:roles'] input[value='SYSTEM_ADMIN']")).hasCount(0);
        String lisFirst = add(manager, li, "李收费", "CASHIER");

        Page cashier = signIn(browser, li, lisFirst);
        choose(cashier, lisFirst, CASHIERS_OWN);
        assertThat(cashier.locator("#online-now")).isVisible();
        assertThat(cashier.locator("#menu-cashier")).isVisible();
        for (String hidden : List.of("#menu-users", "#menu-journal", "#menu-desk", "#menu-install")) {
            assertThat(cashier.locator(hidden)).hasCount(0);
        }
        for (String path : List.of("users", "user-new", "user?id=" + id(li), "user-edit?id=" + id(li))) {
            Assertions.assertThat(cashier.navigate(server.url() + path).status()).as(path).isEqualTo(403);
        }
        cashier.navigate(server.url() + "cashier");

        manager.navigate(server.url() + "user?id=" + id(li));
        manager.click("#disable-part summary");
        manager.click("[id='user:disable']");
        assertThat(manager.locator("#state")).containsText("disabled");
        assertThat(manager.locator("#log")).containsText("Disabled.");
        cashier.navigate(server.url() + "cashier");
        cashier.navigate(server.url() + "overview"); // where the server itself found no roles any more, the first click is answered by 403
        assertThat(cashier.locator("#sign-in-button")).isVisible();
        Assertions.assertThat(Api.as(server, li, CASHIERS_OWN).get("/meters").status()).isEqualTo(401);

        manager.click("#enable-part summary");
        manager.click("[id='user:enable']");
        assertThat(manager.locator("#log")).containsText("Enabled.");
        Api.as(server, li, CASHIERS_OWN).get("/meters").expect(200);
    }

    @Test
    void aResetEndsTheOpenSessionAndTheOldPassword(Browser browser) {
        String name = name("zhao");
        JsonObject made = root.post("/users", "{'name':'%s','displayName':'赵','company':'%s','roles':['VIEWER']}", name, company.code()).expect(201).json();
        String first = made.getString("oneTimePassword");
        int id = made.getJsonObject("user").getInt("id");
        Page page = signIn(browser, name, first);
        choose(page, first, ADMINS_OWN);
        assertThat(page.locator("#online-now")).isVisible();

        String second = root.post("/users/" + id + "/reset", null).expect(200).json().getString("oneTimePassword");

        page.navigate(server.url() + "meters");
        assertThat(page.locator("#sign-in-button")).isVisible();
        page.fill("#user", name);
        page.fill("#password", ADMINS_OWN);
        page.click("#sign-in-button");
        assertThat(page.locator("#sign-in-failed")).isVisible();
        page.fill("#user", name);
        page.fill("#password", second);
        page.click("#sign-in-button");
        assertThat(page.locator("#one-time")).isVisible();
    }

    @Test
    void changingOnesPasswordEndsTheOtherSessionsAndKeepsThisOne(Browser browser) {
        Api user = Api.user(server, company, "VIEWER");
        Page here = signIn(browser, user.name(), server.adminPassword());
        assertThat(here.locator("#online-now")).isVisible();
        Page there = signIn(browser, user.name(), server.adminPassword());
        assertThat(there.locator("#online-now")).isVisible();

        here.click("#person summary");
        here.click("#change-password");
        choose(here, server.adminPassword(), ADMINS_OWN);
        assertThat(here.locator("#online-now")).isVisible();
        here.navigate(server.url() + "meters");
        assertThat(here.locator("#menu-meters")).isVisible();
        there.navigate(server.url() + "meters");
        assertThat(there.locator("#sign-in-button")).isVisible();
    }

    @Test
    void whoGuessesAtThePresentPasswordIsSignedOut(Browser browser) {
        Api user = Api.user(server, company, "VIEWER");
        Page page = signIn(browser, user.name(), server.adminPassword());
        page.navigate(server.url() + "change-password");
        for (int i = 0; i < 4; i++) {
            choose(page, "guess number " + i, ADMINS_OWN);
            assertThat(page.locator("[id='change:present-error']")).isVisible();
        }
        choose(page, "guess number 4", ADMINS_OWN);
        assertThat(page.locator("#session-ended")).isVisible();
        page.navigate(server.url() + "meters");
        assertThat(page.locator("#sign-in-button")).isVisible();
    }

    @Test
    void anAddressThatClimbsOutOfAnOpenFolderIsGuardedAsWell(Browser browser) throws IOException {
        Api user = Api.user(server, company, "VIEWER");
        Page page = signIn(browser, user.name(), server.adminPassword());
        assertThat(page.locator("#online-now")).isVisible();
        String cookies = page.context().cookies().stream().map(cookie -> cookie.name + "=" + cookie.value).collect(Collectors.joining("; "));
        Assertions.assertThat(get("/errors/../meters", cookies)).startsWith("HTTP/1.1 200");
        root.post("/users/" + id(user.name()) + "/reset", "{}").expect(200);
        Assertions.assertThat(get("/errors/../meters", cookies)).startsWith("HTTP/1.1 302");
    }

    /** As it is written: clients of HTTP would put such an address in order themselves. */
    private String get(String path, String cookies) throws IOException {
        URI address = URI.create(server.url());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nCookie: " + cookies + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anAdminOfOneCompanyNeitherSeesNorChangesThePeopleOfAnother(Browser browser) {
        Api wang = Api.user(server, company, "COMPANY_ADMIN");
        Api.Company other = Api.company(server);
        String name = name("stranger");
        int stranger = root.post("/users", "{'name':'%s','displayName':'外人','company':'%s','roles':['CASHIER']}", name, other.code()).expect(201)
                .json().getJsonObject("user").getInt("id");

        Assertions.assertThat(wang.get("/users?size=500").expect(200).items()).extracting(item -> item.getString("company")).containsOnly(company.code());
        for (int id : List.of(stranger, id("admin"))) {
            wang.get("/users/" + id).expect(404);
            for (String act : List.of("disable", "enable", "reset")) {
                wang.post("/users/" + id + "/" + act, null).expect(404);
            }
            wang.post("/users/" + id, "{'version':0,'displayName':'x','roles':['VIEWER']}").expect(404);
        }
        wang.post("/users", "{'name':'%s','displayName':'x','company':'%s','roles':['VIEWER']}", name("x"), other.code()).expect(400);
        wang.post("/users", "{'name':'%s','displayName':'x','installation':true,'roles':['VIEWER']}", name("x")).expect(403);
        wang.post("/users", "{'name':'%s','displayName':'x','roles':['SYSTEM_ADMIN']}", name("x")).expect(403);
        root.post("/users", "{'name':'%s','displayName':'x','company':'%s','roles':['VIEWER']}", name, company.code()).expect(409);
        Api.user(server, company, "FINANCE").get("/users").expect(403);
        Api.user(server, company, "AUDITOR").get("/users").expect(200);

        Page page = signIn(browser, wang.name(), server.adminPassword());
        assertThat(page.locator("#online-now")).isVisible();
        page.navigate(server.url() + "users");
        assertThat(page.locator("[id='list:table']")).containsText(wang.name());
        Assertions.assertThat(page.locator("[id='list:table']").innerText()).doesNotContain(name);
        for (String path : List.of("user?id=" + stranger, "user-edit?id=" + stranger)) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(404);
        }
        Assertions.assertThat(root.get("/users/" + stranger).json().getInt("version")).isZero();
    }

    @Test
    void anOlderVersionIsNotWrittenOverAndAPasswordIsToldOnce() {
        String name = name("qian");
        String body = "{'name':'%s','displayName':'钱','company':'%s','roles':['VIEWER']}";
        JsonObject first = root.postOnce("k-" + name, "/users", body, name, company.code()).expect(201).json();
        JsonObject again = root.postOnce("k-" + name, "/users", body, name, company.code()).expect(201).json();
        Assertions.assertThat(first.getString("oneTimePassword")).hasSize(19);
        Assertions.assertThat(again.isNull("oneTimePassword")).isTrue();
        Assertions.assertThat(new Rows(server).one("select count(*) from idempotency_key where response like ?", "%" + first.getString("oneTimePassword") + "%")).isEqualTo("0");
        int id = first.getJsonObject("user").getInt("id");
        root.post("/users/" + id, "{'version':0,'displayName':'钱','company':'%s','roles':['CASHIER']}", company.code()).expect(200);
        root.post("/users/" + id, "{'version':0,'displayName':'钱','company':'%s','roles':['FINANCE']}", company.code()).expect(409);
    }

    @ParameterizedTest
    @CsvSource({"WIDE,en-US", "WIDE,zh-CN", "PHONE,en-US", "PHONE,zh-CN"})
    void thePagesOpenAndFitTheScreen(Screen screen, String language, Browser browser) {
        Api wang = Api.user(server, company, "COMPANY_ADMIN");
        int id = wang.post("/users", "{'name':'%s','displayName':'李伟','roles':['CASHIER','FINANCE']}", name("li")).expect(201).json().getJsonObject("user").getInt("id");
        Page page = browser.open(screen, language);
        page.navigate(server.url());
        page.fill("#user", wang.name());
        page.fill("#password", server.adminPassword());
        page.click("#sign-in-button");
        assertThat(page.locator("#online-now")).isVisible();
        for (String path : List.of("users", "user-new", "user?id=" + id, "user-edit?id=" + id, "change-password")) {
            Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
            Screenshots.take(page, path.replaceAll("\\?.*", "") + "-" + screen + "-" + language);
            Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
            Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
        }
    }
}
