package com.wattwell.usage.book;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A reading's right value.
 *
 * @param type  code of the reading type
 * @param value {@code null}: it does not count at all
 */
public record ReadingCorrection(int meterId, String type, Instant at, BigDecimal value) {
}
