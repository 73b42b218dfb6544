package com.wattwell.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A few connections and the transactions of threads on them, as a server's pool and transaction manager do it. */
final class PooledTransactions implements AutoCloseable {

    private final BlockingQueue<Connection> idle;
    private final int size;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    PooledTransactions(BareDatabase database, int size) throws SQLException {
        this.size = size;
        this.idle = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            idle.add(connection);
        }
    }

    /** Does it in a transaction of its own and commits. */
    <T> T inOne(Supplier<T> work) {
        try {
            Connection connection = idle.take();
            current.set(connection);
            try {
                T result = work.get();
                connection.commit();
                return result;
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                current.remove();
                idle.add(connection);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives out the connection of the thread's transaction, which nobody but this closes. */
    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(PooledTransactions.class.getClassLoader(), new Class<?>[] {DataSource.class}, (source, method, arguments) -> {
            Connection connection = current.get();
            return Proxy.newProxyInstance(PooledTransactions.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, called, given) -> {
                if (called.getName().equals("close")) {
                    return null;
                }
                try {
                    return called.invoke(connection, given);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        });
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        for (int i = 0; i < size; i++) {
            idle.take().close();
        }
    }
}
