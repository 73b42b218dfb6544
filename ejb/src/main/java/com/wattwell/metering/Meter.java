package com.wattwell.metering;

import com.wattwell.collector.Area;
import com.wattwell.collector.Line;
import com.wattwell.metermodel.MeterModel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * An electricity or water meter on a line. Its address is unique only there. What stays is the place it measures: with another
 * device there ({@link MeterReplacements}) address and protocol become others, and the history goes on.
 */
@Entity
@Table(name = "meter")
public class Meter {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(name = "company_id", nullable = false, updatable = false)
    private int companyId;

    @Column(name = "line_id", nullable = false, updatable = false)
    private int lineId;

    @Column(name = "area_id")
    private Integer areaId;

    @Column(name = "model_id", nullable = false)
    private int modelId;

    /** The model's own; with it in every row queries need no join. */
    @Column(nullable = false, updatable = false)
    private String protocol;

    @Column(nullable = false, updatable = false)
    private String address;

    @Column(nullable = false)
    private String name;

    @Column(name = "protected", nullable = false)
    private boolean neverTripped;

    protected Meter() {
    }

    public Meter(Line line, MeterModel model, String address, String name, Area area) {
        this.companyId = line.companyId();
        this.lineId = line.id();
        this.modelId = model.id();
        this.protocol = model.protocol();
        this.address = address;
        this.name = name;
        this.areaId = area == null ? null : area.id();
    }

    public Integer id() {
        return id;
    }

    public int companyId() {
        return companyId;
    }

    public int modelId() {
        return modelId;
    }

    /** @param model of the same protocol */
    void isOf(MeterModel model) {
        this.modelId = model.id();
    }

    public String protocol() {
        return protocol;
    }

    public String address() {
        return address;
    }

    public String name() {
        return name;
    }

    /** @param area where it measures now, or {@code null} */
    void standsIn(Area area) {
        this.areaId = area == null ? null : area.id();
    }

    void rename(String newName) {
        this.name = newName;
    }

    /** Whether trips are refused for this meter (保电): lifts, pumps, hospitals. */
    public boolean neverTripped() {
        return neverTripped;
    }

    public void protect(boolean never) {
        this.neverTripped = never;
    }
}
