package com.wattwell.collector;

import com.wattwell.protocol.dtu.DialectKind;

/**
 * A make and model of collector (采集器型号): how it says who it is, how it beats, how it wraps what travels on its lines, and
 * what its lines are set to as a rule.
 *
 * @param companyId        whose it is, or {@code null} for one that ships with Wattwell and is never changed
 * @param company          code of that company, or {@code null}
 * @param registration     what it sends to register, as {@link com.wattwell.protocol.dtu.RegistrationPattern}; {@code null} for a
 *                         dialect with a login of its own
 * @param heartbeat        {@code text:…} or {@code hex:…}, or {@code null}
 * @param idleSeconds      silence after which its socket is closed
 * @param firstReplyMillis how long to wait for a meter of unknown timing
 * @param lines            how many it has, 1 to 16
 * @param collectors       how many collectors of the caller's are of this kind
 */
public record CollectorKind(int id, Integer companyId, String company, String make, String model, DialectKind dialect, String registration,
                            String heartbeat, String heartbeatAnswer, int idleSeconds, int baud, int firstReplyMillis, int lines, String notes,
                            int collectors) {

    /**
     * What a person writes of a kind; {@code null} where the usual is meant.
     *
     * @param dialect name of a {@link DialectKind}
     */
    public record Definition(String make, String model, String dialect, String registration, String heartbeat, String heartbeatAnswer,
                             Integer idleSeconds, Integer baud, Integer firstReplyMillis, Integer lines, String notes) {
    }

    /** Make and model in one. */
    public String title() {
        return make + " " + model;
    }

    public boolean shipped() {
        return companyId == null;
    }

    public Definition definition() {
        return new Definition(make, model, dialect.name(), registration, heartbeat, heartbeatAnswer, idleSeconds, baud, firstReplyMillis, lines, notes);
    }
}
