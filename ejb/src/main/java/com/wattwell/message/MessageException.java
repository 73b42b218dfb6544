package com.wattwell.message;

/** A supplier did not do what it was asked. */
public class MessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    /** @param refused whether it said no; else nobody knows whether it took the message */
    public MessageException(boolean refused, String message, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    public boolean refused() {
        return refused;
    }

    /** One line for people, at most 300 characters. */
    public String line() {
        String line = String.valueOf(getMessage());
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
