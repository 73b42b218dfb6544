package com.wattwell.collector;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An estate, a building in it, or a unit in a building. */
@Entity
@Table(name = "area")
public class Area {

    /** The three levels of a place. */
    public enum Kind {
        ESTATE, BUILDING, UNIT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(name = "company_id", nullable = false, updatable = false)
    private int companyId;

    @Column(name = "parent_id", updatable = false)
    private Integer parentId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private Kind kind;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private String path;

    protected Area() {
    }

    public Area(int companyId, Area parent, Kind kind, String name) {
        this.companyId = companyId;
        this.parentId = parent == null ? null : parent.id;
        this.kind = kind;
        this.name = name;
        this.path = parent == null ? name : parent.path + Places.SEPARATOR + name;
    }

    public Integer id() {
        return id;
    }

    public String path() {
        return path;
    }
}
