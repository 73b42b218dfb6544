package com.wattwell.control;

/** The states of a command, as REST and the portal show them. */
public enum CommandState {
    /** Not sent yet: its turn or its collector has not come. */
    WAITING,
    /** Handed to the line; from here on it may have been carried out. */
    SENT,
    /** The meter said it accepts; the effect is not proven. */
    ACCEPTED,
    /** Read back: the relay stands as ordered, or the values came. */
    CONFIRMED,
    FAILED,
    /** Its time ran out before it could be sent. */
    EXPIRED,
    /** A newer opposite order, or a person, took it back before it was sent. */
    WITHDRAWN;

    public boolean ended() {
        return switch (this) {
            case CONFIRMED, FAILED, EXPIRED, WITHDRAWN -> true;
            case WAITING, SENT, ACCEPTED -> false;
        };
    }
}
