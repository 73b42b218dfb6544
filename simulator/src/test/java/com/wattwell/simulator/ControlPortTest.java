package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlPortTest {

    private Switchboard server;
    private RunningTown town;
    private ControlPort control;
    private HttpClient http;

    @BeforeEach
    void start() throws Exception {
        server = new Switchboard();
        town = TownFile.parse("t.town", "town Testing\nheartbeat none\nreconnect 10-20 ms\ncompany T Test\nestate E\n"
                + "collectors 2 from C1 B{n}\nmeters 3 from 161 household Flat {n}\n").dial("127.0.0.1", server.port());
        control = new ControlPort(town, 0);
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        control.close();
        town.close();
        server.close();
    }

    @Test
    void aMeterShowsItsState() throws Exception {
        assertThat(map(get("/meters/C1/000000000162"))).containsEntry("address", "000000000162").containsEntry("unit", "Flat 2")
                .containsEntry("relayOpen", false).containsEntry("executions", java.math.BigDecimal.ZERO).containsEntry("dead", false);
    }

    @Test
    void aMeterCanBeMadeDeadAndSlow() throws Exception {
        assertThat(map(post("/meters/C1/000000000161?dead=true&replyDelayMillis=2000"))).containsEntry("dead", true);

        assertThat(town.collector("C1").meter("000000000161").dead()).isTrue();
        assertThat(town.collector("C1").meter("000000000161").replyDelayMillis()).isEqualTo(2000);
    }

    @Test
    void faultsAreSetForTheTownOrForOneCollector() throws Exception {
        post("/faults?noise=0.1&lost=0.02");
        post("/faults?collector=C2&lost=1&late-by=8000");

        assertThat(town.collector("C1").faults().toString()).isEqualTo("lost=0.02 noise=0.1");
        assertThat(town.collector("C2").faults().toString()).isEqualTo("lost=1.0 noise=0.1");
        assertThat(town.collector("C2").faults().lateMillis()).isEqualTo(8000);
    }

    @Test
    void theTownReconnectsWhenAsked() throws Exception {
        await().until(() -> town.connected() == 2 && server.sockets.size() == 2);

        post("/reconnect");

        await().until(() -> server.sockets.size() == 4 && town.connected() == 2);
    }

    @Test
    void statisticsAndListsAreThere() throws Exception {
        assertThat(map(get("/statistics"))).containsEntry("town", "Testing").containsKeys("requests", "replies", "collisions", "fault-lost");
        assertThat((List<?>) Json.read(get("/collectors"))).hasSize(2);
        assertThat((List<?>) Json.read(get("/meters/C2"))).hasSize(3);
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        assertThat(map(get("/meters/C9/000000000161"))).containsEntry("error", "the town has no collector C9");
        assertThat(map(get("/meters/C1/000000000999"))).containsEntry("error", "collector C1 has no meter 000000000999");
        assertThat(map(post("/faults?rain=0.1"))).containsEntry("error", "no such fault: rain");
        assertThat(map(post("/meters/C1/000000000161?dead=maybe"))).containsEntry("error", "'maybe' is neither true nor false");
        assertThat(map(get("/nonsense"))).containsEntry("error", "nothing is known of GET /nonsense");
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path)).build(), BodyHandlers.ofString()).body();
    }

    private String post(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path)).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()).body();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) {
        return (Map<String, Object>) Json.read(json);
    }
}
