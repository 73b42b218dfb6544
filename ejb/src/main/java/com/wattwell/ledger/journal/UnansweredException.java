package com.wattwell.ledger.journal;

/**
 * It is not known whether an entry was posted: the database did not answer, or not in time. Posting it again under the same key tells, and posts it if it
 * was not.
 */
public class UnansweredException extends RuntimeException {

    public UnansweredException(String businessKey, Throwable cause) {
        super("It is not known whether " + businessKey + " was posted; post it again under the same key", cause);
    }
}
