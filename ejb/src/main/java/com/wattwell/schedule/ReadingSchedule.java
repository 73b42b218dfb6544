package com.wattwell.schedule;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is read when (抄表计划): a rule for its times, some meters, some reading types. */
@Entity
@Table(name = "schedule")
public class ReadingSchedule {

    /** Which meters it reads. */
    public enum Target {
        ALL, AREA, GROUP, COLLECTOR, METER
    }

    /**
     * What is done besides reading.
     *
     * @param fillGaps     whether gaps are filled from the meters' memory
     * @param readLate     whether what no memory has is read later, while it is the newest, and marked late
     * @param simultaneous whether meters that can freeze do so at the due instant, all of a line at once, and the freeze is read
     */
    public record Options(boolean fillGaps, boolean readLate, boolean simultaneous) {
        /** What a schedule does of which nothing is said. */
        public static final Options USUAL = new Options(true, false, false);
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
    private RecurrenceRule.Kind kind;

    private String cron;

    @Column(name = "interval_seconds")
    private Integer intervalSeconds;

    @Column(columnDefinition = "text[]")
    private String[] times;

    @Column(name = "non_working")
    private Boolean nonWorking;

    @Column(name = "month_days", columnDefinition = "text[]")
    private String[] monthDays;

    private Boolean shift;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Target target;

    @Column(name = "target_id")
    private Integer targetId;

    @Column(name = "reading_types", nullable = false, columnDefinition = "smallint[]")
    private Short[] readingTypes;

    @Column(name = "fill_gaps", nullable = false)
    private boolean fillGaps;

    @Column(name = "read_late", nullable = false)
    private boolean readLate;

    @Column(nullable = false)
    private boolean simultaneous;

    @Column(nullable = false)
    private boolean enabled = true;

    @Column(name = "next_due")
    private Instant nextDue;

    protected ReadingSchedule() {
    }

    public ReadingSchedule(int companyId) {
        this.companyId = companyId;
    }

    /** Changes everything a person may change. */
    void define(String newName, RecurrenceRule rule, Target newTarget, Integer newTargetId, List<Short> newReadingTypes, Options options,
                Instant newNextDue) {
        this.name = newName;
        this.kind = rule.kind();
        this.cron = rule.cron();
        this.intervalSeconds = rule.intervalSeconds();
        this.times = rule.times().isEmpty() ? null : rule.times().toArray(String[]::new);
        this.nonWorking = rule.nonWorking();
        this.monthDays = rule.monthDays().isEmpty() ? null : rule.monthDays().toArray(String[]::new);
        this.shift = rule.shift();
        this.target = newTarget;
        this.targetId = newTarget == Target.ALL ? null : newTargetId;
        this.readingTypes = newReadingTypes.toArray(Short[]::new);
        this.fillGaps = options.fillGaps();
        this.readLate = options.readLate();
        this.simultaneous = options.simultaneous();
        this.nextDue = newNextDue;
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
    void enable(boolean on, Instant newNextDue) {
        this.enabled = on;
        this.nextDue = newNextDue;
        if (on && nextDue == null) {
            throw rule().neverDue();
        }
    }

    RecurrenceRule rule() {
        return new RecurrenceRule(kind, cron, intervalSeconds, times == null ? null : List.of(times), nonWorking,
                monthDays == null ? null : List.of(monthDays), shift);
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
