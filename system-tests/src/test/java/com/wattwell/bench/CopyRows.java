package com.wattwell.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Readings on their way into the archive by bare binary {@code COPY}: whoever has one puts it into the buffer, and one
 * thread writes what has gathered, a transaction at a time. The least that keeping a reading can cost.
 */
final class CopyRows implements AutoCloseable {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xFF};
    private static final String COPY = "copy reading (slot, received_at, meter_id, company_id, reading_type, source, quality, value) from stdin (format binary)";
    private static final int ROW_BYTES = 100;
    private static final int BUFFER_BYTES = 20_000 * ROW_BYTES;
    /** PostgreSQL counts from 2000-01-01. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread writer = new Thread(this::write, "copy");
    private ByteBuffer filling = ByteBuffer.allocate(BUFFER_BYTES);
    private ByteBuffer writing = ByteBuffer.allocate(BUFFER_BYTES);
    private int rows;
    private long written;
    private boolean closed;
    private SQLException failure;

    /** @param connection used by this alone from now on, and closed with it */
    CopyRows(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        writer.start();
    }

    /** Waits while the buffer is full. @param hundredths of the unit of the value */
    void add(long slotMicros, long receivedMicros, int meter, long hundredths) {
        lock.lock();
        try {
            while (filling.remaining() < ROW_BYTES && failure == null) {
                changed.awaitUninterruptibly();
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            filling.putShort((short) 8);
            filling.putInt(8).putLong(slotMicros - EPOCH_MICROS);
            filling.putInt(8).putLong(receivedMicros - EPOCH_MICROS);
            filling.putInt(4).putInt(meter);
            filling.putInt(4).putInt(1);
            filling.putInt(2).putShort((short) 1);
            filling.putInt(2).putShort((short) 1);
            filling.putInt(2).putShort((short) 1);
            putNumeric(hundredths);
            if (rows++ == 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Digits of base 10,000: two before the point, one behind it. */
    private void putNumeric(long hundredths) {
        long whole = hundredths / 100;
        filling.putInt(14).putShort((short) 3).putShort((short) 1).putShort((short) 0).putShort((short) 2);
        filling.putShort((short) (whole / 10_000)).putShort((short) (whole % 10_000)).putShort((short) (hundredths % 100 * 100));
    }

    private void write() {
        try {
            Turn turn = take();
            while (turn != null) {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
                copy.writeToCopy(HEADER, 0, HEADER.length);
                copy.writeToCopy(turn.bytes().array(), 0, turn.bytes().position());
                copy.writeToCopy(END, 0, END.length);
                copy.endCopy();
                connection.commit();
                lock.lock();
                try {
                    written += turn.rows();
                } finally {
                    lock.unlock();
                }
                turn = take();
            }
        } catch (SQLException e) {
            lock.lock();
            try {
                failure = e;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private record Turn(ByteBuffer bytes, int rows) {
    }

    /** What has gathered, as soon as there is any; {@code null} when there will be no more. */
    private Turn take() {
        lock.lock();
        try {
            while (rows == 0) {
                if (closed) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
            Turn turn = new Turn(filling, rows);
            filling = writing.clear();
            writing = turn.bytes();
            rows = 0;
            changed.signalAll();
            return turn;
        } finally {
            lock.unlock();
        }
    }

    /** Rows committed so far. */
    long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** Ends when everything is committed. */
    @Override
    public void close() throws SQLException, InterruptedException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        writer.join();
        connection.close();
        if (failure != null) {
            throw failure;
        }
    }
}
