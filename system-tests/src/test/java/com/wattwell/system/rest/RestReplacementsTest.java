package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kinds of collectors, what a collector is set to, and what takes the place of what, over REST. */
@ExtendWith(SharedServer.class)
class RestReplacementsTest {

    private TestServer server;
    private Api admin;
    private Company company;

    @BeforeEach
    void signIn(TestServer running) {
        server = running;
        admin = Api.admin(server);
        company = Api.company(server);
    }

    private int collector(String code) {
        return admin.post("/collectors", "{'company':'%s','code':'%s'}", company.code(), code).expect(201).id();
    }

    private static void refused(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }

    @Test
    void aKindIsMadeChangedAndDeletedAndWhatShipsIsNot() {
        Answer made = admin.post("/collector-kinds", """
                {'company':'%s','make':'Acme','model':'D-1','dialect':'TRANSPARENT','registration':'ascii:ACME{id:4d}','baud':9600,'lines':2}""", company.code());
        JsonObject kind = made.expect(201).json();
        assertThat(kind.getString("company")).isEqualTo(company.code());
        assertThat(kind.getInt("idleSeconds")).isEqualTo(300);
        assertThat(kind.getJsonArray("ports").getInt(0)).isEqualTo(server.ports().collectors());
        assertThat(admin.follow(made.location()).json()).isEqualTo(kind);

        String path = "/collector-kinds/" + made.id();
        JsonObject changed = admin.post(path, "{'make':'Acme','model':'D-2','dialect':'FOUR_FAITH_PROT'}").expect(200).json();
        assertThat(changed.get("registration")).isEqualTo(JsonValue.NULL);
        assertThat(changed.getJsonArray("ports")).as("no port of this server speaks it").isEmpty();
        refused(admin.post(path, "{'make':'Acme','model':'D-2','dialect':'FOUR_FAITH_PROT','registration':'ascii:{id}'}"), 400, "registration");

        Api viewer = Api.user(server, company, "VIEWER");
        assertThat(viewer.get(path).json()).isEqualTo(changed);
        assertThat(viewer.post(path, "{'make':'A','model':'B','dialect':'HONGDIAN_DDP'}").status()).isEqualTo(403);
        assertThat(Api.user(server, Api.company(server), "COMPANY_ADMIN").get(path).status()).isEqualTo(404);
        assertThat(Api.send(admin.request(path).DELETE()).status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);

        int shipped = admin.get("/collector-kinds?q=DDP&size=500").items().stream().filter(each -> each.isNull("company")).findFirst().orElseThrow().getInt("id");
        assertThat(admin.post("/collector-kinds/" + shipped, "{'make':'A','model':'B','dialect':'HONGDIAN_DDP'}").status()).isEqualTo(403);
        assertThat(Api.send(admin.request("/collector-kinds/" + shipped).DELETE()).status()).isEqualTo(403);
    }

    @Test
    void aCollectorTakesItsSettingsFromItsKindUnlessItSaysOtherwise() {
        int kind = admin.post("/collector-kinds", """
                {'company':'%s','make':'Acme','model':'D-1','dialect':'TRANSPARENT','registration':'ascii:{id}','heartbeat':'hex:AA55','heartbeatAnswer':'text:ok',
                 'idleSeconds':120,'baud':9600,'firstReplyMillis':800,'lines':2}""", company.code()).expect(201).id();
        int plain = admin.post("/collectors", "{'company':'%s','code':'%s','kind':%d}", company.code(), Api.unique("KIND-"), kind).expect(201).id();
        JsonObject settings = admin.get("/collectors/" + plain + "/settings").expect(200).json();
        assertThat(settings.getInt("kind")).isEqualTo(kind);
        assertThat(settings.getString("heartbeat")).isEqualTo("hex:AA55");
        assertThat(settings.getString("heartbeatAnswer")).isEqualTo("text:ok");
        assertThat(settings.getInt("idleSeconds")).isEqualTo(120);
        assertThat(settings.getJsonArray("lines").getValuesAs(JsonObject.class)).extracting(line -> line.getInt("number") + " " + line.getInt("baud") + " "
                + line.getInt("firstReplyMillis")).containsExactly("1 9600 800", "2 9600 800");

        int otherwise = admin.post("/collectors", "{'company':'%s','code':'%s','kind':%d,'idleSeconds':60,'baud':1200,'heartbeat':'text:hi'}", company.code(),
                Api.unique("KIND-"), kind).expect(201).id();
        assertThat(admin.get("/collectors/" + otherwise + "/settings").json().getInt("idleSeconds")).isEqualTo(60);

        JsonObject changed = admin.post("/collectors/" + plain + "/settings", """
                {'name':'Roof','kind':0,'heartbeatAnswer':'','place':'Jade Lake / Block 1','lines':[{'number':1,'baud':2400,'firstReplyMillis':3000}]}""").expect(200).json();
        assertThat(changed.getString("name")).isEqualTo("Roof");
        assertThat(changed.getString("place")).isEqualTo("Jade Lake / Block 1");
        assertThat(changed.getInt("kind")).isZero();
        assertThat(changed.getString("heartbeat")).isEqualTo("hex:AA55");
        assertThat(changed.isNull("heartbeatAnswer")).isTrue();
        assertThat(changed.getJsonArray("lines")).hasSize(1);
        refused(admin.post("/collectors/" + plain + "/settings", "{'lines':[{'number':1,'baud':2401,'firstReplyMillis':3000}]}"), 400, "baud");
        refused(admin.post("/collectors/" + plain + "/settings", "{'lines':[{'number':1,'baud':2400}]}"), 400, "firstReplyMillis");
        refused(admin.post("/collectors/" + plain + "/settings", "{'kind':999999}"), 400, "kind");
        refused(Api.send(admin.request("/collector-kinds/" + kind).DELETE()), 409, "id");
    }

    @Test
    void aBrokenBoxIsReplacedByTheOneThatWaitsAndTheOldOneIsQuarantined() throws Exception {
        String old = Api.unique("OLDBOX");
        String fresh = Api.unique("NEWBOX");
        int collector = collector(old);
        try (Socket first = dial(old); Socket second = dial(fresh)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> online(collector) && admin.get("/quarantine?q=" + fresh).items().size() == 1);
            JsonObject made = admin.post("/collectors/" + collector + "/replacements", "{'code':'%s','reason':'lightning'}", fresh.toLowerCase()).expect(201).json();
            assertThat(made.getString("oldCode")).isEqualTo(old);
            assertThat(made.getString("newCode")).isEqualTo(fresh);
            assertThat(made.getString("by")).isEqualTo("admin");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> online(collector) && admin.get("/quarantine?q=" + fresh).items().isEmpty());
            assertThat(first.getInputStream().read()).as("the old box is cut off").isEqualTo(-1);
            assertThat(admin.get("/collectors/" + collector + "/replacements").items()).containsExactly(made);
        }
        try (Socket again = dial(old)) {
            assertThat(again.isConnected()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> admin.get("/quarantine?q=" + old).items().size() == 1);
            assertThat(admin.get("/quarantine?q=" + old).items().getFirst().getString("reason")).isEqualTo("REPLACED");
        }
        refused(admin.post("/collectors/" + collector + "/replacements", "{'code':'%s','reason':'why'}", fresh), 400, "code");
        refused(admin.post("/collectors/" + collector + "/replacements", "{'code':'ANOTHER-1','reason':'why','at':'2090-01-01T00:00:00Z'}"), 400, "at");
    }

    private Socket dial(String code) throws Exception {
        Socket box = new Socket("127.0.0.1", server.ports().collectors());
        box.getOutputStream().write((code + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return box;
    }

    private boolean online(int collector) {
        return admin.get("/collectors/" + collector).json().getBoolean("online");
    }

    @Test
    void aMeterIsReplacedAndKeepsItsNumberAndItsReadings() {
        String code = Api.unique("SWAPMETER");
        collector(code);
        int meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_1997','address':'777','name':'1502'}", code).expect(201).id();
        admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'888'}", code).expect(201);
        String path = "/meters/" + meter + "/replacements";
        Instant at = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);

        refused(admin.post(path, "{'address':'888','reason':'broken'}"), 409, "address");
        refused(admin.post(path, "{'address':'999','reason':'broken','registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'1e5','firstValue':'0'}]}"), 400, "registers");
        refused(admin.post(path, "{'address':'999','reason':'broken','registers':[{'type':'VOLTAGE_A','finalValue':'1','firstValue':'0'}]}"), 400, "registers");
        assertThat(Api.user(server, company, "METER_OPERATOR").post(path, "{'address':'999','reason':'broken'}").status()).isEqualTo(403);

        JsonObject made = admin.post(path, """
                {'address':'999','protocol':'DLT645_2007','at':'%s','reason':'broken','registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'4976.50','firstValue':'0.2'}]}""",
                at).expect(201).json();
        assertThat(made.getString("oldAddress")).isEqualTo("000000000777");
        assertThat(made.getString("newAddress")).isEqualTo("000000000999");
        assertThat(made.getString("at")).isEqualTo(at.toString());
        assertThat(made.getJsonArray("registers").getJsonObject(0).getString("finalValue")).isEqualTo("4976.50");
        assertThat(admin.get(path).items()).containsExactly(made);

        JsonObject now = admin.get("/meters/" + meter).json();
        assertThat(List.of(now.getString("address"), now.getString("protocol"), now.getString("name"))).containsExactly("000000000999", "DLT645_2007", "1502");
        assertThat(admin.get("/meters/" + meter + "/readings").items()).singleElement().satisfies(reading -> {
            assertThat(reading.getString("value")).isEqualTo("0.2");
            assertThat(reading.getString("at")).isEqualTo(at.toString());
        });
        refused(admin.post(path, "{'address':'1000','at':'%s','reason':'broken','registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'1','firstValue':'0'}]}", at), 400, "at");
        refused(admin.post(path, "{'address':'1000','reason':'broken','registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'0.1','firstValue':'0'}]}"), 409, "confirmed");
        admin.post(path, "{'address':'1000','reason':'broken','confirmed':true,'registers':[{'type':'ACTIVE_ENERGY_FORWARD','finalValue':'0.1','firstValue':'0'}]}").expect(201);
    }
}
