package com.wattwell.control;

import java.time.LocalTime;

/**
 * How much of a building may go dark at once by trips, and in which hours trips may be sent. Pure.
 *
 * @param percent   of the building's meters of one commodity, 1 to 100
 * @param minutes   within which they count together, 1 to 1440
 * @param minimum   fewer dark meters than these never bite, 1 to 1000
 * @param tripFrom  local time from which trips may be sent, or {@code null} for any
 * @param tripUntil local time before which they may; earlier than {@code tripFrom} when the hours go over midnight
 */
public record BrakeRule(State state, int percent, int minutes, int minimum, LocalTime tripFrom, LocalTime tripUntil) {

    /** Whether a place's own rule holds. */
    public enum State {
        ON,
        /** No share is too much here; hours hold nevertheless. */
        OFF,
        /** As the place above says. */
        INHERITED
    }

    /** Where nobody has said anything. */
    public static final BrakeRule USUAL = new BrakeRule(State.ON, 20, 10, 5, null, null);

    private static final long HUNDRED = 100;

    /**
     * Whether one more would be too many.
     *
     * @param dark   other meters of the building that are or are about to be dark by trips within the time
     * @param meters all of the building
     */
    boolean bites(int dark, int meters) {
        int then = dark + 1;
        return state == State.ON && then >= minimum && then * HUNDRED > (long) percent * meters;
    }

    /** Whether trips may be sent at this local time. */
    boolean permits(LocalTime time) {
        if (tripFrom == null) {
            return true;
        }
        boolean after = !time.isBefore(tripFrom);
        boolean before = time.isBefore(tripUntil);
        return tripFrom.isBefore(tripUntil) ? after && before : after || before;
    }
}
