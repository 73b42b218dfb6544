package com.wattwell.keymachine;

/** The key machine gave nothing that could be sent to a meter. The message says what happened and what to do, and holds no secret. */
public class KeyMachineException extends RuntimeException {

    /** What kind of failure it is. */
    public enum Kind {
        /** It does not answer, or not with what was asked for; trying again later may help. */
        UNREACHABLE,
        /** It does not do this for this meter; trying again does not help. */
        REFUSED,
        /** It answers what the application does not understand: somebody has to look at the two of them. */
        WRONG_ANSWER
    }

    private final Kind kind;

    public KeyMachineException(Kind kind, String message) {
        this(kind, message, null);
    }

    public KeyMachineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
