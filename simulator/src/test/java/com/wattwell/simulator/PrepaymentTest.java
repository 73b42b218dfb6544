package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Meters that are paid for in advance. A shop takes 20 to 80 kWh a day. */
class PrepaymentTest {

    private static final String METER = "000000000161";
    private static final MeterProtocol PROTOCOL = Protocols.named("DLT645_2007");
    private static final double DAY = 86_400_000;
    private static final String NO_CODE = "00000000";
    private static final String CUSTOMER = "610100000000";

    private final TestLine line = new TestLine("round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0\nrelay-time 0\nprepaid 500.00 yuan at 0.8000",
            "1 from 161 shop");
    private final VirtualMeter meter = line.meter(METER);

    @Test
    void moneyBecomesLessAsEnergyIsTaken() {
        assertThat(number("00900200")).isEqualTo("500.00");
        assertThat(number("02800020")).isEqualTo("0.8000");
        BigDecimal then = meter.energyNow();
        line.timeline.until(2 * DAY);

        BigDecimal used = meter.energyNow().subtract(then).multiply(new BigDecimal("0.8"));
        assertThat(number("00900200")).isCloseTo(new BigDecimal("500.00").subtract(used), within(new BigDecimal("0.02")));
        assertThat(number("00900201")).isEqualTo("0.00");
    }

    @Test
    void withoutMoneyTheRelayOpensAndAPurchaseClosesIt() {
        line.timeline.until(60 * DAY);
        assertThat(number("00900200")).isEqualTo("0.00");
        assertThat(meter.relayOpen()).isTrue();
        BigDecimal overdrawn = number("00900201");
        assertThat(overdrawn).isPositive();

        int fen = overdrawn.movePointRight(2).intValueExact() + 10_000;
        assertThat(recharge(fen, 1, NO_CODE, CUSTOMER)).isNotInstanceOf(MeterReply.Refused.class);
        assertThat(number("00900200")).isEqualTo("100.00");
        assertThat(meter.relayOpen()).isFalse();
    }

    @Test
    void aPurchaseIsTakenOnceInTurnForThisCustomerAndWithItsCodes() {
        assertThat(number("03330201")).isEqualTo("0");
        assertThat(reasons(recharge(5000, 2, NO_CODE, CUSTOMER))).contains("recharge count error");
        assertThat(reasons(recharge(5000, 1, "01000000", CUSTOMER))).contains("ESAM verification failed");
        assertThat(reasons(recharge(5000, 1, NO_CODE, "620100000000"))).contains("customer number mismatch");
        recharge(5000, 1, NO_CODE, CUSTOMER);
        assertThat(reasons(recharge(5000, 1, NO_CODE, CUSTOMER))).contains("repeated recharge");

        assertThat(number("00900200")).isEqualTo("550.00").isEqualTo(meter.balanceNow());
        assertThat(number("03330201")).isEqualTo("1");
        assertThat(number("03330301")).isEqualTo("50.00");
    }

    @Test
    void aProtectedMeterGoesOnWithoutMoney() {
        meter.setKeepPower(true);
        line.timeline.until(60 * DAY);

        assertThat(number("00900201")).isPositive();
        assertThat(meter.relayOpen()).isFalse();
    }

    @Test
    void onlyMetersOfTheNewEditionAreSwitchedOffForMoney() {
        TestLine old = new TestLine("prepaid 0.00 yuan at 0.8000\nprotocol dlt645-1997", "1 from 161 shop");

        assertThat(old.meter(METER).prepaid()).isFalse();
    }

    private static String reasons(MeterReply reply) {
        return ((MeterReply.Refused) reply).reasons().toString();
    }

    private MeterReply recharge(int fen, int count, String code, String customer) {
        String data = Hex.of((byte) fen, (byte) (fen >> 8), (byte) (fen >> 16), (byte) (fen >> 24)) + Hex.of((byte) count) + "000000" + code + customer + code;
        return line.ask(PROTOCOL, new MeterRequest.Secure(METER, "070102FF", "00000000", Hex.parse(data)));
    }

    private BigDecimal number(String item) {
        return ((MeterReply.Values) line.ask(PROTOCOL, new MeterRequest.ReadItem(METER, item))).values().getFirst().number();
    }
}
