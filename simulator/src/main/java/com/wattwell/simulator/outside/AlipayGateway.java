package com.wattwell.simulator.outside;

import com.wattwell.simulator.Json;
import com.wattwell.simulator.outside.Trade.Payment;
import com.wattwell.simulator.outside.Trade.Refund;
import com.wattwell.simulator.outside.Trades.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alipay's open gateway, as far as a merchant of ours uses it: {@code POST /gateway.do} with the parameters of {@code open.alipay.com},
 * RSA2 in both directions, {@code xxx_response} beside its {@code sign}. Amounts are yuan, times GMT+8.
 */
final class AlipayGateway {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Trades.CHINA);
    /** 4, 10, 10 minutes, 1, 2, 6, 15 hours. */
    private static final List<Integer> REPEATS = List.of(240, 600, 600, 3600, 7200, 21600, 54000);

    private final OutsideWorld world;

    AlipayGateway(OutsideWorld world) {
        this.world = world;
    }

    void handle(Http http) throws IOException {
        Map<String, String> parameters = new TreeMap<>(http.query());
        parameters.putAll(Http.form(http.text(), StandardCharsets.UTF_8));
        String method = parameters.getOrDefault("method", "");
        Merchant merchant = world.merchants().stream().filter(each -> each.alipayAppId.equals(parameters.get("app_id"))).findFirst().orElse(null);
        if (merchant == null) {
            answer(http, null, method, error("40002", "isv.invalid-app-id", "no such app_id"));
            return;
        }
        String signed = content(parameters, "sign");
        if (!merchant.alipayApp.isSignedBy(signed, parameters.getOrDefault("sign", ""))) {
            answer(http, merchant, method, error("40002", "isv.invalid-signature", "the signature does not fit"));
            return;
        }
        try {
            Map<?, ?> biz = (Map<?, ?>) Json.read(parameters.getOrDefault("biz_content", "{}"));
            if (method.equals("alipay.trade.wap.pay")) {
                Trade trade = open(merchant, biz, parameters.get("notify_url"), "WAP");
                http.seeOther(world.phoneUrl(trade));
                return;
            }
            answer(http, merchant, method, answer(merchant, method, biz, parameters.get("notify_url")));
        } catch (Refused refused) {
            answer(http, merchant, method, error("40004", word(refused.code), refused.getMessage()));
        } catch (IllegalArgumentException wrong) {
            answer(http, merchant, method, error("40004", "ACQ.INVALID_PARAMETER", wrong.getMessage()));
        }
    }

    private Map<String, Object> answer(Merchant merchant, String method, Map<?, ?> biz, String notifyUrl) throws Refused {
        return switch (method) {
            case "alipay.trade.precreate" -> {
                Trade trade = open(merchant, biz, notifyUrl, "QR");
                yield success("out_trade_no", trade.order, "qr_code", trade.code);
            }
            case "alipay.trade.create" -> {
                Trade trade = open(merchant, biz, notifyUrl, "JSAPI");
                yield success("out_trade_no", trade.order, "trade_no", world.trades().nextNumber(Channel.ALIPAY));
            }
            case "alipay.trade.pay" -> payByCode(merchant, biz, notifyUrl);
            case "alipay.trade.query" -> query(meant(merchant, biz));
            case "alipay.trade.close", "alipay.trade.cancel" -> {
                Trade trade = meant(merchant, biz);
                world.trades().close(trade);
                yield success("out_trade_no", trade.order, "trade_no", "");
            }
            case "alipay.trade.refund" -> refund(merchant, biz);
            case "alipay.trade.fastpay.refund.query" -> refundQuery(merchant, biz);
            case "alipay.data.dataservice.bill.downloadurl.query" -> {
                LocalDate day = LocalDate.parse(text(biz, "bill_date"));
                if (!day.isBefore(LocalDate.now(world.clock().withZone(Trades.CHINA)))) {
                    throw new Refused("isv.bill-not-ready", "the statement of that day is not ready");
                }
                if (world.trades().on(Channel.ALIPAY, merchant, day).isEmpty()) {
                    throw new Refused("isp.bill_not_exist", "there is no statement of that day");
                }
                yield success("bill_download_url", world.url() + "/alipay/bill/" + merchant.alipaySeller + "/" + day + "?token=" + world.token(merchant.alipaySeller + day));
            }
            default -> error("40004", "isv.invalid-method", "nothing is known of " + method);
        };
    }

    /** The statement file itself, {@code GET /alipay/bill/SELLER/DAY?token=…}. */
    void bill(Http http) throws IOException {
        String[] parts = http.path.split("/");
        Merchant merchant = world.merchants().stream().filter(each -> parts.length == 5 && each.alipaySeller.equals(parts[3])).findFirst().orElse(null);
        if (merchant == null || !world.token(parts[3] + parts[4]).equals(http.query().get("token"))) {
            http.answer(403, "text/plain", "no");
            return;
        }
        LocalDate day = LocalDate.parse(parts[4]);
        http.answer(200, "application/zip", AlipayBill.zip(merchant, day, world.trades().on(Channel.ALIPAY, merchant, day), world.shaped(Channel.ALIPAY)));
    }

    private Trade open(Merchant merchant, Map<?, ?> biz, String notifyUrl, String product) throws Refused {
        Instant now = world.clock().instant();
        Instant expires = now.plus(Duration.ofMinutes(15 * 24 * 60L));
        if (biz.get("time_expire") instanceof String at) {
            expires = LocalDateTime.parse(at, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")).atZone(Trades.CHINA).toInstant();
        } else if (biz.get("timeout_express") instanceof String in && in.matches("\\d{1,5}m")) {
            expires = now.plus(Duration.ofMinutes(Long.parseLong(in.substring(0, in.length() - 1))));
        }
        String order = text(biz, "out_trade_no");
        return world.open(new Trade(Channel.ALIPAY, merchant, order, Yuan.fen(biz.get("total_amount")), text(biz, "subject"), product, notifyUrl, now, expires,
                "https://qr.alipay.com/bax" + world.token("alipay" + merchant.company + order).substring(0, 20)));
    }

    private Map<String, Object> payByCode(Merchant merchant, Map<?, ?> biz, String notifyUrl) throws Refused {
        String code = text(biz, "auth_code");
        if (!code.matches("2[5-9]\\d{14,22}|30\\d{14,22}")) {
            throw new Refused("ACQ.PAYMENT_AUTH_CODE_INVALID", "no payment code of Alipay");
        }
        Trade trade = open(merchant, biz, notifyUrl, "CODE");
        if (code.endsWith("99")) {
            Map<String, Object> waiting = success("out_trade_no", trade.order);
            waiting.put("code", "10003");
            waiting.put("msg", "order success pay inprocess");
            return waiting;
        }
        world.pay(trade, "code " + code);
        return query(trade);
    }

    private Map<String, Object> query(Trade trade) throws Refused {
        Map<String, Object> answer = success("out_trade_no", trade.order);
        if (trade.isPaid()) {
            Payment payment = trade.payments.getFirst();
            answer.put("trade_no", payment.number);
            answer.put("trade_status", trade.refundedFen() >= payment.amountFen ? "TRADE_CLOSED" : "TRADE_SUCCESS");
            answer.put("total_amount", Yuan.of(trade.amountFen));
            answer.put("receipt_amount", Yuan.of(payment.amountFen));
            answer.put("buyer_user_id", payment.payer);
            answer.put("buyer_logon_id", "res***@example.com");
            answer.put("send_pay_date", TIME.format(payment.at));
        } else if (trade.state == Trade.State.CLOSED) {
            answer.put("trade_status", "TRADE_CLOSED");
            answer.put("total_amount", Yuan.of(trade.amountFen));
        } else if (trade.product.equals("QR") && !world.wasScanned(trade)) {
            throw new Refused("ACQ.TRADE_NOT_EXIST", "nobody has scanned it yet");
        } else {
            answer.put("trade_status", "WAIT_BUYER_PAY");
            answer.put("total_amount", Yuan.of(trade.amountFen));
        }
        return answer;
    }

    private Map<String, Object> refund(Merchant merchant, Map<?, ?> biz) throws Refused {
        Trade trade = meant(merchant, biz);
        String number = biz.get("out_request_no") instanceof String given ? given : trade.order;
        boolean again = trade.refunds.stream().anyMatch(refund -> refund.number().equals(number));
        Refund refund = world.trades().refund(trade, (String) biz.get("trade_no"), number, Yuan.fen(biz.get("refund_amount")), String.valueOf(biz.get("refund_reason")));
        if (!again) {
            notice(trade, payment(trade, refund.payment()), refund);
        }
        return success("out_trade_no", trade.order, "trade_no", refund.payment(), "fund_change", again ? "N" : "Y",
                "refund_fee", Yuan.of(trade.refundedFen()), "gmt_refund_pay", TIME.format(refund.at()));
    }

    private Map<String, Object> refundQuery(Merchant merchant, Map<?, ?> biz) throws Refused {
        Trade trade = meant(merchant, biz);
        String number = text(biz, "out_request_no");
        return trade.refunds.stream().filter(refund -> refund.number().equals(number)).findFirst()
                .map(refund -> success("out_trade_no", trade.order, "trade_no", refund.payment(), "out_request_no", number, "refund_status", "REFUND_SUCCESS",
                        "refund_amount", Yuan.of(refund.amountFen()), "total_amount", Yuan.of(trade.amountFen), "gmt_refund_pay", TIME.format(refund.at())))
                // as Alipay answers it: success, and nothing in it
                .orElseGet(() -> success("out_request_no", number));
    }

    private Trade meant(Merchant merchant, Map<?, ?> biz) throws Refused {
        if (biz.get("out_trade_no") instanceof String order) {
            return world.trades().find(Channel.ALIPAY, merchant, order).orElseThrow(() -> new Refused("ACQ.TRADE_NOT_EXIST", "no such trade"));
        }
        return world.trades().paidUnder(Channel.ALIPAY, text(biz, "trade_no")).orElseThrow(() -> new Refused("ACQ.TRADE_NOT_EXIST", "no such trade"));
    }

    private static Payment payment(Trade trade, String number) {
        return trade.payments.stream().filter(each -> each.number.equals(number)).findFirst().orElseThrow();
    }

    /** Tells the merchant that it was paid, or with a refund that money went back. */
    void notice(Trade trade, Payment payment, Refund refund) {
        if (trade.notifyUrl == null || trade.notifyUrl.isBlank()) {
            return;
        }
        String thing = refund == null ? payment.number : refund.channelNumber();
        String id = world.token("notice" + thing);
        world.carry(thing, mishap -> letter(trade, payment, refund, id, mishap), (status, body) -> status == 200 && body.strip().equals("success"), REPEATS);
    }

    NoticePost.Letter letter(Trade trade, Payment payment, Refund refund, String id, Mishap mishap) {
        Map<String, String> values = new TreeMap<>();
        Instant now = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        values.put("notify_time", TIME.format(now));
        values.put("notify_type", "trade_status_sync");
        values.put("notify_id", id);
        values.put("charset", "UTF-8");
        values.put("version", "1.0");
        values.put("app_id", trade.merchant.alipayAppId);
        values.put("auth_app_id", trade.merchant.alipayAppId);
        values.put("trade_no", payment.number);
        values.put("out_trade_no", trade.order);
        values.put("seller_id", trade.merchant.alipaySeller);
        values.put("buyer_id", payment.payer);
        values.put("trade_status", "TRADE_SUCCESS");
        values.put("subject", trade.subject);
        values.put("total_amount", Yuan.of(payment.amountFen + (mishap == Mishap.WRONG_AMOUNT ? 1 : 0)));
        values.put("receipt_amount", values.get("total_amount"));
        values.put("buyer_pay_amount", values.get("total_amount"));
        values.put("gmt_create", TIME.format(trade.created));
        values.put("gmt_payment", TIME.format(payment.at));
        if (refund != null) {
            values.put("out_biz_no", refund.number());
            values.put("refund_fee", Yuan.of(trade.refundedFen()));
            values.put("gmt_refund", TIME.format(refund.at()));
            if (trade.refundedFen() >= payment.amountFen) {
                values.put("trade_status", "TRADE_CLOSED");
            }
        }
        String signature = trade.merchant.alipay.sign(content(values, "sign", "sign_type"));
        values.put("sign_type", "RSA2");
        values.put("sign", mishap == Mishap.WRONG_SIGNATURE ? trade.merchant.alipay.sign("another text") : signature);
        return new NoticePost.Letter(trade.notifyUrl, Map.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), Http.form(values));
    }

    private static String content(Map<String, String> sorted, String... without) {
        StringBuilder content = new StringBuilder();
        sorted.forEach((name, value) -> {
            if (!value.isEmpty() && !List.of(without).contains(name)) {
                content.append(content.isEmpty() ? "" : "&").append(name).append('=').append(value);
            }
        });
        return content.toString();
    }

    private static void answer(Http http, Merchant merchant, String method, Map<String, Object> inner) throws IOException {
        String text = Json.write(inner);
        String sign = merchant == null ? "" : ",\"sign\":" + Json.write(merchant.alipay.sign(text));
        http.answer(200, "text/html;charset=UTF-8", "{\"" + method.replace('.', '_') + "_response\":" + text + sign + "}");
    }

    private static Map<String, Object> success(String... pairs) {
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("code", "10000", "msg", "Success"));
        for (int i = 0; i < pairs.length; i += 2) {
            answer.put(pairs[i], pairs[i + 1]);
        }
        return answer;
    }

    private static Map<String, Object> error(String code, String subCode, String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("msg", "Business Failed");
        answer.put("sub_code", subCode);
        answer.put("sub_msg", message);
        return answer;
    }

    private static String word(String code) {
        return switch (code) {
            case "TRADE_CLOSED" -> "ACQ.TRADE_HAS_CLOSE";
            case "TRADE_PAID" -> "ACQ.TRADE_HAS_SUCCESS";
            case "TRADE_DIFFERS" -> "ACQ.CONTEXT_INCONSISTENT";
            case "REFUND_DIFFERS" -> "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL";
            case "REFUND_TOO_MUCH" -> "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL";
            case "TRADE_NOT_PAID" -> "ACQ.TRADE_STATUS_ERROR";
            default -> code;
        };
    }

    private static String text(Map<?, ?> biz, String name) {
        if (biz.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing");
    }
}
