package com.wattwell.usage.book;

import java.time.LocalDate;

/** Told when a person decided about held usage: it can be asked for again. */
public record UsageDecided(long usagePointId, LocalDate from, LocalDate to) {
}
