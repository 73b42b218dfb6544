package com.wattwell.collector;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Estates, buildings and units as people look at them. */
@Stateless
public class AreaQueries {

    /** @param path its written place, with the levels above it */
    public record Row(int id, Area.Kind kind, String name, String path) {
    }

    private final Database database;

    @Inject
    public AreaQueries(Database database) {
        this.database = database;
    }

    protected AreaQueries() {
        this(null); // the container's proxy wants it
    }

    /**
     * In the order in which they were made, so that a level stands before what is in it.
     *
     * @param text anywhere in the written place; {@code null} or blank for all
     */
    public Page<Row> list(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("a.company_id"));
        if (text != null && !text.isBlank()) {
            where.and("a.path ilike ?", Conditions.containing(text));
        }
        long total = database.one("select count(*) from area a " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list("select a.id, a.kind, a.name, a.path from area a " + where.sql() + " order by a.id limit ? offset ?",
                row -> new Row(row.getInt(1), Area.Kind.valueOf(row.getString(2)), row.getString(3), row.getString(4)),
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }
}
