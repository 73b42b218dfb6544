package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.RequestStyle;
import java.time.LocalDateTime;

/**
 * DATA of function 1C: trip, close, alarm and keep power (Q/GDW extension of DL/T 645-2007).
 *
 * <pre>
 *   PA  P0 P1 P2  C0 C1 C2 C3  N1  N2  N3 N4 N5 N6 N7 N8
 *   level password  operator   act     ss mm hh DD MM YY   BCD
 * </pre>
 *
 * Password and operator travel low byte first: password 123456 is {@code 56 34 12}. N3..N8 are the last moment, by the
 * meter's clock, at which the meter still accepts the command; they are not when it acts. The answer {@code 9C} says
 * accepted, not done.
 *
 * @param credentials level, password and operator code as people write them
 * @param action      N1, one of the constants or a code this class does not know
 * @param acceptUntil N3..N8, or {@code null} when they are no time (00..00 and 99..99 mean no limit to meters that do not check)
 */
public record ControlCommand(Credentials credentials, int action, LocalDateTime acceptUntil) {

    public static final int TRIP = 0x1A;
    public static final int PERMIT_CLOSE = 0x1B;
    public static final int CLOSE = 0x1C;
    public static final int ALARM = 0x2A;
    public static final int ALARM_OFF = 0x2B;
    public static final int KEEP_POWER = 0x3A;
    public static final int KEEP_POWER_OFF = 0x3B;

    /** L of the plain form; with an ESAM N1..N8 travel encrypted, see {@link SealedData}. */
    public static final int LENGTH = 16;
    /** N1..N8, the part that says what is to be done: what a key machine seals. */
    public static final int ORDER_LENGTH = 8;

    private static final int PASSWORD_AT = 1;
    private static final int OPERATOR_AT = 4;
    static final int ACTION_AT = 8;
    static final int EXPIRY_AT = 10;

    /**
     * Reads the data of a frame with function 1C.
     *
     * @throws MalformedFrameException when it is not the 16-byte form
     */
    public static ControlCommand parse(byte[] data) {
        if (data.length != LENGTH) {
            throw new MalformedFrameException("control data has " + data.length + " bytes, expected " + LENGTH);
        }
        int level = Bcd.value(data[0]);
        if (level < 0) {
            throw new MalformedFrameException("password level is " + Hex.of(data[0]) + ", expected BCD");
        }
        Credentials credentials = new Credentials(level,
                Hex.reversed(data, PASSWORD_AT, OPERATOR_AT), Hex.reversed(data, OPERATOR_AT, ACTION_AT));
        return new ControlCommand(credentials, data[ACTION_AT] & 0xFF, WireTime.read(data, EXPIRY_AT));
    }

    /** N1 of an action. */
    static int code(SupplyAction action) {
        return switch (action) {
            case TRIP -> TRIP;
            case PERMIT_CLOSE -> PERMIT_CLOSE;
            case CLOSE -> CLOSE;
            case ALARM_ON -> ALARM;
            case ALARM_OFF -> ALARM_OFF;
            case KEEP_POWER_ON -> KEEP_POWER;
            case KEEP_POWER_OFF -> KEEP_POWER_OFF;
        };
    }

    /**
     * N1..N8 by themselves, for a key machine to seal.
     *
     * @param acceptUntil last moment, by the meter's clock, at which it still accepts the order; 2000 to 2099
     * @param style       of the make, whose own word for the action may stand in N1
     * @throws com.wattwell.protocol.UnsupportedRequestException when the time is none that the meter can be told
     */
    public static byte[] order(SupplyAction action, LocalDateTime acceptUntil, RequestStyle style) {
        byte[] order = new byte[ORDER_LENGTH];
        order[0] = (byte) style.word(action, code(action));
        WireTime.write(Requested.time("acceptUntil", acceptUntil), order, EXPIRY_AT - ACTION_AT);
        return order;
    }

    /** DATA for a request. Level, password and operator have been checked by whoever made this command. */
    public byte[] data() {
        byte[] data = new byte[LENGTH];
        System.arraycopy(Requested.levelAndPassword(credentials), 0, data, 0, OPERATOR_AT);
        System.arraycopy(Requested.turned(credentials.operator()), 0, data, OPERATOR_AT, ACTION_AT - OPERATOR_AT);
        data[ACTION_AT] = (byte) action;
        if (acceptUntil != null) {
            WireTime.write(acceptUntil, data, EXPIRY_AT);
        }
        return data;
    }

    /** N1 in words. */
    public String actionWords() {
        return words(action);
    }

    static String words(int action) {
        return switch (action) {
            case TRIP -> "trip";
            case PERMIT_CLOSE -> "close permitted";
            case CLOSE -> "direct close";
            case 0x1D -> "trip, direct close later";
            case 0x1E -> "trip, permit closing later";
            case ALARM -> "alarm";
            case ALARM_OFF -> "alarm off";
            case KEEP_POWER -> "keep power";
            case KEEP_POWER_OFF -> "keep power off";
            default -> "action " + Hex.of(action);
        };
    }
}
