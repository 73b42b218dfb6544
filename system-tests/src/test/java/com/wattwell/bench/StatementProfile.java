package com.wattwell.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which statements a database spent its time on, told by PostgreSQL's own extension; off except while it is asked. */
final class StatementProfile {

    /** For {@code postgresql.conf}: counts nothing until it is told to. */
    static final String SETTINGS = """
            shared_preload_libraries = 'pg_stat_statements'
            pg_stat_statements.track = none
            pg_stat_statements.track_planning = on
            """;

    private static final int MOST = 12;
    private static final int TEXT = 90;

    private final BenchServer server;

    private StatementProfile(BenchServer server) {
        this.server = server;
    }

    static StatementProfile begin(BenchServer server) throws SQLException {
        try (Connection owner = server.connectAsOwner()) {
            Sql.execute(owner, "create extension if not exists pg_stat_statements");
            Sql.execute(owner, "alter system set pg_stat_statements.track = 'all'");
            Sql.execute(owner, "select pg_reload_conf()");
            Sql.execute(owner, "select pg_stat_statements_reset()");
        }
        return new StatementProfile(server);
    }

    /** Ends it. @return the statements in the order of the time they took in all, planning and execution */
    List<String> end() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection owner = server.connectAsOwner()) {
            Sql.execute(owner, "alter system set pg_stat_statements.track = 'none'");
            Sql.execute(owner, "select pg_reload_conf()");
            try (PreparedStatement query = owner.prepareStatement("""
                    select total_plan_time, total_exec_time, calls, rows, regexp_replace(query, '\\s+', ' ', 'g') from pg_stat_statements
                    where toplevel order by total_plan_time + total_exec_time desc limit ?""")) {
                query.setInt(1, MOST);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        String text = rows.getString(5);
                        lines.add(String.format(Locale.ROOT, "%,.0f + %,.0f ms in %,d calls, %,d rows: %s", rows.getDouble(1), rows.getDouble(2),
                                rows.getLong(3), rows.getLong(4),
                                text.substring(0, Math.min(TEXT, text.length()))));
                    }
                }
            }
        }
        return lines;
    }
}
