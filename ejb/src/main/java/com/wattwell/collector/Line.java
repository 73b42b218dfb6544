package com.wattwell.collector;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One RS-485 or M-Bus line behind a collector; one exchange at a time. */
@Entity
@Table(name = "line")
public class Line {

    public static final int DEFAULT_BAUD = 2400;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(name = "company_id", nullable = false, updatable = false)
    private int companyId;

    @Column(name = "collector_id", nullable = false, updatable = false)
    private int collectorId;

    @Column(nullable = false, updatable = false)
    private short number;

    @Column(nullable = false)
    private int baud = DEFAULT_BAUD;

    @Column(name = "first_reply_millis", nullable = false)
    private int firstReplyMillis = CollectorRules.DEFAULT_FIRST_REPLY_MILLIS;

    protected Line() {
    }

    /** @param firstReplyMillis how long to wait for a meter of unknown timing */
    public Line(Collector collector, int number, int baud, int firstReplyMillis) {
        this.companyId = collector.companyId();
        this.collectorId = collector.id();
        this.number = (short) number;
        this.baud = baud;
        this.firstReplyMillis = firstReplyMillis;
    }

    public Integer id() {
        return id;
    }

    public int companyId() {
        return companyId;
    }
}
