package com.wattwell.connector;

import java.io.Serializable;
import java.util.List;

/**
 * The verdict that lets a socket in.
 *
 * @param ownerEpoch raised in the database by the login; later than any the adapter knows for this collector
 */
public record Admission(long socketId, long collectorId, String code, long ownerEpoch, Heartbeat heartbeat,
                        List<LineSettings> lines) implements Serializable {

    /**
     * How this collector beats.
     *
     * @param beat     the exact bytes of a heartbeat, or empty
     * @param answer   bytes to answer with, or empty for none
     * @param idleSeconds silence after which the socket is closed
     */
    public record Heartbeat(byte[] beat, byte[] answer, int idleSeconds) implements Serializable {
    }

    /**
     * One line behind the collector.
     *
     * @param baud            speed on the bus; 11 bits a byte (8E1)
     * @param firstReplyMillis how long to wait for a meter of unknown timing beyond the bytes' own time on the line
     */
    public record LineSettings(int line, int baud, int firstReplyMillis) implements Serializable {
    }
}
