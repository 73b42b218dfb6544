package com.wattwell.portal.schedules;

import com.wattwell.schedule.RecurrenceRule;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** When something falls due, as a person writes it: the fields of every kind, of which those of the chosen one count. */
public class WrittenRecurrence implements Serializable {

    private static final long serialVersionUID = 1;
    /** Between times and between days: commas of both kinds, semicolons, spaces. */
    private static final String SEPARATORS = "[,，、;；\\s]+";

    private RecurrenceRule.Kind kind = RecurrenceRule.Kind.CRON;
    private String cron = "0 * * * *";
    private Integer interval = 15;
    private IntervalUnit unit = IntervalUnit.MINUTES;
    private String times = "06:00";
    private boolean nonWorking;
    private String monthDays = "1";
    private boolean lastDay;
    private boolean shift;

    void show(RecurrenceRule rule) {
        kind = rule.kind();
        switch (kind) {
            case CRON -> cron = rule.cron();
            case INTERVAL -> {
                unit = IntervalUnit.of(rule.intervalSeconds());
                interval = unit.amount(rule.intervalSeconds());
            }
            case WORKING_DAYS -> nonWorking = rule.nonWorking();
            case SETTLEMENT_DAY -> {
                monthDays = String.join(", ", rule.monthDays().stream().filter(day -> !day.equals(RecurrenceRule.LAST)).toList());
                lastDay = rule.monthDays().contains(RecurrenceRule.LAST);
                shift = rule.shift();
            }
        }
        if (!rule.times().isEmpty()) {
            times = String.join(", ", rule.times());
        }
    }

    /** @throws com.wattwell.platform.RefusedException naming the field that is wrong */
    RecurrenceRule rule() {
        return switch (kind) {
            case CRON -> RecurrenceRule.cron(cron);
            case INTERVAL -> RecurrenceRule.every(unit.toSeconds(interval));
            case WORKING_DAYS -> RecurrenceRule.onWorkingDays(split(times), nonWorking);
            case SETTLEMENT_DAY -> RecurrenceRule.onSettlementDays(
                    Stream.concat(split(monthDays).stream(), lastDay ? Stream.of(RecurrenceRule.LAST) : Stream.empty()).toList(), split(times), shift);
        };
    }

    private static List<String> split(String written) {
        return written == null ? List.of() : Stream.of(written.split(SEPARATORS)).filter(part -> !part.isEmpty()).toList();
    }

    public boolean isCronKind() {
        return kind == RecurrenceRule.Kind.CRON;
    }

    public boolean isIntervalKind() {
        return kind == RecurrenceRule.Kind.INTERVAL;
    }

    public boolean isWorkingDaysKind() {
        return kind == RecurrenceRule.Kind.WORKING_DAYS;
    }

    public boolean isSettlementDayKind() {
        return kind == RecurrenceRule.Kind.SETTLEMENT_DAY;
    }

    public RecurrenceRule.Kind[] getKinds() {
        return RecurrenceRule.Kind.values();
    }

    public IntervalUnit[] getUnits() {
        return IntervalUnit.values();
    }

    public RecurrenceRule.Kind getKind() {
        return kind;
    }

    public void setKind(RecurrenceRule.Kind kind) {
        this.kind = kind;
    }

    public String getCron() {
        return cron;
    }

    public void setCron(String cron) {
        this.cron = cron;
    }

    public Integer getInterval() {
        return interval;
    }

    public void setInterval(Integer interval) {
        this.interval = interval;
    }

    public IntervalUnit getUnit() {
        return unit;
    }

    public void setUnit(IntervalUnit unit) {
        this.unit = unit;
    }

    public String getTimes() {
        return times;
    }

    public void setTimes(String times) {
        this.times = times;
    }

    public boolean isNonWorking() {
        return nonWorking;
    }

    public void setNonWorking(boolean nonWorking) {
        this.nonWorking = nonWorking;
    }

    public String getMonthDays() {
        return monthDays;
    }

    public void setMonthDays(String monthDays) {
        this.monthDays = monthDays;
    }

    public boolean isLastDay() {
        return lastDay;
    }

    public void setLastDay(boolean lastDay) {
        this.lastDay = lastDay;
    }

    public boolean isShift() {
        return shift;
    }

    public void setShift(boolean shift) {
        this.shift = shift;
    }
}
