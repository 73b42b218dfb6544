package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.TownFile;
import com.wattwell.simulator.VirtualMeter;
import com.wattwell.system.Api;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was made over REST is read and switched like anything else: a collector of a virtual town dials in over TCP. */
@ExtendWith(SharedServer.class)
class RestTownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADDRESS = "202311000001";

    private TestServer server;
    private Company company;
    private Api us;
    private String code;
    private RunningTown town;

    @BeforeEach
    void aTownWithOneCollector(TestServer running) {
        server = running;
        company = Api.company(server);
        us = Api.user(server, company, "COMPANY_ADMIN");
        code = Api.unique("TOWN-");
        town = TownFile.parse("test", """
                town Test
                round-trip 0
                packing-gap 5
                baud unlimited
                reply-delay 5
                relay-time 100
                reconnect 1-2 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      meters 2 from %s household
                """.formatted(code, ADDRESS)).dial("127.0.0.1", server.ports().collectors());
    }

    @AfterEach
    void close() throws SQLException {
        town.close();
        try (Connection connection = server.connect(); Statement stop = connection.createStatement()) {
            stop.execute("update schedule set enabled = false where company_id = " + company.id());
        }
    }

    private int meter(String address) {
        return us.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s','name':'1502'}", code, address).id();
    }

    private void awaitOnline() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(us.get("/collectors?q=" + code).items().getFirst().getBoolean("online")).isTrue());
    }

    private JsonObject awaitEnd(Answer ordered) {
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(202);
        return await().atMost(PATIENCE).until(() -> us.follow(ordered.location()).json(),
                command -> List.of("CONFIRMED", "FAILED", "EXPIRED", "WITHDRAWN").contains(command.getString("state")));
    }

    @Test
    void aBoxInQuarantineIsAdoptedAndComesToLifeAtOnce() {
        Api admin = Api.admin(server);
        JsonObject box = await().atMost(PATIENCE).until(() -> admin.get("/quarantine?q=" + code).items(), boxes -> !boxes.isEmpty()).getFirst();
        assertThat(box.getString("registrationId")).isEqualTo(code);
        assertThat(box.getString("reason")).isEqualTo("UNKNOWN");

        Answer adopted = admin.post("/quarantine/" + box.getInt("id") + "/adopt", "{'company':'%s','name':'Adopted'}", company.code());

        assertThat(adopted.status()).as(adopted.body()).isEqualTo(201);
        awaitOnline();
        assertThat(us.follow(adopted.location()).json().getString("name")).isEqualTo("Adopted");
        assertThat(admin.get("/quarantine?q=" + code).items()).isEmpty();
    }

    @Test
    void aMeterMadeHereIsReadNow() {
        us.post("/collectors", "{'code':'%s'}", code);
        int meter = meter(ADDRESS);
        awaitOnline();

        JsonObject command = awaitEnd(us.post("/meters/" + meter + "/reads", "{'items':['00010000']}"));

        assertThat(command.getString("state")).as(command.toString()).isEqualTo("CONFIRMED");
        JsonObject value = command.getJsonArray("result").getJsonObject(0);
        assertThat(value.getString("item")).isEqualTo("00010000");
        assertThat(value.getString("unit")).isEqualTo("kWh");
        BigDecimal energy = town.collector(code).meter(ADDRESS).energyNow();
        assertThat(new BigDecimal(value.getString("value"))).isBetween(energy.subtract(BigDecimal.ONE), energy);
        JsonObject reading = us.get("/meters/" + meter + "/readings?type=ACTIVE_ENERGY_FORWARD").items().getFirst();
        assertThat(reading.keySet()).containsExactly("type", "value", "unit", "at", "quality");
        assertThat(reading.getString("type")).isEqualTo("ACTIVE_ENERGY_FORWARD");
        assertThat(reading.getString("value")).isEqualTo(value.getString("value"));
        assertThat(reading.getString("quality")).isEqualTo("GOOD");
    }

    @Test
    void aScheduleMadeHereReadsAndItsRunTellsWhatFailed() {
        us.post("/collectors", "{'code':'%s'}", code);
        int meter = meter(ADDRESS);
        int missing = meter("202311000009");
        awaitOnline();

        int schedule = us.post("/schedules", "{'name':'often','kind':'INTERVAL','intervalSeconds':5,'target':'ALL','readingTypes':['ACTIVE_ENERGY_FORWARD']}").id();

        JsonObject run = await().atMost(PATIENCE).until(() -> us.get("/runs?schedule=" + schedule).items(),
                runs -> runs.stream().anyMatch(one -> !one.isNull("finishedAt") && one.getInt("came") == 1))
                .stream().filter(one -> !one.isNull("finishedAt") && one.getInt("came") == 1).findFirst().orElseThrow();
        assertThat(run.getInt("schedule")).isEqualTo(schedule);
        assertThat(run.getInt("expected")).isEqualTo(2);
        assertThat(run.getInt("failed")).isEqualTo(1);
        JsonObject detail = us.get("/runs/" + run.getInt("id")).json();
        JsonObject line = detail.getJsonObject("progress").getJsonArray("items").getJsonObject(0);
        assertThat(line.getString("collector")).isEqualTo(code);
        assertThat(line.getString("state")).isEqualTo("DONE");
        JsonObject failed = detail.getJsonObject("failures").getJsonArray("items").getJsonObject(0);
        assertThat(failed.getInt("meter")).isEqualTo(missing);
        // where the machine is busy, a late answer of the other meter may fall into this one's time
        assertThat(failed.getJsonArray("items").getJsonObject(0).getString("reason")).isIn("NO_REPLY", "SET_ASIDE", "GARBLED");

        Answer readings = us.get("/meters/" + meter + "/readings?type=ACTIVE_ENERGY_FORWARD&to=2099-01-01T00:00:00Z&from=2098-12-31T00:00:00Z");
        assertThat(readings.json().getInt("total")).isZero();
        List<JsonObject> came = us.get("/meters/" + meter + "/readings?size=500").items();
        assertThat(came).extracting(reading -> Instant.parse(reading.getString("at"))).contains(Instant.parse(run.getString("slot")))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void aTripIsConfirmedOnlyAfterReadingItBackAndAClosingToo() {
        us.post("/collectors", "{'code':'%s'}", code);
        int meter = meter(ADDRESS);
        awaitOnline();
        VirtualMeter real = town.collector(code).meter(ADDRESS);

        JsonObject trip = awaitEnd(us.post("/meters/" + meter + "/controls", "{'action':'TRIP','reason':'test'}"));

        assertThat(trip.getString("state")).as(trip.toString()).isEqualTo("CONFIRMED");
        assertThat(trip.getJsonArray("history").getValuesAs(JsonObject.class)).extracting(event -> event.getString("state"))
                .containsSubsequence("WAITING", "SENT", "ACCEPTED", "CONFIRMED");
        assertThat(real.relayOpen()).isTrue();
        assertThat(us.get("/meters/" + meter).json().getString("supply")).isEqualTo("OPEN");

        JsonObject close = awaitEnd(us.post("/meters/" + meter + "/controls", "{'action':'CLOSE','reason':'test'}"));

        assertThat(close.getString("state")).as(close.toString()).isEqualTo("CONFIRMED");
        assertThat(real.relayOpen()).isFalse();
        assertThat(real.executions()).isEqualTo(2);
        assertThat(us.get("/meters/" + meter).json().getString("supply")).isEqualTo("CLOSED");
    }
}
