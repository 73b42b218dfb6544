package com.wattwell.identity;

import com.wattwell.platform.RefusedException;

/**
 * What a caller may see: one company, or every company. The one mechanism by which queries are kept to it is
 * {@link #and}; no query of business rows is written without it.
 *
 * @param companyId the company, or {@code null} for staff of the installation
 */
public record Scope(Integer companyId) {

    /** For the system's own work. */
    public static final Scope ALL = new Scope(null);

    /** A condition to append to a WHERE clause: {@code " and column = 5"}, or nothing for all companies. */
    public String and(String column) {
        return companyId == null ? "" : " and " + column + " = " + companyId;
    }

    public boolean includes(int company) {
        return companyId == null || companyId == company;
    }

    /** @return the company to write for: the caller's own, or for staff of the installation the one named */
    public int companyForWriting(Integer named) {
        if (companyId == null) {
            if (named == null) {
                throw RefusedException.invalid("company", "refused.companyMissing", "Say for which company: you see several.");
            }
            return named;
        }
        if (named != null && !named.equals(companyId)) {
            throw RefusedException.notFound("company", named);
        }
        return companyId;
    }
}
