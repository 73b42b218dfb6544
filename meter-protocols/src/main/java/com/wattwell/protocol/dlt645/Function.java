package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;

/**
 * Functions of DL/T 645, D4..D0 of the control byte; the editions give the same function different codes.
 *
 * <pre>
 *   2007  DATA of the request                                        DATA of the reply       1997
 *   11    DI0..DI3, load profile: + N (+ mm hh DD MM YY)             DI0..DI3 value          01  DI0 DI1
 *   12    DI0..DI3 SEQ                                               DI0..DI3 value SEQ      02  DI0 DI1, no SEQ
 *   13    -                                                          A0..A5                  -
 *   14    DI0..DI3 PA P0 P1 P2 C0..C3 value                          -                       04  DI0 DI1 PA P0 P1 P2 value
 *         DI0..DI3 98 or 99 P0 P1 P2 C0..C3 sealed MAC(4)            -                       -
 *   15    A0..A5                                                     -                       0A  the same
 *   08    ss mm hh DD MM YY                                          none                    08  the same
 *   16    mm hh DD MM                                                -                       05  (supplement)
 *   17    Z                                                          Z                       0C  Z, other bits
 *   18    DI0..DI3 PA P0 P1 P2 PA' P0' P1' P2'                       PA' P0' P1' P2'         0F  without DI
 *   19    PA P0 P1 P2 C0..C3                                         -                       10  - or PA P0 P1 P2
 *   1A    PA P0 P1 P2 C0..C3                                         -                       -
 *   1B    PA P0 P1 P2 C0..C3 DI0..DI3                                -                       -
 *   1C    PA P0 P1 P2 C0..C3 N1 N2 ss mm hh DD MM YY                 -                       -
 *         98 P0 P1 P2 C0..C3 ciphertext(16) MAC(4), with an ESAM     -                       -
 *   1D    output                                                     output                  -
 *   03    DI0..DI3 C0..C3 data                                       DI0..DI3 data           03  -, the last frame again
 * </pre>
 *
 * 03 is "read again" in 1997 and "security" in the Q/GDW extension of 2007; 05 in 1997 is from a provincial supplement.
 */
public enum Function {

    READ(0x01, 0x11, "read data"),
    READ_FOLLOWING(0x02, 0x12, "read following"),
    READ_AGAIN(0x03, Function.NONE, "re-read"),
    SECURITY(Function.NONE, 0x03, "security"),
    READ_ADDRESS(Function.NONE, 0x13, "read address"),
    WRITE(0x04, 0x14, "write data"),
    WRITE_ADDRESS(0x0A, 0x15, "write address"),
    BROADCAST_TIME(0x08, 0x08, "broadcast time"),
    FREEZE(0x05, 0x16, "freeze"),
    CHANGE_BAUD_RATE(0x0C, 0x17, "change baud rate"),
    CHANGE_PASSWORD(0x0F, 0x18, "change password"),
    CLEAR_DEMAND(0x10, 0x19, "clear max demand"),
    CLEAR_METER(Function.NONE, 0x1A, "clear meter"),
    CLEAR_EVENTS(Function.NONE, 0x1B, "clear events"),
    CONTROL(Function.NONE, 0x1C, "relay/alarm/keep-power control"),
    MULTI_FUNCTION_OUTPUT(Function.NONE, 0x1D, "multi-function output");

    private static final int NONE = -1;
    private static final Function[][] BY_CODE = new Function[Edition.values().length][Dlt645Frame.FUNCTION_BITS + 1];

    static {
        for (Function function : values()) {
            for (Edition edition : Edition.values()) {
                if (function.code(edition) != NONE) {
                    BY_CODE[edition.ordinal()][function.code(edition)] = function;
                }
            }
        }
    }

    private final int code1997;
    private final int code2007;
    private final String words;

    Function(int code1997, int code2007, String words) {
        this.code1997 = code1997;
        this.code2007 = code2007;
        this.words = words;
    }

    /** The code of DL/T 645-2007, or -1. */
    public int code() {
        return code2007;
    }

    /** The code in this edition, or -1 where it has no such function. */
    public int code(Edition edition) {
        return edition == Edition.DLT645_1997 ? code1997 : code2007;
    }

    /** The function's name for people. */
    public String words() {
        return words;
    }

    /** The function with this code (of a whole control byte, too), or {@code null} where the edition has none. */
    public static Function of(Edition edition, int control) {
        return BY_CODE[edition.ordinal()][control & Dlt645Frame.FUNCTION_BITS];
    }

    /** Words for any control byte, also one the standard does not know. */
    static String words(Edition edition, int control) {
        Function function = of(edition, control);
        return function == null ? "vendor/undefined " + Hex.of(control & Dlt645Frame.FUNCTION_BITS) : function.words;
    }

    /** Whether request and answer of this function begin with an identifier. */
    boolean namesItem() {
        return this == READ || this == READ_FOLLOWING || this == SECURITY;
    }
}
