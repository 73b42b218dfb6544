package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is made over REST is found there again, with the fields that are promised. */
@ExtendWith(SharedServer.class)
class RestResourcesTest {

    private Api admin;
    private Company company;

    @BeforeEach
    void signIn(TestServer server) {
        admin = Api.admin(server);
        company = Api.company(server);
    }

    private String collector() {
        String code = Api.unique("RR-");
        assertThat(admin.post("/collectors", "{'company':'%s','code':'%s'}", company.code(), code).status()).isEqualTo(201);
        return code;
    }

    private int meter(String collector, String address) {
        Answer made = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'%s'}", collector, address);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.id();
    }

    @Test
    void aCompanyIsMadeAndFound() {
        String code = Api.unique("CO-");
        Answer made = admin.post("/companies", "{'code':'%s','name':'湖滨物业'}", code.toLowerCase());

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.type()).isEqualTo("application/json");
        assertThat(made.location()).isEqualTo("/api/v1/companies/" + made.id());
        assertThat(made.json().keySet()).containsExactly("id", "code", "name");
        assertThat(made.json().getString("code")).isEqualTo(code);
        assertThat(admin.follow(made.location()).json()).isEqualTo(made.json());
        assertThat(admin.get("/companies?size=500").items()).contains(made.json());
    }

    @Test
    void aCollectorIsMadeAndFound() {
        String code = Api.unique("RR-");
        Answer made = admin.post("/collectors", """
                {'company':'%s','code':'%s','name':'1号楼地下室','place':'湖滨花园 / 1栋','token':'a-long-token','heartbeat':'text:ping',
                 'heartbeatAnswer':'hex:70 6F','idleSeconds':120,'baud':9600}""", company.code(), code.toLowerCase());

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().keySet()).containsExactly("id", "code", "name", "online", "since", "lastSeen");
        assertThat(made.json().getString("code")).isEqualTo(code);
        assertThat(made.json().getBoolean("online")).isFalse();
        assertThat(made.json().isNull("lastSeen")).isTrue();
        assertThat(made.body()).doesNotContain("a-long-token");
        assertThat(admin.follow(made.location()).json()).isEqualTo(made.json());
        assertThat(admin.get("/collectors?q=" + code).items()).containsExactly(made.json());
        assertThat(admin.get("/collectors?online=true&q=" + code).items()).isEmpty();
        assertThat(admin.get("/areas?q=%E6%B9%96%E6%BB%A8%E8%8A%B1%E5%9B%AD").items()).extracting(area -> area.getString("path"))
                .contains("湖滨花园", "湖滨花园 / 1栋");
    }

    @Test
    void aMeterIsMadeAndFoundByItsCollectorAndByWhatItIsCalled() {
        String collector = collector();
        meter(collector, "202311000001");
        Answer made = admin.post("/meters", "{'collector':'%s','line':1,'protocol':'DLT645_2007','address':'161','name':'%s flat','place':'E / B / 1502'}",
                collector, collector);

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().keySet()).containsExactly("id", "collector", "line", "model", "protocol", "address", "name", "place", "supply");
        assertThat(made.json().getString("address")).isEqualTo("000000000161");
        assertThat(made.json().getString("supply")).isEqualTo("UNKNOWN");
        assertThat(admin.follow(made.location()).json()).isEqualTo(made.json());
        assertThat(admin.get("/meters?collector=" + collector).json().getInt("total")).isEqualTo(2);
        assertThat(admin.get("/meters?q=" + collector + "%20flat").items()).containsExactly(made.json());
    }

    @Test
    void listsArePaged() {
        String collector = collector();
        for (int i = 1; i <= 5; i++) {
            meter(collector, "20231100000" + i);
        }
        String list = "/meters?collector=" + collector;

        JsonObject second = admin.get(list + "&page=2&size=2").json();
        assertThat(second.keySet()).containsExactly("items", "page", "size", "total");
        assertThat(second.getInt("page")).isEqualTo(2);
        assertThat(second.getInt("size")).isEqualTo(2);
        assertThat(second.getInt("total")).isEqualTo(5);
        assertThat(admin.get(list + "&page=2&size=2").items()).extracting(meter -> meter.getString("address"))
                .containsExactly("202311000003", "202311000004");
        assertThat(admin.get(list + "&page=4&size=2").items()).isEmpty();
        assertThat(admin.get(list + "&size=500").items()).hasSize(5);
        assertThat(admin.get(list).json().getInt("size")).isEqualTo(50);
    }

    @Test
    void aScheduleTellsItsNextTimes() {
        String collector = collector();
        meter(collector, "202311000001");
        Answer cron = admin.post("/schedules", "{'company':'%s','name':'每小时','kind':'CRON','cron':'0 * * * *','target':'ALL','readingTypes':['ACTIVE_ENERGY_FORWARD']}", company.code());
        Answer interval = admin.post("/schedules",
                "{'company':'%s','name':'often','kind':'INTERVAL','intervalSeconds':86400,'target':'COLLECTOR','targetId':%d,'readingTypes':['ACTIVE_ENERGY_FORWARD','ACTIVE_ENERGY_FORWARD_T1']}",
                company.code(), admin.get("/collectors?q=" + collector).items().getFirst().getInt("id"));

        assertThat(cron.status()).as(cron.body()).isEqualTo(201);
        assertThat(cron.json().keySet()).containsExactly("id", "company", "name", "kind", "cron", "intervalSeconds", "times", "nonWorking",
                "monthDays", "shift", "target", "targetId", "readingTypes", "fillGaps", "readLate", "simultaneous", "enabled", "nextTimes");
        var times = cron.json().getJsonArray("nextTimes");
        assertThat(times).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(Instant.parse(times.getString(i)).getEpochSecond() % 3600).isZero();
        }
        assertThat(Instant.parse(times.getString(0))).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
        assertThat(interval.status()).as(interval.body()).isEqualTo(201);
        assertThat(Duration.between(Instant.parse(interval.json().getJsonArray("nextTimes").getString(0)),
                Instant.parse(interval.json().getJsonArray("nextTimes").getString(1)))).isEqualTo(Duration.ofDays(1));
        assertThat(admin.follow(cron.location()).json().getString("name")).isEqualTo("每小时");
        assertThat(admin.get("/schedules?size=500").items()).extracting(schedule -> schedule.getInt("id")).contains(cron.id(), interval.id());
    }

    @Test
    void anOrderForAMeterThatIsOfflineWaitsAndANewerOppositeOneWithdrawsIt() {
        int meter = meter(collector(), "202311000001");
        Answer read = admin.post("/meters/" + meter + "/reads", null);
        Answer trip = admin.post("/meters/" + meter + "/controls", "{'action':'TRIP','reason':'欠费'}");
        Answer close = admin.post("/meters/" + meter + "/controls", "{'action':'CLOSE','reason':'paid'}");

        assertThat(read.status()).as(read.body()).isEqualTo(202);
        assertThat(read.location()).isEqualTo("/api/v1/commands/" + read.id());
        assertThat(read.json().keySet()).containsExactly("id", "kind", "meter", "state", "reason", "createdAt", "expiresAt", "result", "failure", "history");
        assertThat(read.json().getString("state")).isEqualTo("WAITING");
        assertThat(trip.status()).isEqualTo(202);
        JsonObject withdrawn = admin.follow(trip.location()).json();
        assertThat(withdrawn.getString("state")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.getString("reason")).isEqualTo("欠费");
        assertThat(withdrawn.getJsonArray("history").getValuesAs(JsonObject.class)).extracting(event -> event.getString("state"))
                .containsExactly("WAITING", "WITHDRAWN");
        assertThat(admin.follow(close.location()).json().getString("state")).isEqualTo("WAITING");
    }

    @Test
    void aMeterWithoutReadingsHasAnEmptyPageOfThem() {
        int meter = meter(collector(), "202311000001");
        Answer readings = admin.get("/meters/" + meter + "/readings?type=ACTIVE_ENERGY_FORWARD&from=2026-01-01T00:00:00Z&to=2026-02-01T08:00:00%2B08:00");
        assertThat(readings.status()).isEqualTo(200);
        assertThat(readings.json().getInt("total")).isZero();
    }

    @Test
    void theDescriptionIsThereForEverybody(TestServer server) {
        Answer description = Api.nobody(server).get("/openapi.yaml");
        assertThat(description.status()).isEqualTo(200);
        assertThat(description.body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void answersAreKeptByNobodyAndNoSessionIsMade() {
        Answer answer = admin.get("/companies");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Set-Cookie")).isNull();
    }
}
