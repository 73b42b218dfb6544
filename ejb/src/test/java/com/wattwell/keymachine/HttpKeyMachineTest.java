package com.wattwell.keymachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wattwell.keymachine.KeyMachineException.Kind;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client asks and how it takes the answers, with a key machine that says what it is told to. */
class HttpKeyMachineTest {

    private static final MeterSession SESSION = new MeterSession("202402060107",
            new IdentityAuthentication.Answer(Hex.parse("A1A2A3A4"), Hex.parse("0807060504030201")));
    private static final byte[] TRIP = Hex.parse("1A00032507280826");
    private static final String SEALED = "{\"sealed\":\"0102030405060708090A0B0C0D0E0F1011121314\"}";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private HttpKeyMachine machine;

    private record Reply(int status, String body) {
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", this::handle);
        server.start();
        machine = new HttpKeyMachine("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    @AfterEach
    void stop() {
        over.countDown();
        machine.close();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Reply reply;
            synchronized (replies) {
                reply = replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
            }
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void says(int status, String body) {
        replies.add(new Reply(status, body));
    }

    @Test
    void anAuthenticationIsAskedForByTheMetersNumberAndHasItsFactor() {
        says(200, "{\"ciphertext\":\"C1C2C3C4C5C6C7C8\",\"random\":\"0102030405060708\"}");

        IdentityAuthentication authentication = machine.authenticate("202402060107");

        assertThat(asked).containsExactly("POST /keys/authenticate {\"meter\":\"202402060107\"}");
        assertThat(Hex.of(authentication.ciphertext())).isEqualTo("C1C2C3C4C5C6C7C8");
        assertThat(Hex.of(authentication.random())).isEqualTo("0102030405060708");
        assertThat(Hex.of(authentication.factor())).isEqualTo("0701060224200000");
    }

    @Test
    void anOrderIsSealedForTheSession() {
        says(200, SEALED);

        assertThat(Hex.of(machine.sealControl(SESSION, TRIP))).isEqualTo("0102030405060708090A0B0C0D0E0F1011121314");
        assertThat(asked).containsExactly("POST /keys/seal-control {\"meter\":\"202402060107\",\"esamNumber\":\"0807060504030201\","
                + "\"random\":\"A1A2A3A4\",\"control\":\"1A00032507280826\"}");
    }

    @Test
    void aParameterIsSealedByItsClass() {
        says(200, "{\"sealed\":\"30A1A2A3A4\"}");

        assertThat(Hex.of(machine.sealParameter(SESSION, ParameterClass.FIRST, "04000103", Hex.parse("30")))).isEqualTo("30A1A2A3A4");
        assertThat(asked).singleElement().asString().startsWith("POST /keys/seal-parameter")
                .endsWith("\"random\":\"A1A2A3A4\",\"parameterClass\":1,\"item\":\"04000103\",\"data\":\"30\"}");
    }

    @Test
    void aRefusalIsNotRepeatedAndGivesTheMachinesReason() {
        says(404, "{\"error\":\"meter 202402060107 is not in the key system\"}");

        assertFails(Kind.REFUSED, "meter 202402060107 is not in the key system", "Nothing was sent to the meter");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anErrorOfTheMachineIsAskedAgain() {
        says(503, "{}");
        says(500, "starting");
        says(200, SEALED);

        assertThat(machine.sealControl(SESSION, TRIP)).hasSize(20);
        assertThat(asked).hasSize(3);
    }

    @Test
    void afterThreeErrorsItIsUnreachable() {
        says(503, "{}");

        assertFails(Kind.UNREACHABLE, "answers with 503", "see that the key machine runs");
        assertThat(asked).hasSize(HttpKeyMachine.TRIES);
    }

    @Test
    void nobodyThereIsUnreachable() {
        server.stop(0);

        assertFails(Kind.UNREACHABLE, "http://127.0.0.1:", "cannot be reached");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsUnreachable() throws IOException {
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        silent.createContext("/", exchange -> {
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        silent.start();
        try (HttpKeyMachine patient = new HttpKeyMachine("http://127.0.0.1:" + silent.getAddress().getPort(), Duration.ofMillis(50))) {
            assertThatThrownBy(() -> patient.sealControl(SESSION, TRIP)).isInstanceOfSatisfying(KeyMachineException.class,
                    failed -> assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE));
        } finally {
            over.countDown();
            silent.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"sealed\":1}", "{\"sealed\":\"0102\"}", "{\"sealed\":\"no hex\"}", "{\"sealed\":\"01"})
    void anAnswerThatIsNotUnderstoodSaysSoAndIsNotRepeated(String body) {
        says(200, body);

        assertFails(Kind.WRONG_ANSWER, "not understood", "Nothing was sent to the meter");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        says(200, "{\"sealed\":\"" + "00".repeat(4096) + "\"}");

        assertFails(Kind.UNREACHABLE, "more than 4096 bytes");
    }

    @Test
    void aSwitchedAddressIsNotFollowed() {
        says(302, "{}");

        assertFails(Kind.WRONG_ANSWER, "status 302");
    }

    @Test
    void noFailureTellsWhatWasToBeSealed() {
        says(503, "{}");

        assertThatThrownBy(() -> machine.sealControl(SESSION, TRIP)).satisfies(failed ->
                assertThat(failed.toString()).doesNotContain("A1A2A3A4").doesNotContain("1A0003"));
    }

    private void assertFails(Kind kind, String... words) {
        assertThatThrownBy(() -> machine.sealControl(SESSION, TRIP)).isInstanceOfSatisfying(KeyMachineException.class, failed -> {
            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed.getMessage()).contains(words);
        });
    }
}
