package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.keymachine.KeyMachine;
import com.wattwell.keymachine.KeyMachineException;
import com.wattwell.keymachine.KeyMachines;
import com.wattwell.keymachine.MeterSession;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way of a sealed order: the application's client asks the town's key machine over HTTP, and a meter of the default town obeys. */
class KeyMachineWayTest {

    private static final String METER = "202402060107";
    private static final String OPERATOR = "00000001";
    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_2007");
    private static final MeterReply WRONG_MAC = new MeterReply.Refused(List.of("ESAM verification failed"));

    private final Town town = TownFile.builtIn("default");
    private final TestLine line = new TestLine(town, town.collectors().stream().filter(plan -> plan.code().equals("BC0206")).findFirst().orElseThrow());
    private final VirtualMeter meter = line.meter(METER);
    private KeyMachinePort port;
    private KeyMachine machine;

    @BeforeEach
    void start() throws IOException {
        port = new KeyMachinePort(town, 0);
        machine = new KeyMachines("http://127.0.0.1:" + port.port()).configured().orElseThrow();
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    void aMeterIsAuthenticatedTrippedByCiphertextAndItsRelayIsOpen() {
        assertThat(ask(trip(authenticate()))).isEqualTo(new MeterReply.Accepted());

        line.timeline.until(line.timeline.millis() + 1000);
        assertThat(ask(new MeterRequest.ReadSupply(METER))).isEqualTo(new MeterReply.Supply(true, true, false));

        assertThat(ask(order(SupplyAction.CLOSE, authenticate()))).isEqualTo(new MeterReply.Accepted());
        line.timeline.until(line.timeline.millis() + 1000);
        assertThat(ask(new MeterRequest.ReadSupply(METER))).isEqualTo(new MeterReply.Supply(false, false, false));
        assertThat(meter.executions()).isEqualTo(2);
    }

    @Test
    void aReplayIsRefused() {
        MeterRequest trip = trip(authenticate());
        ask(trip);

        assertThat(ask(trip)).isEqualTo(WRONG_MAC);
        authenticate();
        assertThat(ask(trip)).isEqualTo(WRONG_MAC);
        assertThat(meter.executions()).isEqualTo(1);
    }

    @Test
    void aWrongMacIsRefusedAndTheRightOneStillTaken() {
        MeterSession session = authenticate();
        byte[] sealed = machine.sealControl(session, ControlCommand.order(SupplyAction.TRIP, inTenMinutes(), RequestStyle.STANDARD));
        byte[] wrong = sealed.clone();
        wrong[16] ^= 0x10;

        assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, wrong))).isEqualTo(WRONG_MAC);
        assertThat(meter.executions()).isZero();
        assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, sealed))).isEqualTo(new MeterReply.Accepted());
    }

    @Test
    void parametersOfBothClassesAreWritten() {
        byte[] clear = machine.sealParameter(authenticate(), ParameterClass.FIRST, "04000103", Hex.parse("30"));
        assertThat(ask(new MeterRequest.SecureWrite(METER, "04000103", ParameterClass.FIRST, OPERATOR, clear))).isEqualTo(new MeterReply.Accepted());
        assertThat(Hex.of(meter.parameter(0x04000103))).isEqualTo("30");

        byte[] cipher = machine.sealParameter(authenticate(), ParameterClass.SECOND, "04000103", Hex.parse("60"));
        assertThat(ask(new MeterRequest.SecureWrite(METER, "04000103", ParameterClass.SECOND, OPERATOR, cipher))).isEqualTo(new MeterReply.Accepted());
        assertThat(Hex.of(meter.parameter(0x04000103))).isEqualTo("60");
    }

    @Test
    void aPurchaseIsTakenWithItsCodesOnceAndWithoutThemNever() throws IOException {
        port.close();
        Town prepaid = TownFile.parse("prepaid", """
                town Prepaid
                prepaid 10.00 yuan at 0.5600
                company X Nobody
                  estate Estate
                    collectors 1 from P001 Block {n}
                      quirks esam
                      meters 1 from 202402060107 shop
                """);
        TestLine own = new TestLine(prepaid, prepaid.collectors().getFirst());
        port = new KeyMachinePort(prepaid, 0);
        machine = new KeyMachines("http://127.0.0.1:" + port.port()).configured().orElseThrow();
        assertThat(machine.sealsPurchases()).isTrue();
        MeterSession session = new MeterSession(METER, IdentityAuthentication.Answer.of(own.ask(PROTOCOL, machine.authenticate(METER).request(METER, OPERATOR))));
        byte[] sealed = machine.sealPurchase(session, Hex.parse("8813000001000000"));
        byte[] wrong = sealed.clone();
        wrong[8] ^= 1;

        assertThat(own.ask(PROTOCOL, new MeterRequest.Secure(METER, "070102FF", OPERATOR, wrong))).isEqualTo(WRONG_MAC);
        assertThat(own.ask(PROTOCOL, new MeterRequest.Secure(METER, "070102FF", OPERATOR, sealed))).isEqualTo(new MeterReply.Accepted());
        assertThat(own.ask(PROTOCOL, new MeterRequest.Secure(METER, "070102FF", OPERATOR, sealed))).isInstanceOf(MeterReply.Refused.class);
        assertThat(own.meter(METER).balanceNow()).isEqualByComparingTo("60.00");
    }

    @Test
    void anItemThatIsNoneIsRefusedByTheMachineInItsOwnWords() {
        MeterSession session = authenticate();

        assertThatThrownBy(() -> machine.sealParameter(session, ParameterClass.FIRST, "clock", Hex.parse("30")))
                .isInstanceOfSatisfying(KeyMachineException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(KeyMachineException.Kind.REFUSED);
                    assertThat(refused).hasMessageContaining("item is not 4 bytes in hex");
                });
    }

    private MeterSession authenticate() {
        IdentityAuthentication authentication = machine.authenticate(METER);
        return new MeterSession(METER, IdentityAuthentication.Answer.of(ask(authentication.request(METER, OPERATOR))));
    }

    private MeterRequest trip(MeterSession session) {
        return order(SupplyAction.TRIP, session);
    }

    private MeterRequest order(SupplyAction action, MeterSession session) {
        return new MeterRequest.SecureSwitch(METER, OPERATOR, machine.sealControl(session, ControlCommand.order(action, inTenMinutes(), RequestStyle.STANDARD)));
    }

    private MeterReply ask(MeterRequest request) {
        return line.ask(PROTOCOL, request);
    }

    private LocalDateTime inTenMinutes() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(line.epochMillis()), ZoneOffset.ofHours(8)).plusMinutes(10);
    }
}
