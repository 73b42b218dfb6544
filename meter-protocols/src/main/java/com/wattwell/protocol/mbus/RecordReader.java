package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

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

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private final byte[] bytes;
    private final int to;
    private final boolean highByteFirst;
    private int at;

    // The record that is being read.
    private long storage;
    private int tariff;
    private int subunit;
    private boolean secret;

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
        int field = dif & 0x0F;
        if (field == DataField.SPECIAL) {
            return special(dif, from);
        }
        dataInformation(dif);
        int vifAt = at;
        ValueInformationBlock information = valueInformation();
        int dataAt = at;
        int length = dataLength(field);
        if (length > to - at) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected " + length
                    + " bytes of data from byte " + at + " on");
        }
        at += length;
        return new DataRecord(RecordFunction.of(dif), storage, tariff, subunit, (dif & EXTENSION) != 0, information,
                value(field, information, dataAt, length), from, vifAt, dataAt, at);
    }

    /**
     * Records as a full frame has them, of their format and the data of a compact frame.
     *
     * @param format DIF, DIFE, VIF and VIFE of every record
     * @throws MalformedFrameException when the data do not end with the last record
     */
    static byte[] filled(byte[] format, byte[] data, int from, int to) {
        ByteArrayOutputStream records = new ByteArrayOutputStream(format.length + to - from);
        RecordReader reader = new RecordReader(format, 0, format.length, false);
        int at = from;
        while (reader.at < format.length) {
            int start = reader.at;
            int dif = format[reader.at++] & 0xFF;
            int field = dif & 0x0F;
            int length;
            if (field == DataField.SPECIAL) {
                length = dif == GLOBAL_READOUT || dif == FILLER ? 0 : to - at;
            } else {
                reader.dataInformation(dif);
                reader.valueInformation();
                length = field != DataField.VARIABLE ? DataField.length(field) : at == to ? -1 : DataField.variableLength(data[at] & 0xFF) + 1;
            }
            if (length < 0 || length > to - at) {
                throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected the data of a record from byte " + at + " on");
            }
            records.write(format, start, reader.at - start);
            records.write(data, at, length);
            at += length;
        }
        if (at < to) {
            throw new MalformedFrameException("byte " + at + " is " + Hex.of(data[at]) + ", expected no data behind those of the last record");
        }
        return records.toByteArray();
    }

    /** Index of the next byte; after a refusal, of the first byte that was not understood. */
    int position() {
        return at;
    }

    /** Whether the record that was read last, or could not be, holds a password or key. */
    boolean inSecret() {
        return secret;
    }

    private void dataInformation(int dif) {
        storage = dif >> 6 & 1;
        tariff = 0;
        subunit = 0;
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

    private ValueInformationBlock valueInformation() {
        int last = byteOf("VIF");
        int extensions = 0;
        ValueInformationBlock block;
        if (last == FB || last == FD || last == EF) {
            int table = last;
            last = byteOf("VIFE");
            extensions++;
            block = table == FB ? VifTable.afterFb(last & CODE) : table == FD ? VifTable.afterFd(last & CODE) : VifTable.afterEf();
        } else {
            block = (last & CODE) == PLAIN_TEXT ? plainText() : VifTable.primary(last & CODE);
        }
        secret = block.isSecret();
        while ((last & EXTENSION) != 0) {
            if (extensions++ == MAX_EXTENSIONS) {
                throw new MalformedFrameException("byte " + (at - 1) + " is " + Hex.of(last) + ", expected the last of at most "
                        + MAX_EXTENSIONS + " VIFEs");
            }
            last = byteOf("VIFE");
            block = block.followedBy(last & CODE);
        }
        return block;
    }

    private ValueInformationBlock plainText() {
        int length = byteOf("length of the plain-text VIF");
        if (length > to - at) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected " + length
                    + " characters of a plain-text VIF from byte " + at + " on");
        }
        at += length;
        return ValueInformationBlock.plainText(DataField.reversedText(bytes, at - length, length));
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

    private Object value(int field, ValueInformationBlock information, int dataAt, int length) {
        if (highByteFirst && length > 1) {
            return DataField.read(field, information, lowByteFirst(dataAt, length, field == DataField.VARIABLE ? 1 : 0), 0, length);
        }
        return DataField.read(field, information, bytes, dataAt, length);
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
        return new DataRecord(kind, 0, 0, 0, false, null, at == dataAt ? Absence.NO_DATA : SPACED.formatHex(bytes, dataAt, at), from, dataAt, dataAt, at);
    }

    private int byteOf(String what) {
        if (at == to) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected a " + what + " behind it");
        }
        return bytes[at++] & 0xFF;
    }
}
