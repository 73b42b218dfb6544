package com.wattwell.keymachine;

import com.wattwell.keymachine.KeyMachineException.Kind;
import com.wattwell.platform.InternalHost;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import com.wattwell.protocol.dlt645.SealedData;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A key machine that is asked by JSON over HTTP: the machine's own small gateway, as each utility's machine has another interface.
 * Every request is a POST below the configured address; bytes are hex digits in the order in which they travel on the line.
 *
 * <pre>
 *   authenticate    {"meter":"202402060107"}
 *                   → {"ciphertext":"8 bytes","random":"8 bytes"}
 *   seal-control    {"meter":…,"esamNumber":"8 bytes","random":"random number 2, 4 bytes","control":"N1..N8"}
 *                   → {"sealed":"ciphertext 16, MAC 4"}
 *   seal-purchase   {"meter":…,"esamNumber":…,"random":…,"purchase":"amount in fen 4, count 4, low byte first"}
 *                   → {"sealed":"amount 4, count 4, MAC 4, customer 6, MAC 4"}
 *   seal-parameter  {"meter":…,"esamNumber":…,"random":…,"parameterClass":1,"item":"04000103","data":"15"}
 *                   → {"sealed":"data or ciphertext, MAC 4"}
 * </pre>
 *
 * 400 to 499 with {@code {"error":"…"}} is a refusal and is not repeated. No answer, and 500 to 599, are asked again: asking twice does
 * no harm. All in all one call takes at most ten seconds or so. Plain HTTP is only spoken on loopback and in internal networks.
 */
final class HttpKeyMachine implements KeyMachine, AutoCloseable {

    /** For one try, from the connection to the last byte of the answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);
    static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 200;
    private static final int MOST_ANSWER_BYTES = 4096;
    private static final int PURCHASE_BYTES = 8;
    private static final int SEALED_PURCHASE_BYTES = 22;
    private static final int MOST_DATA_BYTES = 180;
    private static final int MOST_REASON = 200;
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;
    private static final int OK = 200;

    private final URI base;
    private final Duration timeout;
    private final HttpClient http;

    /** @throws IllegalArgumentException saying, without the property's name, what is wrong with the address */
    HttpKeyMachine(String url) {
        this(url, TIMEOUT);
    }

    HttpKeyMachine(String url, Duration timeout) {
        this.base = base(url);
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build();
    }

    private static URI base(String url) {
        URI uri;
        try {
            uri = URI.create(url.endsWith("/") ? url : url + "/");
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException("is no address", notAnAddress);
        }
        boolean plain = "http".equals(uri.getScheme());
        if (!plain && !"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new IllegalArgumentException("is not of the form https://host[:port]/path");
        }
        if (plain && !InternalHost.is(uri.getHost())) {
            throw new IllegalArgumentException("is plain http to an address outside of the internal network: use https");
        }
        return uri;
    }

    @Override
    public IdentityAuthentication authenticate(String meterNumber) {
        byte[] factor = IdentityAuthentication.factor(meterNumber);
        JsonObject answer = ask("authenticate", Json.createObjectBuilder().add("meter", meterNumber));
        return new IdentityAuthentication(bytes(answer, "ciphertext", IdentityAuthentication.FIELD_LENGTH),
                bytes(answer, "random", IdentityAuthentication.FIELD_LENGTH), factor);
    }

    @Override
    public byte[] sealControl(MeterSession session, byte[] order) {
        if (order.length != ControlCommand.ORDER_LENGTH) {
            throw new IllegalArgumentException("order has not " + ControlCommand.ORDER_LENGTH + " bytes");
        }
        JsonObject answer = ask("seal-control", question(session).add("control", Hex.of(order)));
        return bytes(answer, "sealed", SealedData.CONTROL_LENGTH);
    }

    @Override
    public byte[] sealParameter(MeterSession session, ParameterClass parameterClass, String item, byte[] data) {
        if (data.length < 1 || data.length > MOST_DATA_BYTES) {
            throw new IllegalArgumentException("data has not 1 to " + MOST_DATA_BYTES + " bytes");
        }
        JsonObject answer = ask("seal-parameter", question(session).add("parameterClass", parameterClass == ParameterClass.FIRST ? 1 : 2)
                .add("item", item).add("data", Hex.of(data)));
        byte[] sealed = bytes(answer, "sealed");
        if (sealed.length < data.length + SealedData.MAC_LENGTH || sealed.length > MOST_DATA_BYTES + SealedData.MAC_LENGTH + ControlCommand.LENGTH) {
            throw wrongAnswer("sealed has " + sealed.length + " bytes");
        }
        return sealed;
    }

    @Override
    public boolean sealsPurchases() {
        return true;
    }

    @Override
    public byte[] sealPurchase(MeterSession session, byte[] amountAndCount) {
        if (amountAndCount.length != PURCHASE_BYTES) {
            throw new IllegalArgumentException("amount and count have not " + PURCHASE_BYTES + " bytes");
        }
        return bytes(ask("seal-purchase", question(session).add("purchase", Hex.of(amountAndCount))), "sealed", SEALED_PURCHASE_BYTES);
    }

    private static JsonObjectBuilder question(MeterSession session) {
        return Json.createObjectBuilder().add("meter", session.meterNumber())
                .add("esamNumber", Hex.of(session.answer().esamNumber())).add("random", Hex.of(session.answer().random()));
    }

    private JsonObject ask(String path, JsonObjectBuilder question) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(timeout)
                .header("Content-Type", "application/json").header("Accept", "application/json")
                .POST(BodyPublishers.ofString(question.build().toString())).build();
        KeyMachineException failed = null;
        for (int tried = 0; tried < TRIES; tried++) {
            if (tried > 0) {
                pause();
            }
            try {
                Answer answer = send(request);
                if (answer.status() < SERVER_ERROR) {
                    return object(answer);
                }
                failed = unreachable("answers with " + answer.status(), null);
            } catch (TimeoutException e) {
                failed = unreachable("does not answer within " + timeout.toMillis() + " ms", e);
            } catch (IOException e) {
                failed = unreachable("cannot be reached (" + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")", e);
            }
        }
        throw failed;
    }

    /** What came back. */
    private record Answer(int status, String body) {
    }

    private Answer send(HttpRequest request) throws IOException, TimeoutException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
            if (body.size() + bytes.length > MOST_ANSWER_BYTES) {
                throw new IllegalStateException("the answer has more than " + MOST_ANSWER_BYTES + " bytes");
            }
            body.writeBytes(bytes);
        })));
        try {
            return new Answer(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode(), body.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private JsonObject object(Answer answer) {
        JsonObject json;
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            json = reader.readObject();
        } catch (JsonException noObject) {
            throw wrongAnswer(answer.status() + " without a JSON object");
        }
        if (answer.status() >= CLIENT_ERROR) {
            String reason = json.getString("error", "it gives no reason");
            throw new KeyMachineException(Kind.REFUSED, "The key machine refuses: " + reason.substring(0, Math.min(reason.length(), MOST_REASON))
                    + ". Nothing was sent to the meter; ask whoever runs the key machine whether it knows this meter.");
        }
        if (answer.status() != OK) {
            throw wrongAnswer("status " + answer.status());
        }
        return json;
    }

    private byte[] bytes(JsonObject answer, String name, int length) {
        byte[] bytes = bytes(answer, name);
        if (bytes.length != length) {
            throw wrongAnswer(name + " has " + bytes.length + " bytes, not " + length);
        }
        return bytes;
    }

    private byte[] bytes(JsonObject answer, String name) {
        String hex = answer.getString(name, "");
        if (!hex.matches("([0-9A-Fa-f]{2})+")) {
            throw wrongAnswer(name + " is not bytes in hex");
        }
        return Hex.parse(hex);
    }

    private KeyMachineException unreachable(String how, Throwable cause) {
        return new KeyMachineException(Kind.UNREACHABLE, "The key machine at " + this + " " + how + ". Nothing was sent to the meter;"
                + " see that the key machine runs and can be reached from here, then give the order again.", cause);
    }

    private KeyMachineException wrongAnswer(String what) {
        return new KeyMachineException(Kind.WRONG_ANSWER, "The key machine at " + this + " gave an answer that is not understood: " + what
                + ". Nothing was sent to the meter; compare its interface with what Wattwell asks (docs/deploy.md).");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KeyMachineException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KeyMachineException(Kind.UNREACHABLE, "The question to the key machine was broken off, since the server is stopping.", e);
    }

    /** Ends what is on its way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Its address. */
    @Override
    public String toString() {
        return base.toString();
    }
}
