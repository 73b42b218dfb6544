package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.keymachine.KeyMachine;
import com.wattwell.keymachine.KeyMachineException;
import com.wattwell.keymachine.KeyMachines;
import com.wattwell.keymachine.MeterSession;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The way of an order by ciphertext: authentication, key machine, sealed order, read-back; and what becomes of it when something breaks. */
class SealedWayTest {

    private static final Caller OPERATOR = new Caller("wang", "Wang", Scope.ALL, Set.of(Caller.METER_OPERATOR));
    private static final int SECURE = 0x03;
    private static final int CONTROL = 0x1C;
    private static final int READ = 0x11;
    private static final String SESSION = "A1A2A3A4" + "0102030405060708";

    private final StandIn machine = new StandIn();
    private Spine spine;

    /** Remembers what it was asked. */
    private static final class StandIn implements KeyMachine {
        private final List<String> asked = new ArrayList<>();
        private KeyMachineException failure;

        @Override
        public IdentityAuthentication authenticate(String meterNumber) {
            asked.add("authenticate " + meterNumber);
            fail();
            return new IdentityAuthentication(Hex.parse("1111111111111111"), Hex.parse("2222222222222222"), IdentityAuthentication.factor(meterNumber));
        }

        @Override
        public byte[] sealControl(MeterSession session, byte[] order) {
            asked.add("seal " + Hex.of(order[0]) + " for " + Hex.of(session.answer().random()));
            fail();
            return new byte[20];
        }

        @Override
        public byte[] sealParameter(MeterSession session, ParameterClass parameterClass, String item, byte[] data) {
            throw new AssertionError("not expected");
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void aMeterThatWantsCiphertext(boolean withMachine) {
        spine = new Spine().login(1);
        spine.database.update("update meter m set model_id = d.id from meter_model d where d.code = 'STANDARD.DLT645_2007.ESAM' and m.id = ?", spine.meter);
        if (withMachine) {
            spine.wiring.stand(KeyMachines.class, new KeyMachines("http://127.0.0.1:1") {
                @Override
                public Optional<KeyMachine> configured() {
                    return Optional.of(machine);
                }
            });
        }
    }

    private long trip() {
        long id = spine.wiring.bean(CommandService.class).control(OPERATOR, spine.meter, "TRIP", "arrears");
        work(id);
        return id;
    }

    private void work(long id) {
        spine.wiring.bean(CommandWork.class).work(id);
        spine.wiring.doAside();
    }

    private void take(ExchangeOutcome outcome) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(outcome));
        spine.wiring.doAside();
    }

    private Exchange last() {
        return spine.wiring.adapter.exchanges.getLast();
    }

    private ExchangeOutcome session() {
        return spine.replied(last(), Dlt645Frame.itemData(IdentityAuthentication.CODE, Hex.parse(SESSION)));
    }

    private ExchangeOutcome relay(boolean open) {
        return spine.replied(last(), Dlt645Frame.itemData(0x04000503, (byte) (open ? 0x50 : 0), (byte) 0));
    }

    private List<Integer> functionsSent() {
        return spine.wiring.adapter.exchanges.stream().map(exchange -> Spine.request(exchange).control() & 0x1F).toList();
    }

    private String state(long id) {
        return spine.database.<String>one("select state || ' ' || step from command where id = ?", row -> row.getString(1), id);
    }

    private String failure(long id) {
        return spine.database.<String>one("select failure from command where id = ?", row -> row.getString(1), id);
    }

    @Test
    void theMeterIsAuthenticatedTheOrderSealedForItsSessionAndTheRelayReadBack() {
        aMeterThatWantsCiphertext(true);
        long id = trip();
        assertThat(state(id)).as("nothing that changes anything has gone out").isEqualTo("WAITING AUTHENTICATE");
        take(session());
        assertThat(state(id)).isEqualTo("SENT ACT");
        take(spine.replied(last()));
        take(relay(true));
        assertThat(state(id)).startsWith("CONFIRMED");
        assertThat(functionsSent()).containsExactly(SECURE, CONTROL, READ);
        assertThat(machine.asked).containsExactly("authenticate 202311000001", "seal 1A for A1A2A3A4");
    }

    @Test
    void whatAMeterToldOfItsSessionIsNotKept() {
        aMeterThatWantsCiphertext(true);
        trip();
        take(session());
        List<byte[]> kept = new ArrayList<>(spine.database.list("select reply from command_attempt where reply is not null", row -> row.getBytes(1)));
        kept.addAll(spine.database.list("select reply from frame_log", row -> row.getBytes(1)));
        assertThat(kept).hasSize(2).allSatisfy(reply -> assertThat(Hex.of(Dlt645Frame.parse(reply).data())).isEqualTo("FF000007" + "CD".repeat(12)));
        assertThat(machine.asked).as("the session itself went to the key machine").endsWith("seal 1A for A1A2A3A4");
    }

    @Test
    void withoutAKeyMachineItIsRefusedBeforeAnythingIsWrittenDown() {
        aMeterThatWantsCiphertext(false);
        assertThatThrownBy(this::trip).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.messageKey()).isEqualTo("refused.noKeyMachine");
            assertThat(refused).hasMessageContaining(KeyMachines.URL);
        });
        assertThat(spine.database.<Integer>one("select count(*) from command", row -> row.getInt(1))).isZero();
    }

    @Test
    void afterACrashBehindTheAuthenticationItBeginsAgainWithIt() {
        aMeterThatWantsCiphertext(true);
        long id = trip();
        spine.wiring.bean(CommandOutcomes.class).take(List.of(session()));
        spine.wiring.aside.clear(); // the session was in the memory of the node that died
        spine.tell(new CollectorEvent.Started(spine.now)).login(2);
        work(id);
        assertThat(functionsSent()).containsExactly(SECURE, SECURE);
        take(session());
        assertThat(functionsSent()).containsExactly(SECURE, SECURE, CONTROL);
    }

    @Test
    void whoComesBackFromTheKeyMachineTooLateDoesNothing() {
        aMeterThatWantsCiphertext(true);
        long id = trip();
        spine.wiring.bean(CommandOutcomes.class).take(List.of(session()));
        List<Runnable> late = List.copyOf(spine.wiring.aside);
        spine.wiring.aside.clear();
        spine.wiring.clock.set(spine.now.plus(CommandWork.LEASE).plusSeconds(1));
        work(id);
        late.forEach(Runnable::run);
        assertThat(functionsSent()).as("only the second life's authentication").containsExactly(SECURE, SECURE);
    }

    @Test
    void afterASealedOrderThatWasPerhapsHeardTheRelayIsLookedAtFirst() {
        aMeterThatWantsCiphertext(true);
        trip();
        take(session());
        take(spine.ended(last(), End.NO_REPLY, true));
        assertThat(functionsSent()).containsExactly(SECURE, CONTROL, READ);
    }

    @Test
    void anOrderThatWasNeverHeardIsSealedAnewForANewSession() {
        aMeterThatWantsCiphertext(true);
        long id = trip();
        take(session());
        take(spine.ended(last(), End.NO_REPLY, true));
        take(relay(false));
        work(id);
        assertThat(functionsSent()).containsExactly(SECURE, CONTROL, READ, SECURE);
    }

    @Test
    void aMeterThatIsProtectedWhileTheKeyMachineSealsIsNotTripped() {
        aMeterThatWantsCiphertext(true);
        long id = trip();
        spine.database.update("update meter set protected = true where id = ?", spine.meter);
        take(session());
        assertThat(functionsSent()).containsExactly(SECURE);
        assertThat(failure(id)).isEqualTo("failed.protected");
    }

    @Test
    void aKeyMachineThatIsAwayIsAskedAgainAndOneThatRefusesEndsTheOrder() {
        aMeterThatWantsCiphertext(true);
        machine.failure = new KeyMachineException(KeyMachineException.Kind.UNREACHABLE, "does not answer");
        long id = trip();
        assertThat(state(id)).startsWith("WAITING");
        machine.failure = new KeyMachineException(KeyMachineException.Kind.REFUSED, "unknown meter");
        spine.wiring.clock.set(spine.now.plus(Duration.ofSeconds(31)));
        work(id);
        assertThat(failure(id)).isEqualTo("failed.keyMachine|unknown meter");
        assertThat(spine.wiring.adapter.exchanges).isEmpty();
    }

    @Test
    void aMeterThatRefusesTheAuthenticationIsAFailureWithItsReason() {
        aMeterThatWantsCiphertext(true);
        long id = trip();
        take(spine.refused(last(), 0x04));
        assertThat(failure(id)).startsWith("failed.authentication|");
    }
}
