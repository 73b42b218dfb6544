package com.wattwell.invoice;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider asked by JSON over HTTP. Each request and each answer is signed: {@code X-Signature} is HMAC-SHA256, in hex, over the time of {@code X-Time}, a line
 * feed and the body, under the secret that both sides have. An answer that is not signed so is none.
 */
public final class HttpInvoiceProvider implements InvoiceProvider {

    /** For one question, from the connection to the last byte of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** XML and PDF of an invoice in Base64. */
    static final int MOST_ANSWER_BYTES = 8 << 20;
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private final URI endpoint;
    private final String appId;
    private final String secret;
    private final Clock clock;

    public HttpInvoiceProvider(String endpoint, String appId, String secret, Clock clock) {
        this.endpoint = URI.create(endpoint.endsWith("/") ? endpoint : endpoint + "/");
        this.appId = appId;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Issued issue(Wanted wanted) throws InvoiceException {
        String body = json(wanted);
        String time = clock.instant().toString();
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("invoice/v1/issue")).timeout(PATIENCE).header("Content-Type", "application/json; charset=utf-8")
                .header("X-App", appId).header("X-Time", time).header("X-Signature", signature(time, body)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return read(send(request));
    }

    private record Answer(int status, String signature, String time, String body) {
    }

    private static Answer send(HttpRequest request) throws InvoiceException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> asked = CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
            if (body.size() + bytes.length > MOST_ANSWER_BYTES) {
                throw new IllegalStateException("the answer has more than " + MOST_ANSWER_BYTES + " bytes");
            }
            body.writeBytes(bytes);
        })));
        try {
            HttpResponse<Void> answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.headers().firstValue("X-Signature").orElse(""), answer.headers().firstValue("X-Time").orElse(""),
                    body.toString(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new InvoiceException("The provider does not answer within " + PATIENCE.toSeconds() + " s", false, e);
        } catch (ExecutionException e) {
            throw new InvoiceException("The provider does not answer: " + e.getCause().getMessage(), false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvoiceException("Interrupted", false, e);
        } finally {
            asked.cancel(true);
        }
    }

    private Issued read(Answer answer) throws InvoiceException {
        String expected = signature(answer.time(), answer.body());
        if (!MessageDigest.isEqual(answer.signature().getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII))) {
            throw new InvoiceException("The provider's answer (HTTP " + answer.status() + ") is not signed as agreed", false, null);
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonObject json = reader.readObject();
            if (!"OK".equals(json.getString("code"))) {
                throw new InvoiceException(json.getString("code") + ": " + json.getString("message", ""), "REFUSED".equals(json.getString("code")), null);
            }
            return new Issued(json.getString("number"), Instant.parse(json.getString("issuedAt")), Base64.getDecoder().decode(json.getString("xml")),
                    Base64.getDecoder().decode(json.getString("pdf")));
        } catch (JsonException | NullPointerException | ClassCastException | IllegalArgumentException | DateTimeException e) {
            throw new InvoiceException("The provider's answer cannot be read: " + e.getMessage(), false, e);
        }
    }

    private static String json(Wanted wanted) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        wanted.items().forEach(item -> items.add(Json.createObjectBuilder().add("name", item.name()).add("quantity", item.quantity()).add("unit", item.unit())
                .add("amountFen", item.amountFen()).add("taxFen", item.taxFen())));
        JsonObjectBuilder json = Json.createObjectBuilder().add("request", wanted.request()).add("sellerTitle", wanted.sellerTitle()).add("sellerTaxNumber", wanted.sellerTaxNumber())
                .add("buyerTitle", wanted.buyerTitle()).add("day", wanted.day().toString()).add("amountFen", wanted.amountFen()).add("taxFen", wanted.taxFen()).add("items", items);
        if (wanted.buyerTaxNumber() != null) {
            json.add("buyerTaxNumber", wanted.buyerTaxNumber());
        }
        if (wanted.reversedNumber() != null) {
            json.add("reverses", wanted.reversedNumber()).add("reason", wanted.reason());
        }
        return json.build().toString();
    }

    private String signature(String time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((time + "\n" + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing from this JVM", e);
        }
    }
}
