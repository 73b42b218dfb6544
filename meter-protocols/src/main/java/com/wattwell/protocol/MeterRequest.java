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

    /**
     * Read records of a load profile (负荷记录). {@code count}: how many blocks, 1 to 99; {@code from}: the first one's local
     * time, or {@code null} where the item itself says which (the oldest, the newest).
     */
    record ReadProfile(String address, String item, int count, LocalDateTime from) implements MeterRequest {
    }

    /**
     * Write one item or block. {@code values} in the item's own order, each as the item is read: a number as a plain
     * decimal with at most the item's places, a date, time or name by its digits, a text as it stands, a bit word in hex
     * with the highest byte first. {@code credentials} may be {@code null} where the protocol has no passwords.
     */
    record WriteItem(String address, String item, List<String> values, Credentials credentials) implements MeterRequest {
        public WriteItem {
            values = List.copyOf(values);
        }

        /** Without the values, since an item may be a password. */
        @Override
        public String toString() {
            return "WriteItem[address=" + address + ", item=" + item + "]";
        }
    }

    /** Give the meter at {@code address}, or whoever is alone on the line, another address; its programming key must be pressed. */
    record WriteAddress(String address, String newAddress) implements MeterRequest {
    }

    /**
     * Freeze values (冻结) at a time: {@code day} 1 to 28, {@code hour} 0 to 23, {@code minute} 0 to 59, {@code null} for
     * "every". Day, hour and minute: monthly; hour and minute: daily; minute: hourly; none: at once. To the broadcast address all
     * meters of the line freeze at the same moment and none answers.
     */
    record Freeze(String address, Integer day, Integer hour, Integer minute) implements MeterRequest {
    }

    /** Change the speed of the meter's port to {@code baud} bit/s. The meter answers at the old speed and switches then. */
    record ChangeBaudRate(String address, int baud) implements MeterRequest {
    }

    /**
     * Change the password of level {@code level} (0 to 9) to six digits. {@code credentials}: a level that may do it, usually the
     * same one with its present password.
     */
    record ChangePassword(String address, Credentials credentials, int level, String newPassword) implements MeterRequest {
        /** Without the password. */
        @Override
        public String toString() {
            return "ChangePassword[address=" + address + ", level=" + level + "]";
        }
    }

    /** Clear the maximum demand. {@code credentials} may be {@code null} where the protocol needs none. */
    record ClearDemand(String address, Credentials credentials) implements MeterRequest {
    }

    /** Clear all energies, demands, profiles and events but those of this clearing (电表清零). */
    record ClearMeter(String address, Credentials credentials) implements MeterRequest {
    }

    /** Clear event records: {@code events} is the protocol's identifier of a class, for DL/T 645-2007 {@code FFFFFFFF} is all. */
    record ClearEvents(String address, String events, Credentials credentials) implements MeterRequest {
    }

    /** Choose what the multi-function terminal puts out; to the broadcast address all meters do and none answers. */
    record SetOutput(String address, Output output) implements MeterRequest {
    }

    /** What a multi-function terminal can put out. */
    enum Output {
        /** The clock's pulse every second. */
        SECOND_PULSE,
        /** A pulse at every demand period. */
        DEMAND_PERIOD,
        /** A pulse when the tariff changes. */
        TARIFF_SWITCH
    }

    /**
     * A security command (identity authentication, recharge, keys). {@code operator} is eight hex digits; {@code data} is what
     * follows it, made by a key machine. {@link #toString} shows neither.
     */
    record Secure(String address, String item, String operator, byte[] data) implements MeterRequest {
        @Override
        public String toString() {
            return "Secure[address=" + address + ", item=" + item + "]";
        }
    }

    /**
     * Switch the supply of a meter that takes no password but ciphertext, for it has a security module (ESAM). {@code operator} is
     * eight hex digits; {@code sealed} is ciphertext and MAC, made by a key machine for the session that the meter has opened after
     * its identity authentication. {@link #toString} shows neither.
     */
    record SecureSwitch(String address, String operator, byte[] sealed) implements MeterRequest {
        @Override
        public String toString() {
            return "SecureSwitch[address=" + address + "]";
        }
    }

    /**
     * Write one item of a meter with a security module. {@code sealed} is what a key machine made of the item's data, see
     * {@link ParameterClass}; {@code operator} is eight hex digits. {@link #toString} shows neither.
     */
    record SecureWrite(String address, String item, ParameterClass parameterClass, String operator, byte[] sealed)
            implements MeterRequest {
        @Override
        public String toString() {
            return "SecureWrite[address=" + address + ", item=" + item + ", parameterClass=" + parameterClass + "]";
        }
    }

    /** How a meter with a security module wants an item to be written; the Q/GDW filings say which item is of which class. */
    enum ParameterClass {
        /** What money depends on (一类参数): the data in clear and a MAC. */
        FIRST,
        /** Other parameters (二类参数): ciphertext and a MAC. */
        SECOND
    }

    /** Set the clock of one meter to its local time. */
    record SetClock(String address, LocalDateTime time) implements MeterRequest {
    }

    /**
     * Credit a purchase. {@code number} is the meter's purchase counter, 0..255, by which it takes each purchase once;
     * {@code amount} is money or a volume, as the meter counts, with two places.
     */
    record Purchase(String address, int number, BigDecimal amount) implements MeterRequest {
    }

    /** What a meter can be told about its supply. */
    enum SupplyAction {
        /** Opens the relay (拉闸). */
        TRIP,
        /** Allows the resident to close with the meter's key (合闸允许). */
        PERMIT_CLOSE,
        /** Closes the relay at once (直接合闸). */
        CLOSE,
        /** Sets the alarm off, usually a lamp and a buzzer (报警). */
        ALARM_ON,
        /** Ends the alarm (报警解除). */
        ALARM_OFF,
        /** The meter refuses to trip from now on (保电). */
        KEEP_POWER_ON,
        /** The meter may trip again (保电解除). */
        KEEP_POWER_OFF
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
