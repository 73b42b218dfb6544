package com.wattwell.platform;

import jakarta.ejb.ApplicationException;
import java.sql.SQLException;

/** A statement failed; the transaction rolls back. */
@ApplicationException(rollback = true)
public class DatabaseException extends RuntimeException {

    private static final String UNIQUE_VIOLATION = "23505";

    private final String state;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
        this.state = cause.getSQLState();
    }

    /** A row with this unique key exists. */
    public boolean duplicate() {
        return UNIQUE_VIOLATION.equals(state);
    }
}
