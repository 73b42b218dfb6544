package com.wattwell.simulator.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayDataDataserviceBillDownloadurlQueryModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alipay's own SDK talks with the town's gateway as with the real one. */
class AlipaySdkTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return InstantSource.system().withZone(zone).equals(this) ? this : Clock.fixed(now.get(), zone);
        }
    };
    private final Callback callback = new Callback();
    private OutsideWorld world;
    private Merchant merchant;
    private AlipayClient client;

    @BeforeEach
    void open() throws IOException {
        world = new OutsideWorld(7, List.of("CY"), clock, 0);
        world.setPace(0.0005);
        merchant = world.merchants().getFirst();
        client = new DefaultAlipayClient(world.url() + "/gateway.do", merchant.alipayAppId, merchant.alipayApp.privateKey(), "json", "UTF-8",
                merchant.alipay.publicKey(), "RSA2");
    }

    @AfterEach
    void close() {
        world.close();
        callback.close();
    }

    @Test
    void anOrderIsShownPaidAndQueried() throws AlipayApiException {
        AlipayTradePrecreateResponse shown = precreate("P1", "12.34");
        assertThat(shown.isSuccess()).isTrue();
        assertThat(shown.getQrCode()).startsWith("https://qr.alipay.com/");
        assertThat(query("P1").getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");

        pay("P1");

        AlipayTradeQueryResponse paid = query("P1");
        assertThat(paid.getTradeStatus()).isEqualTo("TRADE_SUCCESS");
        assertThat(paid.getTotalAmount()).isEqualTo("12.34");
        assertThat(paid.getTradeNo()).hasSize(28);
    }

    @Test
    void aNoticeIsSignedAndRepeatedUntilItIsAnsweredWithSuccess() throws AlipayApiException {
        callback.answer = "fail";
        precreate("P2", "5.00");
        pay("P2");
        await().until(() -> callback.came.size() >= 2);
        callback.answer = "success";
        await().until(() -> world.post().answered() == 1);

        Map<String, String> notice = Http.form(callback.came.getLast().body(), StandardCharsets.UTF_8);
        assertThat(AlipaySignature.rsaCheckV1(new java.util.HashMap<>(notice), merchant.alipay.publicKey(), "UTF-8", "RSA2")).isTrue();
        assertThat(notice).containsEntry("trade_status", "TRADE_SUCCESS").containsEntry("total_amount", "5.00").containsEntry("out_trade_no", "P2");
    }

    @Test
    void aNoticeWithAWrongSignatureDoesNotPassTheSdksCheck() throws AlipayApiException {
        world.setFaults(OutsideFaults.NONE.with(Map.of("wrong-signature", "1")));
        precreate("P3", "5.00");
        pay("P3");
        await().until(() -> callback.came.size() == 2);

        assertThat(callback.came.stream().filter(came -> check(came.body())).count()).isEqualTo(1);
    }

    private boolean check(String body) {
        try {
            return AlipaySignature.rsaCheckV1(new java.util.HashMap<>(Http.form(body, StandardCharsets.UTF_8)), merchant.alipay.publicKey(), "UTF-8", "RSA2");
        } catch (AlipayApiException | RuntimeException wrong) {
            return false;
        }
    }

    @Test
    void aClosedOrderCannotBePaid() throws AlipayApiException {
        precreate("P4", "5.00");
        AlipayTradeCloseRequest close = new AlipayTradeCloseRequest();
        AlipayTradeCloseModel model = new AlipayTradeCloseModel();
        model.setOutTradeNo("P4");
        close.setBizModel(model);
        assertThat(client.execute(close).isSuccess()).isTrue();

        assertThat(world.trades().find(Channel.ALIPAY, merchant, "P4").orElseThrow().state).isEqualTo(Trade.State.CLOSED);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> pay("P4")).hasMessageContaining("closed");
    }

    @Test
    void whatWasPaidGoesBackOnceHoweverOftenItIsAsked() throws AlipayApiException {
        precreate("P5", "10.00");
        pay("P5");
        assertThat(refund("P5", "R1", "4.00").getFundChange()).isEqualTo("Y");
        assertThat(refund("P5", "R1", "4.00").getFundChange()).isEqualTo("N");
        assertThat(refund("P5", "R2", "7.00").getSubCode()).isEqualTo("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");

        AlipayTradeFastpayRefundQueryRequest query = new AlipayTradeFastpayRefundQueryRequest();
        AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
        model.setOutTradeNo("P5");
        model.setOutRequestNo("R1");
        query.setBizModel(model);
        assertThat(client.execute(query).getRefundAmount()).isEqualTo("4.00");
    }

    @Test
    void aPaymentCodeIsTakenAtOnce() throws AlipayApiException {
        AlipayTradePayRequest request = new AlipayTradePayRequest();
        AlipayTradePayModel model = new AlipayTradePayModel();
        model.setOutTradeNo("P6");
        model.setScene("bar_code");
        model.setAuthCode("280123456789012388");
        model.setSubject("电费");
        model.setTotalAmount("3.00");
        request.setBizModel(model);

        assertThat(client.execute(request).getCode()).isEqualTo("10000");
    }

    @Test
    void theStatementOfADayIsAZipOfGbk() throws Exception {
        precreate("P7", "100.00");
        pay("P7");
        String day = now.get().atZone(Trades.CHINA).toLocalDate().toString();
        now.set(now.get().plusSeconds(86_400));
        AlipayDataDataserviceBillDownloadurlQueryRequest request = new AlipayDataDataserviceBillDownloadurlQueryRequest();
        AlipayDataDataserviceBillDownloadurlQueryModel model = new AlipayDataDataserviceBillDownloadurlQueryModel();
        model.setBillType("trade");
        model.setBillDate(day);
        request.setBizModel(model);
        String url = client.execute(request).getBillDownloadUrl();

        byte[] file = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file), Charset.forName("GBK"))) {
            assertThat(zip.getNextEntry().getName()).contains("汇总");
            assertThat(zip.getNextEntry().getName()).endsWith("_业务明细.csv");
            assertThat(new String(zip.readAllBytes(), Charset.forName("GBK"))).contains("支付宝交易号,商户订单号").contains("P7\t,交易\t").contains(",100.00,").contains(",-0.60,");
        }
    }

    @Test
    void aRequestSignedByAnotherKeyIsRefused() throws AlipayApiException {
        AlipayClient stranger = new DefaultAlipayClient(world.url() + "/gateway.do", merchant.alipayAppId, new RsaKeys().privateKey(), "json", "UTF-8",
                merchant.alipay.publicKey(), "RSA2");
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setOutTradeNo("P1");
        request.setBizModel(model);

        assertThat(stranger.execute(request).getSubCode()).isEqualTo("isv.invalid-signature");
    }

    @Test
    void residentsPayForgetAndPayTwiceByTheSeed() throws AlipayApiException {
        world.setHabits(new ResidentHabits(0.6, 0.3, java.time.Duration.ofMillis(5)));
        for (int i = 0; i < 40; i++) {
            precreate("H" + i, "1.00");
        }
        await().during(java.time.Duration.ofMillis(300)).until(() -> true);

        List<Trade> trades = world.trades().latest(40);
        assertThat(trades.stream().filter(trade -> trade.payments.isEmpty()).count()).isBetween(8L, 26L);
        assertThat(trades.stream().filter(trade -> trade.payments.size() == 2).count()).isBetween(2L, 15L);
    }

    private AlipayTradePrecreateResponse precreate(String order, String yuan) throws AlipayApiException {
        AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
        AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
        model.setOutTradeNo(order);
        model.setTotalAmount(yuan);
        model.setSubject("电费充值");
        model.setTimeExpire(AlipayGateway.TIME.format(now.get().plusSeconds(900)));
        request.setBizModel(model);
        request.setNotifyUrl(callback.url());
        return client.execute(request);
    }

    private AlipayTradeQueryResponse query(String order) throws AlipayApiException {
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setOutTradeNo(order);
        request.setBizModel(model);
        return client.execute(request);
    }

    private AlipayTradeRefundResponse refund(String order, String number, String yuan) throws AlipayApiException {
        AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
        AlipayTradeRefundModel model = new AlipayTradeRefundModel();
        model.setOutTradeNo(order);
        model.setOutRequestNo(number);
        model.setRefundAmount(yuan);
        request.setBizModel(model);
        return client.execute(request);
    }

    private void pay(String order) {
        try {
            world.pay(world.trades().find(Channel.ALIPAY, merchant, order).orElseThrow(), "resident");
        } catch (Trades.Refused refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }
}
