package com.wattwell.schedule;

import com.wattwell.calendar.WorkingDays;
import com.wattwell.platform.RefusedException;
import java.io.Serializable;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the times of a schedule are told, as it is written down. Each kind has its own fields; the others are {@code null}
 * or empty.
 *
 * @param cron            with CRON: five fields as in Unix, or six to seven as in Quartz
 * @param intervalSeconds with INTERVAL: 5 to 31536000
 * @param times           with WORKING_DAYS and SETTLEMENT_DAY: 1 to 24 local times {@code HH:mm}
 * @param nonWorking      with WORKING_DAYS: on the days that are not worked instead
 * @param monthDays       with SETTLEMENT_DAY: days of the month, {@code 1} to {@code 28}, or {@value #LAST}
 * @param shift           with SETTLEMENT_DAY: on the next working day when the day is not worked
 */
public record RecurrenceRule(Kind kind, String cron, Integer intervalSeconds, List<String> times, Boolean nonWorking, List<String> monthDays,
                             Boolean shift) implements Serializable {

    /** How the times are told. */
    public enum Kind {
        CRON, INTERVAL, WORKING_DAYS, SETTLEMENT_DAY;

        /** Whether a change of the calendar changes when it falls due. */
        public boolean followsCalendar() {
            return this == WORKING_DAYS || this == SETTLEMENT_DAY;
        }
    }

    /** The last day of a month, whichever number it has. */
    public static final String LAST = "LAST";

    static final int MAX_TIMES = 24;
    /** The last day that every month has. */
    private static final int LAST_SAFE_DAY = 28;
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern DAY = Pattern.compile("[0-9]{1,2}");

    public RecurrenceRule {
        times = times == null ? List.of() : List.copyOf(times);
        monthDays = monthDays == null ? List.of() : List.copyOf(monthDays);
    }

    public static RecurrenceRule cron(String expression) {
        return new RecurrenceRule(Kind.CRON, expression, null, null, null, null, null);
    }

    public static RecurrenceRule every(Integer seconds) {
        return new RecurrenceRule(Kind.INTERVAL, null, seconds, null, null, null, null);
    }

    public static RecurrenceRule onWorkingDays(List<String> times, boolean nonWorking) {
        return new RecurrenceRule(Kind.WORKING_DAYS, null, null, times, nonWorking, null, null);
    }

    public static RecurrenceRule onSettlementDays(List<String> monthDays, List<String> times, boolean shift) {
        return new RecurrenceRule(Kind.SETTLEMENT_DAY, null, null, times, null, monthDays, shift);
    }

    /** @throws RefusedException naming the field {@code kind} */
    public static Kind kind(String written) {
        try {
            return Kind.valueOf(written == null ? "" : written);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("kind", "refused.kind", "kind must be CRON, INTERVAL, WORKING_DAYS or SETTLEMENT_DAY.");
        }
    }

    /**
     * The same as it is kept: times and days in order and each once, every choice made.
     *
     * @throws RefusedException naming the field that is wrong, or that does not go with the kind: whoever wrote it meant something by it
     */
    public RecurrenceRule checked() {
        goesWith("cron", cron != null, Kind.CRON);
        goesWith("intervalSeconds", intervalSeconds != null, Kind.INTERVAL);
        goesWith("times", !times.isEmpty(), Kind.WORKING_DAYS, Kind.SETTLEMENT_DAY);
        goesWith("nonWorking", nonWorking != null, Kind.WORKING_DAYS);
        goesWith("monthDays", !monthDays.isEmpty(), Kind.SETTLEMENT_DAY);
        goesWith("shift", shift != null, Kind.SETTLEMENT_DAY);
        return switch (kind) {
            case CRON -> cron(cron == null ? null : cron.strip());
            case INTERVAL -> this;
            case WORKING_DAYS -> onWorkingDays(localTimes().stream().map(LocalTime::toString).toList(), Boolean.TRUE.equals(nonWorking));
            case SETTLEMENT_DAY -> {
                List<String> days = new ArrayList<>(numbers().stream().map(String::valueOf).toList());
                if (hasLast()) {
                    days.add(LAST);
                }
                yield onSettlementDays(days, localTimes().stream().map(LocalTime::toString).toList(), Boolean.TRUE.equals(shift));
            }
        };
    }

    private void goesWith(String field, boolean there, Kind... kinds) {
        if (there && !List.of(kinds).contains(kind)) {
            String names = String.join(" or ", List.of(kinds).stream().map(Kind::name).toList());
            throw RefusedException.invalid(field, "refused.otherKind", field + " goes with kind " + names + ".", field, names);
        }
    }

    /**
     * When it falls due.
     *
     * @param zone     in which its local times are told
     * @param calendar that its working days are reckoned by; others do not look at it
     * @throws RefusedException naming the field that is wrong
     */
    public Recurrence recurrence(ZoneId zone, WorkingDays calendar) {
        return switch (kind) {
            case CRON -> Recurrence.written(cron, zone);
            case INTERVAL -> Recurrence.every(intervalSeconds);
            case WORKING_DAYS -> new RecurrenceOnWorkingDays(localTimes(), Boolean.TRUE.equals(nonWorking), zone, calendar);
            case SETTLEMENT_DAY -> new RecurrenceOnSettlementDays(numbers(), hasLast(), localTimes(), Boolean.TRUE.equals(shift), zone, calendar);
        };
    }

    /** What is said of one that has no further times. */
    RefusedException neverDue() {
        return kind == Kind.CRON ? RefusedException.invalid("cron", "refused.cronNever", "cron: this expression never falls due again.")
                : RefusedException.invalid("times", "refused.timesNever", "times: by the calendar it never falls due again.");
    }

    private List<LocalTime> localTimes() {
        if (times.isEmpty() || times.size() > MAX_TIMES) {
            throw RefusedException.invalid("times", "refused.times", "times must name 1 to " + MAX_TIMES + " local times such as 06:00.", MAX_TIMES);
        }
        return times.stream().map(RecurrenceRule::time).distinct().sorted().toList();
    }

    private static LocalTime time(String written) {
        String text = written.strip();
        if (!TIME.matcher(text).matches()) {
            String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
            throw RefusedException.invalid("times", "refused.time", "times: \"" + shown + "\" is no local time such as 06:00 or 18:30.", '“' + shown + '”');
        }
        return LocalTime.parse(text.length() < 5 ? "0" + text : text);
    }

    private boolean hasLast() {
        return monthDays.stream().anyMatch(day -> LAST.equals(day.strip().toUpperCase(Locale.ROOT)));
    }

    private List<Integer> numbers() {
        if (monthDays.isEmpty() || monthDays.size() > LAST_SAFE_DAY + 1) {
            throw noDay("");
        }
        return monthDays.stream().map(String::strip).filter(day -> !LAST.equals(day.toUpperCase(Locale.ROOT))).map(RecurrenceRule::number)
                .distinct().sorted().toList();
    }

    private static int number(String day) {
        int number = DAY.matcher(day).matches() ? Integer.parseInt(day) : 0;
        if (number < 1 || number > LAST_SAFE_DAY) {
            throw noDay(day.length() > 20 ? day.substring(0, 20) + "…" : day);
        }
        return number;
    }

    private static RefusedException noDay(String shown) {
        return RefusedException.invalid("monthDays", "refused.monthDays", "monthDays must name days of the month from 1 to 28, or LAST for its last day"
                + (shown.isEmpty() ? "." : ", not \"" + shown + "\": not every month has it."), '“' + shown + '”');
    }
}
