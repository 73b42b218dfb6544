package com.wattwell.protocol;

import java.time.LocalDateTime;

/**
 * What may be asked of a meter, in words that hold for every protocol. {@code address} is the meter's address as people
 * write it (most significant digit first).
 */
public sealed interface MeterRequest {

    /** @return the address as written on the meter; a protocol's wildcard where it has one */
    String address();

    /** Read one item or block. {@code item} is the protocol's own identifier, for DL/T 645-2007 eight hex digits such as {@code 00010000}. */
    record ReadItem(String address, String item) implements MeterRequest {
    }

    /** Ask whoever is alone on the line for its address. */
    record ReadAddress(String address) implements MeterRequest {
    }

    /** Set the clock of every meter on the line; nobody answers. {@code time} is the meters' local time. */
    record BroadcastTime(LocalDateTime time) implements MeterRequest {
        @Override
        public String address() {
            return "999999999999";
        }
    }

    /**
     * Switch the supply. {@code acceptUntil} is the last moment, in the meter's local time, at which the meter may still
     * accept the command; it is not the time of execution.
     */
    record SwitchSupply(String address, SupplyAction action, Credentials credentials, LocalDateTime acceptUntil)
            implements MeterRequest {
    }

    /** Read the state of the supply relay or valve. */
    record ReadSupply(String address) implements MeterRequest {
    }

    /** What a meter can be told about its supply. */
    enum SupplyAction {
        /** Opens the relay (拉闸). */
        TRIP,
        /** Allows the resident to close with the meter's key (合闸允许). */
        PERMIT_CLOSE,
        /** Closes the relay at once (直接合闸). */
        CLOSE
    }

    /**
     * Password level (00..09), the six-digit password as people write it and the operator code (eight hex digits).
     * {@link #toString} shows neither password nor operator.
     */
    record Credentials(int level, String password, String operator) {
        @Override
        public String toString() {
            return "Credentials[level=" + level + "]";
        }
    }
}
