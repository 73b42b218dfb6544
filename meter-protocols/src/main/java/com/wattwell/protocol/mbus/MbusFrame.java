package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * A frame of EN 13757-2; {@link FrameProbe} has the byte diagrams.
 *
 * <p>Immutable. Its text form shows no user data, since a password may be among them.
 */
public final class MbusFrame {

    /** Not set yet: the address of a meter as it leaves the factory. */
    public static final int FACTORY_ADDRESS = 0;
    /** The highest address that one meter can have. */
    public static final int LAST_METER_ADDRESS = 250;
    /** Whoever was selected by its secondary address. */
    public static final int SELECTED = 0xFD;
    /** Every meter, and every one answers: for a line with one meter. */
    public static final int ANY = 0xFE;
    /** Every meter, and nobody answers. */
    public static final int BROADCAST = 0xFF;
    /** User data behind CI that fit into one frame. */
    public static final int MAX_DATA = 252;

    private static final byte[] NO_DATA = {};
    private static final MbusFrame ACKNOWLEDGEMENT = new MbusFrame(Kind.ACKNOWLEDGEMENT, -1, -1, -1, NO_DATA);

    /** The four shapes of a frame. */
    public enum Kind {
        /** The single character E5. */
        ACKNOWLEDGEMENT,
        /** C and A alone. */
        SHORT,
        /** C, A and CI. */
        CONTROL,
        /** C, A, CI and user data. */
        LONG
    }

    private final Kind kind;
    private final int control;
    private final int address;
    private final int information;
    private final byte[] data;

    private MbusFrame(Kind kind, int control, int address, int information, byte[] data) {
        this.kind = kind;
        this.control = control;
        this.address = address;
        this.information = information;
        this.data = data;
    }

    /** E5. */
    public static MbusFrame acknowledgement() {
        return ACKNOWLEDGEMENT;
    }

    /** @throws IllegalArgumentException when C or A is no byte */
    public static MbusFrame ofShort(int control, int address) {
        return new MbusFrame(Kind.SHORT, inByte("C", control), inByte("A", address), -1, NO_DATA);
    }

    /**
     * A long frame, or a control frame where there are no data.
     *
     * @throws IllegalArgumentException when C, A or CI is no byte, or there are more than {@value #MAX_DATA} bytes of data
     */
    public static MbusFrame ofLong(int control, int address, int information, byte... data) {
        if (data.length > MAX_DATA) {
            throw new IllegalArgumentException(data.length + " bytes of user data are more than " + MAX_DATA);
        }
        return new MbusFrame(data.length == 0 ? Kind.CONTROL : Kind.LONG, inByte("C", control), inByte("A", address),
                inByte("CI", information), data.clone());
    }

    /**
     * Reads exactly one frame.
     *
     * @throws MalformedFrameException naming the byte, what stands there and what was expected
     */
    public static MbusFrame parse(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] == (byte) FrameProbe.ACKNOWLEDGEMENT) {
            return ACKNOWLEDGEMENT;
        }
        check(bytes);
        if (bytes[0] == FrameProbe.SHORT_START) {
            return ofShort(bytes[1] & 0xFF, bytes[2] & 0xFF);
        }
        return ofLong(bytes[FrameProbe.CONTROL_AT] & 0xFF, bytes[FrameProbe.ADDRESS_AT] & 0xFF,
                bytes[FrameProbe.INFORMATION_AT] & 0xFF, Arrays.copyOfRange(bytes, FrameProbe.DATA_AT, bytes.length - 2));
    }

    /** Refuses what is not exactly one short, control or long frame. */
    static void check(byte[] bytes) {
        switch (FrameProbe.at(bytes, 0, bytes.length)) {
            case Probe.Frame whole -> {
                if (whole.length() != bytes.length) {
                    throw new MalformedFrameException("byte " + whole.length() + " is " + Hex.of(bytes[whole.length()])
                            + ", expected nothing after the end 16");
                }
            }
            case Probe.Incomplete cut -> throw new MalformedFrameException("the frame ends after " + bytes.length
                    + " bytes, expected at least " + cut.missing() + " more");
            case Probe.NotHere none -> throw new MalformedFrameException(none.reason());
        }
    }

    /** The bytes on the wire. */
    public byte[] encode() {
        return switch (kind) {
            case ACKNOWLEDGEMENT -> new byte[] {(byte) FrameProbe.ACKNOWLEDGEMENT};
            case SHORT -> new byte[] {FrameProbe.SHORT_START, (byte) control, (byte) address,
                (byte) (control + address), FrameProbe.END};
            case CONTROL, LONG -> encodeLong();
        };
    }

    private byte[] encodeLong() {
        byte[] bytes = new byte[FrameProbe.OVERHEAD + FrameProbe.LEAST_COUNTED + data.length];
        byte counted = (byte) (FrameProbe.LEAST_COUNTED + data.length);
        bytes[0] = FrameProbe.LONG_START;
        bytes[FrameProbe.LENGTH_AT] = counted;
        bytes[FrameProbe.LENGTH_AT + 1] = counted;
        bytes[FrameProbe.CONTROL_AT - 1] = FrameProbe.LONG_START;
        bytes[FrameProbe.CONTROL_AT] = (byte) control;
        bytes[FrameProbe.ADDRESS_AT] = (byte) address;
        bytes[FrameProbe.INFORMATION_AT] = (byte) information;
        System.arraycopy(data, 0, bytes, FrameProbe.DATA_AT, data.length);
        bytes[bytes.length - 2] = Checksum.of(bytes, FrameProbe.CONTROL_AT, bytes.length - 2);
        bytes[bytes.length - 1] = FrameProbe.END;
        return bytes;
    }

    public Kind kind() {
        return kind;
    }

    /** C, or -1 for the single character. */
    public int control() {
        return control;
    }

    /** A, or -1 for the single character. */
    public int address() {
        return address;
    }

    /** CI, or -1 for the single character and a short frame. */
    public int information() {
        return information;
    }

    /** User data behind CI; empty where there are none. */
    public byte[] data() {
        return data.clone();
    }

    /** Whether the master sent it; the single character always comes from a meter. */
    public boolean fromMaster() {
        return kind != Kind.ACKNOWLEDGEMENT && LinkControl.fromMaster(control);
    }

    private static int inByte(String field, int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException(field + " " + value + " is not 0 to 255");
        }
        return value;
    }

    @Override
    public String toString() {
        return kind == Kind.ACKNOWLEDGEMENT ? "MbusFrame[E5]" : "MbusFrame[" + LinkControl.name(control) + ", address="
                + address + ", CI=" + (information < 0 ? "none" : Hex.of(information)) + ", " + data.length + " bytes of data]";
    }
}
