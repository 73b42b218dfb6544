package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order's way from intent to effect, on a real database with a stand-in for the adapter. */
class CommandWayTest {

    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final int CONTROL = 0x1C;
    private static final int READ = 0x11;

    private Spine spine;

    @BeforeEach
    void aConnectedMeter() {
        spine = new Spine().login(1);
    }

    private long order(String action) {
        return spine.wiring.bean(CommandService.class).control(OPERATOR, spine.meter, action, "arrears of two months");
    }

    private void work(long id) {
        spine.wiring.bean(CommandWork.class).work(id);
    }

    private void take(ExchangeOutcome outcome) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(outcome));
    }

    private Exchange last() {
        return spine.wiring.adapter.exchanges.getLast();
    }

    private List<Integer> functionsSent() {
        return spine.wiring.adapter.exchanges.stream().map(exchange -> Spine.request(exchange).control() & 0x1F).toList();
    }

    private String state(long id) {
        return spine.database.<String>one("select state from command where id = ?", row -> row.getString(1), id);
    }

    private String failure(long id) {
        return spine.database.<String>one("select failure from command where id = ?", row -> row.getString(1), id);
    }

    private List<String> notices() {
        return spine.database.list("select severity || ' ' || kind as line from notice_event where meter_id = ? order by id", row -> row.getString(1), spine.meter);
    }

    private ExchangeOutcome relay(Exchange look, boolean open, boolean commandOpen) {
        return spine.replied(look, Dlt645Frame.itemData(0x04000503, (byte) ((open ? 0x10 : 0) | (commandOpen ? 0x40 : 0)), (byte) 0));
    }

    @Test
    void aTripIsConfirmedOnlyAfterTheRelayWasReadBack() {
        long id = order("TRIP");
        assertThat(state(id)).isEqualTo("WAITING");
        work(id);
        assertThat(state(id)).isEqualTo("SENT");
        take(spine.replied(last()));
        assertThat(state(id)).isEqualTo("ACCEPTED");
        assertThat(functionsSent()).containsExactly(CONTROL, READ);
        take(relay(last(), true, true));
        assertThat(state(id)).isEqualTo("CONFIRMED");
        assertThat(spine.database.<String>one("select supply from meter_state where meter_id = ?", row -> row.getString(1), spine.meter)).isEqualTo("OPEN");
        assertThat(spine.database.<String>list("select state from command_event where command_id = ? order by id", row -> row.getString(1), id))
                .containsExactly("WAITING", "SENT", "ACCEPTED", "CONFIRMED");
        assertThat(notices()).containsExactly("INFO tripped");
    }

    @Test
    void aRelayThatStillMovesIsLookedAtAgainAndOneThatNeverMovesIsAFailure() {
        long id = order("TRIP");
        work(id);
        take(spine.replied(last()));
        for (int look = 0; look < 8; look++) {
            assertThat(state(id)).isEqualTo("ACCEPTED");
            take(relay(last(), false, true));
            work(id);
        }
        assertThat(state(id)).isEqualTo("FAILED");
        assertThat(failure(id)).isEqualTo("failed.notMoved");
        assertThat(notices()).containsExactly("WARNING commandFailed");
        assertThat(functionsSent()).as("the order itself went out once").filteredOn(function -> function == CONTROL).hasSize(1);
    }

    @Test
    void anOrderWithoutAnswerIsReadBackBeforeAnythingIsSentAgain() {
        long id = order("TRIP");
        work(id);
        take(spine.ended(last(), End.NO_REPLY, true));
        assertThat(functionsSent()).containsExactly(CONTROL, READ);
        take(relay(last(), true, true));
        assertThat(state(id)).isEqualTo("CONFIRMED");
    }

    @Test
    void anOrderThatTheMeterNeverHeardIsSentAgain() {
        long id = order("CLOSE");
        work(id);
        take(spine.ended(last(), End.NO_REPLY, true));
        take(relay(last(), true, true));
        assertThat(functionsSent()).containsExactly(CONTROL, READ, CONTROL);
        take(spine.replied(last()));
        take(relay(last(), false, false));
        assertThat(state(id)).isEqualTo("CONFIRMED");
    }

    @Test
    void afterACrashBetweenHandOverAndReplyTheMeterIsReadBeforeAnythingIsSentAgain() {
        long id = order("TRIP");
        work(id);
        spine.tell(new CollectorEvent.Started(spine.now)).login(2);
        work(id);
        assertThat(functionsSent()).containsExactly(CONTROL, READ);
        take(relay(last(), true, true));
        assertThat(state(id)).isEqualTo("CONFIRMED");
    }

    @Test
    void anAnswerToAnAttemptOfAnOlderLifeChangesNothing() {
        long id = order("TRIP");
        work(id);
        Exchange first = last();
        spine.tell(new CollectorEvent.Started(spine.now)).login(2);
        work(id);
        take(spine.refused(first, 0x04));
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void anOrderThatSurelyDidNotGoOutWaitsAndIsSentWhenTheCollectorIsBack() {
        long id = order("TRIP");
        work(id);
        take(spine.ended(last(), End.DISCONNECTED, false));
        assertThat(state(id)).isEqualTo("WAITING");
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now)).login(2);
        work(id);
        assertThat(functionsSent()).containsExactly(CONTROL, CONTROL);
    }

    @Test
    void aCutForACollectorThatStaysAwayExpiresAndSaysSo() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        long id = order("TRIP");
        spine.wiring.clock.set(spine.now.plus(CommandService.CONTROL_EXPIRES).plusSeconds(1));
        spine.wiring.bean(CommandSweep.class).expire();
        assertThat(state(id)).isEqualTo("EXPIRED");
        assertThat(failure(id)).isEqualTo("expired.offline");
        spine.login(2);
        work(id);
        assertThat(spine.wiring.adapter.exchanges).as("it does not fire hours later").isEmpty();
    }

    @Test
    void aNewerOppositeOrderWithdrawsOneThatStillWaits() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        long trip = order("TRIP");
        long close = order("CLOSE");
        assertThat(state(trip)).isEqualTo("WITHDRAWN");
        assertThat(state(close)).isEqualTo("WAITING");
    }

    @Test
    void ordersOfOneMeterGoOneAfterTheOther() {
        long trip = order("TRIP");
        work(trip);
        long close = order("CLOSE");
        work(close);
        assertThat(functionsSent()).as("the close waits for the trip to end").containsExactly(CONTROL);
        take(spine.replied(last()));
        spine.wiring.rings.clear();
        take(relay(last(), true, true));
        assertThat(spine.wiring.rings).contains("COMMAND " + close);
        work(close);
        assertThat(functionsSent()).containsExactly(CONTROL, READ, CONTROL);
    }

    @Test
    void aProtectedMeterIsNeverTrippedNotEvenWhenItBecameProtectedWhileTheOrderWaited() {
        long waiting = order("TRIP");
        spine.database.update("update meter set protected = true where id = ?", spine.meter);
        work(waiting);
        assertThat(state(waiting)).isEqualTo("FAILED");
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
        assertThatThrownBy(() -> order("TRIP")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aMeterThatRefusesTheOrderIsAFailureWithItsReason() {
        long id = order("TRIP");
        work(id);
        take(spine.refused(last(), 0x04));
        assertThat(state(id)).isEqualTo("FAILED");
        assertThat(failure(id)).startsWith("failed.refused|");
    }

    @Test
    void readNowBringsTheValuesIntoTheCommandAndTheArchive() {
        long id = spine.wiring.bean(CommandService.class).read(OPERATOR, spine.meter, List.of("00010000", "02010100"));
        work(id);
        List<Exchange> exchanges = List.copyOf(spine.wiring.adapter.exchanges);
        assertThat(exchanges).hasSize(2);
        take(spine.replied(exchanges.get(0), Dlt645Frame.itemData(0x00010000, (byte) 0x26, (byte) 0, (byte) 0, (byte) 0)));
        assertThat(state(id)).isEqualTo("SENT");
        take(spine.ended(exchanges.get(1), End.NO_REPLY, true));
        assertThat(state(id)).isEqualTo("CONFIRMED");
        assertThat(spine.database.<String>one("select value from reading", row -> row.getString(1))).isEqualTo("0.26");
        assertThat(spine.database.<String>one("select result ->> 0 from command where id = ?", row -> row.getString(1), id)).contains("0.26");
    }

    @Test
    void aReadOfTheRelayWordTellsTheSupplyAndCorrectsWhatWasBelieved() {
        spine.database.update("update meter_state set supply = 'OPEN', supply_at = ? where meter_id = ?", spine.now.minusSeconds(3600), spine.meter);
        long id = spine.wiring.bean(CommandService.class).read(OPERATOR, spine.meter, List.of("04000503"));
        work(id);
        take(relay(last(), false, false));
        assertThat(state(id)).isEqualTo("CONFIRMED");
        assertThat(spine.database.<String>one("select supply from meter_state where meter_id = ?", row -> row.getString(1), spine.meter)).isEqualTo("CLOSED");
        assertThat(spine.database.<String>one("select result ->> 0 from command where id = ?", row -> row.getString(1), id)).contains("04000503", "\"CLOSED\"");
    }

    @Test
    void whoMayOnlyLookMayNotAskAMeter() {
        Caller viewer = new Caller("li", "Li", Scope.ALL, Set.of(Caller.VIEWER));
        assertThatThrownBy(() -> spine.wiring.bean(CommandService.class).read(viewer, spine.meter, List.of("00010000")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN));
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
    }

    @Test
    void aReadThatNobodyAnswersFailsAndOneThatExpiresSaysSo() {
        long id = spine.wiring.bean(CommandService.class).read(OPERATOR, spine.meter, List.of("00010000"));
        work(id);
        take(spine.ended(last(), End.NO_REPLY, true));
        assertThat(state(id)).isEqualTo("FAILED");
        long late = spine.wiring.bean(CommandService.class).read(OPERATOR, spine.meter, List.of("00010000"));
        spine.wiring.clock.set(spine.now.plus(CommandService.READ_EXPIRES).plus(Duration.ofSeconds(1)));
        work(late);
        assertThat(state(late)).isEqualTo("EXPIRED");
    }

    @Test
    void thePasswordOfTheOrderIsNotKept() {
        work(order("TRIP"));
        byte[] kept = spine.database.<byte[]>one("select request from command_attempt", row -> row.getBytes(1));
        assertThat(kept).isNotEqualTo(last().request()).hasSameSizeAs(last().request());
    }
}
