package com.wattwell.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Times as people read them: exact in the company's zone, and how long ago. */
@Named
@RequestScoped
public class Times {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter EVER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private final Clock clock;
    private final Visitor visitor;
    private final Texts texts;

    @Inject
    public Times(Clock clock, Visitor visitor, Texts texts) {
        this.clock = clock;
        this.visitor = visitor;
        this.texts = texts;
    }

    protected Times() {
        this(null, null, null); // the container's proxy wants it
    }

    public Instant getNow() {
        return clock.instant();
    }

    /** As short as it is clear: the time of today, the day and time of this year, all of it before that. */
    public String exact(Instant instant) {
        return exact(instant, visitor.getZone());
    }

    public String exact(Instant instant, ZoneId zone) {
        if (instant == null) {
            return "";
        }
        ZonedDateTime time = instant.atZone(zone);
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        DateTimeFormatter format = time.toLocalDate().equals(today) ? TODAY : time.getYear() == today.getYear() ? THIS_YEAR : EVER;
        return format.format(time);
    }

    /** All of it, with the offset of the zone. */
    public String full(Instant instant) {
        return instant == null ? "" : FULL.format(instant.atZone(visitor.getZone()));
    }

    public String full(Instant instant, ZoneId zone) {
        return instant == null ? "" : FULL.format(instant.atZone(zone));
    }

    /** How long ago, or how long until. */
    public String relative(Instant instant) {
        return instant == null ? "" : relative(Duration.between(instant, clock.instant()), texts);
    }

    /** A stretch of time in its two largest units, or in one when nothing is over. */
    public String stretch(Instant from, Instant to) {
        return from == null || to == null ? "" : stretch(Duration.between(from, to), texts);
    }

    public String seconds(int seconds) {
        return stretch(Duration.ofSeconds(seconds), texts);
    }

    /** A time that a line needs, in seconds with one place; a dash for none. */
    public String onLine(Number millis) {
        return millis == null ? "–" : texts.of("run.seconds", BigDecimal.valueOf(millis.longValue()).movePointLeft(3).setScale(1, RoundingMode.HALF_UP).toPlainString());
    }

    static String relative(Duration ago, Texts texts) {
        if (ago.abs().toSeconds() < 1) {
            return texts.of("time.now");
        }
        String stretch = largest(ago.abs(), texts);
        return texts.of(ago.isNegative() ? "time.in" : "time.ago", stretch);
    }

    static String stretch(Duration stretch, Texts texts) {
        Duration positive = stretch.abs();
        if (positive.toHours() >= 48) {
            return positive.toHoursPart() == 0 ? texts.of("time.days", positive.toDays())
                    : texts.of("time.daysHours", positive.toDays(), positive.toHoursPart());
        }
        if (positive.toMinutes() >= 60) {
            return positive.toMinutesPart() == 0 ? texts.of("time.hours", positive.toHours())
                    : texts.of("time.hoursMinutes", positive.toHours(), positive.toMinutesPart());
        }
        if (positive.toSeconds() >= 60) {
            return positive.toSecondsPart() == 0 ? texts.of("time.minutes", positive.toMinutes())
                    : texts.of("time.minutesSeconds", positive.toMinutes(), positive.toSecondsPart());
        }
        return texts.of("time.seconds", positive.toSeconds());
    }

    private static String largest(Duration positive, Texts texts) {
        if (positive.toHours() >= 48) {
            return texts.of("time.days", positive.toDays());
        }
        if (positive.toMinutes() >= 120) {
            return texts.of("time.hours", positive.toHours());
        }
        if (positive.toSeconds() >= 120) {
            return texts.of("time.minutes", positive.toMinutes());
        }
        return texts.of("time.seconds", positive.toSeconds());
    }
}
