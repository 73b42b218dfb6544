package com.wattwell.control;

import com.wattwell.protocol.MeterRequest.SupplyAction;

/** What is wanted of a meter. */
public enum CommandKind {
    /** Read items now. */
    READ,
    /** Send a frame as a person wrote it. */
    RAW,
    /** Write one item and read it back. */
    WRITE,
    /** Set the clock. */
    SET_CLOCK,
    /** Change the password of a level. */
    SET_PASSWORD,
    /** Give it another address. */
    SET_ADDRESS,
    /** Change the speed of its port. */
    SET_BAUD,
    /** Freeze its values. */
    FREEZE,
    /** Clear the maximum demand. */
    CLEAR_DEMAND,
    /** Clear event records. */
    CLEAR_EVENTS,
    /** Bring a purchase to a meter that counts its own money. */
    RECHARGE,
    TRIP(SupplyAction.TRIP),
    PERMIT_CLOSE(SupplyAction.PERMIT_CLOSE),
    CLOSE(SupplyAction.CLOSE),
    ALARM_ON(SupplyAction.ALARM_ON),
    ALARM_OFF(SupplyAction.ALARM_OFF),
    KEEP_POWER_ON(SupplyAction.KEEP_POWER_ON),
    KEEP_POWER_OFF(SupplyAction.KEEP_POWER_OFF);

    private final SupplyAction action;

    CommandKind() {
        this(null);
    }

    CommandKind(SupplyAction action) {
        this.action = action;
    }

    /** What the meter is told about its supply, or {@code null}. */
    public SupplyAction action() {
        return action;
    }

    /** Whether it changes something at the meter, so that it must not be done twice for want of an answer. */
    public boolean changes() {
        return this != READ && this != RAW;
    }

    /** Whether only administrators order it: what it changes stays changed, or is gone. */
    public boolean forAdministrators() {
        return switch (this) {
            case RAW, WRITE, SET_PASSWORD, SET_ADDRESS, SET_BAUD, CLEAR_DEMAND, CLEAR_EVENTS -> true;
            default -> false;
        };
    }

    /** What a newer order of this kind takes back while it waits. */
    public CommandKind[] opposites() {
        return switch (this) {
            case TRIP -> new CommandKind[] {PERMIT_CLOSE, CLOSE};
            case PERMIT_CLOSE, CLOSE -> new CommandKind[] {TRIP};
            case ALARM_ON -> new CommandKind[] {ALARM_OFF};
            case ALARM_OFF -> new CommandKind[] {ALARM_ON};
            case KEEP_POWER_ON -> new CommandKind[] {KEEP_POWER_OFF};
            case KEEP_POWER_OFF -> new CommandKind[] {KEEP_POWER_ON};
            default -> new CommandKind[0];
        };
    }
}
