package com.wattwell.protocol;

/** A frame that cannot be understood. The message says which byte and what was expected there. */
public final class MalformedFrameException extends RuntimeException {

    public MalformedFrameException(String message) {
        super(message);
    }
}
