package com.wattwell.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Template messages of a WeChat official account (公众号模板消息): {@code cgi-bin/stable_token}, then {@code cgi-bin/message/template/send}. There
 * is no question by which one is found again, so after a crash it may be sent twice; the app's id and secret are the supplier's access key.
 */
@ApplicationScoped
public class WechatOfficialAccountChannel implements MessageChannel {

    /** System property: where the API is, without a path. */
    public static final String URL = "wattwell.wechatOa.url";

    private static final String REAL = "https://api.weixin.qq.com";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;

    public WechatOfficialAccountChannel() {
        this(System.getProperty(URL, REAL));
    }

    /** @param url of the API */
    public WechatOfficialAccountChannel(String url) {
        this.url = url;
    }

    @Override
    public Supplier supplier() {
        return Supplier.WECHAT_OA;
    }

    @Override
    public boolean tellsDelivery() {
        return false;
    }

    @Override
    public String send(SupplierKeys keys, Letter letter) throws MessageException {
        JsonObject token = post("/cgi-bin/stable_token", Json.createObjectBuilder().add("grant_type", "client_credential").add("appid", keys.accessKeyId())
                .add("secret", keys.secret()).build());
        JsonObjectBuilder data = Json.createObjectBuilder();
        letter.variables().forEach((name, value) -> data.add(name, Json.createObjectBuilder().add("value", value)));
        JsonObject sent = post("/cgi-bin/message/template/send?access_token=" + URLEncoder.encode(token.getString("access_token", ""), StandardCharsets.UTF_8),
                Json.createObjectBuilder().add("touser", letter.recipient()).add("template_id", letter.templateId()).add("client_msg_id", letter.reference()).add("data", data).build());
        return sent.containsKey("msgid") ? sent.get("msgid").toString() : letter.reference();
    }

    @Override
    public Optional<Standing> find(SupplierKeys keys, Letter letter, String number) {
        // client_msg_id lets WeChat itself drop a repetition
        return number == null ? Optional.empty() : Optional.of(new Standing(State.UNDER_WAY, number, ""));
    }

    private JsonObject post(String path, JsonObject body) throws MessageException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build(), HttpResponse.BodyHandlers.ofString());
            try (var reader = Json.createReader(new StringReader(response.body()))) {
                JsonObject answer = reader.readObject();
                int code = answer.getInt("errcode", 0);
                if (response.statusCode() != 200 || code != 0) {
                    throw new MessageException(code > 0, code + ": " + answer.getString("errmsg", "HTTP " + response.statusCode()), null);
                }
                return answer;
            }
        } catch (IOException | JsonException e) {
            throw new MessageException(false, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessageException(false, "interrupted", e);
        }
    }
}
