package com.wattwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.simulator.KeyMachinePort;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import com.wattwell.simulator.TownFile;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A meter that takes orders in ciphertext only, against the real server, a collector that dials in and the town's key machine. */
@ExtendWith(SharedServer.class)
class SealedOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADDRESS = "202655700001";

    private TestServer server;
    private Api admin;
    private String code;
    private int meter;
    private Town plan;
    private RunningTown town;

    @BeforeEach
    void aMeterWithASecurityModule(TestServer running) {
        server = running;
        admin = Api.admin(server);
        code = Api.unique("SEALED");
        admin.post("/collectors", "{'company':'%s','code':'%s','name':'Basement','place':'Garden / 1','heartbeat':'text:ping'}",
                Api.company(server).code(), code).expect(201);
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','model':'STANDARD.DLT645_2007.ESAM','address':'%s','name':'Flat 1'}",
                code, ADDRESS).expect(201).id();
        plan = TownFile.parse("sealed.town", """
                town Sealed
                round-trip 5
                packing-gap 0
                baud 9600
                reply-delay 5
                relay-time 50
                reconnect 1-2 s
                heartbeat text:ping every 20 s
                company X Nobody
                  estate Estate
                    collectors 1 from %s Block {n}
                      quirks esam
                      meters 1 from %s household
                """.formatted(code, ADDRESS));
        town = plan.dial("127.0.0.1", server.ports().collectors());
        Awaitility.await().atMost(PATIENCE).until(() -> !admin.get("/collectors?online=true&q=" + code).items().isEmpty());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private boolean dark() {
        return town.collector(code).meter(ADDRESS).relayOpen();
    }

    private String order(String action) {
        return admin.post("/meters/" + meter + "/controls", "{'action':'%s','reason':'arrears'}", action).expect(202).location();
    }

    private JsonObject awaitState(String command, String state) {
        Awaitility.await().atMost(PATIENCE).until(() -> admin.follow(command).json().getString("state").equals(state));
        return admin.follow(command).json();
    }

    private List<String> steps(JsonObject command) {
        return new Rows(server).list("select step from command_attempt where command_id = ? order by attempt", command.getInt("id"));
    }

    @Test
    void aTripIsAuthenticatedSealedActedAndReadBackAndTheWayBackAsWell() throws IOException {
        try (KeyMachinePort machine = new KeyMachinePort(plan, server.ports().keyMachine())) {
            JsonObject tripped = awaitState(order("TRIP"), "CONFIRMED");
            assertThat(dark()).isTrue();
            assertThat(steps(tripped)).containsExactly("AUTHENTICATE", "ACT", "VERIFY");
            awaitState(order("CLOSE"), "CONFIRMED");
            assertThat(dark()).isFalse();
            assertThat(town.collector(code).meter(ADDRESS).executions()).isEqualTo(2);
        }
    }

    @Test
    void withTheKeyMachineAwayItWaitsWithTheReasonAndNothingGoesToTheMeterUntilItIsBack() throws IOException {
        String order = order("TRIP");
        Awaitility.await().atMost(PATIENCE).until(() -> admin.follow(order).body().contains("The key machine gives nothing"));
        assertThat(admin.follow(order).json().getString("state")).isEqualTo("WAITING");
        assertThat(admin.follow(order).body()).contains(server.ports().keyMachineUrl());
        assertThat(town.collector(code).meter(ADDRESS).executions()).isZero();
        try (KeyMachinePort machine = new KeyMachinePort(plan, server.ports().keyMachine())) {
            awaitState(order, "CONFIRMED");
            assertThat(dark()).isTrue();
        }
    }
}
