package com.wattwell.prepayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.control.CommandOutcomes;
import com.wattwell.control.CommandWork;
import com.wattwell.counter.Counter;
import com.wattwell.counter.Receipt;
import com.wattwell.counter.Shifts;
import com.wattwell.counter.Tender;
import com.wattwell.customer.AccountMode;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money on its way into a meter that counts it itself; on a real database with a stand-in for the adapter. */
class MeterPurchasesTest {

    private static final int SECURITY = 0x03;
    private static final int READ = 0x11;

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(1);
    private final Prepaid prepaid = new Prepaid(day);
    private final Spine spine = prepaid.spine;
    private long account;

    @BeforeEach
    void aMeterWithItsOwnMoney() {
        spine.login(1);
        account = prepaid.read(spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_METER, spine.meter);
        prepaid.transaction(() -> prepaid.bean(Shifts.class).open(prepaid.cashier, null, 0L, "shift-0001"));
    }

    private Receipt recharge(long fen, String token) {
        return prepaid.transaction(() -> prepaid.bean(Counter.class).recharge(prepaid.cashier, new Counter.Recharge(account, Tender.CASH, fen, null, token)));
    }

    private long command() {
        return spine.database.one("select max(id) from command where kind = 'RECHARGE'", row -> row.getLong(1));
    }

    private void work() {
        prepaid.bean(CommandWork.class).work(command());
    }

    private List<Exchange> sent() {
        return spine.wiring.adapter.exchanges;
    }

    private void take(ExchangeOutcome outcome) {
        prepaid.bean(CommandOutcomes.class).take(List.of(outcome));
    }

    /** The three answers to a look: purchases so far, the last amount, what remains, each low byte first in BCD. */
    private void told(String count, String last, String remaining) {
        List<Exchange> looks = List.copyOf(sent().subList(sent().size() - 3, sent().size()));
        take(spine.replied(looks.get(0), Dlt645Frame.itemData(0x03330201, Hex.parse(count))));
        take(spine.replied(looks.get(1), Dlt645Frame.itemData(0x03330301, Hex.parse(last))));
        take(spine.replied(looks.get(2), Dlt645Frame.itemData(0x00900200, Hex.parse(remaining))));
    }

    private List<String> purchases() {
        return spine.database.list("select state || ' ' || coalesce(number::text, '-') from meter_purchase order by id", row -> row.getString(1));
    }

    private List<Integer> functions() {
        return sent().stream().map(exchange -> Spine.request(exchange).control() & 0x1F).toList();
    }

    @Test
    void theMetersCounterIsReadFirstAndThePurchaseTakesTheNextNumber() {
        recharge(12_345, "form-00001");
        assertThat(purchases()).containsExactly("PAID -");
        work();
        assertThat(functions()).containsExactly(READ, READ, READ);
        told("0200", "00500000", "00120000");
        assertThat(functions()).containsExactly(READ, READ, READ, SECURITY);
        byte[] data = Spine.request(sent().getLast()).data();
        // identifier 4, operator 4, amount 4 and count 4 low byte first, MAC 4, meter number 6, MAC 4
        assertThat(Hex.of(java.util.Arrays.copyOfRange(data, 8, data.length))).isEqualTo("39300000" + "03000000" + "00000000" + "010000112320" + "00000000");
        take(spine.replied(sent().getLast(), Dlt645Frame.itemData(0x070102FF)));
        told("0300", "45230100", "45350100");
        assertThat(purchases()).containsExactly("CREDITED 3");
        assertThat(spine.database.<String>one("select remaining_fen || ' ' || purchases || ' ' || books_fen from meter_remaining", row -> row.getString(1))).isEqualTo("13545 3 12345");
    }

    @Test
    void anAnswerThatWasLostIsFoundOutByTheCounterAndNothingIsSentTwice() {
        recharge(12_345, "form-00001");
        work();
        told("0200", "00500000", "00120000");
        take(spine.ended(sent().getLast(), End.NO_REPLY, true));
        told("0300", "45230100", "45350100");
        assertThat(purchases()).containsExactly("CREDITED 3");
        assertThat(functions()).filteredOn(function -> function == SECURITY).hasSize(1);
    }

    @Test
    void whatTheMeterNeverHeardIsSentAgainUnderTheSameNumber() {
        recharge(12_345, "form-00001");
        work();
        told("0200", "00500000", "00120000");
        take(spine.ended(sent().getLast(), End.NO_REPLY, true));
        told("0200", "00500000", "00120000");
        assertThat(functions()).filteredOn(function -> function == SECURITY).hasSize(2);
        take(spine.replied(sent().getLast(), Dlt645Frame.itemData(0x070102FF)));
        told("0300", "45230100", "45350100");
        assertThat(purchases()).containsExactly("CREDITED 3");
    }

    @Test
    void anotherPurchaseUnderOurNumberIsNotTakenForOurs() {
        recharge(12_345, "form-00001");
        work();
        told("0200", "00500000", "00120000");
        take(spine.ended(sent().getLast(), End.NO_REPLY, true));
        spine.database.update("update command set verifies = 20 where id = ?", command());
        told("0300", "00500000", "00620000");
        assertThat(spine.database.<String>one("select failure from command", row -> row.getString(1))).isEqualTo("failed.otherPurchase|3|50.00");
        assertThat(purchases()).containsExactly("PAID 3");
    }

    @Test
    void itWaitsForItsCollectorForAsLongAsItTakesAndAnAlarmTellsItsAge() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        recharge(12_345, "form-00001");
        spine.wiring.clock.set(spine.wiring.clock.instant().plus(Duration.ofDays(30)));
        prepaid.bean(com.wattwell.control.CommandSweep.class).expire();
        prepaid.bean(MeterPurchases.class).tryAgain();
        assertThat(spine.database.<String>one("select state from command", row -> row.getString(1))).isEqualTo("WAITING");
        assertThat(spine.database.<Integer>one("select count(*) from notice_event where kind = 'purchaseLate'", row -> row.getInt(1))).isOne();
        assertThat(purchases()).containsExactly("PAID -");
    }

    @Test
    void aFailedOrderIsFollowedByAnotherAndTheSecondPurchaseWaitsForTheFirst() {
        recharge(12_345, "form-00001");
        long first = command();
        recharge(500, "form-00002");
        assertThat(command()).as("one at a time").isEqualTo(first);
        work();
        told("0200", "00500000", "00120000");
        take(spine.refused(sent().getLast(), 0x04));
        spine.wiring.clock.set(spine.wiring.clock.instant().plusSeconds(31));
        prepaid.bean(MeterPurchases.class).tryAgain();
        assertThat(command()).isGreaterThan(first);
        work();
        told("0300", "45230100", "45350100");
        prepaid.bean(MeterPurchases.class).tryAgain();
        work();
        told("0300", "45230100", "45350100");
        take(spine.replied(sent().getLast(), Dlt645Frame.itemData(0x070102FF)));
        told("0400", "00050000", "00000200");
        assertThat(purchases()).containsExactly("CREDITED 3", "CREDITED 4");
    }

    @Test
    void whatWasNotSentCanBeGivenBackAndWhatMayBeInTheMeterCannot() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        recharge(12_345, "form-00001");
        long id = spine.database.one("select id from meter_purchase", row -> row.getLong(1));
        prepaid.transaction(() -> {
            prepaid.bean(MeterPurchases.class).refund(prepaid.finance, id, HouseAccount.CASH, "meter is broken");
            return null;
        });
        assertThat(purchases()).containsExactly("REFUNDED -");
        assertThat(prepaid.bean(Journal.class).balanceFen(account)).isZero();
        spine.login(2);
        recharge(500, "form-00002");
        work();
        told("0200", "00500000", "00120000");
        long second = spine.database.one("select max(id) from meter_purchase", row -> row.getLong(1));
        assertThatThrownBy(() -> prepaid.bean(MeterPurchases.class).refund(prepaid.finance, second, HouseAccount.CASH, "meter is broken")).isInstanceOf(RefusedException.class);
    }

    @Test
    void pricesAndAlarmAmountsAreSentDownAndAPriceThatTheMeterCannotHoldIsRefused() {
        com.wattwell.feecontrol.MeterMoneySettings settings = prepaid.bean(com.wattwell.feecontrol.MeterMoneySettings.class);
        assertThat(prepaid.<List<Long>>transaction(() -> settings.send(prepaid.admin, account))).hasSize(8);
        assertThat(spine.database.<String>list("select (parameters ->> 'item') || ' ' || (parameters -> 'values' ->> 0) from command where kind = 'WRITE' order by id", row -> row.getString(1)))
                .containsExactly("04050101 0.6000", "04050102 0.6000", "04050103 0.6000", "04050104 0.6000", "04001001 20.00", "04001002 10.00", "04001003 0.00", "04001005 0.01");
        spine.database.update("update agreement set tariff_id = ?", prepaid.steps);
        assertThatThrownBy(() -> settings.send(prepaid.admin, account)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.messageKey()).isEqualTo("refused.priceNotInMeter"));
    }

    @Test
    void aMeterWithASecurityModuleTakesNoMoneyWhileNothingSealsIt() {
        spine.database.update("update meter_model set ciphertext = true, version = version + 1 where id = (select model_id from meter where id = ?)", spine.meter);
        assertThatThrownBy(() -> recharge(500, "form-00001")).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo("refused.noKeyMachine"));
        assertThat(prepaid.bean(Journal.class).balanceFen(account)).isZero();
    }
}
