package com.wattwell.prepayment;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.counter.Counter;
import com.wattwell.counter.Receipt;
import com.wattwell.counter.Shifts;
import com.wattwell.counter.Tender;
import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountService;
import com.wattwell.platform.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A random life of an account against a reference of few lines. */
class AccountModelTest {

    private static final LocalDate FIRST = LocalDate.now(Prepaid.ZONE).minusDays(45);

    /** The reference: money in fen, a register in hundredths of a kWh, a flat price of 0.60 yuan, days rounded by what the month has cost so far. */
    private static final class Reference {
        private long paid;
        private long posted;
        private long register = 10_000;
        /** What the device shows more than all that was counted: changes with each device. */
        private long shift;
        private long monthBegan = 10_000;
        private long monthCharged;
        private LocalDate next = FIRST;
        private final Deque<Long> receipts = new ArrayDeque<>();

        static long price(long hundredths) {
            return BigDecimal.valueOf(hundredths).multiply(new BigDecimal("0.60")).setScale(0, RoundingMode.HALF_UP).longValue();
        }

        long available() {
            return paid - posted - (price(register - monthBegan) - monthCharged);
        }

        /** The day ends and is posted. */
        void settle() {
            long charged = price(register - monthBegan);
            posted += charged - monthCharged;
            monthCharged = charged;
            next = next.plusDays(1);
            receipts.clear();
            if (next.getDayOfMonth() == 1) {
                monthBegan = register;
                monthCharged = 0;
            }
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void theBooksAndWhatIsAvailableAreAlwaysThoseOfTheReference(@ForAll @Size(min = 10, max = 45) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        Prepaid prepaid = new Prepaid(FIRST);
        prepaid.spine.database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1), FIRST.minusDays(2), FIRST.plusDays(60));
        Reference reference = new Reference();
        prepaid.read(prepaid.spine.meter, FIRST, "100.00");
        long account = prepaid.open(FIRST, prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
        Shifts shifts = prepaid.bean(Shifts.class);
        prepaid.transaction(() -> shifts.open(prepaid.cashier, null, 0L, "shift-0001"));
        Counter counter = prepaid.bean(Counter.class);
        List<Receipt> receipts = new ArrayList<>();
        int hour = 1;
        int number = 0;
        for (int step : steps) {
            int amount = step / 10 + 1;
            number++;
            String token = "form-%05d".formatted(number);
            prepaid.at(reference.next, Math.min(hour, 23));
            switch (step % 10) {
                case 0, 1, 2 -> { // recharge, sent twice
                    for (int i = 0; i < 2; i++) {
                        Receipt receipt = prepaid.transaction(() -> counter.recharge(prepaid.cashier, new Counter.Recharge(account, Tender.CASH, (long) amount, null, token)));
                        if (i == 0) {
                            receipts.add(receipt);
                        }
                    }
                    reference.paid += amount;
                    reference.receipts.push((long) amount);
                }
                case 3, 4 -> { // consume
                    if (hour < 23) {
                        reference.register += amount % 3_000;
                        prepaid.read(prepaid.spine.meter, Prepaid.start(reference.next).plus(Duration.ofHours(hour++)), shown(reference).toPlainString()).reckon(account);
                    }
                }
                case 5 -> { // another device takes the meter's place; it begins anywhere
                    if (hour < 22) {
                        Instant at = Prepaid.start(reference.next).plus(Duration.ofHours(hour++));
                        prepaid.spine.wiring.clock.set(at.plusSeconds(60));
                        replace(prepaid, at, shown(reference), BigDecimal.valueOf(amount, 2));
                        reference.shift = amount - reference.register;
                    }
                }
                case 6 -> { // reverse the last recharge, if the rules allow it
                    if (!receipts.isEmpty()) {
                        Receipt last = receipts.getLast();
                        boolean allowed = !reference.receipts.isEmpty() && reference.available() >= last.amountFen();
                        try {
                            prepaid.transaction(() -> counter.reverse(prepaid.cashier, last.id(), "wrong account"));
                            assertThat(allowed).as("reversing " + last.number()).isTrue();
                            reference.paid -= reference.receipts.pop();
                            receipts.removeLast();
                        } catch (RefusedException e) {
                            assertThat(allowed).as(e.getMessage()).isFalse();
                        }
                    }
                }
                case 7, 8 -> { // the day ends, and is asked for twice
                    LocalDate day = reference.next;
                    prepaid.at(day.plusDays(1), 14).read(prepaid.spine.meter, day.plusDays(1), shown(reference).toPlainString());
                    assertThat(prepaid.charge(day, account).parked()).isEmpty();
                    prepaid.charge(day, account);
                    reference.settle();
                    receipts.clear();
                    hour = 1;
                }
                default -> { // a refund of a part of what is available
                    long back = Math.min(amount, Math.max(0, reference.available()));
                    if (back > 0) {
                        prepaid.transaction(() -> counter.refund(prepaid.cashier, new Counter.Refund(account, Tender.CASH, back, null, "asked for it", token)));
                        reference.paid -= back;
                        reference.receipts.clear(); // the recharge is not the last any more
                        receipts.clear();
                    }
                }
            }
            Available available = prepaid.available(account);
            assertThat(available.balanceFen()).as("the books behind step " + number).isEqualTo(reference.paid - reference.posted);
            if (available.readUntil() != null) {
                assertThat(available.availableFen()).as("available behind step " + number).isEqualTo(reference.available());
            }
        }
        moveOut(prepaid, account, reference);
    }

    private static BigDecimal shown(Reference reference) {
        return BigDecimal.valueOf(reference.register + reference.shift, 2);
    }

    private static void replace(Prepaid prepaid, Instant at, BigDecimal finalValue, BigDecimal firstValue) {
        long id = prepaid.spine.database.one("""
                insert into meter_replacement (meter_id, company_id, at, recorded_at, replaced_by, old_model, old_protocol, old_address, new_model, new_protocol, new_address, reason)
                values (?, ?, ?, ?, 'wang', 'M', 'DLT645_2007', 'A', 'M', 'DLT645_2007', 'B', 'broken') returning id""",
                row -> row.getLong(1), prepaid.spine.meter, prepaid.spine.company, at, at);
        prepaid.spine.database.update("insert into meter_replacement_register (replacement_id, reading_type, final_value, first_value) values (?, 1, ?, ?)", id, finalValue, firstValue);
    }

    /** The last day is charged, and nothing behind it. */
    private static void moveOut(Prepaid prepaid, long account, Reference reference) {
        LocalDate day = reference.next;
        prepaid.at(day.plusDays(1), 14).read(prepaid.spine.meter, day.plusDays(1), shown(reference).toPlainString());
        prepaid.transaction(() -> {
            prepaid.bean(AccountService.class).close(prepaid.cashier, account, day.plusDays(1), List.of(), "moved out");
            return null;
        });
        prepaid.charge(day.plusDays(1), account);
        prepaid.charge(day.plusDays(2), account);
        reference.settle();
        assertThat(prepaid.available(account)).extracting(Available::balanceFen, Available::availableFen, Available::nextDay)
                .containsExactly(reference.paid - reference.posted, reference.paid - reference.posted, day.plusDays(1));
    }
}
