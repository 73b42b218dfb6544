package com.wattwell.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the container's transactions do, for tests in which it matters: outside of {@link #run} every statement is one of its own. */
public final class TestTransactions {

    private static final ThreadLocal<TestTransactions> CURRENT = new ThreadLocal<>();

    private Connection connection;

    private TestTransactions() {
    }

    /** Does it in one transaction of this thread. */
    public static void run(Runnable work) {
        TestTransactions transaction = new TestTransactions();
        CURRENT.set(transaction);
        try {
            work.run();
            if (transaction.connection != null) {
                transaction.connection.commit();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            CURRENT.remove();
            transaction.end();
        }
    }

    static DataSource over(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(TestTransactions.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
            TestTransactions current = CURRENT.get();
            return current != null && method.getName().equals("getConnection") ? current.connection(source) : invoke(method, source, arguments);
        });
    }

    private Connection connection(DataSource source) throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
            connection.setAutoCommit(false);
        }
        return (Connection) Proxy.newProxyInstance(TestTransactions.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) ->
                method.getName().equals("close") ? null : invoke(method, connection, arguments));
    }

    private static Object invoke(java.lang.reflect.Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void end() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
