package com.wattwell.identity;

import java.util.Set;

/** Who asks: name for the record, scope for queries, roles for rights. */
public record Caller(String name, String displayName, Scope scope, Set<String> roles) {

    public static final String SYSTEM_ADMIN = "SYSTEM_ADMIN";
    public static final String COMPANY_ADMIN = "COMPANY_ADMIN";
    public static final String METER_OPERATOR = "METER_OPERATOR";
    public static final String VIEWER = "VIEWER";

    /** May change master data, schedules and order commands. */
    public boolean mayOperate() {
        return roles.contains(SYSTEM_ADMIN) || roles.contains(COMPANY_ADMIN) || roles.contains(METER_OPERATOR);
    }

    /** May change collectors, meters and who may log in. */
    public boolean mayAdminister() {
        return roles.contains(SYSTEM_ADMIN) || roles.contains(COMPANY_ADMIN);
    }
}
