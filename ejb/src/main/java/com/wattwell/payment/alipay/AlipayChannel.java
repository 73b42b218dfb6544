package com.wattwell.payment.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayObject;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayDataDataserviceBillDownloadurlQueryModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.domain.AlipayTradeWapPayModel;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradePayResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import com.wattwell.payment.BadNoticeException;
import com.wattwell.payment.Channel;
import com.wattwell.payment.ChannelException;
import com.wattwell.payment.ChannelException.Kind;
import com.wattwell.payment.Downloads;
import com.wattwell.payment.FormText;
import com.wattwell.payment.IncomingNotice;
import com.wattwell.payment.MerchantKeys;
import com.wattwell.payment.NewTrade;
import com.wattwell.payment.Opened;
import com.wattwell.payment.PaymentChannel;
import com.wattwell.payment.RefundOrder;
import com.wattwell.payment.RefundStanding;
import com.wattwell.payment.StatementFile;
import com.wattwell.payment.Told;
import com.wattwell.payment.Trade;
import com.wattwell.payment.Verdict;
import com.wattwell.payment.Yuan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Alipay's open platform (支付宝) through its own SDK: RSA2, amounts in yuan, times in UTC+8. */
@ApplicationScoped
public class AlipayChannel implements PaymentChannel {

    /** System property: the gateway's address. */
    public static final String URL = "wattwell.alipay.url";
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String REAL = "https://openapi.alipay.com/gateway.do";
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 15_000;
    private static final String NOT_THERE = "ACQ.TRADE_NOT_EXIST";

    private final String url;

    public AlipayChannel() {
        this(System.getProperty(URL, REAL));
    }

    /** @param url of the gateway */
    public AlipayChannel(String url) {
        this.url = url;
        AlipayLogger.setNeedEnableLogger(false); // it logs whole requests
    }

    @Override
    public Channel channel() {
        return Channel.ALIPAY;
    }

    @Override
    public Opened open(MerchantKeys merchant, NewTrade trade) throws ChannelException {
        return switch (trade.product()) {
            case QR -> {
                AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
                model.setOutTradeNo(trade.orderNumber());
                model.setTotalAmount(Yuan.of(trade.amountFen()));
                model.setSubject(trade.subject());
                model.setTimeExpire(time(trade.expiresAt()));
                yield new Opened(execute(merchant, new AlipayTradePrecreateRequest(), model, trade.notifyUrl()).getQrCode(), null);
            }
            case H5 -> new Opened(page(merchant, trade), null);
            case JSAPI -> {
                AlipayTradeCreateModel model = new AlipayTradeCreateModel();
                model.setOutTradeNo(trade.orderNumber());
                model.setTotalAmount(Yuan.of(trade.amountFen()));
                model.setSubject(trade.subject());
                model.setBuyerOpenId(trade.payer());
                model.setProductCode("JSAPI_PAY");
                yield new Opened(execute(merchant, new AlipayTradeCreateRequest(), model, trade.notifyUrl()).getTradeNo(), null);
            }
            case PAYMENT_CODE -> new Opened(null, payByCode(merchant, trade));
        };
    }

    private String page(MerchantKeys merchant, NewTrade trade) throws ChannelException {
        AlipayTradeWapPayModel model = new AlipayTradeWapPayModel();
        model.setOutTradeNo(trade.orderNumber());
        model.setTotalAmount(Yuan.of(trade.amountFen()));
        model.setSubject(trade.subject());
        model.setProductCode("QUICK_WAP_WAY");
        model.setTimeExpire(time(trade.expiresAt()));
        AlipayTradeWapPayRequest request = new AlipayTradeWapPayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(trade.notifyUrl());
        try {
            return client(merchant).pageExecute(request, "GET").getBody();
        } catch (AlipayApiException e) {
            throw unreachable(e);
        }
    }

    /** @return {@code null} while the payer has to confirm */
    private Trade.Paid payByCode(MerchantKeys merchant, NewTrade trade) throws ChannelException {
        AlipayTradePayModel model = new AlipayTradePayModel();
        model.setOutTradeNo(trade.orderNumber());
        model.setScene("bar_code");
        model.setAuthCode(trade.payer());
        model.setTotalAmount(Yuan.of(trade.amountFen()));
        model.setSubject(trade.subject());
        AlipayTradePayResponse response = execute(merchant, new AlipayTradePayRequest(), model, trade.notifyUrl());
        return "10003".equals(response.getCode()) ? null
                : query(merchant, trade.orderNumber()) instanceof Trade.Paid paid ? paid : null;
    }

    @Override
    public Trade query(MerchantKeys merchant, String orderNumber) throws ChannelException {
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setOutTradeNo(orderNumber);
        AlipayTradeQueryResponse response;
        try {
            response = execute(merchant, new AlipayTradeQueryRequest(), model, null);
        } catch (ChannelException e) {
            if (e.code().equals(NOT_THERE)) {
                return new Trade.Waiting();
            }
            throw e;
        }
        return switch (response.getTradeStatus()) {
            case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(response);
            // closed after it was paid means given back: it was paid all the same
            case "TRADE_CLOSED" -> response.getSendPayDate() == null ? new Trade.Closed() : paid(response);
            default -> new Trade.Waiting();
        };
    }

    private static Trade.Paid paid(AlipayTradeQueryResponse response) {
        return new Trade.Paid(response.getTradeNo(), response.getOutTradeNo(), Yuan.fen(response.getTotalAmount()),
                response.getSendPayDate().toInstant(), response.getBuyerOpenId() != null ? response.getBuyerOpenId() : response.getBuyerUserId());
    }

    @Override
    public void close(MerchantKeys merchant, String orderNumber) throws ChannelException {
        AlipayTradeCloseModel model = new AlipayTradeCloseModel();
        model.setOutTradeNo(orderNumber);
        try {
            execute(merchant, new AlipayTradeCloseRequest(), model, null);
        } catch (ChannelException e) {
            if (!e.code().equals(NOT_THERE) && !e.code().equals("ACQ.TRADE_HAS_CLOSE")) {
                throw e;
            }
        }
    }

    @Override
    public RefundStanding refund(MerchantKeys merchant, RefundOrder refund, String notifyUrl) throws ChannelException {
        AlipayTradeRefundModel model = new AlipayTradeRefundModel();
        model.setTradeNo(refund.tradeNumber());
        model.setOutTradeNo(refund.orderNumber());
        model.setOutRequestNo(refund.refundNumber());
        model.setRefundAmount(Yuan.of(refund.amountFen()));
        model.setRefundReason(refund.reason());
        try {
            AlipayTradeRefundResponse response = execute(merchant, new AlipayTradeRefundRequest(), model, null);
            // fund_change N is an answer to a repeated question: what became of the first one is asked
            return "Y".equals(response.getFundChange()) ? new RefundStanding.Done(null, Instant.now()) : queryRefund(merchant, refund);
        } catch (ChannelException e) {
            if (e.kind() == Kind.REFUSED) {
                return new RefundStanding.Failed(e.line());
            }
            throw e;
        }
    }

    @Override
    public RefundStanding queryRefund(MerchantKeys merchant, RefundOrder refund) throws ChannelException {
        AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
        model.setTradeNo(refund.tradeNumber());
        model.setOutTradeNo(refund.orderNumber());
        model.setOutRequestNo(refund.refundNumber());
        AlipayTradeFastpayRefundQueryResponse response = execute(merchant, new AlipayTradeFastpayRefundQueryRequest(), model, null);
        if ("REFUND_SUCCESS".equals(response.getRefundStatus())) {
            return new RefundStanding.Done(null, response.getGmtRefundPay() == null ? Instant.now() : response.getGmtRefundPay().toInstant());
        }
        return new RefundStanding.Unknown();
    }

    @Override
    public Optional<StatementFile> statement(MerchantKeys merchant, LocalDate day) throws ChannelException {
        AlipayDataDataserviceBillDownloadurlQueryModel model = new AlipayDataDataserviceBillDownloadurlQueryModel();
        model.setBillType("trade");
        model.setBillDate(day.toString());
        try {
            String address = execute(merchant, new AlipayDataDataserviceBillDownloadurlQueryRequest(), model, null).getBillDownloadUrl();
            return Optional.of(AlipayStatement.read(merchant.merchantNumber() + "-" + day + ".zip", Downloads.get(address)));
        } catch (ChannelException e) {
            if (e.code().toLowerCase(java.util.Locale.ROOT).contains("bill_not_exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Told read(MerchantKeys merchant, IncomingNotice notice) throws BadNoticeException {
        Map<String, String> values = FormText.read(notice.body());
        if (!"RSA2".equals(values.get("sign_type")) || merchant.keySets().stream().noneMatch(keys -> isSigned(values, keys.channelPublicKey()))) {
            throw new BadNoticeException(Verdict.BAD_SIGNATURE, "the signature is not Alipay's");
        }
        try {
            Instant sent = instant(values.get("notify_time"));
            String seller = values.getOrDefault("seller_id", "");
            String app = values.getOrDefault("app_id", "");
            String status = values.getOrDefault("trade_status", "");
            if (values.containsKey("out_biz_no") && values.containsKey("gmt_refund")) {
                return new Told.OfRefund(seller, app, sent, values.get("out_trade_no"), values.get("trade_no"), values.get("out_biz_no"));
            }
            if (!status.equals("TRADE_SUCCESS") && !status.equals("TRADE_FINISHED")) {
                return new Told.OfNothing(seller, app, sent, status);
            }
            return new Told.OfPayment(seller, app, sent, new Trade.Paid(required(values, "trade_no"), required(values, "out_trade_no"), Yuan.fen(required(values, "total_amount")),
                    instant(values.getOrDefault("gmt_payment", values.get("notify_time"))), values.getOrDefault("buyer_open_id", values.get("buyer_id"))));
        } catch (IllegalArgumentException | DateTimeParseException | NullPointerException e) {
            throw new BadNoticeException(Verdict.MALFORMED, "the notice is not as Alipay writes it: " + e.getMessage());
        }
    }

    private static boolean isSigned(Map<String, String> values, String key) {
        try {
            return AlipaySignature.rsaCheckV1(new HashMap<>(values), key, "UTF-8", "RSA2");
        } catch (AlipayApiException | RuntimeException e) {
            return false;
        }
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null || value.isBlank() || value.length() > 64) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    @Override
    public Answer answer(boolean understood) {
        return new Answer(200, "text/plain;charset=UTF-8", understood ? "success" : "fail");
    }

    private <M extends AlipayObject, T extends AlipayResponse> T execute(MerchantKeys merchant, AlipayRequest<T> request, M model, String notifyUrl) throws ChannelException {
        request.setBizModel(model);
        if (notifyUrl != null) {
            request.setNotifyUrl(notifyUrl);
        }
        T response;
        try {
            response = client(merchant).execute(request);
        } catch (AlipayApiException e) {
            throw unreachable(e);
        }
        if (response == null || response.getCode() == null) {
            throw new ChannelException(Kind.UNREACHABLE, "no answer", "Alipay gave no answer", null);
        }
        if (!response.isSuccess() && !"10003".equals(response.getCode())) {
            String code = response.getSubCode() != null ? response.getSubCode() : response.getCode();
            boolean unknown = response.getCode().equals("20000") || code.equals("ACQ.SYSTEM_ERROR") || code.equals("isp.unknow-error");
            throw new ChannelException(unknown ? Kind.UNREACHABLE : Kind.REFUSED, code, response.getSubMsg() != null ? response.getSubMsg() : response.getMsg(), null);
        }
        return response;
    }

    private static ChannelException unreachable(AlipayApiException e) {
        return new ChannelException(Kind.UNREACHABLE, "no answer", e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }

    private AlipayClient client(MerchantKeys merchant) throws ChannelException {
        AlipayConfig config = new AlipayConfig();
        config.setServerUrl(url);
        config.setAppId(merchant.appId());
        config.setPrivateKey(merchant.signing().privateKey());
        config.setAlipayPublicKey(merchant.signing().channelPublicKey());
        config.setConnectTimeout(CONNECT_MILLIS);
        config.setReadTimeout(READ_MILLIS);
        try {
            return new DefaultAlipayClient(config);
        } catch (AlipayApiException e) {
            throw new ChannelException(Kind.REFUSED, "keys", "Alipay's library does not take the keys", e);
        }
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(Channel.ZONE));
    }

    static Instant instant(String text) {
        return LocalDateTime.parse(text.strip(), TIME).atZone(Channel.ZONE).toInstant();
    }
}
