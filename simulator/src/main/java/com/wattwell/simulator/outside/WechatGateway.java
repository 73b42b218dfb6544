package com.wattwell.simulator.outside;

import com.wattwell.simulator.Json;
import com.wattwell.simulator.outside.Trade.Payment;
import com.wattwell.simulator.outside.Trade.Refund;
import com.wattwell.simulator.outside.Trades.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * WeChat Pay's API v3, as far as a merchant of ours uses it: {@code WECHATPAY2-SHA256-RSA2048} in requests, signed answers, notices whose
 * resource is sealed with AEAD_AES_256_GCM, WeChat's own key by its id (公钥模式). Amounts are fen.
 */
final class WechatGateway {

    private static final Pattern AUTHORIZATION = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(Trades.CHINA);
    private static final String ORDER = "/v3/pay/transactions/out-trade-no/";
    private static final String REFUNDS = "/v3/refund/domestic/refunds";
    /** 15 s, 15 s, 30 s, 3, 10, 20, 30, 30, 30, 60 minutes, 3 h, 3 h, 3 h, 6 h, 6 h. */
    private static final List<Integer> REPEATS = List.of(15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600);

    private final OutsideWorld world;

    WechatGateway(OutsideWorld world) {
        this.world = world;
    }

    /** An error answer with its HTTP status. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        Wrong(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    void handle(Http http) throws IOException {
        Merchant merchant;
        try {
            merchant = signer(http);
        } catch (Wrong wrong) {
            http.answer(wrong.status, "application/json", Json.write(Map.of("code", wrong.code, "message", wrong.getMessage())));
            return;
        }
        try {
            if (http.path.startsWith("/v3/billdownload/")) {
                http.answer(200, "text/plain", file(http, merchant));
                return;
            }
            Object answer = answer(http, merchant);
            signed(http, merchant, answer == null ? 204 : 200, answer == null ? "" : Json.write(answer));
        } catch (Wrong wrong) {
            signed(http, merchant, wrong.status, Json.write(Map.of("code", wrong.code, "message", wrong.getMessage())));
        } catch (Refused refused) {
            signed(http, merchant, refused.code.equals("ORDER_NOT_EXIST") || refused.code.equals("RESOURCE_NOT_EXISTS") ? 404 : 400,
                    Json.write(Map.of("code", word(refused.code), "message", refused.getMessage())));
        } catch (IllegalArgumentException | ClassCastException wrong) {
            signed(http, merchant, 400, Json.write(Map.of("code", "PARAM_ERROR", "message", String.valueOf(wrong.getMessage()))));
        }
    }

    private Merchant signer(Http http) throws Wrong {
        String authorization = http.header("Authorization");
        if (!authorization.startsWith("WECHATPAY2-SHA256-RSA2048 ")) {
            throw new Wrong(401, "SIGN_ERROR", "no authorization of this kind");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher matcher = AUTHORIZATION.matcher(authorization);
        while (matcher.find()) {
            parts.put(matcher.group(1), matcher.group(2));
        }
        Merchant merchant = world.merchants().stream().filter(each -> each.wechatMerchant.equals(parts.get("mchid")) && each.wechatSerial.equals(parts.get("serial_no")))
                .findFirst().orElseThrow(() -> new Wrong(401, "SIGN_ERROR", "no such merchant or serial number"));
        String uri = http.path + (http.rawQuery.isEmpty() ? "" : "?" + http.rawQuery);
        String message = http.method + "\n" + uri + "\n" + parts.get("timestamp") + "\n" + parts.get("nonce_str") + "\n" + http.text() + "\n";
        if (!merchant.wechatOwn.isSignedBy(message, parts.getOrDefault("signature", ""))) {
            throw new Wrong(401, "SIGN_ERROR", "the signature does not fit");
        }
        return merchant;
    }

    private Object answer(Http http, Merchant merchant) throws Wrong, Refused {
        String what = http.method + " " + http.path;
        Map<?, ?> body = http.body.length == 0 ? Map.of() : (Map<?, ?>) Json.read(http.text());
        switch (what) {
            case "POST /v3/pay/transactions/native" -> {
                return Map.of("code_url", open(merchant, body, "NATIVE").code);
            }
            case "POST /v3/pay/transactions/h5" -> {
                return Map.of("h5_url", world.phoneUrl(open(merchant, body, "MWEB")));
            }
            case "POST /v3/pay/transactions/jsapi" -> {
                text((Map<?, ?>) body.get("payer"), "openid");
                return Map.of("prepay_id", "wx" + world.token("prepay" + open(merchant, body, "JSAPI").order));
            }
            case "POST /v3/pay/transactions/codepay" -> {
                return payByCode(merchant, body);
            }
            case "POST " + REFUNDS -> {
                return refund(merchant, body);
            }
            case "GET /v3/bill/tradebill", "GET /v3/bill/fundflowbill" -> {
                return bill(http, merchant);
            }
            default -> {
                if (what.startsWith("GET " + REFUNDS + "/")) {
                    return refundOf(merchant, http.path.substring(REFUNDS.length() + 1));
                }
                if (what.startsWith("POST " + ORDER) && what.endsWith("/close")) {
                    world.trades().close(meant(merchant, http.path.substring(ORDER.length(), http.path.length() - "/close".length())));
                    return null;
                }
                if (what.startsWith("GET " + ORDER)) {
                    return transaction(meant(merchant, http.path.substring(ORDER.length())), null, Mishap.NONE);
                }
                throw new Wrong(404, "NOT_FOUND", "nothing is known of " + what);
            }
        }
    }

    private Trade open(Merchant merchant, Map<?, ?> body, String product) throws Wrong, Refused {
        if (!merchant.wechatMerchant.equals(body.get("mchid")) || !merchant.wechatAppId.equals(body.get("appid"))) {
            throw new Wrong(400, "MCH_NOT_EXISTS", "mchid or appid is another");
        }
        Instant now = world.clock().instant();
        Instant expires = body.get("time_expire") instanceof String at ? OffsetDateTime.parse(at).toInstant() : now.plus(Duration.ofHours(2));
        String order = text(body, "out_trade_no");
        String notifyUrl = product.equals("MICROPAY") ? null : text(body, "notify_url");
        return world.open(new Trade(Channel.WECHAT, merchant, order, fen((Map<?, ?>) body.get("amount"), "total"), text(body, "description"), product, notifyUrl, now, expires,
                "weixin://wxpay/bizpayurl?pr=" + world.token("wechat" + merchant.company + order).substring(0, 9)));
    }

    private Object payByCode(Merchant merchant, Map<?, ?> body) throws Wrong, Refused {
        String code = text((Map<?, ?>) body.get("payer"), "auth_code");
        if (!code.matches("1[0-5]\\d{16}")) {
            throw new Wrong(400, "AUTH_CODE_INVALID", "no payment code of WeChat");
        }
        Trade trade = open(merchant, body, "MICROPAY");
        if (code.endsWith("99")) {
            throw new Wrong(400, "USERPAYING", "the payer has to confirm");
        }
        world.pay(trade, "code " + code);
        return transaction(trade, null, Mishap.NONE);
    }

    private Trade meant(Merchant merchant, String order) throws Refused {
        return world.trades().find(Channel.WECHAT, merchant, order).orElseThrow(() -> new Refused("ORDER_NOT_EXIST", "no such order"));
    }

    private static Map<String, Object> transaction(Trade trade, Payment of, Mishap mishap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("appid", trade.merchant.wechatAppId);
        json.put("mchid", trade.merchant.wechatMerchant);
        json.put("out_trade_no", trade.order);
        Payment payment = of != null ? of : trade.isPaid() ? trade.payments.getFirst() : null;
        String state = payment != null ? trade.refundedFen() > 0 ? "REFUND" : "SUCCESS" : trade.state == Trade.State.CLOSED ? "CLOSED"
                : trade.product.equals("MICROPAY") ? "USERPAYING" : "NOTPAY";
        json.put("trade_state", state);
        json.put("trade_state_desc", state);
        if (payment != null) {
            long amount = payment.amountFen + (mishap == Mishap.WRONG_AMOUNT ? 1 : 0);
            json.put("transaction_id", payment.number);
            json.put("trade_type", trade.product);
            json.put("bank_type", "OTHERS");
            json.put("attach", "");
            json.put("success_time", TIME.format(payment.at.truncatedTo(ChronoUnit.SECONDS)));
            json.put("payer", Map.of("openid", payment.payer));
            json.put("amount", amounts("total", amount, "payer_total", amount, "currency", "CNY", "payer_currency", "CNY"));
        }
        return json;
    }

    private Object refund(Merchant merchant, Map<?, ?> body) throws Wrong, Refused {
        String payment = body.get("transaction_id") instanceof String given ? given : null;
        Trade trade = payment != null ? world.trades().paidUnder(Channel.WECHAT, payment).filter(each -> each.merchant == merchant)
                .orElseThrow(() -> new Refused("RESOURCE_NOT_EXISTS", "no such payment")) : meant(merchant, text(body, "out_trade_no"));
        Map<?, ?> amount = (Map<?, ?>) body.get("amount");
        boolean again = trade.refunds.stream().anyMatch(each -> each.number().equals(body.get("out_refund_no")));
        Refund refund = world.trades().refund(trade, payment, text(body, "out_refund_no"), fen(amount, "refund"), String.valueOf(body.get("reason")));
        if (!again && body.get("notify_url") instanceof String url) {
            Payment paid = payment(trade, refund);
            world.carry(refund.channelNumber(), mishap -> letter(merchant, url, "REFUND.SUCCESS", "refund", Json.write(refundNotice(trade, paid, refund)), mishap),
                    WechatGateway::understood, REPEATS);
        }
        return refund(trade, refund, again ? "SUCCESS" : "PROCESSING");
    }

    private Object refundOf(Merchant merchant, String number) throws Refused {
        for (Trade trade : world.trades().latest(20_000)) {
            for (Refund refund : trade.refunds) {
                if (trade.merchant == merchant && trade.channel == Channel.WECHAT && refund.number().equals(number)) {
                    return refund(trade, refund, "SUCCESS");
                }
            }
        }
        throw new Refused("RESOURCE_NOT_EXISTS", "no such refund");
    }

    private static Map<String, Object> refund(Trade trade, Refund refund, String status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("refund_id", refund.channelNumber());
        json.put("out_refund_no", refund.number());
        json.put("transaction_id", refund.payment());
        json.put("out_trade_no", trade.order);
        json.put("channel", "ORIGINAL");
        json.put("user_received_account", "零钱");
        json.put("create_time", TIME.format(refund.at().truncatedTo(ChronoUnit.SECONDS)));
        json.put("status", status);
        if (status.equals("SUCCESS")) {
            json.put("success_time", TIME.format(refund.at().truncatedTo(ChronoUnit.SECONDS)));
        }
        json.put("amount", amounts("total", payment(trade, refund).amountFen, "refund", refund.amountFen(), "payer_total", payment(trade, refund).amountFen,
                "payer_refund", refund.amountFen(), "settlement_refund", refund.amountFen(), "settlement_total", payment(trade, refund).amountFen, "discount_refund", 0L,
                "currency", "CNY"));
        return json;
    }

    private static Map<String, Object> refundNotice(Trade trade, Payment paid, Refund refund) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mchid", trade.merchant.wechatMerchant);
        json.put("out_trade_no", trade.order);
        json.put("transaction_id", paid.number);
        json.put("out_refund_no", refund.number());
        json.put("refund_id", refund.channelNumber());
        json.put("refund_status", "SUCCESS");
        json.put("success_time", TIME.format(refund.at().truncatedTo(ChronoUnit.SECONDS)));
        json.put("user_received_account", "零钱");
        json.put("amount", amounts("total", paid.amountFen, "refund", refund.amountFen(), "payer_total", paid.amountFen, "payer_refund", refund.amountFen()));
        return json;
    }

    private static Payment payment(Trade trade, Refund refund) {
        return trade.payments.stream().filter(each -> each.number.equals(refund.payment())).findFirst().orElseThrow();
    }

    private Object bill(Http http, Merchant merchant) throws Wrong {
        LocalDate day = LocalDate.parse(http.query().getOrDefault("bill_date", ""));
        if (!day.isBefore(LocalDate.now(world.clock().withZone(Trades.CHINA)))) {
            throw new Wrong(400, "BILL_CREATING", "the statement of that day is not ready");
        }
        boolean trades = http.path.endsWith("tradebill");
        byte[] file = trades ? WechatBill.trades(merchant, day, world.trades().on(Channel.WECHAT, merchant, day), world.shaped(Channel.WECHAT))
                : WechatBill.funds(day, world.trades().on(Channel.WECHAT, merchant, day));
        if (world.trades().on(Channel.WECHAT, merchant, day).isEmpty()) {
            throw new Wrong(400, "NO_STATEMENT_EXIST", "there is no statement of that day");
        }
        String zipped = "GZIP".equals(http.query().get("tar_type")) ? "&tar=gzip" : "";
        return Map.of("hash_type", "SHA1", "hash_value", sha1(file),
                "download_url", world.wechatUrl() + "/v3/billdownload/file?token=" + world.token("bill" + merchant.wechatMerchant + day + trades) + "&day=" + day
                        + "&kind=" + (trades ? "trade" : "fund") + zipped);
    }

    private byte[] file(Http http, Merchant merchant) throws Wrong, IOException {
        Map<String, String> query = http.query();
        boolean trades = "trade".equals(query.get("kind"));
        LocalDate day = LocalDate.parse(query.getOrDefault("day", ""));
        if (!world.token("bill" + merchant.wechatMerchant + day + trades).equals(query.get("token"))) {
            throw new Wrong(403, "NO_AUTH", "another file's token");
        }
        byte[] file = trades ? WechatBill.trades(merchant, day, world.trades().on(Channel.WECHAT, merchant, day), world.shaped(Channel.WECHAT))
                : WechatBill.funds(day, world.trades().on(Channel.WECHAT, merchant, day));
        if (!"gzip".equals(query.get("tar"))) {
            return file;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(file);
        }
        return bytes.toByteArray();
    }

    /** Tells the merchant that it was paid. */
    void notice(Trade trade, Payment payment) {
        if (trade.notifyUrl != null) {
            world.carry(payment.number, mishap -> letter(trade.merchant, trade.notifyUrl, "TRANSACTION.SUCCESS", "transaction",
                    Json.write(transaction(trade, payment, mishap)), mishap), WechatGateway::understood, REPEATS);
        }
    }

    private static boolean understood(int status, String body) {
        return status == 200 || status == 204;
    }

    private NoticePost.Letter letter(Merchant merchant, String url, String event, String type, String resource, Mishap mishap) {
        String nonce = world.token("nonce" + resource + System.nanoTime()).substring(0, 12);
        Map<String, Object> sealed = new LinkedHashMap<>();
        sealed.put("original_type", type);
        sealed.put("algorithm", "AEAD_AES_256_GCM");
        sealed.put("ciphertext", seal(merchant.wechatApiV3Key, nonce, type, resource));
        sealed.put("associated_data", type);
        sealed.put("nonce", nonce);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", world.token("id" + resource));
        body.put("create_time", TIME.format(world.clock().instant().truncatedTo(ChronoUnit.SECONDS)));
        body.put("resource_type", "encrypt-resource");
        body.put("event_type", event);
        body.put("summary", event.equals("TRANSACTION.SUCCESS") ? "支付成功" : "退款成功");
        body.put("resource", sealed);
        String text = Json.write(body);
        String timestamp = Long.toString(world.clock().instant().getEpochSecond());
        String signature = merchant.wechat.sign(timestamp + "\n" + nonce + "\n" + text + "\n");
        return new NoticePost.Letter(url, Map.of("Content-Type", "application/json", "Wechatpay-Timestamp", timestamp, "Wechatpay-Nonce", nonce,
                "Wechatpay-Serial", merchant.wechatPublicKeyId, "Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048",
                "Wechatpay-Signature", mishap == Mishap.WRONG_SIGNATURE ? merchant.wechat.sign("another text") : signature), text);
    }

    private static String seal(String key, String nonce, String associated, String text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "AES"), new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this JVM", e);
        }
    }

    private void signed(Http http, Merchant merchant, int status, String body) throws IOException {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = world.token("answer" + System.nanoTime()).substring(0, 16);
        http.exchange.getResponseHeaders().set("Wechatpay-Timestamp", timestamp);
        http.exchange.getResponseHeaders().set("Wechatpay-Nonce", nonce);
        http.exchange.getResponseHeaders().set("Wechatpay-Serial", merchant.wechatPublicKeyId);
        http.exchange.getResponseHeaders().set("Wechatpay-Signature", merchant.wechat.sign(timestamp + "\n" + nonce + "\n" + body + "\n"));
        http.exchange.getResponseHeaders().set("Request-ID", nonce);
        http.answer(status, "application/json; charset=utf-8", body);
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-1 is missing from this JVM", e);
        }
    }

    private static Map<String, Object> amounts(Object... pairs) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            json.put((String) pairs[i], pairs[i + 1]);
        }
        return json;
    }

    private static String word(String code) {
        return switch (code) {
            case "TRADE_CLOSED" -> "ORDER_CLOSED";
            case "TRADE_PAID" -> "ORDERPAID";
            case "TRADE_DIFFERS" -> "INVALID_REQUEST";
            case "REFUND_TOO_MUCH", "REFUND_DIFFERS", "TRADE_NOT_PAID" -> "INVALID_REQUEST";
            default -> code;
        };
    }

    private static long fen(Map<?, ?> amount, String name) {
        if (amount != null && amount.get(name) instanceof Number number && number.longValue() > 0) {
            return number.longValue();
        }
        throw new IllegalArgumentException("amount." + name + " is missing");
    }

    private static String text(Map<?, ?> body, String name) {
        if (body != null && body.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing");
    }
}
