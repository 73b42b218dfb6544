package com.wattwell.collector;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A box in a basement (采集器) that dials in and bridges one or more lines. Here stands what a person decides about it;
 * whether it is online, since when and where its socket lives is written set-based by {@link CollectorLogins}.
 */
@Entity
@Table(name = "collector")
public class Collector {

    /** Whether its logins are wanted. */
    public enum State {
        ACTIVE, QUARANTINED, DISABLED
    }

    /** Why a collector is not {@link State#ACTIVE}; a person's name may follow behind {@code |}. */
    public enum Reason {
        SWAPPING, SHUT_OUT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    @Column(name = "company_id", nullable = false, updatable = false)
    private int companyId;

    @Column(name = "area_id")
    private Integer areaId;

    /** Changes only with the box, as a dated fact: {@link CollectorReplacements}. */
    @Column(nullable = false, updatable = false)
    private String code;

    @Column(name = "kind_id")
    private Integer kindId;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state = State.ACTIVE;

    @Column(name = "state_reason")
    private String stateReason;

    @Enumerated(EnumType.STRING)
    @Column(name = "login_profile", nullable = false)
    private LoginProfile.Kind loginProfile = LoginProfile.Kind.OPEN;

    @Column(name = "login_token_hash")
    private byte[] loginTokenHash;

    @Column(name = "login_certificate")
    private String loginCertificate;

    private String heartbeat;

    @Column(name = "heartbeat_answer")
    private String heartbeatAnswer;

    @Column(name = "idle_seconds", nullable = false)
    private int idleSeconds = 300;

    protected Collector() {
    }

    public Collector(int companyId, String code, String name) {
        this.companyId = companyId;
        this.code = code;
        this.name = name;
    }

    public Integer id() {
        return id;
    }

    public int companyId() {
        return companyId;
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    public State state() {
        return state;
    }

    public Integer kindId() {
        return kindId;
    }

    public void rename(String newName) {
        this.name = newName;
    }

    public void standsIn(Area area) {
        this.areaId = area == null ? null : area.id();
    }

    /** @param kind id of a {@link CollectorKind}, or {@code null} for none */
    public void isOfKind(Integer kind) {
        this.kindId = kind;
    }

    /** How it beats; each is {@code text:…} or {@code hex:…}, or {@code null}. */
    public void beats(String beat, String answer, int silenceSeconds) {
        this.heartbeat = beat;
        this.heartbeatAnswer = answer;
        this.idleSeconds = silenceSeconds;
    }

    public void mustShowToken(byte[] tokenHash) {
        this.loginProfile = LoginProfile.Kind.TOKEN;
        this.loginTokenHash = tokenHash.clone();
    }

    public void mustShowCertificate(String subject) {
        this.loginProfile = LoginProfile.Kind.CERTIFICATE;
        this.loginCertificate = subject;
    }

    public void enable() {
        this.state = State.ACTIVE;
        this.stateReason = null;
    }

    /** @param by who decided it */
    public void shutOut(String by) {
        this.state = State.DISABLED;
        this.stateReason = Reason.SHUT_OUT + "|" + by;
    }
}
