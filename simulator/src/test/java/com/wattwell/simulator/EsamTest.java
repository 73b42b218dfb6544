package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.ParameterClass;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.dlt645.ControlCommand;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Meters with a security module: what they refuse, and what they take in a session. The key machine's part is played here. */
class EsamTest {

    private static final String METER = "202402060107";
    private static final String OPERATOR = "00000001";
    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_2007");
    private static final byte[] RANDOM_1 = Hex.parse("0102030405060708");
    private static final MeterReply ACCEPTED = new MeterReply.Accepted();
    private static final MeterReply NOT_AUTHENTICATED = new MeterReply.Refused(List.of("identity authentication failed"));
    private static final MeterReply WRONG_MAC = new MeterReply.Refused(List.of("ESAM verification failed"));
    private static final MeterReply UNAUTHORISED = new MeterReply.Refused(List.of("password error or unauthorised"));

    private final TestLine line = new TestLine(
            "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\npreamble 0\npassword 123456\nrelay-time 0\nquirks esam", "1 from " + METER + " office");
    private final VirtualMeter meter = line.meter(METER);
    /** The line's town has seed 5. */
    private final StandInCipher keyMachine = new StandInCipher(5);
    private final byte[] factor = IdentityAuthentication.factor(METER);

    @Test
    void anOrderWithTheRightPasswordIsRefusedAndNothingIsDone() {
        assertThat(ask(new MeterRequest.SwitchSupply(METER, SupplyAction.TRIP, new Credentials(2, "123456", OPERATOR), inTenMinutes())))
                .isEqualTo(UNAUTHORISED);
        assertThat(meter.executions()).isZero();
    }

    @Test
    void afterItsAuthenticationAMeterTripsByCiphertext() {
        IdentityAuthentication.Answer session = authenticate();
        assertThat(word()).isEqualTo(0x2000);

        assertThat(ask(trip(session))).isEqualTo(ACCEPTED);

        line.timeline.until(line.timeline.millis() + 1);
        assertThat(ask(new MeterRequest.ReadSupply(METER))).isEqualTo(new MeterReply.Supply(true, true, false));
        assertThat(meter.executions()).isEqualTo(1);
    }

    @Test
    void theSameCiphertextIsTakenOnce() {
        MeterRequest trip = trip(authenticate());

        assertThat(ask(trip)).isEqualTo(ACCEPTED);
        assertThat(ask(trip)).isEqualTo(WRONG_MAC);
        authenticate();
        assertThat(ask(trip)).isEqualTo(WRONG_MAC);
        assertThat(meter.executions()).isEqualTo(1);
    }

    @Test
    void withoutAuthenticationNoCiphertextIsTaken() {
        assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, new byte[20]))).isEqualTo(NOT_AUTHENTICATED);
    }

    @Test
    void aSessionEndsAfterFiveMinutes() {
        IdentityAuthentication.Answer session = authenticate();

        line.timeline.until(line.timeline.millis() + Esam.SESSION_MILLIS);

        assertThat(ask(trip(session))).isEqualTo(NOT_AUTHENTICATED);
        assertThat(word()).isZero();
        assertThat(ask(trip(authenticate()))).isEqualTo(ACCEPTED);
    }

    @Test
    void aWrongMacIsRefusedAndTheThirdEndsTheSession() {
        IdentityAuthentication.Answer session = authenticate();
        byte[] wrong = sealed(session);
        wrong[19] ^= 1;

        for (int i = 0; i < Esam.WRONG_ALLOWED; i++) {
            assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, wrong))).isEqualTo(WRONG_MAC);
        }
        assertThat(ask(trip(session))).isEqualTo(NOT_AUTHENTICATED);
        assertThat(meter.executions()).isZero();
    }

    @Test
    void aMessageForAnotherMeterOrModuleHasTheWrongMac() {
        IdentityAuthentication.Answer session = authenticate();
        byte[] order = ControlCommand.order(SupplyAction.TRIP, inTenMinutes(), RequestStyle.STANDARD);

        assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, keyMachine.sealOrder(
                new StandInCipher.Session(IdentityAuthentication.factor("202402060108"), session.esamNumber(), session.random()), order)))).isEqualTo(WRONG_MAC);
        assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, keyMachine.sealOrder(
                new StandInCipher.Session(factor, new byte[8], session.random()), order)))).isEqualTo(WRONG_MAC);
    }

    @Test
    void whoHasNotTheKeysIsNotAuthenticated() {
        assertThat(ask(new IdentityAuthentication(new byte[8], RANDOM_1, factor).request(METER, OPERATOR))).isEqualTo(NOT_AUTHENTICATED);
        assertThat(ask(new IdentityAuthentication(new StandInCipher(6).authentication(factor, RANDOM_1), RANDOM_1, factor).request(METER, OPERATOR)))
                .isEqualTo(NOT_AUTHENTICATED);
        byte[] others = IdentityAuthentication.factor("202402060108");
        assertThat(ask(new IdentityAuthentication(keyMachine.authentication(others, RANDOM_1), RANDOM_1, others).request(METER, OPERATOR)))
                .isEqualTo(new MeterReply.Refused(List.of("other error")));
        assertThat(word()).isZero();
    }

    @Test
    void anOrderWhoseTimeIsOverIsRefusedThoughItsMacIsRight() {
        byte[] order = ControlCommand.order(SupplyAction.TRIP, now().minusSeconds(1), RequestStyle.STANDARD);

        assertThat(ask(new MeterRequest.SecureSwitch(METER, OPERATOR, keyMachine.sealOrder(session(authenticate()), order))))
                .isEqualTo(new MeterReply.Refused(List.of("other error")));
        assertThat(meter.executions()).isZero();
    }

    @Test
    void aParameterIsWrittenInClearOrAsCiphertextWithItsMac() {
        byte[] identifier = Hex.parse("03010004");
        byte[] clear = keyMachine.sealParameter(session(authenticate()), identifier, Hex.parse("30"), false);
        assertThat(ask(new MeterRequest.SecureWrite(METER, "04000103", ParameterClass.FIRST, OPERATOR, clear))).isEqualTo(ACCEPTED);
        assertThat(Hex.of(meter.parameter(0x04000103))).isEqualTo("30");

        byte[] cipher = keyMachine.sealParameter(session(authenticate()), identifier, Hex.parse("60"), true);
        assertThat(ask(new MeterRequest.SecureWrite(METER, "04000103", ParameterClass.SECOND, OPERATOR, cipher))).isEqualTo(ACCEPTED);
        assertThat(Hex.of(meter.parameter(0x04000103))).isEqualTo("60");
    }

    @Test
    void aParameterSealedForAnotherItemIsRefused() {
        byte[] sealed = keyMachine.sealParameter(session(authenticate()), Hex.parse("04010004"), Hex.parse("30"), false);

        assertThat(ask(new MeterRequest.SecureWrite(METER, "04000103", ParameterClass.FIRST, OPERATOR, sealed))).isEqualTo(WRONG_MAC);
        assertThat(Hex.of(meter.parameter(0x04000103))).isEqualTo("15");
    }

    private IdentityAuthentication.Answer authenticate() {
        IdentityAuthentication request = new IdentityAuthentication(keyMachine.authentication(factor, RANDOM_1), RANDOM_1, factor);
        return IdentityAuthentication.Answer.of(ask(request.request(METER, OPERATOR)));
    }

    private StandInCipher.Session session(IdentityAuthentication.Answer answer) {
        return new StandInCipher.Session(factor, answer.esamNumber(), answer.random());
    }

    private byte[] sealed(IdentityAuthentication.Answer answer) {
        return keyMachine.sealOrder(session(answer), ControlCommand.order(SupplyAction.TRIP, inTenMinutes(), RequestStyle.STANDARD));
    }

    private MeterRequest trip(IdentityAuthentication.Answer answer) {
        return new MeterRequest.SecureSwitch(METER, OPERATOR, sealed(answer));
    }

    private MeterReply ask(MeterRequest request) {
        return line.ask(PROTOCOL, request);
    }

    private int word() {
        line.read(METER, 0x04000503);
        byte[] data = line.lastReply().data();
        return data[4] & 0xFF | (data[5] & 0xFF) << 8;
    }

    private LocalDateTime inTenMinutes() {
        return now().plusMinutes(10);
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(line.epochMillis()), ZoneOffset.ofHours(8));
    }
}
