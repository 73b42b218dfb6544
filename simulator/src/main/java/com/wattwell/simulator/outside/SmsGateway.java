package com.wattwell.simulator.outside;

import com.wattwell.simulator.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Suppliers of messages on one address, told apart by headers and path: a WeChat official account, Aliyun's RPC ({@code x-acs-action}, signature
 * ACS3-HMAC-SHA256) and Tencent Cloud's ({@code X-TC-Action}, signature TC3-HMAC-SHA256).
 */
final class SmsGateway {

    private static final int MOST = 5_000;
    private static final String JSON = "application/json; charset=utf-8";

    private final OutsideWorld world;
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() % 1_000_000_000L);
    private final List<TextMessage> messages = new CopyOnWriteArrayList<>();
    final String aliyunKeyId;
    final String aliyunSecret;
    final String tencentKeyId;
    final String tencentSecret;
    final String tencentAppId = "1400" + "006666";
    final String officialAppId;
    final String officialSecret;
    private volatile String aliyunReports;
    private volatile String tencentReports;

    SmsGateway(OutsideWorld world) {
        this.world = world;
        aliyunKeyId = "LTAI5t" + world.token("aliyun id").substring(0, 18);
        aliyunSecret = world.token("aliyun secret").substring(0, 30);
        tencentKeyId = "AKID" + world.token("tencent id").substring(0, 32);
        tencentSecret = world.token("tencent secret").substring(0, 32);
        officialAppId = "wx" + world.token("official id").substring(0, 16);
        officialSecret = world.token("official secret").substring(0, 32);
    }

    Map<String, Object> told() {
        return Map.of("aliyun", Map.of("supplier", "ALIYUN", "accessKeyId", aliyunKeyId, "accessKeySecret", aliyunSecret, "endpoint", world.url()),
                "tencent", Map.of("supplier", "TENCENT", "accessKeyId", tencentKeyId, "accessKeySecret", tencentSecret, "appId", tencentAppId, "endpoint", world.url()),
                "wechat", Map.of("supplier", "WECHAT_OA", "accessKeyId", officialAppId, "accessKeySecret", officialSecret, "endpoint", world.url()));
    }

    /** Where delivery reports are pushed to; {@code null} for nowhere. */
    void reportTo(String aliyun, String tencent) {
        aliyunReports = aliyun;
        tencentReports = tencent;
    }

    /** The newest first. */
    List<TextMessage> latest(String phone, int most) {
        List<TextMessage> all = new ArrayList<>(messages);
        return all.reversed().stream().filter(message -> phone == null || message.phone().endsWith(phone)).limit(most).toList();
    }

    static boolean isForUs(Http http) {
        return !http.header("x-acs-action").isEmpty() || !http.header("X-TC-Action").isEmpty();
    }

    void handle(Http http) throws IOException {
        if (!http.header("X-TC-Action").isEmpty()) {
            tencent(http);
        } else {
            aliyun(http);
        }
    }

    // Aliyun

    private void aliyun(Http http) throws IOException {
        Map<String, String> parameters = new TreeMap<>(http.query());
        if (http.header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
            parameters.putAll(Http.form(http.text(), StandardCharsets.UTF_8));
        }
        if (!isSignedByAliyunsRules(http)) {
            http.answer(400, JSON, Json.write(Map.of("Code", "SignatureDoesNotMatch", "Message", "the signature does not fit", "RequestId", world.token("r"))));
            return;
        }
        Map<String, Object> answer = switch (http.header("x-acs-action")) {
            case "SendSms" -> {
                String phone = parameters.getOrDefault("PhoneNumbers", "");
                if (!phone.matches("(\\+?86)?1\\d{10}")) {
                    yield aliyunAnswer("isv.MOBILE_NUMBER_ILLEGAL", phone + " is no number");
                }
                TextMessage message = take("ALIYUN", phone, parameters.getOrDefault("OutId", ""), parameters.getOrDefault("SignName", ""),
                        parameters.getOrDefault("TemplateCode", ""), parameters.getOrDefault("TemplateParam", ""));
                Map<String, Object> ok = aliyunAnswer("OK", "OK");
                ok.put("BizId", message.number());
                yield ok;
            }
            case "QuerySendDetails" -> {
                List<Map<String, Object>> found = messages.stream().filter(message -> message.supplier().equals("ALIYUN")
                                && message.phone().equals(parameters.get("PhoneNumber"))
                                && (!parameters.containsKey("BizId") || message.number().equals(parameters.get("BizId"))))
                        .map(SmsGateway::aliyunDetail).toList();
                Map<String, Object> ok = aliyunAnswer("OK", "OK");
                ok.put("TotalCount", Integer.toString(found.size()));
                ok.put("SmsSendDetailDTOs", Map.of("SmsSendDetailDTO", found));
                yield ok;
            }
            default -> aliyunAnswer("InvalidAction.NotFound", "nothing is known of " + http.header("x-acs-action"));
        };
        http.answer(200, JSON, Json.write(answer));
    }

    private static Map<String, Object> aliyunDetail(TextMessage message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("PhoneNum", message.phone());
        json.put("SendStatus", message.arrives() ? 3 : 2);
        json.put("ErrCode", message.arrives() ? "DELIVERED" : "MOBILE_NOT_ON_SERVICE");
        json.put("TemplateCode", message.template());
        json.put("Content", message.text());
        json.put("SendDate", AlipayGateway.TIME.format(message.at()));
        json.put("ReceiveDate", AlipayGateway.TIME.format(message.at()));
        json.put("OutId", message.reference());
        return json;
    }

    private Map<String, Object> aliyunAnswer(String code, String message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("RequestId", world.token("request" + System.nanoTime()));
        json.put("Code", code);
        json.put("Message", message);
        return json;
    }

    private boolean isSignedByAliyunsRules(Http http) {
        Map<String, String> parts = parts(http, "ACS3-HMAC-SHA256 ");
        if (!aliyunKeyId.equals(parts.get("Credential")) || !hex(sha256(http.body)).equals(http.header("x-acs-content-sha256"))) {
            return false;
        }
        String query = new TreeMap<>(http.query()).entrySet().stream().map(pair -> percent(pair.getKey()) + "=" + percent(pair.getValue()))
                .collect(Collectors.joining("&"));
        String canonical = http.method + "\n" + http.path + "\n" + query + "\n" + headers(http, parts.getOrDefault("SignedHeaders", "")) + "\n"
                + parts.get("SignedHeaders") + "\n" + http.header("x-acs-content-sha256");
        String wanted = hex(hmac(aliyunSecret.getBytes(StandardCharsets.UTF_8), "ACS3-HMAC-SHA256\n" + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)))));
        return wanted.equals(parts.get("Signature"));
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    // Tencent

    private void tencent(Http http) throws IOException {
        if (!isSignedByTencentsRules(http)) {
            http.answer(200, JSON, Json.write(Map.of("Response", Map.of("Error", Map.of("Code", "AuthFailure.SignatureFailure", "Message", "the signature does not fit"),
                    "RequestId", world.token("r")))));
            return;
        }
        Map<?, ?> body = (Map<?, ?>) Json.read(http.text());
        Map<String, Object> answer = new LinkedHashMap<>();
        switch (http.header("X-TC-Action")) {
            case "SendSms" -> {
                List<Map<String, Object>> states = new ArrayList<>();
                for (Object phone : (List<?>) body.get("PhoneNumberSet")) {
                    states.add(tencentSend(String.valueOf(phone), body));
                }
                answer.put("SendStatusSet", states);
            }
            case "PullSmsSendStatusByPhoneNumber" -> answer.put("PullSmsSendStatusSet", messages.stream()
                    .filter(message -> message.supplier().equals("TENCENT") && message.phone().equals(body.get("PhoneNumber"))).map(SmsGateway::tencentDetail).toList());
            default -> answer.put("Error", Map.of("Code", "InvalidAction", "Message", "nothing is known of " + http.header("X-TC-Action")));
        }
        answer.put("RequestId", world.token("request" + System.nanoTime()));
        http.answer(200, JSON, Json.write(Map.of("Response", answer)));
    }

    private Map<String, Object> tencentSend(String phone, Map<?, ?> body) {
        Map<String, Object> state = new LinkedHashMap<>();
        boolean right = phone.matches("\\+861\\d{10}");
        String reference = body.get("SessionContext") instanceof String given ? given : "";
        state.put("SerialNo", right ? take("TENCENT", phone, reference, String.valueOf(body.get("SignName")), String.valueOf(body.get("TemplateId")),
                Json.write(body.get("TemplateParamSet"))).number() : "");
        state.put("PhoneNumber", phone);
        state.put("Fee", right ? 1 : 0);
        state.put("SessionContext", reference);
        state.put("Code", right ? "Ok" : "InvalidParameterValue.IncorrectPhoneNumber");
        state.put("Message", right ? "send success" : "incorrect phone number");
        state.put("IsoCode", "CN");
        return state;
    }

    private static Map<String, Object> tencentDetail(TextMessage message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("UserReceiveTime", message.at().getEpochSecond());
        json.put("CountryCode", "86");
        json.put("SubscriberNumber", message.phone().substring(3));
        json.put("PhoneNumber", message.phone());
        json.put("SerialNo", message.number());
        json.put("ReportStatus", message.arrives() ? "SUCCESS" : "FAIL");
        json.put("Description", message.arrives() ? "DELIVRD" : "UNDELIV");
        json.put("SessionContext", message.reference());
        return json;
    }

    private boolean isSignedByTencentsRules(Http http) {
        Map<String, String> parts = parts(http, "TC3-HMAC-SHA256 ");
        String[] credential = parts.getOrDefault("Credential", "").split("/");
        if (credential.length != 4 || !credential[0].equals(tencentKeyId)) {
            return false;
        }
        String canonical = http.method + "\n" + http.path + "\n" + http.rawQuery + "\n" + headers(http, parts.getOrDefault("SignedHeaders", "")) + "\n"
                + parts.get("SignedHeaders") + "\n" + hex(sha256(http.body));
        String toSign = "TC3-HMAC-SHA256\n" + http.header("X-TC-Timestamp") + "\n" + credential[1] + "/" + credential[2] + "/" + credential[3] + "\n"
                + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("TC3" + tencentSecret).getBytes(StandardCharsets.UTF_8);
        for (String step : Arrays.copyOfRange(credential, 1, 4)) {
            key = hmac(key, step);
        }
        return hex(hmac(key, toSign)).equals(parts.get("Signature"));
    }

    // WeChat official account

    /** {@code stable_token} by app id and secret, and {@code message/template/send} with that token. */
    void officialAccount(Http http) throws IOException {
        Map<?, ?> body = (Map<?, ?>) Json.read(http.text());
        Map<String, Object> answer = new LinkedHashMap<>();
        String token = world.token("official account").substring(0, 40);
        if (http.path.equals("/cgi-bin/stable_token")) {
            if (officialAppId.equals(body.get("appid")) && officialSecret.equals(body.get("secret"))) {
                answer.put("access_token", token);
                answer.put("expires_in", 7200);
            } else {
                answer.put("errcode", 40125);
                answer.put("errmsg", "invalid appsecret");
            }
        } else if (!http.path.equals("/cgi-bin/message/template/send") || !token.equals(http.query().get("access_token"))) {
            answer.put("errcode", 40001);
            answer.put("errmsg", "invalid credential");
        } else {
            TextMessage message = take("WECHAT_OA", String.valueOf(body.get("touser")), String.valueOf(body.get("client_msg_id")), "公众号", String.valueOf(body.get("template_id")),
                    Json.write(body.get("data")));
            answer.put("errcode", 0);
            answer.put("errmsg", "ok");
            answer.put("msgid", Long.parseLong(message.number()));
        }
        http.answer(200, JSON, Json.write(answer));
    }

    // both

    private TextMessage take(String supplier, String phone, String reference, String signName, String template, String parameters) {
        Instant now = world.clock().instant();
        String number = switch (supplier) {
            case "ALIYUN" -> numbers.incrementAndGet() + "^0";
            case "TENCENT" -> "2645:" + numbers.incrementAndGet();
            default -> Long.toString(numbers.incrementAndGet());
        };
        TextMessage message = new TextMessage(supplier, number, reference, phone, signName, template, parameters, now, world.smsArrives(number));
        messages.add(message);
        if (messages.size() > MOST) {
            messages.removeFirst();
        }
        report(message);
        return message;
    }

    private void report(TextMessage message) {
        String url = message.supplier().equals("ALIYUN") ? aliyunReports : tencentReports;
        if (url == null || message.supplier().equals("WECHAT_OA")) {
            return;
        }
        Map<String, Object> report = new LinkedHashMap<>();
        if (message.supplier().equals("ALIYUN")) {
            report.put("phone_number", message.phone());
            report.put("send_time", AlipayGateway.TIME.format(message.at()));
            report.put("report_time", AlipayGateway.TIME.format(message.at()));
            report.put("success", message.arrives());
            report.put("err_code", message.arrives() ? "DELIVERED" : "MOBILE_NOT_ON_SERVICE");
            report.put("biz_id", message.number());
            report.put("out_id", message.reference());
        } else {
            report.put("user_receive_time", AlipayGateway.TIME.format(message.at()));
            report.put("nationcode", "86");
            report.put("mobile", message.phone().substring(3));
            report.put("report_status", message.arrives() ? "SUCCESS" : "FAIL");
            report.put("errmsg", message.arrives() ? "DELIVRD" : "UNDELIV");
            report.put("sid", message.number());
        }
        String body = Json.write(List.of(report));
        world.post().send(() -> new NoticePost.Letter(url, Map.of("Content-Type", "application/json"), body), (status, answer) -> status == 200,
                java.time.Duration.ofSeconds(1), List.of(60, 300, 600));
    }

    private static Map<String, String> parts(Http http, String scheme) {
        Map<String, String> parts = new LinkedHashMap<>();
        String authorization = http.header("Authorization");
        if (authorization.startsWith(scheme)) {
            for (String part : authorization.substring(scheme.length()).split(",")) {
                String[] words = part.strip().split("=", 2);
                parts.put(words[0], words.length > 1 ? words[1] : "");
            }
        }
        return parts;
    }

    private static String headers(Http http, String signed) {
        StringBuilder out = new StringBuilder();
        for (String name : signed.split(";")) {
            out.append(name.toLowerCase(Locale.ROOT)).append(':').append(http.header(name).strip()).append('\n');
        }
        return out.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing from this JVM", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
