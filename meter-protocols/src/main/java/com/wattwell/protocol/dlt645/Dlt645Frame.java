package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * One frame of DL/T 645 of either edition, as the master or a meter sends it (DL/T 645-2007 clause 5.2).
 *
 * <pre>
 *   FE FE FE FE  68  A0 A1 A2 A3 A4 A5  68  C  L  DATA(L)  CS  16
 *   └ wake-up ┘  └──────────── CS sums these ───────────┘
 *
 *   on the wire   68 61 01 00 00 00 00 68 91 08 33 33 34 33 59 33 33 33 8A 16
 *   this record   address 000000000161   control 91
 *                 data 00 00 01 00 26 00 00 00      (each byte of DATA minus 33H)
 * </pre>
 *
 * {@code A0} is the low pair of the address, so the address stands reversed on the wire. {@code C}: D7 = 1 from the meter,
 * D6 = 1 refused, D5 = 1 more follows, D4..D0 the function (see {@link Function}). {@code L} counts DATA as transmitted.
 *
 * <pre>
 *   DATA of ...      2007                                        1997
 *   read             DI0 DI1 DI2 DI3 (N (mm hh DD MM YY))        DI0 DI1
 *   its reply        DI0 DI1 DI2 DI3 value                       DI0 DI1 value
 *   read following   DI0 DI1 DI2 DI3 SEQ                         DI0 DI1
 *   its reply        DI0 DI1 DI2 DI3 value SEQ                   DI0 DI1 value
 *   write            DI0 DI1 DI2 DI3 PA P0 P1 P2 C0..C3 value    DI0 DI1 PA P0 P1 P2 value
 *   refusal          ERR, or SERR0 SERR1 to function 03          ERR
 * </pre>
 *
 * <p>The data array is not copied; nobody changes it. {@link #toString} shows no data, because passwords travel there.
 *
 * @param address twelve hex digits, most significant first: digits, {@code AA} for a pair left open
 * @param control C, 0..255
 * @param data    DATA with 33H already taken off, at most 255 bytes
 */
public record Dlt645Frame(String address, int control, byte[] data) {

    /** Every meter executes and none answers. */
    public static final String BROADCAST = "999999999999";
    /** Whoever is alone on the line. */
    public static final String ANY = "AAAAAAAAAAAA";

    /** The wake-up byte that may stand in front of a frame, none to many times. */
    public static final int PREAMBLE = 0xFE;

    static final int FROM_METER = 0x80;
    static final int ABNORMAL = 0x40;
    static final int MORE_FOLLOWS = 0x20;
    static final int FUNCTION_BITS = 0x1F;
    private static final int OFFSET = 0x33;
    static final int IDENTIFIER_LENGTH = 4;

    public Dlt645Frame {
        WireAddress.check(address);
        if (control < 0 || control > 0xFF) {
            throw new IllegalArgumentException("control " + control + " is not a byte");
        }
        if (data.length > FrameProbe.MAX_DATA) {
            throw new IllegalArgumentException("data has " + data.length + " bytes, at most " + FrameProbe.MAX_DATA + " fit");
        }
    }

    /** A frame of the master. */
    public static Dlt645Frame request(String address, int function, byte... data) {
        return new Dlt645Frame(address, function & FUNCTION_BITS, data);
    }

    /** The normal answer of the meter that was asked. A wildcard or broadcast has no such meter: see {@link #reply(Dlt645Frame, String, byte...)}. */
    public static Dlt645Frame reply(Dlt645Frame request, byte... data) {
        return reply(request, request.address, data);
    }

    /** The normal answer of the meter at {@code address}. */
    public static Dlt645Frame reply(Dlt645Frame request, String address, byte... data) {
        return new Dlt645Frame(address, FROM_METER | request.function(), data);
    }

    /** The refusal of the meter that was asked; the bits of {@code errorByte} are those of {@link ErrorBits}. */
    public static Dlt645Frame error(Dlt645Frame request, int errorByte) {
        return error(request, request.address, errorByte);
    }

    /** The refusal of the meter at {@code address}. */
    public static Dlt645Frame error(Dlt645Frame request, String address, int errorByte) {
        return new Dlt645Frame(address, FROM_METER | ABNORMAL | request.function(), new byte[] {(byte) errorByte});
    }

    /** The same frame saying that more data follows. */
    public Dlt645Frame withMoreFollowing() {
        return new Dlt645Frame(address, control | MORE_FOLLOWS, data);
    }

    /** DATA of a frame of DL/T 645-2007 about one item: the identifier, low byte first, and what comes after it. */
    public static byte[] itemData(int identifier, byte... rest) {
        return Edition.DLT645_2007.itemData(identifier, rest);
    }

    /**
     * Reads exactly one frame, with any number of FE in front and nothing behind.
     *
     * @throws MalformedFrameException naming the byte, counted from 68H, and what was expected there
     */
    public static Dlt645Frame parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /** The same for the bytes from {@code from} up to, not including, {@code to}. */
    public static Dlt645Frame parse(byte[] bytes, int from, int to) {
        return at(bytes, startOfFrame(bytes, from, to));
    }

    /** The valid frame at {@code start}. */
    static Dlt645Frame at(byte[] bytes, int start) {
        int control = bytes[start + FrameProbe.CONTROL_AT] & 0xFF;
        return new Dlt645Frame(WireAddress.read(bytes, start + FrameProbe.ADDRESS_AT), control, dataOf(bytes, start));
    }

    /** Where the 68H of the only frame in these bytes stands; refuses what is not exactly one frame. */
    static int startOfFrame(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && bytes[start] == (byte) PREAMBLE) {
            start++;
        }
        switch (FrameProbe.at(bytes, start, to)) {
            case Probe.Frame frame -> {
                if (start + frame.length() < to) {
                    throw new MalformedFrameException("byte " + frame.length() + " is "
                            + Hex.of(bytes[start + frame.length()]) + ", expected nothing after the end 16");
                }
            }
            case Probe.Incomplete incomplete -> throw new MalformedFrameException("the frame ends after "
                    + (to - start) + " bytes, expected at least " + incomplete.missing() + " more");
            case Probe.NotHere notHere -> throw new MalformedFrameException(notHere.reason());
        }
        return start;
    }

    /** DATA of the valid frame at {@code start}, 33H taken off. */
    static byte[] dataOf(byte[] bytes, int start) {
        int data = start + FrameProbe.DATA_AT;
        return values(bytes, data, data + (bytes[start + FrameProbe.LENGTH_AT] & 0xFF));
    }

    /** What the bytes of DATA from {@code from} up to {@code to} stand for: each minus 33H. */
    static byte[] values(byte[] wire, int from, int to) {
        byte[] values = new byte[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (wire[from + i] - OFFSET);
        }
        return values;
    }

    /** What a byte of DATA on the wire stands for, 0..255. */
    static int value(byte wire) {
        return wire - OFFSET & 0xFF;
    }

    /** The frame from 68H to 16H. */
    public byte[] encode() {
        return encode(0);
    }

    /** The frame with {@code preamble} times FE in front; a sender puts 1 to 4. */
    public byte[] encode(int preamble) {
        byte[] bytes = new byte[preamble + FrameProbe.OVERHEAD + data.length];
        Arrays.fill(bytes, 0, preamble, (byte) PREAMBLE);
        bytes[preamble] = FrameProbe.START;
        WireAddress.write(address, bytes, preamble + FrameProbe.ADDRESS_AT);
        bytes[preamble + FrameProbe.SECOND_START_AT] = FrameProbe.START;
        bytes[preamble + FrameProbe.CONTROL_AT] = (byte) control;
        bytes[preamble + FrameProbe.LENGTH_AT] = (byte) data.length;
        for (int i = 0; i < data.length; i++) {
            bytes[preamble + FrameProbe.DATA_AT + i] = (byte) (data[i] + OFFSET);
        }
        bytes[bytes.length - 2] = Checksum.of(bytes, preamble, bytes.length - 2);
        bytes[bytes.length - 1] = FrameProbe.END;
        return bytes;
    }

    /** Function, D4..D0 of the control byte: 11H in a request, in its answer and in its refusal. */
    public int function() {
        return control & FUNCTION_BITS;
    }

    /** D7: sent by a meter, not by the master. */
    public boolean fromMeter() {
        return (control & FROM_METER) != 0;
    }

    /** D6: the meter refuses. */
    public boolean abnormal() {
        return (control & ABNORMAL) != 0;
    }

    /** D5: the meter has more data for this request. */
    public boolean moreFollows() {
        return (control & MORE_FOLLOWS) != 0;
    }

    /** Whether DATA is long enough to begin with an identifier of the 2007 edition; some functions and short replies have none. */
    public boolean hasIdentifier() {
        return data.length >= IDENTIFIER_LENGTH;
    }

    /** The identifier of the 2007 edition at the head of DATA, DI3 in the highest byte: {@code 0x00010000}. */
    public int identifier() {
        if (!hasIdentifier()) {
            throw new IllegalStateException("data of " + data.length + " bytes holds no identifier");
        }
        return Edition.DLT645_2007.identifierAt(data, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dlt645Frame frame && control == frame.control && address.equals(frame.address)
                && Arrays.equals(data, frame.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * address.hashCode() + control) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Dlt645Frame[address=" + address + ", control=" + Hex.of(control) + ", " + data.length + " bytes of data]";
    }
}
