package com.wattwell.usage.book;

import java.time.LocalDate;

/** Told when a person decided about held usage or corrected a reading: usage of these days can be asked for again. */
public record UsageDecided(long usagePointId, LocalDate from, LocalDate to) {
}
