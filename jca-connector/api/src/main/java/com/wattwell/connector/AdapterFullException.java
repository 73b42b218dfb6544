package com.wattwell.connector;

/** The adapter holds as many unfinished exchanges and undelivered outcomes as it may. Hand over again later. */
public final class AdapterFullException extends RuntimeException {

    public AdapterFullException(String message) {
        super(message);
    }
}
