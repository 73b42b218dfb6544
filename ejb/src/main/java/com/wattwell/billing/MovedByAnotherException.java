package com.wattwell.billing;

import jakarta.ejb.ApplicationException;

/** Somebody else has done these accounts of the run meanwhile: nothing of it is committed, and the job that came too late ends. */
@ApplicationException(rollback = true)
public class MovedByAnotherException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MovedByAnotherException(String text) {
        super(text);
    }
}
