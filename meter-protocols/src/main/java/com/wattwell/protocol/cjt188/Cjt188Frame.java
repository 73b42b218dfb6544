package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * One frame of CJ/T 188, as the master or a meter sends it (clause on the link layer; 2004 and 2018 alike).
 *
 * <pre>
 *   FE FE FE  68  T  A0 A1 A2 A3 A4 A5 A6  C  L  DATA(L)  CS  16
 *   └wake-up┘ └──────────── CS sums these ────────────┘
 *
 *   request and answer      DATA =  DI DI  SER  rest
 *   refusal (C has D6)      DATA =  SER  ST0 ST1
 *
 *   on the wire   68 10 50 54 77 11 18 00 00 81 16  1F 90  00  00 00 00 00 2C ..  5A 16
 *   this record   type 10  address 00001811775450  control 81
 *                 DI 901F, low byte first, SER 0
 * </pre>
 *
 * {@code A0} is the low pair of the address, so the address stands reversed on the wire. {@code C}: D7 = 1 from the meter,
 * D6 = 1 refused, D5..D0 the function. Nothing is added to DATA, unlike DL/T 645.
 *
 * <p>The data array is not copied; nobody changes it. {@link #toString} shows no data, because a key may travel there.
 *
 * @param type    T, 10H..49H or AAH
 * @param address fourteen hex digits, A6 first; {@code AA} for a pair left open
 * @param control C, 0..255
 * @param data    DATA, at most 255 bytes
 */
public record Cjt188Frame(int type, String address, int control, byte[] data) {

    /** Whoever is alone on the line. */
    public static final String ANY = WireAddress.ANY;
    /** The wake-up byte that may stand in front of a frame, none to many times. */
    public static final int PREAMBLE = 0xFE;

    static final int FROM_METER = 0x80;
    static final int ABNORMAL = 0x40;
    static final int FUNCTION_BITS = 0x3F;
    static final int IDENTIFIER_LENGTH = 2;
    /** DI and SER. */
    static final int HEAD_LENGTH = 3;
    private static final int REFUSAL_LENGTH = 3;

    public Cjt188Frame {
        if (!MeterType.known(type)) {
            throw new IllegalArgumentException("type " + type + " is not 10H to 49H or AAH");
        }
        WireAddress.check(address);
        if (control < 0 || control > 0xFF) {
            throw new IllegalArgumentException("control " + control + " is not a byte");
        }
        if (data.length > FrameProbe.MAX_DATA) {
            throw new IllegalArgumentException("data has " + data.length + " bytes, at most " + FrameProbe.MAX_DATA + " fit");
        }
    }

    /** DATA of a request or normal answer: the identifier in its order, the sequence number, and what comes after. */
    public static byte[] data(int identifier, DiOrder order, int sequence, byte... rest) {
        byte[] data = new byte[HEAD_LENGTH + rest.length];
        order.write(identifier, data, 0);
        data[IDENTIFIER_LENGTH] = (byte) sequence;
        System.arraycopy(rest, 0, data, HEAD_LENGTH, rest.length);
        return data;
    }

    /** The normal answer of the meter at {@code address} to this request: same identifier bytes, same SER. */
    public Cjt188Frame reply(String address, byte... rest) {
        byte[] answer = Arrays.copyOf(data, HEAD_LENGTH + rest.length);
        System.arraycopy(rest, 0, answer, HEAD_LENGTH, rest.length);
        return new Cjt188Frame(type, address, FROM_METER | function(), answer);
    }

    /** The refusal of the meter at {@code address}, with its status word. */
    public Cjt188Frame refusal(String address, int st0, int st1) {
        return new Cjt188Frame(type, address, FROM_METER | ABNORMAL | function(),
                new byte[] {(byte) sequence(), (byte) st0, (byte) st1});
    }

    /**
     * Reads exactly one frame, with any number of FE in front and nothing behind.
     *
     * @throws MalformedFrameException naming the byte, counted from 68H, and what was expected there
     */
    public static Cjt188Frame parse(byte[] bytes) {
        return at(bytes, startOfFrame(bytes));
    }

    /** The frame at {@code start}, which has been found whole and right. */
    static Cjt188Frame at(byte[] bytes, int start) {
        int control = bytes[start + FrameProbe.CONTROL_AT] & 0xFF;
        int data = start + FrameProbe.DATA_AT;
        return new Cjt188Frame(bytes[start + FrameProbe.TYPE_AT] & 0xFF, WireAddress.digits(bytes, start + FrameProbe.ADDRESS_AT),
                control, Arrays.copyOfRange(bytes, data, data + (bytes[start + FrameProbe.LENGTH_AT] & 0xFF)));
    }

    /** Where the 68H of the only frame in these bytes stands; refuses what is not exactly one frame. */
    static int startOfFrame(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] == (byte) PREAMBLE) {
            start++;
        }
        switch (FrameProbe.at(bytes, start, bytes.length)) {
            case Probe.Frame frame -> {
                if (start + frame.length() < bytes.length) {
                    throw new MalformedFrameException("byte " + frame.length() + " is "
                            + Hex.of(bytes[start + frame.length()]) + ", expected nothing after the end 16");
                }
            }
            case Probe.Incomplete incomplete -> throw new MalformedFrameException("the frame ends after "
                    + (bytes.length - start) + " bytes, expected at least " + (bytes.length - start + incomplete.missing()));
            case Probe.NotHere notHere -> throw new MalformedFrameException(notHere.reason());
        }
        return start;
    }

    /** The frame from 68H to 16H. */
    public byte[] encode() {
        return encode(0);
    }

    /** The frame with {@code preamble} times FE in front; a sender puts 2 to 4. */
    public byte[] encode(int preamble) {
        byte[] bytes = new byte[preamble + FrameProbe.OVERHEAD + data.length];
        Arrays.fill(bytes, 0, preamble, (byte) PREAMBLE);
        bytes[preamble] = FrameProbe.START;
        bytes[preamble + FrameProbe.TYPE_AT] = (byte) type;
        WireAddress.write(address, bytes, preamble + FrameProbe.ADDRESS_AT);
        bytes[preamble + FrameProbe.CONTROL_AT] = (byte) control;
        bytes[preamble + FrameProbe.LENGTH_AT] = (byte) data.length;
        System.arraycopy(data, 0, bytes, preamble + FrameProbe.DATA_AT, data.length);
        bytes[bytes.length - 2] = Checksum.of(bytes, preamble, bytes.length - 2);
        bytes[bytes.length - 1] = FrameProbe.END;
        return bytes;
    }

    /** D5..D0 of the control byte: 01H in a request, in its answer and in its refusal. */
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

    /** Whether DATA is the SER ST0 ST1 of a refusal. */
    public boolean refusal() {
        return abnormal() && data.length == REFUSAL_LENGTH;
    }

    /** Whether DATA begins with DI and SER. */
    public boolean hasIdentifier() {
        return !refusal() && data.length >= HEAD_LENGTH;
    }

    /** DI as the standard writes it, {@code 0x901F}; only with {@link #hasIdentifier()}. */
    public int identifier() {
        return DiOrder.read(data, 0, order());
    }

    /** The order in which DI stands on the wire; only with {@link #hasIdentifier()}. */
    public DiOrder order() {
        if (!hasIdentifier()) {
            throw new IllegalStateException("data of " + data.length + " bytes holds no identifier");
        }
        return DiOrder.of(data, 0);
    }

    /** SER, 0..255; -1 when DATA is too short for one. */
    public int sequence() {
        return refusal() ? data[0] & 0xFF : hasIdentifier() ? data[IDENTIFIER_LENGTH] & 0xFF : -1;
    }

    /** DATA behind DI and SER, behind SER in a refusal; all of it when there is neither. */
    public byte[] rest() {
        int from = refusal() ? 1 : hasIdentifier() ? HEAD_LENGTH : 0;
        return Arrays.copyOfRange(data, from, data.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cjt188Frame frame && type == frame.type && control == frame.control
                && address.equals(frame.address) && Arrays.equals(data, frame.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * type + address.hashCode()) + control) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Cjt188Frame[type=" + Hex.of(type) + ", address=" + address + ", control=" + Hex.of(control) + ", "
                + data.length + " bytes of data]";
    }
}
