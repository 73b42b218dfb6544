package com.wattwell.protocol;

/** A request that a protocol cannot express. The message names the field. */
public final class UnsupportedRequestException extends RuntimeException {

    public UnsupportedRequestException(String message) {
        super(message);
    }
}
