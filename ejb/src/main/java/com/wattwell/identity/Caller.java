package com.wattwell.identity;

import java.util.List;
import java.util.Set;

/** Who asks: name for the record, scope for queries, roles for rights. */
public record Caller(String name, String displayName, Scope scope, Set<String> roles) {

    public static final String SYSTEM_ADMIN = "SYSTEM_ADMIN";
    public static final String COMPANY_ADMIN = "COMPANY_ADMIN";
    public static final String METER_OPERATOR = "METER_OPERATOR";
    /** Takes money at the counter (收费员). */
    public static final String CASHIER = "CASHIER";
    /** Keeps the books: refunds, write-offs, reconciliation (财务). */
    public static final String FINANCE = "FINANCE";
    /** Starts and watches the long runs (批处理操作员). */
    public static final String BATCH_OPERATOR = "BATCH_OPERATOR";
    /** Reads everything and changes nothing (审计员). */
    public static final String AUDITOR = "AUDITOR";
    public static final String VIEWER = "VIEWER";

    /** Every role, the farthest-reaching first. The database's check and both {@code web.xml} list the same. */
    public static final List<String> ROLES = List.of(SYSTEM_ADMIN, COMPANY_ADMIN, FINANCE, METER_OPERATOR, CASHIER, BATCH_OPERATOR, AUDITOR, VIEWER);

    /** May change master data, schedules and order commands. */
    public boolean mayOperate() {
        return mayAdminister() || roles.contains(METER_OPERATOR);
    }

    /** May change collectors, meters and who may log in. */
    public boolean mayAdminister() {
        return roles.contains(SYSTEM_ADMIN) || roles.contains(COMPANY_ADMIN);
    }

    /** Staff of the installation who may do everything, in every company. */
    public boolean isSystemAdmin() {
        return roles.contains(SYSTEM_ADMIN) && scope.companyId() == null;
    }

    /** May give this role to another person, or take it away: nobody gives more than they hold. */
    public boolean mayGive(String role) {
        return role.equals(SYSTEM_ADMIN) ? isSystemAdmin() : mayAdminister();
    }

    /** May look at who may sign in, and who changed that. */
    public boolean maySeeUsers() {
        return mayAdminister() || roles.contains(AUDITOR);
    }

    /** May take a customer's money at the counter and give a receipt for it. */
    public boolean mayTakeMoney() {
        return mayAdminister() || roles.contains(CASHIER) || roles.contains(FINANCE);
    }

    /** May post by hand: refunds, write-offs, reversals, transfers, what reconciliation asks for. */
    public boolean mayKeepBooks() {
        return mayAdminister() || roles.contains(FINANCE);
    }

    /** May start, stop and restart the long runs, and release what they set aside. */
    public boolean mayRunBatch() {
        return mayAdminister() || roles.contains(BATCH_OPERATOR);
    }

    /** May look into journal, balances and proofs. */
    public boolean maySeeBooks() {
        return mayKeepBooks() || roles.contains(AUDITOR);
    }
}
