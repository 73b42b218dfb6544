package com.wattwell.usage;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A meter at a usage point, for as long as it counted there with the same transformers: a dated fact.
 *
 * @param to         {@code null} while it lasts
 * @param multiplier CT times PT (倍率); greater than 0
 */
public record Fitting(int meterId, Instant from, Instant to, BigDecimal multiplier) {

    boolean covers(Instant instant) {
        return !instant.isBefore(from) && (to == null || !instant.isAfter(to));
    }
}
