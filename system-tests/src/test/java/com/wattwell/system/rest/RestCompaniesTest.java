package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each company sees its own; of another's there is nothing, not even a different refusal. And each role does its own. */
@ExtendWith(SharedServer.class)
class RestCompaniesTest {

    private Company ours;
    private Company theirs;
    private Api us;
    private Api them;
    private String theirCollector;
    private int theirCollectorId;
    private int theirMeter;
    private int theirCommand;
    private int theirSchedule;

    @BeforeEach
    void twoCompanies(TestServer server) {
        ours = Api.company(server);
        theirs = Api.company(server);
        us = Api.user(server, ours, "COMPANY_ADMIN");
        them = Api.user(server, theirs, "COMPANY_ADMIN");
        theirCollector = Api.unique("RC-");
        theirCollectorId = them.post("/collectors", "{'code':'%s','place':'Their estate'}", theirCollector).id();
        theirMeter = them.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'1'}", theirCollector).id();
        theirCommand = them.post("/meters/" + theirMeter + "/reads", null).id();
        theirSchedule = them.post("/schedules", "{'name':'daily','kind':'CRON','cron':'0 0 * * *','readingTypes':['ACTIVE_ENERGY_FORWARD']}").id();
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }

    private static void assertForbidden(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.json().getString("type")).isEqualTo("urn:wattwell:problem:forbidden");
    }

    @Test
    void anotherCompanysIdsAreUnknown() {
        assertUnknown(us.get("/companies/" + theirs.id()));
        assertUnknown(us.get("/collectors/" + theirCollectorId));
        assertUnknown(us.get("/meters/" + theirMeter));
        assertUnknown(us.get("/meters/" + theirMeter + "/readings"));
        assertUnknown(us.post("/meters/" + theirMeter + "/reads", null));
        assertUnknown(us.post("/meters/" + theirMeter + "/controls", "{'action':'TRIP','reason':'x'}"));
        assertUnknown(us.get("/commands/" + theirCommand));
        assertUnknown(us.get("/schedules/" + theirSchedule));
    }

    @Test
    void anotherCompanysRowsAreInNoList() {
        assertThat(us.get("/companies").items()).hasSize(1);
        for (String list : new String[] {"/areas", "/collectors", "/meters", "/schedules", "/runs"}) {
            assertThat(us.get(list).json().getInt("total")).as(list).isZero();
        }
        assertThat(them.get("/meters").json().getInt("total")).isEqualTo(1);
    }

    @Test
    void nothingIsMadeForAnotherCompany() {
        assertThat(us.post("/collectors", "{'company':'%s','code':'%s'}", theirs.code(), Api.unique("RC-")).json().getString("field")).isEqualTo("company");
        assertThat(us.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'2'}", theirCollector).json().getString("field"))
                .isEqualTo("collector");
        assertThat(us.get("/meters?collector=" + theirCollector).json().getString("field")).isEqualTo("collector");
        assertThat(us.post("/schedules", "{'name':'s','kind':'CRON','cron':'0 0 * * *','target':'METER','targetId':%d,'readingTypes':['ACTIVE_ENERGY_FORWARD']}", theirMeter)
                .json().getString("field")).isEqualTo("targetId");
        assertThat(us.post("/schedules", "{'company':'%s','name':'s','kind':'CRON','cron':'0 0 * * *','readingTypes':['ACTIVE_ENERGY_FORWARD']}", theirs.code())
                .json().getString("field")).isEqualTo("company");
    }

    @Test
    void aBoxOfNobodyIsSeenAndAdoptedByStaffOfTheInstallationAlone(TestServer server) throws SQLException {
        int unknownBox = box(server, Api.unique("RC-BOX-"));
        int ourBox = box(server, theirCollector);

        assertThat(us.get("/quarantine").json().getInt("total")).isZero();
        assertUnknown(us.post("/quarantine/" + unknownBox + "/adopt", null));
        assertUnknown(us.post("/quarantine/" + ourBox + "/adopt", null));
        assertThat(them.get("/quarantine").items()).extracting(box -> box.getInt("id")).containsExactly(ourBox);
        Answer again = them.post("/quarantine/" + ourBox + "/adopt", null);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().getInt("id")).isEqualTo(theirCollectorId);

        Answer adopted = Api.admin(server).post("/quarantine/" + unknownBox + "/adopt", "{'company':'%s','name':'New','place':'E'}", ours.code());
        assertThat(adopted.status()).as(adopted.body()).isEqualTo(201);
        assertThat(us.follow(adopted.location()).json().getString("name")).isEqualTo("New");
    }

    private static int box(TestServer server, String code) throws SQLException {
        try (Connection connection = server.connect();
             PreparedStatement insert = connection.prepareStatement("""
                     insert into quarantine (registration_id, reason, first_seen, last_seen, remote_address)
                     values (?, 'UNKNOWN', now(), now(), '10.0.0.1') returning id""")) {
            insert.setString(1, code);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void aViewerLooksAndChangesNothing(TestServer server) {
        Api viewer = Api.user(server, theirs, "VIEWER");
        assertThat(viewer.get("/meters/" + theirMeter).status()).isEqualTo(200);
        assertForbidden(viewer.post("/collectors", "{'code':'%s'}", Api.unique("RC-")));
        assertForbidden(viewer.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'3'}", theirCollector));
        assertForbidden(viewer.post("/meters/" + theirMeter + "/controls", "{'action':'TRIP','reason':'x'}"));
        assertForbidden(viewer.post("/schedules", "{'name':'s','kind':'CRON','cron':'0 0 * * *','readingTypes':['ACTIVE_ENERGY_FORWARD']}"));
        assertForbidden(viewer.post("/companies", "{'code':'X','name':'x'}"));
    }

    @Test
    void anOperatorSwitchesAndAddsMetersAndLetsNoCollectorIn(TestServer server) throws SQLException {
        Api operator = Api.user(server, theirs, "METER_OPERATOR");
        assertThat(operator.post("/meters/" + theirMeter + "/controls", "{'action':'TRIP','reason':'x'}").status()).isEqualTo(202);
        assertThat(operator.post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'3'}", theirCollector).status()).isEqualTo(201);
        assertForbidden(Api.user(server, theirs, "VIEWER").post("/meters", "{'collector':'%s','protocol':'DLT645_2007','address':'4'}", theirCollector));
        assertForbidden(operator.post("/quarantine/" + box(server, theirCollector) + "/adopt", null));
    }

    @Test
    void aCompanyIsMadeByStaffOfTheInstallationAlone() {
        assertForbidden(us.post("/companies", "{'code':'X','name':'x'}"));
    }

    @Test
    void aDisabledAccountMayNothing(TestServer server) throws SQLException {
        Api leaver = Api.user(server, ours, "COMPANY_ADMIN");
        assertThat(leaver.get("/companies").status()).isEqualTo(200);
        try (Connection connection = server.connect();
             PreparedStatement disable = connection.prepareStatement(
                     "update app_user set enabled = false where id = (select max(id) from app_user where company_id = ?)")) {
            disable.setInt(1, ours.id());
            disable.executeUpdate();
        }
        assertThat(leaver.get("/companies").status()).isEqualTo(401);
    }
}
