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
        Receipt receipt = prepaid.transaction(() -> prepaid.bean(Counter.class).recharge(prepaid.cashier, new Counter.Recharge(account, Tender.CASH, fen, null, token)));
        spine.wiring.doAside();
        return receipt;
    }

    private void tryAgain() {
        prepaid.bean(PurchaseSweep.class).tryAgain();
    }

    private void laterBySeconds(int seconds) {
        spine.wiring.clock.set(spine.wiring.clock.instant().plusSeconds(seconds));
    }

    private long purchase() {
        return spine.database.one("select max(id) from meter_purchase", row -> row.getLong(1));
    }

    private Receipt giveBack(long purchase, Tender tender, String token) {
        return prepaid.transaction(() -> prepaid.bean(Counter.class).refundPurchase(prepaid.finance, new Counter.PurchaseRefund(purchase, tender, null, "meter is broken", token)));
    }

    private void refusedWith(String key, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    /** The latest order goes out and is never read back: the meter is silent from then on. */
    private void sentAndNeverReadBack() {
        work();
        told("0200", "00500000", "00120000");
        take(spine.ended(sent().getLast(), End.NO_REPLY, true));
        spine.database.update("update command set verifies = 20 where id = ?", command());
        List.copyOf(sent().subList(sent().size() - 3, sent().size())).forEach(look -> take(spine.ended(look, End.NO_REPLY, true)));
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
    void whatTheMeterHasLeftIsComparedWithWhatItShouldHaveAndToldWhenItDeviatesOrIsLow() {
        com.wattwell.feecontrol.MeterRemainders remainders = prepaid.bean(com.wattwell.feecontrol.MeterRemainders.class);
        prepaid.read(spine.meter, Prepaid.start(day).plus(Duration.ofHours(9)), "100").reckon(account);
        recharge(12_345, "form-00001");
        work();
        told("0200", "00500000", "00120000");
        take(spine.replied(sent().getLast(), Dlt645Frame.itemData(0x070102FF)));
        told("0300", "45230100", "45350100");
        assertThat(remainders.ofAccount(prepaid.cashier.scope(), account).getFirst().deviationFen()).isZero();
        // ten kilowatt-hours at 0.60 yuan
        prepaid.at(day, 12).read(spine.meter, Prepaid.start(day).plus(Duration.ofHours(12)), "110");
        remaining(Prepaid.start(day).plus(Duration.ofHours(12)), "129.45");
        assertThat(remainders.ofAccount(prepaid.cashier.scope(), account)).singleElement().satisfies(row -> {
            assertThat(row.remainingFen()).isEqualTo(12_945);
            assertThat(row.shouldFen()).isEqualTo(12_945);
            assertThat(row.deviates()).isFalse();
        });
        prepaid.at(day, 13);
        remaining(Prepaid.start(day).plus(Duration.ofHours(13)), "15.00");
        prepaid.at(day, 14);
        remaining(Prepaid.start(day).plus(Duration.ofHours(14)), "14.00");
        assertThat(remainders.ofAccount(prepaid.cashier.scope(), account)).singleElement().satisfies(row -> {
            assertThat(row.deviationFen()).isEqualTo(-11_545);
            assertThat(row.deviates()).isTrue();
            assertThat(row.low()).isTrue();
        });
        assertThat(spine.database.<String>list("select kind || ' ' || detail from notice_event where kind like 'remaining%' order by kind", row -> row.getString(1)))
                .as("once each").containsExactly("remainingDeviates -114.45", "remainingLow 15.00");
    }

    private void remaining(java.time.Instant at, String yuan) {
        spine.sample.reading(spine.company, spine.meter, 82, at, yuan);
        prepaid.reckon(account);
        prepaid.bean(com.wattwell.feecontrol.MeterRemainders.class).read(new PositionsChanged(List.of(account)));
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
        assertThat(purchases()).containsExactly("UNCLEAR 3");
    }

    @Test
    void itWaitsForItsCollectorForAsLongAsItTakesAndAnAlarmTellsItsAge() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        recharge(12_345, "form-00001");
        spine.wiring.clock.set(spine.wiring.clock.instant().plus(Duration.ofDays(30)));
        prepaid.bean(com.wattwell.control.CommandSweep.class).expire();
        tryAgain();
        assertThat(spine.database.<String>one("select state from command", row -> row.getString(1))).isEqualTo("WAITING");
        assertThat(spine.database.<Integer>one("select count(*) from notice_event where kind = 'purchaseLate'", row -> row.getInt(1))).isOne();
        assertThat(purchases()).containsExactly("PAID -");
    }

    @Test
    void aRefusalIsBelievedOnlyWhenTheCounterSaysTheSame() {
        recharge(12_345, "form-00001");
        long first = command();
        recharge(500, "form-00002");
        assertThat(command()).as("one at a time").isEqualTo(first);
        work();
        told("0200", "00500000", "00120000");
        take(spine.ended(sent().getLast(), End.NO_REPLY, true));
        told("0200", "00500000", "00120000");
        take(spine.refused(sent().getLast(), 0x04));
        told("0300", "45230100", "45350100");
        tryAgain();
        work();
        told("0300", "45230100", "45350100");
        take(spine.replied(sent().getLast(), Dlt645Frame.itemData(0x070102FF)));
        told("0400", "00050000", "00000200");
        assertThat(purchases()).containsExactly("CREDITED 3", "CREDITED 4");
    }

    @Test
    void aRefusalThatProvesThatNothingWasCreditedEndsThePurchaseAndTheNextOneGoes() {
        recharge(12_345, "form-00001");
        recharge(500, "form-00002");
        work();
        told("0200", "00500000", "00120000");
        take(spine.refused(sent().getLast(), 0x04));
        told("0200", "00500000", "00120000");
        assertThat(purchases()).containsExactly("FAILED -", "PAID -");
        assertThat(spine.database.<String>one("select failure from command", row -> row.getString(1))).startsWith("failed.refused|");
        assertThat(spine.database.<Integer>one("select count(*) from notice_event where kind = 'purchaseRefused'", row -> row.getInt(1))).isOne();
        tryAgain();
        work();
        told("0200", "00500000", "00120000");
        take(spine.replied(sent().getLast(), Dlt645Frame.itemData(0x070102FF)));
        told("0300", "00050000", "00000200");
        assertThat(purchases()).containsExactly("FAILED -", "CREDITED 3");
    }

    @Test
    void aFailedPurchaseIsGivenBackAtTheTillOrSentAnewUnderTheNextNumber() {
        recharge(12_345, "form-00001");
        work();
        told("0200", "00500000", "00120000");
        take(spine.refused(sent().getLast(), 0x04));
        told("0200", "00500000", "00120000");
        assertThat(prepaid.bean(Journal.class).balanceFen(account)).isEqualTo(12_345);
        prepaid.transaction(() -> {
            prepaid.bean(MeterPurchases.class).sendAnew(prepaid.cashier, purchase());
            return null;
        });
        spine.wiring.doAside();
        work();
        told("0700", "00500000", "00120000");
        take(spine.refused(sent().getLast(), 0x04));
        told("0700", "00500000", "00120000");
        assertThat(purchases()).containsExactly("FAILED -");
        Receipt given = prepaid.transaction(() -> prepaid.bean(Counter.class).refundPurchase(prepaid.cashier, new Counter.PurchaseRefund(purchase(), Tender.CASH, null, "meter is broken", "form-00003")));
        assertThat(given.shiftId()).isNotNull();
        assertThat(purchases()).containsExactly("REFUNDED -");
        assertThat(prepaid.bean(Journal.class).balanceFen(account)).isZero();
        assertThat(prepaid.bean(Shifts.class).ofCashier(prepaid.cashier.scope(), "mei").orElseThrow().expectedFen()).isZero();
        Receipt again = prepaid.transaction(() -> prepaid.bean(Counter.class).refundPurchase(prepaid.cashier, new Counter.PurchaseRefund(purchase(), Tender.CASH, null, "meter is broken", "form-00003")));
        assertThat(again.id()).isEqualTo(given.id());
        refusedWith("refused.perhapsInMeter", () -> giveBack(purchase(), Tender.BANK, "form-00004"));
    }

    @Test
    void whatNobodyReadBackStaysUnclearAndTheCounterIsReadBeforeAnythingIsSentAgain() {
        recharge(12_345, "form-00001");
        sentAndNeverReadBack();
        assertThat(purchases()).containsExactly("UNCLEAR 3");
        recharge(500, "form-00002");
        refusedWith("refused.perhapsInMeter", () -> giveBack(spine.database.one("select min(id) from meter_purchase", row -> row.getLong(1)), Tender.BANK, "form-00003"));
        assertThat(prepaid.bean(MeterPurchaseQueries.class).list(prepaid.cashier.scope(), true, new com.wattwell.platform.Page.Request(1, 20)).items().getLast().behind())
                .as("the page says why it waits").isEqualTo(spine.database.<Long>one("select min(id) from meter_purchase", row -> row.getLong(1)));
        laterBySeconds(31);
        tryAgain();
        work();
        told("0300", "45230100", "45350100");
        assertThat(functions()).filteredOn(function -> function == SECURITY).as("not sent again").hasSize(1);
        assertThat(purchases()).containsExactly("CREDITED 3", "PAID -");
    }

    @Test
    void aPersonDecidesWithANoteWhatASilentMeterDoesNotSay() {
        recharge(12_345, "form-00001");
        sentAndNeverReadBack();
        long unclear = purchase();
        MeterPurchases all = prepaid.bean(MeterPurchases.class);
        refusedWith("refused.right", () -> all.decide(prepaid.cashier, unclear, false, "the display shows 120.00"));
        refusedWith("refused.reason", () -> all.decide(prepaid.finance, unclear, false, " "));
        laterBySeconds(31);
        tryAgain();
        work();
        refusedWith("refused.orderOnItsWay", () -> all.decide(prepaid.finance, unclear, false, "the display shows 120.00"));
        laterBySeconds(120);
        prepaid.transaction(() -> {
            all.decide(prepaid.finance, unclear, false, "the display shows 120.00");
            return null;
        });
        assertThat(purchases()).containsExactly("FAILED -");
        assertThat(spine.database.<String>one("select failure from command order by id desc limit 1", row -> row.getString(1))).isEqualTo("failed.decided");
        refusedWith("refused.notUnclear", () -> all.decide(prepaid.finance, unclear, true, "it is there"));
        giveBack(unclear, Tender.BANK, "form-00005");
        assertThat(purchases()).containsExactly("REFUNDED -");
    }

    @Test
    void oneThatCannotBeOrderedKeepsItsReasonAndTheOthersGo() throws NoSuchMethodException {
        long second = prepaid.read(spine.otherMeter, day, "5").open(day, prepaid.flat, AccountMode.PREPAID_METER, spine.otherMeter);
        prepaid.transaction(() -> prepaid.bean(Counter.class).recharge(prepaid.cashier, new Counter.Recharge(account, Tender.CASH, 700L, null, "form-00001")));
        prepaid.transaction(() -> prepaid.bean(Counter.class).recharge(prepaid.cashier, new Counter.Recharge(second, Tender.CASH, 800L, null, "form-00002")));
        spine.wiring.aside.clear();
        // the first one's meter was taken away meanwhile
        spine.database.update("update usage_point_meter set to_at = now() where meter_id = ?", spine.meter);
        tryAgain();
        assertThat(spine.database.<String>list("select state || ' ' || coalesce(held_back, '-') from meter_purchase order by id", row -> row.getString(1)))
                .containsExactly("FAILED held.noMeter", "PAID -");
        assertThat(spine.database.<Integer>one("select count(*) from command where kind = 'RECHARGE' and meter_id = " + spine.otherMeter, row -> row.getInt(1))).isOne();
        assertThat(PurchaseSending.class.getMethod("send", long.class).getAnnotation(jakarta.ejb.TransactionAttribute.class).value())
                .isEqualTo(jakarta.ejb.TransactionAttributeType.REQUIRES_NEW);
    }

    @Test
    void whatWasNotSentCanBeGivenBackAndWhatMayBeInTheMeterCannot() {
        spine.tell(new CollectorEvent.Lost(1, spine.collector, spine.epoch(), "reset", spine.now));
        recharge(12_345, "form-00001");
        long id = spine.database.one("select id from meter_purchase", row -> row.getLong(1));
        giveBack(id, Tender.BANK, "form-00009");
        assertThat(purchases()).containsExactly("REFUNDED -");
        assertThat(prepaid.bean(Journal.class).balanceFen(account)).isZero();
        spine.login(2);
        recharge(500, "form-00002");
        work();
        told("0200", "00500000", "00120000");
        refusedWith("refused.perhapsInMeter", () -> giveBack(purchase(), Tender.BANK, "form-00008"));
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
