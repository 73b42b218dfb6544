package com.wattwell.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * A WHERE clause that grows by what a person filters by. It starts with the caller's scope, so that no list is written
 * without it: {@code new Conditions(scope.and("m.company_id"))}.
 */
public final class Conditions {

    private final StringBuilder sql = new StringBuilder("where true");
    private final List<Object> parameters = new ArrayList<>();

    /** @param scope what {@code Scope.and} says for the company column of the query */
    public Conditions(String scope) {
        sql.append(scope);
    }

    /** Adds a condition with its parameters, in the order of its question marks. */
    public Conditions and(String condition, Object... values) {
        sql.append(" and (").append(condition).append(')');
        parameters.addAll(List.of(values));
        return this;
    }

    /** The clause, with its leading {@code where}. */
    public String sql() {
        return sql.toString();
    }

    /** The parameters of the clause, and those that follow it in the statement. */
    public Object[] parameters(Object... following) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(following));
        return all.toArray();
    }

    /** A pattern for {@code ilike} that finds the text anywhere; what a person typed is never a wildcard. */
    public static String containing(String text) {
        return "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
