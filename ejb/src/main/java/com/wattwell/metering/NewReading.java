package com.wattwell.metering;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A reading on its way into the archive. Its key is (meter, type, slot).
 *
 * @param slot       the due instant, or the meter's own freeze time
 * @param receivedAt when the last byte of the answer was there
 */
public record NewReading(int companyId, int meterId, short type, Instant slot, BigDecimal value, Instant receivedAt, Source source) {

    /** Where a reading comes from; the database keeps the number. */
    public enum Source {
        SCHEDULE(1), ON_DEMAND(2), METER_MEMORY(3), BY_HAND(4);

        private final int number;

        Source(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
