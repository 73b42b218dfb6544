package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is wrong is told as a problem that names it; nothing is done, and nothing of the server's inside shows. */
@ExtendWith(SharedServer.class)
class RestRefusalsTest {

    private static final String JSON = "application/json";

    private Api admin;
    private Company company;
    private String collector;
    private int meter;

    @BeforeEach
    void signIn(TestServer server) {
        admin = Api.admin(server);
        company = Api.company(server);
        collector = Api.unique("RF-");
        admin.post("/collectors", "{'company':'%s','code':'%s'}", company.code(), collector);
        meter = admin.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'1'}", collector).id();
    }

    private static Answer assertProblem(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().getInt("status")).isEqualTo(status);
        assertThat(answer.json().getString("type")).isNotBlank();
        assertThat(answer.json().getString("title")).isNotBlank();
        assertThat(answer.json().getString("detail")).isNotBlank().doesNotContain("Exception", "com.wattwell", "\tat ", "SQL");
        assertThat(answer.json().getString("field", null)).isEqualTo(field);
        return answer;
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String method, String type, byte[] body) {
        if (type != null) {
            request.header("Content-Type", type);
        }
        return request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    }

    private void refused(int status, String field, String path, String body, Object... arguments) {
        assertProblem(admin.post(path, body, arguments), status, field);
    }

    private void unknown(String path) {
        assertProblem(admin.get(path), 404, null);
    }

    private void wrong(String field, String path) {
        assertProblem(admin.get(path), 400, field);
    }

    @Test
    void aWrongCompanyIsRefused() {
        refused(400, "code", "/companies", "{'name':'x'}");
        refused(400, "name", "/companies", "{'code':'X'}");
        refused(400, "code", "/companies", "{'code':'湖滨','name':'x'}");
        refused(400, "name", "/companies", "{'code':'X','name':'%s'}", "x".repeat(201));
        refused(400, "nmae", "/companies", "{'code':'X','nmae':'x'}");
        refused(409, "code", "/companies", "{'code':'%s','name':'x'}", company.code());
    }

    @Test
    void aWrongCollectorIsRefused() {
        refused(400, "company", "/collectors", "{'code':'X'}");
        refused(400, "company", "/collectors", "{'company':'NO-SUCH','code':'X'}");
        String rest = "{'company':'" + company.code() + "','code':'" + Api.unique("RF-") + "',";
        refused(400, "code", "/collectors", "{'company':'%s'}", company.code());
        refused(400, "code", "/collectors", "{'company':'%s','code':'a b'}", company.code());
        refused(400, "code", "/collectors", "{'company':'%s','code':7}", company.code());
        refused(409, "code", "/collectors", "{'company':'%s','code':'%s'}", company.code(), collector.toLowerCase());
        refused(400, "name", "/collectors", rest + "'name':'%s'}", "x".repeat(201));
        refused(400, "place", "/collectors", rest + "'place':'a / b / c / d'}");
        refused(400, "token", "/collectors", rest + "'token':'short'}");
        refused(400, "heartbeat", "/collectors", rest + "'heartbeat':'ping'}");
        refused(400, "heartbeatAnswer", "/collectors", rest + "'heartbeatAnswer':'hex:F'}");
        refused(400, "idleSeconds", "/collectors", rest + "'idleSeconds':9}");
        refused(400, "idleSeconds", "/collectors", rest + "'idleSeconds':'300'}");
        refused(400, "baud", "/collectors", rest + "'baud':1000}");
        refused(400, "online", "/collectors", rest + "'online':true}");
    }

    @Test
    void aWrongMeterIsRefused() {
        refused(400, "collector", "/meters", "{'protocol':'DLT645_2007','address':'2'}");
        refused(400, "collector", "/meters", "{'collector':'NO-SUCH','protocol':'DLT645_2007','address':'2'}");
        String rest = "{'collector':'" + collector + "',";
        refused(400, "protocol", "/meters", rest + "'protocol':'SMOKE','address':'2'}");
        refused(400, "address", "/meters", rest + "'protocol':'DLT645_2007'}");
        refused(400, "address", "/meters", rest + "'protocol':'DLT645_2007','address':'1234567890123'}");
        refused(400, "address", "/meters", rest + "'protocol':'DLT645_2007','address':'AAAAAAAAAAAA'}");
        refused(400, "address", "/meters", rest + "'protocol':'DLT645_2007','address':'999999999999'}");
        refused(409, "address", "/meters", rest + "'protocol':'DLT645_2007','address':'000000000001'}");
        refused(400, "line", "/meters", rest + "'line':2,'protocol':'DLT645_2007','address':'2'}");
        refused(400, "line", "/meters", rest + "'line':65537,'protocol':'DLT645_2007','address':'2'}");
        refused(400, "line", "/meters", rest + "'line':1.5,'protocol':'DLT645_2007','address':'2'}");
    }

    @Test
    void aWrongOrderIsRefused() {
        refused(404, null, "/meters/2147483647/reads", null);
        refused(404, null, "/meters/abc/reads", null);
        refused(400, "items", "/meters/" + meter + "/reads", "{'items':['zz']}");
        refused(400, "items", "/meters/" + meter + "/reads", "{'items':'00010000'}");
        refused(400, "items", "/meters/" + meter + "/reads", "{'items':['00010000','00010000','00010000','00010000','00010000','00010000','00010000','00010000','00010000']}");
        refused(400, "action", "/meters/" + meter + "/controls", null);
        refused(400, "action", "/meters/" + meter + "/controls", "{'action':'EXPLODE','reason':'x'}");
        refused(400, "action", "/meters/" + meter + "/controls", "{'action':'trip','reason':'x'}");
        refused(400, "reason", "/meters/" + meter + "/controls", "{'action':'TRIP'}");
        refused(400, "reason", "/meters/" + meter + "/controls", "{'action':'TRIP','reason':' '}");
        refused(400, "reason", "/meters/" + meter + "/controls", "{'action':'TRIP','reason':'%s'}", "x".repeat(501));
        refused(404, null, "/meters/2147483647/controls", "{'action':'TRIP','reason':'x'}");
        refused(404, null, "/quarantine/2147483647/adopt", "{'company':'%s'}", company.code());
    }

    @Test
    void aWrongScheduleIsRefused() {
        String rest = "{'company':'" + company.code() + "','name':'s',";
        String items = "'readingTypes':['ACTIVE_ENERGY_FORWARD']}";
        refused(400, "company", "/schedules", "{'name':'s','kind':'CRON','cron':'0 * * * *'," + items);
        refused(400, "name", "/schedules", "{'company':'%s','kind':'CRON','cron':'0 * * * *'," + items, company.code());
        refused(400, "kind", "/schedules", rest + "'kind':'SOMETIMES'," + items);
        refused(400, "cron", "/schedules", rest + "'kind':'CRON'," + items);
        refused(400, "cron", "/schedules", rest + "'kind':'CRON','cron':'99 * * * *'," + items);
        refused(400, "cron", "/schedules", rest + "'kind':'CRON','cron':'every noon'," + items);
        refused(400, "cron", "/schedules", rest + "'kind':'CRON','cron':'0 0 30 2 *'," + items);
        refused(400, "cron", "/schedules", rest + "'kind':'INTERVAL','intervalSeconds':60,'cron':'0 * * * *'," + items);
        refused(400, "intervalSeconds", "/schedules", rest + "'kind':'INTERVAL'," + items);
        refused(400, "intervalSeconds", "/schedules", rest + "'kind':'INTERVAL','intervalSeconds':1," + items);
        refused(400, "intervalSeconds", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','intervalSeconds':60," + items);
        refused(400, "target", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','target':'WORLD'," + items);
        refused(400, "targetId", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','target':'METER'," + items);
        refused(400, "targetId", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','target':'METER','targetId':2147483647," + items);
        refused(400, "targetId", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','target':'ALL','targetId':1," + items);
        refused(400, "readingTypes", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','readingTypes':[]}");
        refused(400, "readingTypes", "/schedules", rest + "'kind':'CRON','cron':'0 * * * *','readingTypes':['xyz']}");
        assertThat(admin.get("/schedules?size=500").items()).noneMatch(schedule -> schedule.getString("company").equals(company.code()));
    }

    @Test
    void whatIsUnknownIsNotFound() {
        for (String kind : new String[] {"companies", "collectors", "meters", "commands", "schedules", "runs"}) {
            for (String id : new String[] {"0", "2147483646", "99999999999999999999", "abc", "-1", "1%2F2", "%E6%B9%96", "1'--"}) {
                unknown("/" + kind + "/" + id);
            }
        }
        unknown("/meters/2147483646/readings");
        unknown("/nothing");
        unknown("");
        unknown("/");
    }

    @Test
    void wrongParametersAreNamed() {
        for (String list : new String[] {"/companies", "/areas", "/collectors", "/meters", "/schedules", "/runs", "/quarantine", "/meters/" + meter + "/readings"}) {
            wrong("page", list + "?page=0");
            wrong("page", list + "?page=-1");
            wrong("page", list + "?page=x");
            wrong("page", list + "?page=1000001");
            wrong("size", list + "?size=0");
            wrong("size", list + "?size=501");
            wrong("size", list + "?size=999999999999");
            assertThat(admin.get(list + "?page=1000000&size=500").status()).isEqualTo(200);
        }
        String readings = "/meters/" + meter + "/readings";
        wrong("typ", readings + "?typ=ACTIVE_ENERGY_FORWARD");
        wrong("onlin", "/collectors?onlin=true");
        wrong("q", "/collectors?q=a&q=b");
        wrong("type", readings + "?type=SMOKE");
        wrong("from", readings + "?from=yesterday");
        wrong("from", readings + "?from=2026-01-01T00:00:00+08:00");
        wrong("to", readings + "?to=2026-13-01T00:00:00Z");
        wrong("to", readings + "?to=%2B999999999-01-01T00:00:00Z");
        wrong("from", readings + "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z");
        wrong("from", readings + "?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z");
        wrong("collector", "/meters?collector=NO-SUCH");
        wrong("online", "/collectors?online=maybe");
        wrong("schedule", "/runs?schedule=x");
        wrong("q", "/meters?q=%00");
        wrong("q", "/meters?q=" + "x".repeat(101));
    }

    @Test
    void foreignCharactersAreSearchedForAndNeverStumbledOver() {
        for (String text : new String[] {"%25", "_", "%5C", "'", "%22", "%E6%B9%96%E6%BB%A8", "%F0%A0%AE%B7", "%FF%FE", "%E2%80%AE", "%3Cscript%3E"}) {
            for (String list : new String[] {"/areas", "/collectors", "/meters", "/schedules", "/quarantine"}) {
                Answer found = admin.get(list + "?q=" + text);
                assertThat(found.status()).as(list + " " + text).isEqualTo(200);
                assertThat(found.type()).isEqualTo(JSON);
            }
        }
    }

    @Test
    void bodiesThatAreNoJsonAreRefused() {
        String[] bodies = {"{", "[]", "null", "7", "code=1", "{} {}", "{'code':'a','code':'b'}".replace('\'', '"'), "{\"code\":\"\\u0000\"}",
            "{\"code\":" + "[".repeat(5000) + "}", "\uFEFF{}"};
        for (String body : bodies) {
            Answer answer = Api.send(with(admin.request("/companies"), "POST", JSON, body.getBytes(StandardCharsets.UTF_8)));
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.type()).isEqualTo("application/problem+json");
        }
        assertProblem(Api.send(with(admin.request("/companies"), "POST", JSON, new byte[] {(byte) 0xFF, (byte) 0xFE})), 400, null);
    }

    @Test
    void aBodyHasAnEnd() {
        byte[] body = ("{\"code\":\"" + "x".repeat(64 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertProblem(Api.send(with(admin.request("/companies"), "POST", JSON, body)), 413, null);
        byte[] huge = new byte[1_000_000];
        assertProblem(Api.send(admin.request("/companies").header("Content-Type", JSON)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(huge)))), 413, null);
    }

    @Test
    void methodsAndMediaTypesThatAreNotTakenAreRefused() {
        Answer delete = assertProblem(Api.send(with(admin.request("/companies"), "DELETE", null, null)), 405, null);
        assertThat(delete.header("Allow")).contains("GET", "POST");
        assertProblem(Api.send(with(admin.request("/meters/" + meter), "PUT", JSON, "{}".getBytes(StandardCharsets.UTF_8))), 405, null);
        assertProblem(Api.send(with(admin.request("/companies"), "POST", "text/plain", "{}".getBytes(StandardCharsets.UTF_8))), 415, null);
        assertProblem(Api.send(with(admin.request("/companies"), "POST", "application/x-www-form-urlencoded", "a=b".getBytes(StandardCharsets.UTF_8))), 415, null);
        assertProblem(Api.send(with(admin.request("/companies"), "POST", null, "{}".getBytes(StandardCharsets.UTF_8))), 415, null);
        assertProblem(Api.send(with(admin.request("/companies"), "POST", "nonsense", "{}".getBytes(StandardCharsets.UTF_8))), 400, null);
        assertProblem(Api.send(admin.request("/companies").header("Accept", "text/html")), 406, null);
        assertProblem(Api.send(admin.request("/companies").header("Accept", "a/b;q=x")), 400, null);
    }

    @Test
    void whoeverIsNotSignedInIsToldHow(TestServer server) {
        Answer nobody = assertProblem(Api.nobody(server).get("/companies"), 401, null);
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(nobody.header("Set-Cookie")).isNull();
        assertProblem(Api.nobody(server).post("/companies", "{}"), 401, null);
        assertProblem(Api.nobody(server).get("/nothing"), 401, null);
        assertProblem(Api.send(Api.nobody(server).request("/companies").header("Authorization", "Basic YWRtaW46d3Jvbmc=")), 401, null);
        assertProblem(Api.send(Api.nobody(server).request("/companies").header("Authorization", "Basic zzz")), 400, null);
        assertProblem(Api.send(Api.nobody(server).request("/companies").header("Authorization", "Bearer x")), 401, null);
    }

    @Test
    void outsideTheApplicationThereAreProblemsToo() {
        for (String path : new String[] {"/", "/x", "/v2/meters", "/health", "/index.html"}) {
            assertProblem(Api.send(admin.outside(path)), 404, null);
        }
    }

    @Test
    void aWrongKeyIsRefused() {
        assertProblem(admin.postOnce("x".repeat(201), "/companies", "{'code':'X','name':'x'}"), 400, "Idempotency-Key");
        assertProblem(admin.postOnce("two words", "/companies", "{'code':'X','name':'x'}"), 400, "Idempotency-Key");
    }
}
