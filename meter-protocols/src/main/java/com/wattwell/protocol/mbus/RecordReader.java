package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records of one telegram, one after the other (EN 13757-3, variable data structure).
 *
 * <pre>
 *   DIF                           DIFE (0..10)                 VIF (1)  VIFE (0..10)  data
 *   E s ff dddd                   E u tt ssss                  E ccccccc
 *   | | |  coding of the data     | | |  4 bits of storage     | code
 *   | | function                  | | 2 bits of tariff         extension
 *   | bit 0 of storage            | 1 bit of subunit
 *   extension
 * </pre>
 *
 * Used by one thread for one telegram.
 */
final class RecordReader {

    /** The most DIFEs, and the most VIFEs, that the standard allows in one record. */
    static final int MAX_EXTENSIONS = 10;
    /** Two bytes are the least that a record with a VIF has. */
    static final int MAX_RECORDS = 128;

    private static final int EXTENSION = 0x80;
    private static final int CODE = 0x7F;
    private static final int MANUFACTURER_DATA = 0x0F;
    private static final int MORE_FOLLOWS = 0x1F;
    private static final int FILLER = 0x2F;
    private static final int GLOBAL_READOUT = 0x7F;
    private static final int PLAIN_TEXT = 0x7C;
    private static final int FB = 0xFB;
    private static final int FD = 0xFD;
    private static final int EF = 0xEF;

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] bytes;
    private final int to;
    private final boolean highByteFirst;
    private int at;

    // The record that is being read.
    private RecordFunction function;
    private long storage;
    private int tariff;
    private int subunit;
    private boolean extended;
    private ValueInformation information;
    private String unit;
    private Coding coding;
    private int exponent;
    private int factor;
    private int addedExponent;
    private boolean added;
    private String error;
    private List<String> modifiers;

    /** @param highByteFirst mode 2 (CI 76): fields of several bytes travel high byte first */
    RecordReader(byte[] bytes, int from, int to, boolean highByteFirst) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
        this.highByteFirst = highByteFirst;
    }

    /**
     * The next record, or {@code null} when there is none.
     *
     * @throws MalformedFrameException when it is cut or breaks a limit; the message names the byte
     */
    DataRecord next() {
        while (at < to && bytes[at] == FILLER) {
            at++;
        }
        if (at == to) {
            return null;
        }
        int from = at;
        int dif = bytes[at++] & 0xFF;
        if ((dif & DataField.SPECIAL) == DataField.SPECIAL) {
            return special(dif, from);
        }
        dataInformation(dif);
        int vifAt = at;
        valueInformation();
        int dataAt = at;
        int length = dataLength(dif & 0x0F);
        if (length > to - at) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected " + length
                    + " bytes of data from byte " + at + " on");
        }
        at += length;
        return new DataRecord(function, storage, tariff, subunit, extended, information.quantity(), information.quantityZh(),
                unit, value(dif & 0x0F, dataAt, length), modifiers, from, vifAt, dataAt, at);
    }

    /** Index of the next byte; after a refusal, of the first byte that was not understood. */
    int position() {
        return at;
    }

    /** Whether the record that was read last, or could not be, holds a password or key. */
    boolean inSecret() {
        return coding == Coding.SECRET;
    }

    private void dataInformation(int dif) {
        function = RecordFunction.of(dif);
        storage = dif >> 6 & 1;
        tariff = 0;
        subunit = 0;
        extended = (dif & EXTENSION) != 0;
        int last = dif;
        for (int i = 0; (last & EXTENSION) != 0; i++) {
            if (i == MAX_EXTENSIONS) {
                throw new MalformedFrameException("byte " + (at - 1) + " is " + Hex.of(last) + ", expected the last of at most "
                        + MAX_EXTENSIONS + " DIFEs");
            }
            last = byteOf("DIFE");
            storage |= (long) (last & 0x0F) << 1 + 4 * i;
            tariff |= (last >> 4 & 3) << 2 * i;
            subunit |= (last >> 6 & 1) << i;
        }
    }

    private void valueInformation() {
        int last = byteOf("VIF");
        int extensions = 0;
        if (last == FB || last == FD || last == EF) {
            int table = last;
            last = byteOf("VIFE");
            extensions++;
            information = table == FB ? VifTable.afterFb(last & CODE)
                    : table == FD ? VifTable.afterFd(last & CODE) : VifTable.afterEf();
        } else if ((last & CODE) == PLAIN_TEXT) {
            information = plainText();
        } else {
            information = VifTable.primary(last & CODE);
        }
        unit = information.unit();
        coding = information.coding();
        exponent = information.exponent();
        factor = information.factor();
        added = false;
        error = null;
        modifiers = List.of();
        boolean combinable = coding != Coding.MANUFACTURER;
        while ((last & EXTENSION) != 0) {
            if (extensions++ == MAX_EXTENSIONS) {
                throw new MalformedFrameException("byte " + (at - 1) + " is " + Hex.of(last) + ", expected the last of at most "
                        + MAX_EXTENSIONS + " VIFEs");
            }
            last = byteOf("VIFE");
            combinable = combinable && combine(VifTable.combinable(last & CODE));
            if (combinable && VifTable.combinable(last & CODE).coding() == Coding.EXTENSION && (last & EXTENSION) != 0) {
                extensions++;
                last = byteOf("VIFE");
                combine(VifTable.combinableExtension(last & CODE));
            }
        }
    }

    /** Whether VIFEs behind this one still have the standard's meaning. */
    private boolean combine(ValueInformation vife) {
        switch (vife.coding()) {
            case POWER -> exponent += vife.exponent();
            case ADD -> {
                added = true;
                addedExponent = vife.exponent();
            }
            case UNIT -> unit += vife.unit();
            case ERROR -> error = vife.quantity();
            case COUNT -> measure("", 0, 1, Coding.UNSIGNED);
            case DURATION -> measure(vife.unit(), 0, vife.factor(), Coding.UNSIGNED);
            case DATE -> measure(vife.unit(), 0, 1, Coding.DATE);
            case UNSIGNED -> measure(unit, exponent, factor, Coding.UNSIGNED);
            case MANUFACTURER -> {
                return false;
            }
            default -> {
            }
        }
        if (vife.coding() != Coding.POWER && vife.coding() != Coding.UNIT && vife.coding() != Coding.EXTENSION
                && !vife.quantity().isEmpty()) {
            modifiers = modifiers.isEmpty() ? List.of(vife.quantity()) : with(vife.quantity());
        }
        return true;
    }

    private void measure(String anotherUnit, int anotherExponent, int anotherFactor, Coding anotherCoding) {
        unit = anotherUnit;
        exponent = anotherExponent;
        factor = anotherFactor;
        coding = coding == Coding.SECRET ? coding : anotherCoding;
    }

    private List<String> with(String modifier) {
        List<String> more = new ArrayList<>(modifiers);
        more.add(modifier);
        return List.copyOf(more);
    }

    private ValueInformation plainText() {
        int length = byteOf("length of the plain-text VIF");
        if (length > to - at) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected " + length
                    + " characters of a plain-text VIF from byte " + at + " on");
        }
        at += length;
        return ValueInformation.plainText(DataField.reversedText(bytes, at - length, length));
    }

    private int dataLength(int field) {
        if (field != DataField.VARIABLE) {
            return DataField.length(field);
        }
        int lvar = byteOf("LVAR");
        at--;
        int length = DataField.variableLength(lvar);
        if (length < 0) {
            throw new MalformedFrameException("byte " + at + " is " + Hex.of(lvar) + ", expected an LVAR of 00 to F6");
        }
        return 1 + length;
    }

    private DataValue value(int field, int dataAt, int length) {
        if (error != null && coding != Coding.SECRET) {
            return DataValue.absent(error);
        }
        byte[] source = bytes;
        int start = dataAt;
        if (highByteFirst && length > 1) {
            source = lowByteFirst(dataAt, length, field == DataField.VARIABLE ? 1 : 0);
            start = 0;
        }
        DataValue value = DataField.read(field, coding, exponent, factor, source, start, length);
        return added ? DataField.corrected(value, addedExponent) : value;
    }

    private byte[] lowByteFirst(int from, int length, int fixed) {
        byte[] turned = new byte[length];
        for (int i = 0; i < fixed; i++) {
            turned[i] = bytes[from + i];
        }
        for (int i = fixed; i < length; i++) {
            turned[i] = bytes[from + length - 1 - i + fixed];
        }
        return turned;
    }

    private DataRecord special(int dif, int from) {
        RecordFunction kind = switch (dif) {
            case MANUFACTURER_DATA -> RecordFunction.MANUFACTURER_SPECIFIC;
            case MORE_FOLLOWS -> RecordFunction.MORE_FOLLOWS;
            case GLOBAL_READOUT -> RecordFunction.GLOBAL_READOUT;
            default -> throw new MalformedFrameException("byte " + from + " is " + Hex.of(dif)
                    + ", which is a reserved DIF; expected 0F, 1F, 2F, 7F or one with a data field");
        };
        int dataAt = at;
        if (kind != RecordFunction.GLOBAL_READOUT) {
            at = to;
        }
        DataValue value = at == dataAt ? DataValue.NO_DATA : DataValue.of(spaced(dataAt, at));
        return new DataRecord(kind, 0, 0, 0, false, null, null, "", value, List.of(), from, dataAt, dataAt, at);
    }

    /** Hex digits with a blank between bytes; one allocation, since such blocks are long. */
    private String spaced(int start, int end) {
        byte[] text = new byte[3 * (end - start) - 1];
        for (int i = start, to = 0; i < end; i++, to += 3) {
            text[to] = DIGITS[bytes[i] >> 4 & 0x0F];
            text[to + 1] = DIGITS[bytes[i] & 0x0F];
            if (i + 1 < end) {
                text[to + 2] = ' ';
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private int byteOf(String what) {
        if (at == to) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected a " + what + " behind it");
        }
        return bytes[at++] & 0xFF;
    }
}
