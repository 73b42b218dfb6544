package com.wattwell.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.ZoneId;

/** An operating company (运营公司). Several share an installation and see only their own. */
@Entity
@Table(name = "company")
public class Company {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(nullable = false, updatable = false)
    private String code;

    @Column(nullable = false)
    private String name;

    @Column(name = "time_zone", nullable = false)
    private String timeZone = "Asia/Shanghai";

    protected Company() {
    }

    public Company(String code, String name) {
        this.code = code;
        this.name = name;
    }

    public Integer id() {
        return id;
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    /** The zone of the company's sites: cron expressions and local days are reckoned in it. */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
