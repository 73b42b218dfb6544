package com.wattwell.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a server's rows from outside. */
public final class Rows {

    private final TestServer server;

    public Rows(TestServer server) {
        this.server = server;
    }

    /** The first column of every row as text. */
    public List<String> list(String sql, Object... parameters) {
        try (Connection connection = server.connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public String one(String sql, Object... parameters) {
        List<String> values = list(sql, parameters);
        return values.isEmpty() ? null : values.getFirst();
    }
}
