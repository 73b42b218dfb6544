package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;

/** Functions of DL/T 645-2007, D4..D0 of the control byte. */
public enum Function {

    SECURITY(0x03, "security"),
    BROADCAST_TIME(0x08, "broadcast time"),
    READ(0x11, "read"),
    READ_FOLLOWING(0x12, "read following"),
    READ_ADDRESS(0x13, "read address"),
    WRITE(0x14, "write"),
    WRITE_ADDRESS(0x15, "write address"),
    FREEZE(0x16, "freeze"),
    CHANGE_BAUD_RATE(0x17, "change baud rate"),
    CHANGE_PASSWORD(0x18, "change password"),
    CLEAR_DEMAND(0x19, "clear maximum demand"),
    CLEAR_METER(0x1A, "clear meter"),
    CLEAR_EVENTS(0x1B, "clear events"),
    CONTROL(0x1C, "control"),
    MULTI_FUNCTION_OUTPUT(0x1D, "multi-function output");

    private static final Function[] BY_CODE = new Function[0x20];

    static {
        for (Function function : values()) {
            BY_CODE[function.code] = function;
        }
    }

    private final int code;
    private final String words;

    Function(int code, String words) {
        this.code = code;
        this.words = words;
    }

    public int code() {
        return code;
    }

    /** The function's name for people. */
    public String words() {
        return words;
    }

    /** Words for any code, also one the standard does not know. */
    static String words(int code) {
        Function function = BY_CODE[code & 0x1F];
        return function == null ? "function " + Hex.of(code & 0x1F) : function.words;
    }

    /** Whether a request of this function begins with level and password. */
    static boolean startsWithPassword(int code) {
        return code >= CLEAR_DEMAND.code && code <= CONTROL.code;
    }

    /** Whether request and answer of this function begin with an identifier. */
    static boolean answersWithIdentifier(int code) {
        return code == READ.code || code == READ_FOLLOWING.code || code == SECURITY.code;
    }
}
