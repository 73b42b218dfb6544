package com.wattwell.simulator.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wattwell.message.AliyunChannel;
import com.wattwell.message.Letter;
import com.wattwell.message.MessageChannel;
import com.wattwell.message.MessageException;
import com.wattwell.message.Supplier;
import com.wattwell.message.SupplierKeys;
import com.wattwell.message.TencentChannel;
import com.wattwell.message.WechatOfficialAccountChannel;
import com.wattwell.payment.BadNoticeException;
import com.wattwell.payment.ChannelException;
import com.wattwell.payment.IncomingNotice;
import com.wattwell.payment.MerchantKeys;
import com.wattwell.payment.NewTrade;
import com.wattwell.payment.Opened;
import com.wattwell.payment.PaymentChannel;
import com.wattwell.payment.Product;
import com.wattwell.payment.RefundOrder;
import com.wattwell.payment.RefundStanding;
import com.wattwell.payment.StatementFile;
import com.wattwell.payment.Told;
import com.wattwell.payment.alipay.AlipayChannel;
import com.wattwell.payment.wechat.WechatChannel;
import com.wattwell.payment.wechat.WechatHttp;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application's own channels talk with the town: the same story for Alipay and WeChat Pay, for Aliyun and Tencent Cloud. */
class ChannelsWayTest {

    private final Callback callback = new Callback();
    private volatile Duration ahead = Duration.ZERO;
    private OutsideWorld world;
    private Merchant merchant;

    @BeforeEach
    void open() throws IOException {
        world = new OutsideWorld(7, List.of("CY"), new Clock() {
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
        }, 0);
        merchant = world.merchants().getFirst();
    }

    @AfterEach
    void close() {
        world.close();
        callback.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOrderGoesItsWhole(Channel which) throws Exception {
        PaymentChannel channel = channel(which);
        MerchantKeys keys = keys(which);
        assertThat(order(channel, keys, Product.QR, "ORDER00001", null).code()).isNotBlank();
        assertThat(channel.query(keys, "ORDER00001")).isInstanceOf(com.wattwell.payment.Trade.Waiting.class);
        assertThat(channel.query(keys, "NOBODYKNOWS")).isInstanceOf(com.wattwell.payment.Trade.Waiting.class);

        world.pay(trade(which, "ORDER00001"), "resident");
        com.wattwell.payment.Trade.Paid paid = (com.wattwell.payment.Trade.Paid) channel.query(keys, "ORDER00001");
        assertThat(paid.amountFen()).isEqualTo(12_345);
        assertThatThrownBy(() -> channel.close(keys, "ORDER00001")).isInstanceOf(ChannelException.class);

        await().until(() -> callback.came.size() == 1);
        Told.OfPayment told = (Told.OfPayment) channel.read(keys, incoming(callback.came.getFirst()));
        assertThat(told.paid().tradeNumber()).isEqualTo(paid.tradeNumber());
        assertThat(told.paid().amountFen()).isEqualTo(12_345);
        assertThat(told.merchantNumber()).isEqualTo(keys.merchantNumber());
        assertThat(told.appId()).isEqualTo(keys.appId());
        assertThat(told.sentAt()).isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(5, ChronoUnit.MINUTES));
        Callback.Came came = callback.came.getFirst();
        assertThatThrownBy(() -> channel.read(keys, incoming(new Callback.Came(came.headers(), came.body().replaceFirst("ORDER00001|ciphertext\":\"....", "ORDER00002"))))).isInstanceOf(BadNoticeException.class);

        RefundOrder refund = new RefundOrder("REFUND0001", paid.tradeNumber(), "ORDER00001", 345, 12_345, "moved out");
        assertThat(channel.queryRefund(keys, refund)).isInstanceOf(RefundStanding.Unknown.class);
        channel.refund(keys, refund, callback.url());
        assertThat(channel.queryRefund(keys, refund)).isInstanceOf(RefundStanding.Done.class);
        assertThat(channel.refund(keys, refund, callback.url())).as("the same number").isInstanceOf(RefundStanding.Done.class);
        await().until(() -> callback.came.size() == 2);
        assertThat(channel.read(keys, incoming(callback.came.getLast()))).isInstanceOfSatisfying(Told.OfRefund.class, of -> assertThat(of.refundNumber()).isEqualTo("REFUND0001"));

        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        assertThatThrownBy(() -> channel.statement(keys, today)).as("not ready").isInstanceOf(ChannelException.class);
        ahead = Duration.ofDays(1);
        StatementFile statement = channel.statement(keys, today).orElseThrow();
        assertThat(statement.lines()).extracting(line -> line.kind() + " " + line.amountFen() + " " + line.feeFen() + " " + line.refundNumber())
                .containsExactly("PAYMENT 12345 74 null", "REFUND 345 -2 REFUND0001");
        assertThat(statement.lines().getFirst().tradeNumber()).isEqualTo(paid.tradeNumber());
        assertThat(channel.statement(keys, today.minusDays(3))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyProductIsOpened(Channel which) throws Exception {
        PaymentChannel channel = channel(which);
        MerchantKeys keys = keys(which);
        assertThat(order(channel, keys, Product.H5, "ORDER00011", null).code()).startsWith("http");
        assertThat(order(channel, keys, Product.JSAPI, "ORDER00012", "openid1234567").code()).isNotBlank();
        assertThat(order(channel, keys, Product.PAYMENT_CODE, "ORDER00013", which == Channel.ALIPAY ? "280123456789012388" : "130123456789012388").paid().amountFen()).isEqualTo(12_345);
        assertThat(order(channel, keys, Product.PAYMENT_CODE, "ORDER00014", which == Channel.ALIPAY ? "280123456789012399" : "130123456789012399").paid()).as("has to be confirmed").isNull();
        channel.close(keys, "ORDER00014");
        channel.close(keys, "ORDER-THAT-IS-NOT");
    }

    @ParameterizedTest
    @EnumSource
    void aChannelThatIsDownIsUnreachable(Channel which) throws Exception {
        world.close();
        assertThatThrownBy(() -> channel(which).query(keys(which), "ORDER00001"))
                .isInstanceOfSatisfying(ChannelException.class, e -> assertThat(e.kind()).isEqualTo(ChannelException.Kind.UNREACHABLE));
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIYUN", "TENCENT"})
    void aMessageIsSentAndFoundAgainByItsReference(Supplier supplier) throws Exception {
        MessageChannel channel = supplier == Supplier.ALIYUN ? new AliyunChannel(world.url()) : new TencentChannel(world.url());
        SupplierKeys keys = supplier == Supplier.ALIYUN ? new SupplierKeys(1, 1, supplier, world.sms().aliyunKeyId, world.sms().aliyunSecret, null, "春雨")
                : new SupplierKeys(1, 1, supplier, world.sms().tencentKeyId, world.sms().tencentSecret, world.sms().tencentAppId, "春雨");
        Letter letter = new Letter("m1-1", "13800138000", "T1", Map.of("yuan", "3.00"), List.of("yuan"), Instant.now());
        assertThat(channel.find(keys, letter, null)).isEmpty();

        String number = channel.send(keys, letter);
        Optional<MessageChannel.Standing> found = channel.find(keys, letter, number);
        assertThat(found.orElseThrow().state()).isEqualTo(MessageChannel.State.DELIVERED);
        assertThat(channel.find(keys, letter, null)).as("after a crash nobody knows the number").isPresent();
        SupplierKeys wrong = new SupplierKeys(1, 1, supplier, keys.accessKeyId(), "anotherSecret", keys.appId(), "春雨");
        assertThatThrownBy(() -> channel.send(wrong, letter)).isInstanceOfSatisfying(MessageException.class, e -> assertThat(e.refused()).isTrue());
        world.close();
        assertThatThrownBy(() -> channel.send(keys, letter)).isInstanceOfSatisfying(MessageException.class, e -> assertThat(e.refused()).isFalse());
    }

    @Test
    void anOfficialAccountSendsItsTemplateMessage() throws Exception {
        WechatOfficialAccountChannel channel = new WechatOfficialAccountChannel(world.url());
        Letter letter = new Letter("m1-1", "openid1234567", "T1", Map.of("yuan", "3.00"), List.of("yuan"), Instant.now());
        channel.send(new SupplierKeys(1, 1, Supplier.WECHAT_OA, world.sms().officialAppId, world.sms().officialSecret, null, ""), letter);

        assertThat(world.sms().latest("openid1234567", 10)).singleElement().satisfies(message -> assertThat(message.parameters()).contains("3.00"));
        assertThatThrownBy(() -> channel.send(new SupplierKeys(1, 1, Supplier.WECHAT_OA, world.sms().officialAppId, "another", null, ""), letter))
                .isInstanceOfSatisfying(MessageException.class, e -> assertThat(e.refused()).isTrue());
    }

    private PaymentChannel channel(Channel which) {
        return which == Channel.ALIPAY ? new AlipayChannel(world.url() + "/gateway.do") : new WechatChannel(new WechatHttp(world.url()));
    }

    private MerchantKeys keys(Channel which) {
        return which == Channel.ALIPAY
                ? new MerchantKeys(1, 1, com.wattwell.payment.Channel.ALIPAY, merchant.alipaySeller, merchant.alipayAppId, 6000,
                        List.of(new MerchantKeys.KeySet(1, merchant.alipayApp.privateKey(), null, merchant.alipay.publicKey(), null, null)))
                : new MerchantKeys(2, 1, com.wattwell.payment.Channel.WECHAT, merchant.wechatMerchant, merchant.wechatAppId, 6000, List.of(new MerchantKeys.KeySet(1,
                        merchant.wechatOwn.privateKey(), merchant.wechatSerial, merchant.wechat.publicKey(), merchant.wechatPublicKeyId, merchant.wechatApiV3Key)));
    }

    private Opened order(PaymentChannel channel, MerchantKeys keys, Product product, String number, String payer) throws ChannelException {
        return channel.open(keys, new NewTrade(number, product, 12_345, "电费", Instant.now().plusSeconds(900), callback.url(), payer, "10.0.0.1"));
    }

    private Trade trade(Channel which, String order) {
        return world.trades().find(which, merchant, order).orElseThrow();
    }

    private static IncomingNotice incoming(Callback.Came came) {
        Map<String, String> headers = new HashMap<>();
        came.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new IncomingNotice("127.0.0.1", headers, came.body());
    }
}
