package com.wattwell.protocol.dlt645;

import java.util.List;

/**
 * The two editions of DL/T 645. Frame, offset and checksum are the same; what differs stands here.
 *
 * <pre>
 *            identifier   write request                    follow-up        read, write ...
 *   1997     DI0 DI1      DI PA P0 P1 P2 data              02 DI            01 02 03 04 08 0A 0C 0F 10
 *   2007     DI0 .. DI3   DI PA P0 P1 P2 C0..C3 data       12 DI SEQ        11 .. 1D, 03, 08
 * </pre>
 */
public enum Edition {

    DLT645_1997("dlt645-1997", "DL/T 645-1997", 2, 0, new DataIdentifiers("dlt645-1997-di.csv", 2, 1 << 12),
            List.of("illegal data", "data identifier error", "password error", "reserved b3", "year zones exceeded",
                    "day segments exceeded", "tariffs exceeded", "reserved b7")),

    DLT645_2007("dlt645-2007", "DL/T 645-2007", 4, 4, new DataIdentifiers("dlt645-2007-di.csv", 4, 1 << 16),
            List.of("other error", "no requested data", "password error or unauthorised", "baud rate cannot change",
                    "year zones exceeded", "day segments exceeded", "tariffs exceeded", "reserved b7"));

    /** PA P0 P1 P2. */
    static final int PASSWORD_LENGTH = 4;

    private final String notation;
    private final String title;
    private final int identifierLength;
    private final int operatorLength;
    private final DataIdentifiers identifiers;
    private final List<String> errors;

    Edition(String notation, String title, int identifierLength, int operatorLength,
            DataIdentifiers identifiers, List<String> errors) {
        this.notation = notation;
        this.title = title;
        this.identifierLength = identifierLength;
        this.operatorLength = operatorLength;
        this.identifiers = identifiers;
        this.errors = errors;
    }

    /** As {@code wattwell decode} spells it. */
    public String notation() {
        return notation;
    }

    /** The standard's own name. */
    public String title() {
        return title;
    }

    /** Bytes of a data identifier. */
    public int identifierLength() {
        return identifierLength;
    }

    /** Bytes of the operator code behind a password; the 1997 edition has none. */
    int operatorLength() {
        return operatorLength;
    }

    /** Bytes of level, password and operator code. */
    int authorityLength() {
        return PASSWORD_LENGTH + operatorLength;
    }

    /** The identifier table. */
    public DataIdentifiers identifiers() {
        return identifiers;
    }

    /** What the bits of the error byte say, bit 0 first. */
    List<String> errors() {
        return errors;
    }

    /** Whether a follow-up frame ends with a sequence number. */
    boolean hasSequence() {
        return this == DLT645_2007;
    }

    /** The identifier whose bytes on the wire start at {@code from}. */
    int wireIdentifierAt(byte[] wire, int from) {
        int identifier = 0;
        for (int i = identifierLength - 1; i >= 0; i--) {
            identifier = identifier << 8 | Dlt645Frame.value(wire[from + i]);
        }
        return identifier;
    }

    /** The identifier that stands at {@code from} in DATA, whose offset is taken off. There must be as many bytes. */
    public int identifierAt(byte[] data, int from) {
        int identifier = 0;
        for (int i = identifierLength - 1; i >= 0; i--) {
            identifier = identifier << 8 | data[from + i] & 0xFF;
        }
        return identifier;
    }

    /** DATA of a frame about one item: the identifier, low byte first, and what comes after it. */
    public byte[] itemData(int identifier, byte... rest) {
        byte[] data = new byte[identifierLength + rest.length];
        for (int i = 0; i < identifierLength; i++) {
            data[i] = (byte) (identifier >>> 8 * i);
        }
        System.arraycopy(rest, 0, data, identifierLength, rest.length);
        return data;
    }

    /**
     * Whether a frame with this control byte and data length can be one of this edition. Codes that only the other edition
     * has are not; where both have a code (08, 03) or neither has, content decides as far as it can:
     *
     * <pre>
     *   03  L = 0             1997, read again         83, A3   with an identifier 07xxxxxx   2007, security
     *   03  L &gt;= 4            2007, security           83, A3   otherwise                    1997
     *   C3, 08, unknown       either
     * </pre>
     *
     * @param security whether DATA begins with an identifier of class 07
     */
    boolean speaks(int control, int length, boolean security) {
        int code = control & Dlt645Frame.FUNCTION_BITS;
        if (code == Function.SECURITY.code()) {
            if ((control & Dlt645Frame.ABNORMAL) != 0) {
                return true;
            }
            boolean reply = (control & Dlt645Frame.FROM_METER) != 0;
            return (this == DLT645_2007) == (reply ? security : length >= DLT645_2007.identifierLength);
        }
        Edition other = this == DLT645_2007 ? DLT645_1997 : DLT645_2007;
        return Function.of(this, code) != null || Function.of(other, code) == null;
    }
}
