package com.wattwell.platform;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Keeps partitions ahead of time, and drops the days of raw bytes that are past their keep. */
@Stateless
public class Partitions {

    /** Readings may be this old and still be taken; see {@code ReadingStore}. */
    public static final int READING_DAYS_BEHIND = 400;
    private static final int READING_DAYS_AHEAD = 40;
    private static final int FRAME_DAYS_BEHIND = 1;
    private static final int FRAME_DAYS_AHEAD = 7;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** Makes what is missing for the days around today; harmless on several nodes at once. */
    public void ensure() {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1),
                today.minusDays(READING_DAYS_BEHIND), today.plusDays(READING_DAYS_AHEAD));
        database.one("select ensure_frame_partitions(?, ?)", row -> row.getInt(1), today.minusDays(FRAME_DAYS_BEHIND), today.plusDays(FRAME_DAYS_AHEAD));
    }

    /** @return how many days of raw bytes were dropped */
    public int dropBytesOlderThan(int days) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return database.one("select drop_frame_log_before(?)", row -> row.getInt(1), today.minusDays(days));
    }
}
