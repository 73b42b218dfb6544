package com.wattwell.usage.book;

import java.time.LocalDate;

/** Told when a person decided about held usage, corrected a reading or changed what usage is priced by before it was charged: usage of these days can be asked for again. */
public record UsageDecided(long usagePointId, LocalDate from, LocalDate to) {
}
