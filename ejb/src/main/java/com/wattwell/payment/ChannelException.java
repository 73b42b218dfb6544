package com.wattwell.payment;

/** A channel did not do what it was asked. */
public class ChannelException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What may be done about it. */
    public enum Kind {
        /** It did not answer, or nobody knows what it did: ask later how it stands. */
        UNREACHABLE,
        /** It said no. */
        REFUSED
    }

    private final Kind kind;
    private final String code;

    /** @param code the channel's own word, for people */
    public ChannelException(Kind kind, String code, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** One line for people, at most 300 characters. */
    public String line() {
        String line = code + ": " + getMessage();
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
