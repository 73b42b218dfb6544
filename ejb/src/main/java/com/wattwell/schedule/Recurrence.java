package com.wattwell.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.wattwell.platform.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a schedule falls due. Pure: the same instants in, the same out. */
public sealed interface Recurrence permits Recurrence.AtTimes, Recurrence.Every, RecurrenceOnWorkingDays, RecurrenceOnSettlementDays {

    /** @return the first due instant after {@code instant}, or empty when there is none any more */
    Optional<Instant> after(Instant instant);

    /** @return up to {@code count} due instants after {@code instant}, rising */
    default List<Instant> next(Instant instant, int count) {
        List<Instant> due = new ArrayList<>();
        Optional<Instant> next = after(instant);
        while (next.isPresent() && due.size() < count) {
            due.add(next.get());
            next = after(next.get());
        }
        return due;
    }

    /** At the local times of a cron expression, five fields as in Unix or six to seven as in Quartz. */
    record AtTimes(ExecutionTime times, ZoneId zone) implements Recurrence {
        @Override
        public Optional<Instant> after(Instant instant) {
            return times.nextExecution(instant.atZone(zone)).map(java.time.ZonedDateTime::toInstant);
        }
    }

    /** Every so many seconds, on multiples counted from 1970, so that the slots of two servers and two schedules agree. */
    record Every(Duration interval) implements Recurrence {
        @Override
        public Optional<Instant> after(Instant instant) {
            long seconds = interval.toSeconds();
            return Optional.of(Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds + seconds));
        }
    }

    /** @throws RefusedException naming {@code cron}, which of its fields is wrong and what that may be */
    static Recurrence written(String expression, ZoneId zone) {
        String text = expression == null ? "" : expression.strip();
        if (text.isEmpty() || text.length() > 200) {
            throw RefusedException.invalid("cron", "refused.cronMissing", "cron must be an expression such as 0 * * * * (every hour).");
        }
        try {
            Cron cron = new CronParser(CronMistake.definition(text)).parse(text).validate();
            return new AtTimes(ExecutionTime.forCron(cron), zone);
        } catch (IllegalArgumentException e) {
            throw CronMistake.in(text);
        }
    }

    /** @throws RefusedException naming {@code intervalSeconds} */
    static Recurrence every(Integer seconds) {
        if (seconds == null || seconds < 5 || seconds > 31_536_000) {
            throw RefusedException.invalid("intervalSeconds", "refused.interval", "intervalSeconds must be from 5 to 31536000.");
        }
        return new Every(Duration.ofSeconds(seconds));
    }
}
