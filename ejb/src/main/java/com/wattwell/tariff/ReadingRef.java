package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A reading that a quantity stands on, so that a charge can be followed back to the line.
 *
 * @param meterId     the meter
 * @param readingType code of the reading type
 * @param at          the instant that the value belongs to
 * @param value       what the register showed, in its unit, without multiplier
 */
public record ReadingRef(int meterId, String readingType, Instant at, BigDecimal value) {
}
