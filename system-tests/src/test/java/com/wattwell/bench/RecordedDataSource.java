package com.wattwell.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One connection as a data source that never closes it, and remembers the last statement with its parameters: so the
 * application's own queries can be run and their plans be shown without writing them down a second time.
 */
final class RecordedDataSource {

    private final Connection connection;
    private final List<Binding> bindings = new ArrayList<>();
    private String sql;

    private record Binding(Method method, Object[] arguments) {
    }

    RecordedDataSource(Connection connection) {
        this.connection = connection;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return proxy(Connection.class, this::onConnection);
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object onConnection(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        Object answer = call(connection, method, arguments);
        if (answer instanceof PreparedStatement statement) {
            sql = (String) arguments[0];
            bindings.clear();
            return proxy(PreparedStatement.class, (called, given) -> {
                if (called.getName().startsWith("set")) {
                    bindings.add(new Binding(called, given));
                }
                return call(statement, called, given);
            });
        }
        return answer;
    }

    /** How PostgreSQL went about the last statement, with what it touched; runs it once more. */
    List<String> plan() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("explain (analyze, buffers, costs off, timing off) " + sql)) {
            for (Binding binding : bindings) {
                try {
                    binding.method().invoke(statement, binding.arguments());
                } catch (ReflectiveOperationException e) {
                    throw new SQLException(e);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        }
    }

    @FunctionalInterface
    private interface Called {
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Called called) {
        return type.cast(Proxy.newProxyInstance(RecordedDataSource.class.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> called.on(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
