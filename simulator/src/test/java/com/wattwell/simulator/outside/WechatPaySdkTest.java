package com.wattwell.simulator.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.billdownload.BillDownloadServiceExtension;
import com.wechat.pay.java.service.billdownload.DigestBillEntity;
import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WeChat Pay's own SDK talks with the town's gateway as with the real one, in public-key mode. */
class WechatPaySdkTest {

    private final Callback callback = new Callback();
    private OutsideWorld world;
    private Merchant merchant;
    private Config config;
    private HttpClient http;
    private NativePayService service;

    @BeforeEach
    void open() throws IOException {
        world = new OutsideWorld(7, List.of("CY"), Clock.systemUTC(), 0);
        world.setPace(0.01);
        merchant = world.merchants().getFirst();
        config = config(merchant.wechatOwn.privateKey());
        http = http(config);
        service = new NativePayService.Builder().httpClient(http).build();
    }

    private Config config(String privateKey) {
        return new RSAPublicKeyConfig.Builder().merchantId(merchant.wechatMerchant).privateKey(pem("PRIVATE KEY", privateKey))
                .merchantSerialNumber(merchant.wechatSerial).publicKey(pem("PUBLIC KEY", merchant.wechat.publicKey())).publicKeyId(merchant.wechatPublicKeyId)
                .apiV3Key(merchant.wechatApiV3Key).build();
    }

    /** Leads every request to the town; headers come back in the case that the SDK looks for. */
    private HttpClient http(Config with) {
        HttpUrl town = HttpUrl.get(world.url());
        OkHttpClient okHttp = new OkHttpClient.Builder().addInterceptor(chain -> {
            Response response = chain.proceed(chain.request().newBuilder()
                    .url(chain.request().url().newBuilder().scheme("http").host(town.host()).port(town.port()).build()).build());
            Response.Builder cased = response.newBuilder();
            for (String name : List.of("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial", "Wechatpay-Signature", "Request-ID")) {
                String value = response.header(name);
                if (value != null) {
                    cased.removeHeader(name).addHeader(name, value);
                }
            }
            return cased.build();
        }).build();
        return new DefaultHttpClientBuilder().config(with).okHttpClient(okHttp).build();
    }

    static String pem(String what, String base64) {
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    @AfterEach
    void close() {
        world.close();
        callback.close();
    }

    @Test
    void anOrderIsShownPaidAndQueried() {
        assertThat(prepay("W1", 1234)).startsWith("weixin://wxpay/bizpayurl?pr=");
        assertThat(query("W1").getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);

        pay("W1");

        Transaction paid = query("W1");
        assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
        assertThat(paid.getAmount().getTotal()).isEqualTo(1234);
        assertThat(paid.getTransactionId()).startsWith("4200");
    }

    @Test
    void aNoticeIsSignedSealedAndRepeatedUntilItIsAnswered() {
        callback.status = 500;
        prepay("W2", 500);
        pay("W2");
        await().until(() -> callback.came.size() >= 2);
        callback.status = 200;
        await().until(() -> world.post().answered() == 1);

        Transaction told = new NotificationParser((RSAPublicKeyConfig) config).parse(param(callback.came.getLast()), Transaction.class);
        assertThat(told.getOutTradeNo()).isEqualTo("W2");
        assertThat(told.getAmount().getTotal()).isEqualTo(500);
    }

    @Test
    void aNoticeWithAWrongSignatureIsRefusedByTheSdk() {
        world.setFaults(OutsideFaults.NONE.with(java.util.Map.of("wrong-signature", "1")));
        prepay("W3", 500);
        pay("W3");
        await().until(() -> callback.came.size() == 2);

        assertThat(callback.came.stream().filter(this::passes).count()).isEqualTo(1);
    }

    private boolean passes(Callback.Came came) {
        try {
            new NotificationParser((RSAPublicKeyConfig) config).parse(param(came), Transaction.class);
            return true;
        } catch (ValidationException wrong) {
            return false;
        }
    }

    @Test
    void aClosedOrderStaysClosed() {
        prepay("W4", 500);
        CloseOrderRequest close = new CloseOrderRequest();
        close.setMchid(merchant.wechatMerchant);
        close.setOutTradeNo("W4");
        service.closeOrder(close);

        assertThat(query("W4").getTradeState()).isEqualTo(Transaction.TradeStateEnum.CLOSED);
        assertThatThrownBy(() -> prepay("W4", 500)).isInstanceOf(ServiceException.class).hasMessageContaining("ORDER_CLOSED");
    }

    @Test
    void whatWasPaidGoesBack() {
        prepay("W5", 1000);
        pay("W5");
        RefundService refunds = new RefundService.Builder().httpClient(http).build();
        CreateRequest request = new CreateRequest();
        request.setTransactionId(query("W5").getTransactionId());
        request.setOutRefundNo("R1");
        AmountReq amount = new AmountReq();
        amount.setRefund(400L);
        amount.setTotal(1000L);
        amount.setCurrency("CNY");
        request.setAmount(amount);

        assertThat(refunds.create(request).getStatus()).isEqualTo(Status.PROCESSING);
        assertThat(refunds.create(request).getStatus()).isEqualTo(Status.SUCCESS);
        amount.setRefund(700L);
        request.setOutRefundNo("R2");
        assertThatThrownBy(() -> refunds.create(request)).isInstanceOf(ServiceException.class);
    }

    @Test
    void theStatementOfADayHasItsDigest() throws IOException {
        world.close();
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        java.util.concurrent.atomic.AtomicBoolean later = new java.util.concurrent.atomic.AtomicBoolean();
        Clock moving = new Clock() {
            @Override
            public java.time.Instant instant() {
                return later.get() ? java.time.Instant.now() : yesterday.instant();
            }

            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return Clock.fixed(instant(), zone);
            }
        };
        world = new OutsideWorld(7, List.of("CY"), moving, 0);
        merchant = world.merchants().getFirst();
        config = config(merchant.wechatOwn.privateKey());
        http = http(config);
        service = new NativePayService.Builder().httpClient(http).build();
        prepay("W6", 10_000);
        pay("W6");
        LocalDate day = moving.instant().atZone(Trades.CHINA).toLocalDate();
        later.set(true);

        BillDownloadServiceExtension bills = new BillDownloadServiceExtension.Builder().httpClient(http).decryptor(config.createDecryptor()).build();
        GetTradeBillRequest request = new GetTradeBillRequest();
        request.setBillDate(day.toString());
        request.setBillType(BillType.ALL);
        request.setTarType(TarType.GZIP);
        DigestBillEntity bill = bills.getTradeBill(request);
        String text = new String(bill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(bill.verifyHash()).isTrue();
        assertThat(text).contains(",`W6,`").contains("`0.60000,`0.60%").contains("总交易单数").contains("`1,`100.00,`0.00");
    }

    @Test
    void aRequestSignedByAnotherKeyIsRefused() {
        NativePayService stranger = new NativePayService.Builder().httpClient(http(config(new RsaKeys().privateKey()))).build();

        // the refusal of a stranger is not signed, so the SDK does not even believe it
        assertThatThrownBy(() -> stranger.queryOrderByOutTradeNo(queryRequest("W1"))).isInstanceOf(RuntimeException.class);
    }

    private String prepay(String order, int fen) {
        PrepayRequest request = new PrepayRequest();
        request.setAppid(merchant.wechatAppId);
        request.setMchid(merchant.wechatMerchant);
        request.setDescription("电费充值");
        request.setOutTradeNo(order);
        request.setNotifyUrl(callback.url());
        Amount amount = new Amount();
        amount.setTotal(fen);
        amount.setCurrency("CNY");
        request.setAmount(amount);
        return service.prepay(request).getCodeUrl();
    }

    private QueryOrderByOutTradeNoRequest queryRequest(String order) {
        QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
        request.setMchid(merchant.wechatMerchant);
        request.setOutTradeNo(order);
        return request;
    }

    private Transaction query(String order) {
        return service.queryOrderByOutTradeNo(queryRequest(order));
    }

    private static RequestParam param(Callback.Came came) {
        return new RequestParam.Builder().serialNumber(came.headers().get("Wechatpay-Serial")).nonce(came.headers().get("Wechatpay-Nonce"))
                .signature(came.headers().get("Wechatpay-Signature")).signType(came.headers().get("Wechatpay-Signature-Type"))
                .timestamp(came.headers().get("Wechatpay-Timestamp")).body(came.body()).build();
    }

    private void pay(String order) {
        try {
            world.pay(world.trades().find(Channel.WECHAT, merchant, order).orElseThrow(), "resident");
        } catch (Trades.Refused refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }
}
