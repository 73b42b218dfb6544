package com.wattwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.wattwell.simulator.outside.OutsideWorld;
import com.wattwell.system.Browser.Screen;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money through Alipay and WeChat Pay on the running server, with the town's world outside on the other side of the wire. */
@ExtendWith({SharedServer.class, SharedBrowser.class})
class PaymentsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY = new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final String PHONE = "13800138000";

    private TestServer server;
    private Api admin;
    private Api cashier;
    private Api.Company company;
    private Rows rows;
    private OutsideWorld world;
    private String account;
    private volatile Duration ahead = Duration.ZERO;

    @BeforeEach
    void aCompanyThatHasSignedWithTheWorldOutside(TestServer running) throws IOException {
        server = running;
        admin = Api.admin(server);
        company = Api.company(server);
        rows = new Rows(server);
        world = new OutsideWorld(company.id(), List.of(company.code()), movable(), server.ports().outside());
        world.setPace(0.01);
        Contracts.sign(admin, company, world);
        String customer = rows.one("insert into customer (company_id, name, phone, created_at, created_by) values (?, 'Li Na', ?, now(), 'test') returning id", company.id(), PHONE);
        account = rows.one("""
                insert into customer_account (company_id, number, customer_id, mode, opened_on, created_at, created_by)
                values (?, ?, ?::bigint, 'PREPAID_SERVER', current_date, now(), 'test') returning id""", company.id(), "7000" + company.id(), customer);
        cashier = Api.user(server, company, "CASHIER");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCodeIsPaidOnThePhoneAndTheMoneyIsThereAndTheResidentIsTold() {
        JsonObject order = order("ALIPAY", 5000);
        Assertions.assertThat(order.getString("state")).isEqualTo("OPEN");
        Assertions.assertThat(order.getString("code")).startsWith("https://qr.alipay.com/");

        control("pay?order=" + order.getString("number"));

        await(order, "PAID");
        Assertions.assertThat(balance()).isEqualTo("5000");
        Awaitility.await().atMost(LONG).until(() -> "DELIVERED".equals(rows.one("select state from message where company_id = ? and channel = 'SMS'", company.id())));
        Assertions.assertThat(get("control/messages?phone=" + PHONE)).contains("50.00");
    }

    @Test
    void aPaymentCodeIsTakenAtOnceByBothChannels() {
        for (Map.Entry<String, String> each : Map.of("ALIPAY", "280123456789012388", "WECHAT", "130123456789012388").entrySet()) {
            JsonObject order = cashier.post("/payment-orders", "{'account':%s,'channel':'%s','product':'PAYMENT_CODE','amountFen':100,'token':'%s','payer':'%s'}", account, each.getKey(),
                    Api.unique("token-code-"), each.getValue()).expect(201).json();
            Assertions.assertThat(order.getString("state")).as(each.getKey()).isEqualTo("PAID");
        }
        Assertions.assertThat(balance()).isEqualTo("200");
    }

    @Test
    void doubledForgedAndWrongNoticesAreOnePostingAndStrangersMoneyWaits() {
        control("faults?wrong-signature=1&wrong-amount=1&doubled=1");
        JsonObject order = order("WECHAT", 300);
        control("pay?order=" + order.getString("number"));
        await(order, "PAID");
        control("notice?order=" + order.getString("number"));
        Awaitility.await().atMost(LONG).until(() -> rows.list("select verdict from payment_notice where company_id = ?", company.id()).containsAll(List.of("BAD_SIGNATURE", "KNOWN")));
        Assertions.assertThat(balance()).isEqualTo("300");
        control("faults?wrong-signature=0&wrong-amount=0&doubled=0");

        control("pay?order=" + order.getString("number") + "&again=true");
        Awaitility.await().atMost(LONG).until(() -> "600".equals(balance()));
        Assertions.assertThat(rows.list("select remark from payment where company_id = ? and remark is not null", company.id())).containsExactly("SECOND");

        String merchant = rows.one("select id from merchant_account where company_id = ? and channel = 'ALIPAY'", company.id());
        control("stray?company=" + company.code() + "&channel=ALIPAY&amount=77&url=" + server.url() + "callback/pay/alipay/" + merchant);
        cashier.get("/payments?suspense=true").expect(403);
        Api finance = Api.user(server, company, "FINANCE");
        Awaitility.await().atMost(LONG).until(() -> finance.get("/payments?suspense=true").expect(200).json().getInt("total") == 1);
    }

    @Test
    void aLostNoticeIsFoundByAskingAndARefundComesBackOnce() {
        control("faults?lost=1");
        JsonObject order = order("WECHAT", 900);
        control("pay?order=" + order.getString("number"));
        await(order, "PAID");
        Assertions.assertThat(rows.one("select learned_by from payment where company_id = ?", company.id())).isEqualTo("QUERY");
        Api finance = Api.user(server, company, "FINANCE");
        String payment = rows.one("select id from payment where company_id = ?", company.id());
        finance.post("/payments/" + payment + "/refunds", "{'amountFen':400,'reason':'moved out','token':'refund-token-1'}").expect(202);
        finance.post("/payments/" + payment + "/refunds", "{'amountFen':400,'reason':'moved out','token':'refund-token-1'}").expect(202);
        Awaitility.await().atMost(LONG).until(() -> List.of("DONE").equals(rows.list("select state from payment_refund where company_id = ?", company.id())));
        Assertions.assertThat(balance()).isEqualTo("500");
    }

    @Test
    void aDayIsReconciledByAPerson(Browser browser) throws IOException {
        JsonObject paid = order("ALIPAY", 10_000);
        control("pay?order=" + paid.getString("number"));
        await(paid, "PAID");
        JsonObject other = order("ALIPAY", 2_000);
        control("pay?order=" + other.getString("number"));
        await(other, "PAID");
        control("statement?channel=ALIPAY&left-out=true&number=" + rows.one("select trade_number from payment where company_id = ? and amount_fen = 2000", company.id()));
        ahead = Duration.ofDays(1);

        Page page = browser.signedIn(server, Api.user(server, company, "FINANCE").name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "reconciliation");
        page.selectOption("[id='fetch:merchant']", rows.one("select id from merchant_account where company_id = ? and channel = 'ALIPAY'", company.id()));
        page.fill("[id='fetch:day']", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
        page.click("[id='fetch:get']");
        assertThat(page.locator("[id='differences']")).containsText("Missing at the channel", PATIENTLY);
        Screenshots.take(page, "reconciliation-day");
        Assertions.assertThat(Files.size(page.waitForDownload(() -> page.click("#download")).path())).isPositive();
        page.click("text=Take it back");
        assertThat(page.locator("body")).containsText("fetched before the channel had counted the day", PATIENTLY);
        Assertions.assertThat(balance()).isEqualTo("12000");
        rows.list("update channel_statement set fetched_at = fetched_at + interval '36 hours' where company_id = ? returning id", company.id());
        rows.list("update payment set paid_at = paid_at - interval '1 hour' where company_id = ? returning id", company.id()); // not of the day's last half hour
        page.click("text=Take it back");
        assertThat(page.locator("[id='differences']")).not().containsText("Leave it", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        Assertions.assertThat(balance()).isEqualTo("10000");
        Assertions.assertThat(rows.one("""
                select sum(p.amount_fen) from posting p join ledger_account a on a.id = p.account_id where a.company_id = ? and a.house = 'CHANNEL_FEES'""", company.id())).isEqualTo("60");
    }

    @Test
    void thePagesOpenAndFitTheScreen(Browser browser) {
        JsonObject order = order("ALIPAY", 5000);
        for (Screen screen : Screen.values()) {
            Page page = browser.signedIn(server, Api.user(server, company, "COMPANY_ADMIN").name(), screen, "en-US");
            for (String path : List.of("payment-orders", "payment-order?id=" + order.getInt("id"), "merchant-accounts", "reconciliation", "messages", "message-settings")) {
                Assertions.assertThat(page.navigate(server.url() + path).status()).as(path).isEqualTo(200);
                Screenshots.take(page, path.replaceAll("\\?.*", "") + "-" + screen);
                Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).as(path + " scrolls sideways").isTrue();
                Assertions.assertThat(page.locator("body").innerText()).doesNotContain("???");
            }
        }
        Page page = browser.signedIn(server, Api.user(server, company, "CASHIER").name(), Screen.WIDE, "en-US");
        page.navigate(server.url() + "payment-orders");
        page.fill("[id='new:account']", "7000" + company.id());
        page.fill("[id='new:amountFen']", "12.34");
        page.click("[id='new:create']");
        assertThat(page.locator("#qr svg")).isVisible();
        control("pay?order=" + rows.one("select number from payment_order where company_id = ? and amount_fen = 1234", company.id()));
        assertThat(page.locator("#order-state")).containsText("Paid", PATIENTLY);
    }

    private JsonObject order(String channel, int fen) {
        return cashier.post("/payment-orders", "{'account':%s,'channel':'%s','product':'QR','amountFen':%d,'token':'%s'}", account, channel, fen, Api.unique("token-order-")).expect(201).json();
    }

    private void await(JsonObject order, String state) {
        Awaitility.await().atMost(LONG).until(() -> cashier.get("/payment-orders/" + order.getInt("id")).expect(200).json().getString("state").equals(state));
    }

    private String balance() {
        return rows.one("select balance_fen from ledger_balance where customer_account_id = ?::bigint", account);
    }

    private void control(String what) {
        Api.send(HttpRequest.newBuilder(URI.create(world.url() + "/control/" + what)).POST(HttpRequest.BodyPublishers.noBody())).expect(200);
    }

    private String get(String what) {
        return Api.send(HttpRequest.newBuilder(URI.create(world.url() + "/" + what))).expect(200).body();
    }

    private Clock movable() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(ahead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(instant(), zone);
            }
        };
    }
}
