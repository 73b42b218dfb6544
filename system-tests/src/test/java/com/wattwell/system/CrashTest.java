package com.wattwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Statistics;
import com.wattwell.simulator.TownFile;
import com.wattwell.simulator.VirtualMeter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server is killed ({@code kill -9}) at each point of a command's way. The town goes on living, counts what its
 * relays were really told, and dials in again: nothing may be lost and nothing done twice.
 *
 * <p>The points are held open from outside, with what an admin or a slow line could do, so that the application carries
 * no code for it: a queue that is paused, a line that is busy, a meter that answers late, a row that is locked.
 */
@ExtendWith(KilledServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String COMMANDS = "/subsystem=messaging-activemq/server=default/jms-queue=WattwellCommands:";

    private TestServer server;
    private RunningTown town;
    private Rows rows;
    private Api rest;

    @BeforeAll
    void aTownOfSixSmallLines(TestServer running) {
        server = running;
        rows = new Rows(server);
        rest = Api.admin(server);
        rest.post("/companies", "{'code':'CRASH','name':'Crash'}").expect(201);
        for (int box = 1; box <= 7; box++) {
            rest.post("/collectors", "{'company':'CRASH','code':'CRASH%d','heartbeat':'text:ping','baud':9600}", box).expect(201);
            for (int meter = 1; meter <= 2; meter++) {
                rest.post("/meters", "{'collector':'CRASH%d','protocol':'DLT645_2007','address':'%s'}", box, address(box, meter)).expect(201);
            }
        }
        StringBuilder description = new StringBuilder("""
                town Crash
                seed 7
                heartbeat text:ping every 20 s
                round-trip 10
                packing-gap 5
                baud 9600
                reply-delay 10
                company CRASH Crash
                  estate Lines
                """);
        for (int box = 1; box <= 7; box++) {
            description.append("    collectors 1 from CRASH").append(box).append(" Line ").append(box).append("\n      meters 2 from ")
                    .append(address(box, 1)).append(" household\n");
        }
        town = TownFile.parse("crash.town", description.toString()).dial("127.0.0.1", server.ports().collectors());
        awaitAllOnline();
    }

    @AfterAll
    void end() {
        if (town != null) {
            town.close();
        }
    }

    private static String address(int box, int meter) {
        return "20260000%02d%02d".formatted(box, meter);
    }

    private void awaitAllOnline() {
        await("all boxes online").atMost(PATIENCE).until(() -> "7".equals(rows.one("select count(*) from collector where online and code like 'CRASH_'")));
    }

    private VirtualMeter meter(int box, int number) {
        return town.collector("CRASH" + box).meter(address(box, number));
    }

    private int id(int box, int number) {
        return Integer.parseInt(rows.one("select id from meter where address = ?", address(box, number)));
    }

    private long trip(int box) {
        return rest.post("/meters/" + id(box, 1) + "/controls", "{'action':'TRIP','reason':'crash test'}").expect(202).id();
    }

    private String state(long command) {
        return rows.one("select state from command where id = ?", command);
    }

    private void endsConfirmedAndWasDoneOnce(long command, int box) {
        await("the command of box " + box + " ends").atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(command)).as("failure: %s", rows.one("select failure from command where id = ?", command)).isEqualTo("CONFIRMED"));
        assertThat(meter(box, 1).relayOpen()).isTrue();
        assertThat(meter(box, 1).executions()).as("orders that the relay carried out: %s", meter(box, 1).executionLog()).isEqualTo(1);
    }

    /** Both points can be held open for as long as one likes, so one crash does for both. */
    @Test
    void killedBetweenIntentAndMessageAndBetweenMessageAndHandOver() {
        // what the ordering transaction leaves when the server dies right after its commit: the row, and no message
        long intended = Long.parseLong(rows.one("""
                insert into command (company_id, meter_id, kind, reason, requested_by, created_at, expires_at, wake_at)
                select company_id, id, 'TRIP', 'crash test', 'admin', now(), now() + interval '15 minutes', now() + interval '1 hour'
                from meter where id = ? returning id""", id(1, 1)));
        new Management(server).run(COMMANDS + "pause");
        long told = trip(2);
        assertThat(state(told)).isEqualTo("WAITING");
        server.killServer();
        rows.list("update command set wake_at = now() + interval '3 seconds' where id = ?", intended);
        server.startServer();
        awaitAllOnline();
        endsConfirmedAndWasDoneOnce(intended, 1);
        endsConfirmedAndWasDoneOnce(told, 2);
    }

    @Test
    void killedBetweenMessageAndHandOverAndTheBrokersJournalIsLostAsWell() {
        new Management(server).run(COMMANDS + "pause");
        long command = trip(3);
        server.killServer();
        server.loseJournal();
        server.startServer();
        awaitAllOnline();
        endsConfirmedAndWasDoneOnce(command, 3);
    }

    @Test
    void killedBetweenHandOverAndSend() {
        meter(4, 2).setReplyDelay(20_000);
        rest.post("/meters/" + id(4, 2) + "/reads", "{'items':['00010000']}").expect(202);
        await("the line is busy").atMost(PATIENCE).until(() -> rows.one("select count(*) from command_attempt a join command c on c.id = a.command_id where c.meter_id = ?", id(4, 2)).equals("1"));
        long command = trip(4);
        await("it is handed over").atMost(PATIENCE).until(() -> "SENT".equals(state(command)));
        assertThat(meter(4, 1).executions()).isZero();
        server.killServer();
        meter(4, 2).setReplyDelay(10);
        server.startServer();
        awaitAllOnline();
        endsConfirmedAndWasDoneOnce(command, 4);
        assertThat(String.join(" ", rows.list("select step from command_attempt where command_id = ? order by attempt", command)))
                .as("after the crash the relay is looked at, until it answers, before anything is sent again").matches("ACT( VERIFY)+ ACT( VERIFY)+");
    }

    @Test
    void killedBetweenSendAndReply() {
        meter(5, 1).setReplyDelay(15_000);
        long command = trip(5);
        await("the meter has carried it out").atMost(PATIENCE).until(() -> meter(5, 1).executions() == 1);
        server.killServer();
        meter(5, 1).setReplyDelay(10);
        server.startServer();
        awaitAllOnline();
        endsConfirmedAndWasDoneOnce(command, 5);
    }

    @Test
    void killedBetweenReplyAndCommit() throws SQLException {
        meter(6, 1).setReplyDelay(1_500);
        long command = trip(6);
        await("it is handed over").atMost(PATIENCE).until(() -> "SENT".equals(state(command)));
        try (Connection holding = server.connect()) {
            holding.setAutoCommit(false);
            try (PreparedStatement lock = holding.prepareStatement("select 1 from command where id = ? for update")) {
                lock.setLong(1, command);
                lock.execute();
            }
            await("the reply is there and its transaction waits for the row").atMost(PATIENCE).until(() -> !"0".equals(
                    rows.one("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from command c join meter m%'")));
            server.killServer();
            holding.rollback();
        }
        meter(6, 1).setReplyDelay(10);
        server.startServer();
        awaitAllOnline();
        endsConfirmedAndWasDoneOnce(command, 6);
    }

    @Test
    void aSweepThatIsCutShortGoesOnAndReadsEveryMeterOnce() {
        List.of(1, 2).forEach(number -> meter(7, number).setReplyDelay(4_000));
        long schedule = rest.post("/schedules", """
                {'company':'CRASH','name':'one box','kind':'INTERVAL','intervalSeconds':86400,'target':'COLLECTOR','targetId':%s,'readingTypes':['ACTIVE_ENERGY_FORWARD']}""",
                rows.one("select id from collector where code = 'CRASH7'")).expect(201).id();
        rows.list("update schedule set next_due = now() where id = ?", schedule);
        await("the line is handed over").atMost(PATIENCE).until(() -> "HANDED_OVER".equals(
                rows.one("select t.state from line_task t join reading_run r on r.id = t.run_id where r.schedule_id = ?", schedule)));
        server.killServer();
        List.of(1, 2).forEach(number -> meter(7, number).setReplyDelay(10));
        server.startServer();
        awaitAllOnline();
        await("the run ends").atMost(PATIENCE).until(() -> rows.one("select finished_at from reading_run where schedule_id = ?", schedule) != null);
        assertThat(rows.one("select failed from reading_run where schedule_id = ?", schedule)).isEqualTo("0");
        assertThat(rows.list("""
                select count(*) from reading v join reading_run r on r.slot = v.slot where r.schedule_id = ? group by v.meter_id""", schedule))
                .containsExactly("1", "1");
        assertThat(town.statistics().of(Statistics.Counter.COLLISIONS)).as("two questions on one line at once").isZero();
    }
}
