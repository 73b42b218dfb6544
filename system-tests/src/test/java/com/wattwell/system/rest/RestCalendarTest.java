package com.wattwell.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.system.Api;
import com.wattwell.system.Api.Answer;
import com.wattwell.system.Api.Company;
import com.wattwell.system.SharedServer;
import com.wattwell.system.TestServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The calendar over REST, and the schedules that follow it. */
@ExtendWith(SharedServer.class)
class RestCalendarTest {

    private Api staff;
    private Api admin;
    private Api operator;
    private Company company;

    @BeforeEach
    void signIn(TestServer server) {
        staff = Api.admin(server);
        company = Api.company(server);
        admin = Api.user(server, company, "COMPANY_ADMIN");
        operator = Api.user(server, company, "METER_OPERATOR");
    }

    private static List<String> days(Answer answer) {
        return answer.json().getJsonArray("days").getValuesAs(JsonObject.class).stream().filter(day -> day.getBoolean("own")).map(day -> day.getString("day")).toList();
    }

    private static List<LocalDate> nextDays(Answer schedule) {
        return schedule.json().getJsonArray("nextTimes").getValuesAs(JsonString.class).stream()
                .map(time -> Instant.parse(time.getString()).atZone(ZoneId.of("Asia/Shanghai")).toLocalDate()).toList();
    }

    @Test
    void theYearsOfAllCompaniesAreThereFromTheStart() {
        int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() + 1;
        assertThat(admin.get("/calendar?year=" + year).expect(200).json().getJsonArray("days")).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void aScheduleOnWorkingDaysFallsDueByWhatIsMarkedAndTakenBack() {
        Answer made = operator.post("/schedules", "{'name':'Office','kind':'WORKING_DAYS','times':['6:00'],'readingTypes':['ACTIVE_ENERGY_FORWARD']}").expect(201);
        assertThat(made.json().getJsonArray("times").getString(0)).isEqualTo("06:00");
        assertThat(made.json().getBoolean("nonWorking")).isFalse();
        LocalDate second = nextDays(made).get(1);
        JsonObject year = admin.post("/calendar/mark", "{'from':'%s','kind':'HOLIDAY','name':'校庆','nameEn':'Founding day'}", second).expect(201).json();
        assertThat(year.getString("company")).isEqualTo(company.code());
        Answer after = operator.get("/schedules/" + made.id()).expect(200);
        assertThat(nextDays(after)).hasSize(5).doesNotContain(second).contains(nextDays(made).get(0), nextDays(made).get(2));
        admin.post("/calendar/take-back", "{'change':%d}", year.getInt("lastChange")).expect(201);
        assertThat(nextDays(operator.get("/schedules/" + made.id()))).isEqualTo(nextDays(made));
        assertThat(admin.post("/calendar/take-back", "{'change':%d}", year.getInt("lastChange")).status()).isEqualTo(409);
    }

    @Test
    void anAnnouncementIsTakenOverWholeOrNotAtAll() {
        Answer wrong = admin.post("/calendar/announce", "{'lines':['2031-07-01,HOLIDAY,a','2031-07-32,HOLIDAY,b']}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("line 2");
        assertThat(days(admin.get("/calendar?year=2031"))).isEmpty();
        assertThat(days(admin.post("/calendar/announce", "{'lines':['2031-07-01,HOLIDAY,a','2031-07-02,班,b']}").expect(201))).containsExactly("2031-07-01", "2031-07-02");
        assertThat(days(admin.post("/calendar/unmark", "{'from':'2031-07-01','to':'2031-07-05'}").expect(201))).isEmpty();
    }

    @Test
    void whoMayNotIsRefusedAndWhatIsWrongIsNamed() {
        assertThat(operator.post("/calendar/mark", "{'from':'2031-07-01','kind':'HOLIDAY','name':'a'}").status()).isEqualTo(403);
        assertThat(admin.post("/calendar/mark", "{'company':'NOBODY','from':'2031-07-01','kind':'HOLIDAY','name':'a'}").status()).isEqualTo(400);
        for (String body : List.of("{'from':'1 July','kind':'HOLIDAY','name':'a'}|from", "{'from':'2031-07-01','kind':'FREE','name':'a'}|kind",
                "{'from':'2031-07-01','to':'2030-07-01','kind':'HOLIDAY','name':'a'}|to", "{'from':'2031-07-01','kind':'HOLIDAY','name':' '}|name")) {
            Answer refused = admin.post("/calendar/mark", body.substring(0, body.indexOf('|')));
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.body()).contains("\"" + body.substring(body.indexOf('|') + 1) + "\"");
        }
        assertThat(admin.get("/calendar?year=1999").status()).isEqualTo(400);
        assertThat(admin.post("/calendar/confirm", "{'year':2031}").status()).isEqualTo(400);
        assertThat(staff.get("/calendar").expect(200).json().isNull("company")).isTrue();
    }

    @Test
    void aSettlementDayThatNotEveryMonthHasIsRefusedAndTheLastOneIsNot() {
        Answer refused = operator.post("/schedules", "{'name':'S','kind':'SETTLEMENT_DAY','times':['00:30'],'monthDays':['31'],'readingTypes':['ACTIVE_ENERGY_FORWARD']}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("monthDays");
        Answer made = operator.post("/schedules", "{'name':'S','kind':'SETTLEMENT_DAY','times':['00:30'],'monthDays':['LAST'],'readingTypes':['ACTIVE_ENERGY_FORWARD']}").expect(201);
        assertThat(nextDays(made)).hasSize(5).allMatch(day -> day.getDayOfMonth() == day.lengthOfMonth());
        assertThat(operator.post("/schedules", "{'name':'T','kind':'CRON','cron':'0 * * * *','times':['00:30'],'readingTypes':['ACTIVE_ENERGY_FORWARD']}").body())
                .contains("times goes with kind WORKING_DAYS or SETTLEMENT_DAY.");
    }
}
