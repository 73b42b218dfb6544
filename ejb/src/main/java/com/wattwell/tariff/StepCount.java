package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;

/** How much of a cycle's steps has been filled. */
final class StepCount {

    private BigDecimal used;
    private LocalDate since;

    StepCount(BigDecimal used) {
        this.used = used;
    }

    BigDecimal used() {
        return used;
    }

    /** What has been used since a day; a later day than before begins a new count. */
    BigDecimal since(LocalDate start) {
        if (since != null && start.isAfter(since)) {
            used = BigDecimal.ZERO;
        }
        since = start;
        return used;
    }

    void add(BigDecimal quantity) {
        used = used.add(quantity);
    }
}
