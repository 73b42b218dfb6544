package com.wattwell.simulator;

import java.util.Locale;

/** What goes wrong between server and meter, and what its rate counts. */
public enum Fault {

    /** Of replies: it never comes. */
    LOST,
    /** Of replies: it is held up beyond any time-out (see {@link FaultRates#lateMillis}). */
    LATE,
    /** Of replies: it comes twice. */
    DOUBLED,
    /** Of replies: it comes in two pieces, cut at any byte. */
    SPLIT,
    /** Of replies: it comes in one packet with a heartbeat before or behind it. */
    GLUED,
    /** Of replies: bytes that mean nothing stand before or behind it. */
    NOISE,
    /** Of replies: its checksum is wrong. */
    CHECKSUM,
    /** Of requests: the converter sends them back to where they came from. */
    ECHO,
    /** Of meters: silent. */
    DEAD,
    /** Of collectors, each minute: the socket stays open and says nothing any more; a new one comes later. */
    HALF_OPEN,
    /** Of minutes: the network breaks down and every collector comes again at once. */
    MASS_RECONNECT;

    /** The name in town files and on the control port, such as {@code half-open}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String word) {
        for (Fault fault : values()) {
            if (fault.word().equals(word)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no such fault: " + word);
    }
}
