package com.wattwell.schedule;

import com.wattwell.platform.RefusedException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is read when (抄表计划): a cron expression or an interval, some meters, some reading types. */
@Entity
@Table(name = "schedule")
public class ReadingSchedule {

    /** How its times are told. */
    public enum Kind {
        CRON, INTERVAL
    }

    /** Which meters it reads. */
    public enum Target {
        ALL, AREA, GROUP, COLLECTOR, METER
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(name = "company_id", nullable = false, updatable = false)
    private int companyId;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Kind kind;

    private String cron;

    @Column(name = "interval_seconds")
    private Integer intervalSeconds;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Target target;

    @Column(name = "target_id")
    private Integer targetId;

    @Column(name = "reading_types", nullable = false, columnDefinition = "smallint[]")
    private Short[] readingTypes;

    @Column(nullable = false)
    private boolean enabled = true;

    @Column(name = "next_due")
    private Instant nextDue;

    protected ReadingSchedule() {
    }

    public ReadingSchedule(int companyId) {
        this.companyId = companyId;
    }

    /** Changes everything a person may change, and reckons the next due instant from now on. */
    void define(String newName, Kind newKind, String newCron, Integer newIntervalSeconds, Target newTarget, Integer newTargetId,
                List<Short> newReadingTypes, ZoneId zone, Instant now) {
        this.name = newName;
        this.kind = newKind;
        this.cron = newKind == Kind.CRON ? newCron.strip() : null;
        this.intervalSeconds = newKind == Kind.INTERVAL ? newIntervalSeconds : null;
        this.target = newTarget;
        this.targetId = newTarget == Target.ALL ? null : newTargetId;
        this.readingTypes = newReadingTypes.toArray(Short[]::new);
        this.nextDue = recurrence(zone).after(now).orElse(null);
    }

    /** Adds a reading type to what is read, unless there are already {@code most}. @return whether it is read now */
    boolean reads(short type, int most) {
        if (Arrays.asList(readingTypes).contains(type)) {
            return true;
        }
        if (readingTypes.length >= most) {
            return false;
        }
        this.readingTypes = Stream.concat(Arrays.stream(readingTypes), Stream.of(type)).toArray(Short[]::new);
        return true;
    }

    /** A schedule that is enabled again begins anew; what fell due meanwhile was not wanted. */
    void enable(boolean on, ZoneId zone, Instant now) {
        this.enabled = on;
        this.nextDue = recurrence(zone).after(now).orElse(null);
        if (on && nextDue == null) {
            throw RefusedException.invalid("cron", "refused.cronNever", "cron: this expression never falls due again.");
        }
    }

    Recurrence recurrence(ZoneId zone) {
        return kind == Kind.CRON ? Recurrence.written(cron, zone) : new Recurrence.Every(Duration.ofSeconds(intervalSeconds));
    }

    public Integer id() {
        return id;
    }

    public int companyId() {
        return companyId;
    }

    public String name() {
        return name;
    }
}
