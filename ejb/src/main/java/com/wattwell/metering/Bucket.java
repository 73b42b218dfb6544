package com.wattwell.metering;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** The stretches of time that values are put together by. */
final class Bucket {

    private static final List<Duration> ROUND = List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5),
            Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6), Duration.ofHours(12),
            Duration.ofDays(1), Duration.ofDays(7));

    private Bucket() {
    }

    /** The shortest round stretch by which {@code whole} becomes at most {@code points} points. */
    static Duration forPoints(Duration whole, int points) {
        Duration least = whole.dividedBy(points);
        return ROUND.stream().filter(bucket -> bucket.compareTo(least) >= 0).findFirst()
                .orElseGet(() -> Duration.ofDays(least.toDays() + 1));
    }

    /** Where the step after the one that starts at {@code start} starts. */
    static Instant next(Instant start, ReadingQueries.Step step, ZoneId zone) {
        ZonedDateTime local = start.atZone(zone);
        ZonedDateTime next = switch (step) {
            case HOUR -> local.plusHours(1);
            case DAY -> local.plusDays(1);
            case MONTH -> local.plusMonths(1);
        };
        return next.toInstant();
    }
}
