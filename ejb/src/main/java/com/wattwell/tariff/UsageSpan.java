package com.wattwell.tariff;

import java.time.LocalDate;
import java.util.List;

/**
 * What a usage point took from the beginning of one local day of the site to the beginning of another.
 *
 * @param from     the first day
 * @param to       the day after the last; after {@code from}
 * @param items    at most one for each register
 */
public record UsageSpan(LocalDate from, LocalDate to, List<UsageItem> items) {

    public UsageSpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a span has at least one day: " + from + " to " + to);
        }
        items = List.copyOf(items);
        if (items.stream().map(UsageItem::register).distinct().count() != items.size()) {
            throw new IllegalArgumentException("a register stands in a span once");
        }
    }
}
