package com.wattwell.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A run's slices added up, and when it should be done: as long as its slowest slice needs at the pace it has had since the run was resumed. */
public record SettlementProgress(long accounts, long done, long billed, long skipped, long parked, long amountFen, double perSecond, Long remainingSeconds) {

    /** Before this long a pace says nothing. */
    static final Duration LEAST = Duration.ofSeconds(3);

    static SettlementProgress of(List<SettlementSlice> slices, Instant resumedAt, Instant now) {
        long accounts = 0;
        long done = 0;
        long billed = 0;
        long skipped = 0;
        long parked = 0;
        long amount = 0;
        long since = 0;
        for (SettlementSlice slice : slices) {
            accounts += slice.accounts();
            done += slice.done();
            billed += slice.billed();
            skipped += slice.skipped();
            parked += slice.parked();
            amount += slice.amountFen();
            since += slice.done() - slice.beganDone();
        }
        Duration passed = resumedAt == null ? Duration.ZERO : Duration.between(resumedAt, now);
        double seconds = passed.toMillis() / 1000.0;
        OptionalLong remaining = passed.compareTo(LEAST) < 0 ? OptionalLong.empty() : remaining(slices, seconds);
        return new SettlementProgress(accounts, done, billed, skipped, parked, amount, seconds < 1 ? 0 : since / seconds, remaining.isPresent() ? remaining.getAsLong() : null);
    }

    private static OptionalLong remaining(List<SettlementSlice> slices, double seconds) {
        long longest = 0;
        for (SettlementSlice slice : slices) {
            int open = slice.accounts() - slice.done();
            int moved = slice.done() - slice.beganDone();
            if (open > 0 && moved <= 0) {
                return OptionalLong.empty(); // nobody knows
            }
            if (open > 0) {
                longest = Math.max(longest, (long) Math.ceil(open * seconds / moved));
            }
        }
        return OptionalLong.of(longest);
    }

    /** From 0 to 100. */
    public int percent() {
        return accounts == 0 ? 100 : (int) Math.min(100, done * 100 / accounts);
    }
}
