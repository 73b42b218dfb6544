package com.wattwell.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The supply relay of one meter, from its first command on, or the valve of a water meter: an open contact is a closed
 * valve. The contact starts closed and moves a while after a command was accepted; what the load would have taken while it
 * is open is never counted. Times are milliseconds of the epoch.
 */
final class Relay {

    /** What a meter was told and did. */
    enum Action {
        TRIP, PERMIT_CLOSE, CLOSE
    }

    /** One command that the relay carried out. */
    public record Execution(Instant at, Action action) {
    }

    /** Openings that are remembered one by one; older ones are only remembered as a sum. */
    private static final int MOST_OPENINGS = 64;
    private static final int MOST_IN_LOG = 100;

    /** Moments at which the contact opened, closed, opened … */
    private long[] moves = new long[2];
    private int moveCount;
    /** What was not taken during openings that are forgotten, by tariff, in mWh or ml. */
    private final long[] forgotten = new long[TariffDay.TARIFFS];
    private boolean commandOpen;
    private boolean contactOpen;
    private boolean powered = true;
    private boolean waitsForKey;
    private int executions;
    private final Deque<Execution> log = new ArrayDeque<>(2);

    void execute(Action action, long at, int relayMillis, Consumption consumption) {
        executions++;
        if (log.size() == MOST_IN_LOG) {
            log.removeFirst();
        }
        log.addLast(new Execution(Instant.ofEpochMilli(at), action));
        commandOpen = action == Action.TRIP;
        waitsForKey = action == Action.PERMIT_CLOSE;
        if (action != Action.PERMIT_CLOSE) {
            contactOpen = commandOpen;
            move(contactOpen || !powered, at + relayMillis, consumption);
        }
    }

    /** The resident presses the meter's key: closes a contact that is permitted to close. */
    boolean pressKey(long at, int relayMillis, Consumption consumption) {
        if (!waitsForKey) {
            return false;
        }
        waitsForKey = false;
        contactOpen = false;
        move(!powered, at + relayMillis, consumption);
        return true;
    }

    boolean powered() {
        return powered;
    }

    /** Without mains nothing is taken, wherever the contact is. */
    void setPowered(boolean powered, long at, Consumption consumption) {
        this.powered = powered;
        move(contactOpen || !powered, at, consumption);
    }

    private void move(boolean open, long at, Consumption consumption) {
        if (open == (moveCount % 2 == 1)) {
            return;
        }
        if (moveCount == 2 * MOST_OPENINGS) {
            consumption.addAmounts(moves[1], 1, forgotten);
            consumption.addAmounts(moves[0], -1, forgotten);
            System.arraycopy(moves, 2, moves, 0, moveCount - 2);
            moveCount -= 2;
        }
        if (moveCount == moves.length) {
            moves = Arrays.copyOf(moves, Math.min(2 * moveCount, 2 * MOST_OPENINGS));
        }
        moves[moveCount] = moveCount == 0 ? at : Math.max(at, moves[moveCount - 1]);
        moveCount++;
    }

    /** Whether the contact is open: no supply. */
    boolean open(long at) {
        int made = moveCount;
        while (made > 0 && moves[made - 1] > at) {
            made--;
        }
        return made % 2 == 1;
    }

    /** The last command the meter holds. */
    boolean commandOpen() {
        return commandOpen;
    }

    int executions() {
        return executions;
    }

    List<Execution> log() {
        return List.copyOf(log);
    }

    /** Takes off what was not taken until then because the contact was open. */
    void subtractUnserved(long at, Consumption consumption, long[] sums) {
        for (int tariff = 0; tariff < sums.length; tariff++) {
            sums[tariff] -= forgotten[tariff];
        }
        for (int i = 0; i < moveCount && moves[i] < at; i += 2) {
            long closed = i + 1 < moveCount ? Math.min(moves[i + 1], at) : at;
            consumption.addAmounts(closed, -1, sums);
            consumption.addAmounts(moves[i], 1, sums);
        }
    }
}
