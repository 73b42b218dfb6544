package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.schedule.ClockSchedules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Telling the meters of a line the time: when it falls due, what goes over the line, and what is made of it. */
class LineOrdersTest {

    private static final Caller ADMIN = new Caller("chen", "Chen", Scope.ALL, Set.of(Caller.COMPANY_ADMIN));
    private static final List<Integer> EVERY_DAY = List.of(1, 2, 3, 4, 5, 6, 7);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Spine spine;
    private Instant noon;

    @BeforeEach
    void aConnectedLineAtNoon() {
        spine = new Spine();
        noon = spine.now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4)); // in Shanghai
        spine.wiring.clock.set(noon);
        spine.login(1);
    }

    private ClockSchedules schedules() {
        return spine.wiring.bean(ClockSchedules.class);
    }

    private LineOrders orders() {
        return spine.wiring.bean(LineOrders.class);
    }

    private int everyDayAt(String time) {
        return schedules().save(ADMIN, null, new ClockSchedules.Definition(spine.company, "Clocks", "ALL", null, time, EVERY_DAY));
    }

    private List<Long> made() {
        return spine.database.list("select id from line_order order by id", row -> row.getLong(1));
    }

    private String state(long id) {
        return spine.database.<String>one("select state || ' ' || coalesce(detail, '') as told from line_order where id = ?", row -> row.getString(1), id).strip();
    }

    private long due() {
        everyDayAt("12:01");
        spine.wiring.clock.set(noon.plusSeconds(60));
        schedules().makeOrders();
        assertThat(made()).hasSize(1);
        return made().getFirst();
    }

    private Exchange last() {
        return spine.wiring.adapter.exchanges.getLast();
    }

    private void take(ExchangeOutcome outcome) {
        orders().take(List.of(outcome));
    }

    @Test
    void aLineIsToldTheTimeOnceWithAFrameThatNobodyAnswersAndAFewClocksAreReadAfterwards() {
        long id = due();
        assertThat(spine.wiring.rings).contains("COMMAND " + -id);
        orders().work(id);
        Exchange sent = last();
        assertThat(sent.ref().work()).isEqualTo(-id);
        assertThat(sent.ref().meter()).isZero();
        assertThat(sent.lane()).isEqualTo(Lane.PRIORITY);
        String date = noon.atZone(SHANGHAI).format(DateTimeFormatter.ofPattern("ddMMyy"));
        assertThat(Hex.of(sent.request())).contains("68999999999999680806");
        assertThat(Hex.of(Spine.request(sent).data())).as("ss mm hh DD MM YY").isEqualTo("000112" + date);
        assertThat(sent.expiresAt()).as("the time in it would be stale").isEqualTo(noon.plusSeconds(63));
        take(spine.ended(sent, End.SENT, true));
        assertThat(state(id)).isEqualTo("DONE told");
        assertThat(spine.database.<Integer>one("select count(*) from command where kind = 'READ' and parameters ->> 'about' = 'CLOCK'", row -> row.getInt(1))).isEqualTo(2);
    }

    @Test
    void aBroadcastWhoseTurnDidNotComeInTimeIsMadeAnewWithTheTimeOfThen() {
        long id = due();
        orders().work(id);
        take(spine.ended(last(), End.EXPIRED, false));
        assertThat(state(id)).isEqualTo("WAITING");
        spine.wiring.clock.set(noon.plusSeconds(70));
        spine.wiring.rings.clear();
        orders().ringAgain();
        assertThat(spine.wiring.rings).containsExactly("COMMAND " + -id);
        orders().work(id);
        assertThat(Hex.of(Spine.request(last()).data())).startsWith("100112");
    }

    @Test
    void theOutcomeOfAnEarlierHandOverCountsNoMore() {
        long id = due();
        orders().work(id);
        Exchange first = last();
        take(spine.ended(first, End.EXPIRED, false));
        spine.wiring.clock.set(noon.plusSeconds(70));
        orders().work(id);
        take(spine.ended(first, End.REFUSED, false));
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void aCollectorThatStaysAwayLetsTheOrderExpire() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", noon));
        long id = due();
        spine.wiring.clock.set(noon.plus(Duration.ofMinutes(40)));
        orders().expire();
        assertThat(state(id)).isEqualTo("EXPIRED offline");
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
    }

    @Test
    void aLineIsToldOnceADayHoweverManySchedulesSayItAndTheNextDayAgain() {
        long id = due();
        orders().work(id);
        take(spine.ended(last(), End.SENT, true));
        schedules().save(ADMIN, null, new ClockSchedules.Definition(spine.company, "Others", "COLLECTOR", spine.collector, "12:30", EVERY_DAY));
        spine.wiring.clock.set(noon.plus(Duration.ofMinutes(31)));
        schedules().makeOrders();
        assertThat(made()).hasSize(1);
        spine.wiring.clock.set(noon.plus(Duration.ofMinutes(1)).plus(Duration.ofDays(1)));
        schedules().makeOrders();
        assertThat(made()).hasSize(2);
    }

    @Test
    void whatWasMissedForLongWaitsForTheNextDay() {
        int schedule = everyDayAt("12:01");
        spine.wiring.clock.set(noon.plus(Duration.ofHours(3)));
        schedules().makeOrders();
        assertThat(made()).isEmpty();
        assertThat(schedules().byId(Scope.ALL, schedule).orElseThrow().nextDue()).isEqualTo(noon.plus(Duration.ofDays(1)).plusSeconds(60));
    }

    @Test
    void nothingIsSentNearMidnightNotEvenWhenAnOrderWaitedUntilThen() {
        for (String time : List.of("00:00", "00:09", "23:50", "23:59")) {
            assertThatThrownBy(() -> everyDayAt(time)).as(time).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.messageKey()).isEqualTo("refused.nearMidnight"));
        }
        everyDayAt("23:49");
        Instant evening = noon.plus(Duration.ofHours(11)).plus(Duration.ofMinutes(49));
        spine.wiring.clock.set(evening);
        schedules().makeOrders();
        spine.wiring.clock.set(evening.plusSeconds(60));
        orders().work(made().getFirst());
        assertThat(state(made().getFirst())).isEqualTo("FAILED nearMidnight");
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
    }

    @Test
    void aLineWithoutMetersThatKnowTheBroadcastIsLeftAlone() {
        spine.database.update("""
                update meter set model_id = w.id, protocol = w.protocol from meter_model w where w.code = 'STANDARD.CJT188' and meter.line_id = ?""", spine.line);
        everyDayAt("12:01");
        spine.wiring.clock.set(noon.plusSeconds(60));
        schedules().makeOrders();
        assertThat(made()).isEmpty();
    }

    @Test
    void onlyAdministratorsSayWhenAndWrongFieldsAreNamed() {
        Caller operator = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
        assertThatThrownBy(() -> schedules().save(operator, null, new ClockSchedules.Definition(spine.company, "C", "ALL", null, "03:00", EVERY_DAY)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN));
        refusedField("days", new ClockSchedules.Definition(spine.company, "C", "ALL", null, "03:00", List.of(8)));
        refusedField("time", new ClockSchedules.Definition(spine.company, "C", "ALL", null, "3 o'clock", EVERY_DAY));
        refusedField("target", new ClockSchedules.Definition(spine.company, "C", "METER", spine.meter, "03:00", EVERY_DAY));
        refusedField("targetId", new ClockSchedules.Definition(spine.company, "C", "COLLECTOR", spine.collector + 1, "03:00", EVERY_DAY));
        refusedField("name", new ClockSchedules.Definition(spine.company, " ", "ALL", null, "03:00", EVERY_DAY));
    }

    private void refusedField(String field, ClockSchedules.Definition wanted) {
        assertThatThrownBy(() -> schedules().save(ADMIN, null, wanted)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
