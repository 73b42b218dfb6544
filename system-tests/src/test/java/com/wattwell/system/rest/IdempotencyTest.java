package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.system.Api;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However often and however simultaneously a request comes, it has one effect. */
@ExtendWith(SharedServer.class)
class IdempotencyTest {

    private static final int THREADS = 20;

    private TestServer server;
    private Api us;
    private int meter;

    @BeforeEach
    void aMeter(TestServer running) {
        server = running;
        Company company = Api.company(server);
        us = Api.user(server, company, "COMPANY_ADMIN");
        String collector = Api.unique("ID-");
        us.post("/collectors", "{'code':'%s'}", collector);
        meter = us.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'1'}", collector).id();
    }

    private static List<Answer> atOnce(Callable<Answer> request) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                asked.add(threads.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : asked) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    /** Asks as a client should: again, for as long as the first is being worked on. */
    private Answer patiently(String key, String path, String body) {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> us.postOnce(key, path, body), answer -> {
            if (answer.status() == 409) {
                assertThat(answer.json().getString("type")).isEqualTo("urn:wattwell:problem:under-way");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
            return answer.status() != 409;
        });
    }

    private int commands() throws SQLException {
        try (Connection connection = server.connect();
             PreparedStatement count = connection.prepareStatement("select count(*) from command where meter_id = ?")) {
            count.setInt(1, meter);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void twentyAtOnceWithOneKeyOrderOnceAndAreAllToldOfIt() throws Exception {
        String body = "{'action':'TRIP','reason':'twenty at once'}";
        List<Answer> answers = atOnce(() -> patiently("twenty", "/meters/" + meter + "/controls", body));

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body());
        assertThat(answers).extracting(Answer::location).containsOnly("/api/v1/commands/" + answers.getFirst().id());
        assertThat(commands()).isEqualTo(1);
    }

    @Test
    void twentyAtOnceWithoutAKeyMakeOneCollectorToo() throws Exception {
        String code = Api.unique("ID-");
        List<Answer> answers = atOnce(() -> us.post("/collectors", "{'code':'%s'}", code));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(us.get("/collectors?q=" + code).json().getInt("total")).isEqualTo(1);
    }

    @Test
    void aRepetitionIsToldTheSameEvenWhenItWouldBeRefusedByNow() {
        String code = Api.unique("ID-");
        Answer first = us.postOnce("again", "/collectors", "{'code':'%s','name':'心跳'}", code);
        Answer second = us.postOnce("again", "/collectors", "{'code':'%s','name':'心跳'}", code);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.location()).isEqualTo(first.location());
        assertThat(second.type()).isEqualTo("application/json");
    }

    @Test
    void theSameKeyForAnotherRequestIsRefused() throws SQLException {
        us.postOnce("one", "/meters/" + meter + "/reads", "{'items':['00010000']}");
        for (Answer other : List.of(us.postOnce("one", "/meters/" + meter + "/reads", "{'items':['00020000']}"),
                us.postOnce("one", "/meters/" + meter + "/controls", "{'items':['00010000']}".replace("items", "action").replace("['00010000']", "'TRIP'")
                        .replace("}", ",'reason':'x'}")))) {
            assertThat(other.status()).as(other.body()).isEqualTo(422);
            assertThat(other.json().getString("field")).isEqualTo("Idempotency-Key");
        }
        assertThat(commands()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedMayBeTriedAgainWithItsKey() {
        assertThat(us.postOnce("retry", "/meters/" + meter + "/reads", "{'items':['zz']}").status()).isEqualTo(400);
        assertThat(us.postOnce("retry", "/meters/" + meter + "/reads", "{'items':['00010000']}").status()).isEqualTo(202);
    }

    @Test
    void keysOfTwoUsersAreTwoKeys() throws SQLException {
        us.postOnce("mine", "/meters/" + meter + "/reads", "{}");
        assertThat(Api.admin(server).postOnce("mine", "/meters/" + meter + "/reads", "{}").status()).isEqualTo(202);
        assertThat(commands()).isEqualTo(2);
    }
}
