package com.wattwell.protocol;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

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

    /** A write of a protocol without passwords: water, heat and gas meters of CJ/T 188. */
    sealed interface Setting extends MeterRequest {
    }

    /** Set the clock of one meter to its local time. */
    record SetClock(String address, LocalDateTime time) implements Setting {
    }

    /**
     * Credit a purchase. {@code number} is the meter's purchase counter, 0..255, by which it takes each purchase once;
     * {@code amount} is money or a volume, as the meter counts, with two places.
     */
    record Purchase(String address, int number, BigDecimal amount) implements Setting {
    }

    /** Write an item. {@code values} are its fields in the order of the protocol's table, numbers as plain decimal text. */
    record WriteFields(String address, String item, List<String> values) implements Setting {
        public WriteFields {
            values = List.copyOf(values);
        }

        /** Without the values: one may be a key. */
        @Override
        public String toString() {
            return "WriteFields[address=" + address + ", item=" + item + "]";
        }
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
