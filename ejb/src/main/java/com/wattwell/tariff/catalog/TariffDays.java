package com.wattwell.tariff.catalog;

import com.wattwell.platform.RefusedException;
import java.time.LocalDate;

/** Days that can be asked about: anything further away is a slip of the pen. */
final class TariffDays {

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 12, 31);

    private TariffDays() {
    }

    /** @throws RefusedException naming the field */
    static void check(String field, LocalDate day) {
        if (day == null || day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw RefusedException.invalid(field, "refused.tariffDay", field + " must be a day from " + EARLIEST + " to " + LATEST + ".", EARLIEST.toString(), LATEST.toString());
        }
    }
}
