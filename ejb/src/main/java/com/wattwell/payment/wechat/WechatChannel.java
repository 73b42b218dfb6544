package com.wattwell.payment.wechat;

import com.wattwell.payment.BadNoticeException;
import com.wattwell.payment.Channel;
import com.wattwell.payment.ChannelException;
import com.wattwell.payment.ChannelException.Kind;
import com.wattwell.payment.Downloads;
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
import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.service.billdownload.model.QueryBillEntity;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.h5.model.H5Info;
import com.wechat.pay.java.service.payments.h5.model.SceneInfo;
import com.wechat.pay.java.service.payments.jsapi.JsapiService;
import com.wechat.pay.java.service.payments.jsapi.model.Payer;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** WeChat Pay's API v3 (微信支付) through its own SDK, in public-key mode: amounts in fen, notices sealed with the API v3 key. */
@ApplicationScoped
public class WechatChannel implements PaymentChannel {

    private static final String API = "https://api.mch.weixin.qq.com";
    private static final String CURRENCY = "CNY";

    private final WechatHttp http;

    @Inject
    public WechatChannel(WechatHttp http) {
        this.http = http;
    }

    protected WechatChannel() {
        this(null); // the container's proxy wants it
    }

    @Override
    public Channel channel() {
        return Channel.WECHAT;
    }

    @Override
    public Opened open(MerchantKeys merchant, NewTrade trade) throws ChannelException {
        int fen = Math.toIntExact(trade.amountFen());
        return switch (trade.product()) {
            case QR -> new Opened(ask(merchant, client -> {
                PrepayRequest request = new PrepayRequest();
                request.setAppid(merchant.appId());
                request.setMchid(merchant.merchantNumber());
                request.setDescription(trade.subject());
                request.setOutTradeNo(trade.orderNumber());
                request.setNotifyUrl(trade.notifyUrl());
                request.setTimeExpire(time(trade.expiresAt()));
                Amount amount = new Amount();
                amount.setTotal(fen);
                amount.setCurrency(CURRENCY);
                request.setAmount(amount);
                return new NativePayService.Builder().httpClient(client).build().prepay(request).getCodeUrl();
            }), null);
            case H5 -> new Opened(ask(merchant, client -> {
                var request = new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
                request.setAppid(merchant.appId());
                request.setMchid(merchant.merchantNumber());
                request.setDescription(trade.subject());
                request.setOutTradeNo(trade.orderNumber());
                request.setNotifyUrl(trade.notifyUrl());
                request.setTimeExpire(time(trade.expiresAt()));
                var amount = new com.wechat.pay.java.service.payments.h5.model.Amount();
                amount.setTotal(fen);
                amount.setCurrency(CURRENCY);
                request.setAmount(amount);
                SceneInfo scene = new SceneInfo();
                scene.setPayerClientIp(trade.payerAddress() == null ? "127.0.0.1" : trade.payerAddress());
                H5Info info = new H5Info();
                info.setType("Wap");
                scene.setH5Info(info);
                request.setSceneInfo(scene);
                return new H5Service.Builder().httpClient(client).build().prepay(request).getH5Url();
            }), null);
            case JSAPI -> new Opened(ask(merchant, client -> {
                var request = new com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest();
                request.setAppid(merchant.appId());
                request.setMchid(merchant.merchantNumber());
                request.setDescription(trade.subject());
                request.setOutTradeNo(trade.orderNumber());
                request.setNotifyUrl(trade.notifyUrl());
                request.setTimeExpire(time(trade.expiresAt()));
                var amount = new com.wechat.pay.java.service.payments.jsapi.model.Amount();
                amount.setTotal(fen);
                amount.setCurrency(CURRENCY);
                request.setAmount(amount);
                Payer payer = new Payer();
                payer.setOpenid(trade.payer());
                request.setPayer(payer);
                return new JsapiService.Builder().httpClient(client).build().prepay(request).getPrepayId();
            }), null);
            case PAYMENT_CODE -> new Opened(null, payByCode(merchant, trade));
        };
    }

    /** The SDK has no class for it yet; its client signs and checks all the same. @return {@code null} while the payer has to confirm */
    private Trade.Paid payByCode(MerchantKeys merchant, NewTrade trade) throws ChannelException {
        String body = Json.createObjectBuilder().add("appid", merchant.appId()).add("mchid", merchant.merchantNumber()).add("description", trade.subject())
                .add("out_trade_no", trade.orderNumber()).add("payer", Json.createObjectBuilder().add("auth_code", trade.payer()))
                .add("amount", Json.createObjectBuilder().add("total", trade.amountFen()).add("currency", CURRENCY))
                .add("scene_info", Json.createObjectBuilder().add("store_info", Json.createObjectBuilder().add("id", "1"))).build().toString();
        HttpHeaders headers = new HttpHeaders();
        headers.addHeader("Accept", "application/json");
        headers.addHeader("Content-Type", "application/json");
        try {
            Transaction paid = ask(merchant, client -> client.post(headers, API + "/v3/pay/transactions/codepay", new JsonRequestBody.Builder().body(body).build(), Transaction.class)
                    .getServiceResponse());
            return paid.getTradeState() == Transaction.TradeStateEnum.SUCCESS ? paid(paid) : null;
        } catch (ChannelException e) {
            if (e.code().equals("USERPAYING")) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public Trade query(MerchantKeys merchant, String orderNumber) throws ChannelException {
        Transaction found;
        try {
            found = ask(merchant, client -> {
                QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
                request.setMchid(merchant.merchantNumber());
                request.setOutTradeNo(orderNumber);
                return new NativePayService.Builder().httpClient(client).build().queryOrderByOutTradeNo(request);
            });
        } catch (ChannelException e) {
            if (isUnknown(e)) {
                return new Trade.Waiting();
            }
            throw e;
        }
        return switch (found.getTradeState()) {
            case SUCCESS, REFUND -> paid(found);
            case CLOSED, REVOKED, PAYERROR -> new Trade.Closed();
            default -> new Trade.Waiting();
        };
    }

    private static Trade.Paid paid(Transaction found) {
        return new Trade.Paid(found.getTransactionId(), found.getOutTradeNo(), found.getAmount().getTotal(), OffsetDateTime.parse(found.getSuccessTime()).toInstant(),
                found.getPayer() == null ? null : found.getPayer().getOpenid());
    }

    @Override
    public void close(MerchantKeys merchant, String orderNumber) throws ChannelException {
        try {
            ask(merchant, client -> {
                CloseOrderRequest request = new CloseOrderRequest();
                request.setMchid(merchant.merchantNumber());
                request.setOutTradeNo(orderNumber);
                new NativePayService.Builder().httpClient(client).build().closeOrder(request);
                return "";
            });
        } catch (ChannelException e) {
            if (!isUnknown(e) && !e.code().equals("ORDER_CLOSED")) {
                throw e;
            }
        }
    }

    @Override
    public RefundStanding refund(MerchantKeys merchant, RefundOrder refund, String notifyUrl) throws ChannelException {
        try {
            return standing(ask(merchant, client -> {
                CreateRequest request = new CreateRequest();
                request.setTransactionId(refund.tradeNumber());
                request.setOutRefundNo(refund.refundNumber());
                request.setReason(refund.reason());
                request.setNotifyUrl(notifyUrl);
                AmountReq amount = new AmountReq();
                amount.setRefund(refund.amountFen());
                amount.setTotal(refund.paidFen());
                amount.setCurrency(CURRENCY);
                request.setAmount(amount);
                return new RefundService.Builder().httpClient(client).build().create(request);
            }));
        } catch (ChannelException e) {
            if (e.kind() == Kind.REFUSED) {
                return new RefundStanding.Failed(e.line());
            }
            throw e;
        }
    }

    @Override
    public RefundStanding queryRefund(MerchantKeys merchant, RefundOrder refund) throws ChannelException {
        try {
            return standing(ask(merchant, client -> {
                QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
                request.setOutRefundNo(refund.refundNumber());
                return new RefundService.Builder().httpClient(client).build().queryByOutRefundNo(request);
            }));
        } catch (ChannelException e) {
            if (isUnknown(e)) {
                return new RefundStanding.Unknown();
            }
            throw e;
        }
    }

    private static RefundStanding standing(Refund refund) {
        return switch (refund.getStatus()) {
            case SUCCESS -> new RefundStanding.Done(refund.getRefundId(), refund.getSuccessTime() == null ? Instant.now() : OffsetDateTime.parse(refund.getSuccessTime()).toInstant());
            case PROCESSING -> new RefundStanding.UnderWay();
            case CLOSED -> new RefundStanding.Failed("CLOSED");
            case ABNORMAL -> new RefundStanding.Failed("ABNORMAL");
        };
    }

    @Override
    public Optional<StatementFile> statement(MerchantKeys merchant, LocalDate day) throws ChannelException {
        byte[] content;
        try {
            HttpHeaders headers = new HttpHeaders();
            headers.addHeader("Accept", "application/json");
            QueryBillEntity named = ask(merchant, client -> client.get(headers, API + "/v3/bill/tradebill?bill_date=" + day + "&bill_type=ALL", QueryBillEntity.class)
                    .getServiceResponse());
            content = ask(merchant, client -> {
                try (InputStream in = client.download(named.getDownloadUrl())) {
                    return Downloads.limited(in);
                } catch (IOException | ChannelException e) {
                    throw new IllegalStateException(e);
                }
            });
            WechatStatement.check(content, named.getHashValue());
        } catch (ChannelException e) {
            if (e.code().equals("NO_STATEMENT_EXIST")) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(WechatStatement.read(merchant.merchantNumber() + "-" + day + ".csv", content));
    }

    @Override
    public Told read(MerchantKeys merchant, IncomingNotice notice) throws BadNoticeException {
        String serial = notice.headers().getOrDefault("wechatpay-serial", "");
        String event = eventType(notice.body());
        Instant sent;
        try {
            sent = Instant.ofEpochSecond(Long.parseLong(notice.headers().getOrDefault("wechatpay-timestamp", "")));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new BadNoticeException(Verdict.MALFORMED, "no timestamp");
        }
        List<MerchantKeys.KeySet> meant = merchant.keySets().stream().filter(keys -> serial.equals(keys.channelPublicKeyId())).toList();
        for (MerchantKeys.KeySet keys : meant) {
            try {
                NotificationParser parser = new NotificationParser(WechatHttp.config(merchant, keys));
                if (event.startsWith("REFUND.")) {
                    RefundNotification refund = parser.parse(param(notice), RefundNotification.class);
                    return new Told.OfRefund(merchant.merchantNumber(), merchant.appId(), sent, refund.getOutTradeNo(), refund.getTransactionId(), refund.getOutRefundNo());
                }
                Transaction told = parser.parse(param(notice), Transaction.class);
                if (told.getTradeState() != Transaction.TradeStateEnum.SUCCESS && told.getTradeState() != Transaction.TradeStateEnum.REFUND) {
                    return new Told.OfNothing(told.getMchid(), told.getAppid(), sent, String.valueOf(told.getTradeState()));
                }
                return new Told.OfPayment(told.getMchid(), told.getAppid(), sent, paid(told));
            } catch (ValidationException | IllegalArgumentException notThisOne) {
                // perhaps sealed or signed under the other one of two valid keys
            } catch (DateTimeParseException | NullPointerException | com.wechat.pay.java.core.exception.WechatPayException e) {
                throw new BadNoticeException(Verdict.MALFORMED, "the notice is not as WeChat Pay writes it: " + e.getMessage());
            } catch (RuntimeException undecipherable) {
                // the seal did not open under this key
            }
        }
        throw new BadNoticeException(Verdict.BAD_SIGNATURE, "the signature is not WeChat Pay's");
    }

    private static String eventType(String body) throws BadNoticeException {
        try (var reader = Json.createReader(new java.io.StringReader(body))) {
            return reader.readObject().getString("event_type", "");
        } catch (RuntimeException e) {
            throw new BadNoticeException(Verdict.MALFORMED, "no JSON");
        }
    }

    private static RequestParam param(IncomingNotice notice) {
        return new RequestParam.Builder().serialNumber(notice.headers().get("wechatpay-serial")).nonce(notice.headers().get("wechatpay-nonce"))
                .signature(notice.headers().get("wechatpay-signature")).timestamp(notice.headers().get("wechatpay-timestamp"))
                .signType(notice.headers().getOrDefault("wechatpay-signature-type", "WECHATPAY2-SHA256-RSA2048")).body(notice.body()).build();
    }

    @Override
    public Answer answer(boolean understood) {
        return understood ? new Answer(204, null, "") : new Answer(500, "application/json", "{\"code\":\"FAIL\",\"message\":\"not understood\"}");
    }

    private static boolean isUnknown(ChannelException e) {
        return e.code().equals("ORDER_NOT_EXIST") || e.code().equals("RESOURCE_NOT_EXISTS");
    }

    private <T> T ask(MerchantKeys merchant, Function<HttpClient, T> question) throws ChannelException {
        try {
            return question.apply(http.of(merchant));
        } catch (ServiceException e) {
            boolean unknown = e.getHttpStatusCode() >= 500 || e.getHttpStatusCode() == 429;
            throw new ChannelException(unknown ? Kind.UNREACHABLE : Kind.REFUSED, e.getErrorCode() == null ? "HTTP " + e.getHttpStatusCode() : e.getErrorCode(),
                    String.valueOf(e.getErrorMessage()), e);
        } catch (HttpException | ValidationException e) {
            throw new ChannelException(Kind.UNREACHABLE, "no answer", String.valueOf(e.getMessage()), e);
        } catch (com.wechat.pay.java.core.exception.WechatPayException | IllegalStateException e) {
            throw new ChannelException(Kind.UNREACHABLE, "no answer", String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ChannelException(Kind.REFUSED, "keys", "WeChat Pay's library does not take the keys", e);
        }
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8)));
    }
}
