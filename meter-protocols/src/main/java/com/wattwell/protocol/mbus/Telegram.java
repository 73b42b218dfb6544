package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.util.ArrayList;
import java.util.List;

/**
 * The application layer of one long frame (EN 13757-3): header and records, of a meter's answer or of what a master sends.
 *
 * <p>A telegram whose records break off keeps those that are whole and says in {@link #defect()} what is wrong.
 *
 * @param header           who answers, or {@code null} where CI tells none
 * @param records          in the order of the frame
 * @param moreFollows      whether another telegram belongs to this answer
 * @param applicationError what the meter reports in place of data (CI 70), or {@code null}
 * @param defect           which byte ended the reading, or {@code null} when everything was read
 */
public record Telegram(int control, int address, int information, MeterHeader header, List<DataRecord> records,
        boolean moreFollows, String applicationError, String defect) {

    static final int APPLICATION_RESET = 0x50;
    static final int DATA_SEND = 0x51;
    static final int SELECT = 0x52;
    static final int DATA_SEND_HIGH_FIRST = 0x55;
    static final int APPLICATION_ERROR = 0x70;
    static final int ALARM = 0x71;
    static final int VARIABLE = 0x72;
    static final int FIXED = 0x73;
    static final int VARIABLE_HIGH_FIRST = 0x76;
    static final int FIXED_HIGH_FIRST = 0x77;
    static final int VARIABLE_NO_HEADER = 0x78;
    static final int VARIABLE_SHORT_HEADER = 0x7A;
    static final int FORMAT_FRAME = 0x69;
    static final int FORMAT_FRAME_SHORT_HEADER = 0x6A;
    static final int FORMAT_FRAME_LONG_HEADER = 0x6B;
    static final int COMPACT_FRAME = 0x79;
    static final int COMPACT_FRAME_SHORT_HEADER = 0x7B;
    static final int FIRST_BAUD = 0xB8;
    static final int LAST_BAUD = 0xBF;

    static final int LONG_HEADER = 12;
    static final int SHORT_HEADER = 4;
    private static final int AES_MODE = 5;
    /** What a record usually has at least: one with 32 bits. */
    private static final int BYTES_OF_A_RECORD = 6;

    private static final String[] ERRORS = {"unspecified error", "unimplemented CI", "buffer too long", "too many records",
        "premature end of record", "more than 10 DIFEs", "more than 10 VIFEs", "reserved", "application too busy",
        "too many readouts"};

    /**
     * Reads a long or control frame.
     *
     * @throws MalformedFrameException when it is none, its header is cut or its CI is none of those that carry records
     */
    public static Telegram of(byte[] frame) {
        MbusFrame.check(frame);
        if (frame[0] != FrameProbe.LONG_START) {
            throw new MalformedFrameException("byte 0 is " + Hex.of(frame[0]) + ", expected the 68 of a frame with data");
        }
        return ofChecked(frame);
    }

    /** The same for a frame whose checksum and ends are known to be right. */
    static Telegram ofChecked(byte[] frame) {
        int to = frame.length - 2;
        int information = frame[FrameProbe.INFORMATION_AT] & 0xFF;
        int from = FrameProbe.DATA_AT;
        return switch (information) {
            case VARIABLE, VARIABLE_HIGH_FIRST -> longHeader(frame, from, to, information == VARIABLE_HIGH_FIRST);
            case VARIABLE_SHORT_HEADER -> shortHeader(frame, from, to);
            case VARIABLE_NO_HEADER, DATA_SEND -> records(frame, null, from, to, false);
            case DATA_SEND_HIGH_FIRST -> records(frame, null, from, to, true);
            case FIXED, FIXED_HIGH_FIRST -> fixed(frame, from, to, information == FIXED_HIGH_FIRST);
            case APPLICATION_ERROR -> without(frame, errorWords(frame, from, to));
            case ALARM, APPLICATION_RESET, SELECT -> without(frame, null);
            case FORMAT_FRAME, FORMAT_FRAME_LONG_HEADER, FORMAT_FRAME_SHORT_HEADER, COMPACT_FRAME, COMPACT_FRAME_SHORT_HEADER -> throw new MalformedFrameException("byte 6 is " + Hex.of(information)
                            + ", a compact or format frame (EN 13757-3, 2013), whose records stand in two telegrams; expected one with whole records, or its format in front of it");
            default -> {
                if (information >= FIRST_BAUD && information <= LAST_BAUD) {
                    yield without(frame, null);
                }
                throw new MalformedFrameException("byte 6 is " + Hex.of(information)
                        + ", expected a CI of 50 to 52, 55, 70 to 73, 76 to 78, 7A or B8 to BF");
            }
        };
    }

    private static Telegram longHeader(byte[] frame, int from, int to, boolean highByteFirst) {
        checkHeader(from, to, LONG_HEADER);
        byte[] head = frame;
        int at = from;
        if (highByteFirst) {
            head = turnedHeader(frame, from);
            at = 0;
        }
        SecondaryAddress address = SecondaryAddress.read(head, at);
        MeterHeader header = new MeterHeader(address, Medium.name(address.medium()), head[at + 8] & 0xFF, head[at + 9] & 0xFF,
                head[at + 10] & 0xFF | (head[at + 11] & 0xFF) << 8);
        return records(frame, header, from + LONG_HEADER, to, highByteFirst);
    }

    private static byte[] turnedHeader(byte[] frame, int from) {
        byte[] head = new byte[LONG_HEADER];
        int[] order = {3, 2, 1, 0, 5, 4, 6, 7, 8, 9, 11, 10};
        for (int i = 0; i < LONG_HEADER; i++) {
            head[i] = frame[from + order[i]];
        }
        return head;
    }

    private static Telegram shortHeader(byte[] frame, int from, int to) {
        checkHeader(from, to, SHORT_HEADER);
        MeterHeader header = new MeterHeader(null, null, frame[from] & 0xFF, frame[from + 1] & 0xFF,
                frame[from + 2] & 0xFF | (frame[from + 3] & 0xFF) << 8);
        return records(frame, header, from + SHORT_HEADER, to, false);
    }

    private static void checkHeader(int from, int to, int length) {
        if (to - from < length) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected a header of " + length
                    + " bytes from byte " + from + " on");
        }
    }

    private static Telegram records(byte[] frame, MeterHeader header, int from, int to, boolean highByteFirst) {
        RecordReader reader = new RecordReader(frame, from, to, highByteFirst);
        List<DataRecord> records = new ArrayList<>((to - from) / BYTES_OF_A_RECORD + 1);
        String defect = null;
        try {
            for (DataRecord record = reader.next(); record != null; record = reader.next()) {
                if (records.size() == RecordReader.MAX_RECORDS) {
                    throw new MalformedFrameException("byte " + record.from() + " starts record " + records.size()
                            + ", expected at most " + RecordReader.MAX_RECORDS);
                }
                records.add(record);
            }
        } catch (MalformedFrameException cut) {
            defect = cut.getMessage();
            if (header != null && isEncrypted(header.signature(), to - from)) {
                // what was read in front of the break means nothing either
                records.clear();
                defect = "the records from byte " + from + " on are encrypted (mode 5), and there is no key";
            }
        }
        boolean more = !records.isEmpty() && records.getLast().function() == RecordFunction.MORE_FOLLOWS;
        return new Telegram(frame[FrameProbe.CONTROL_AT] & 0xFF, frame[FrameProbe.ADDRESS_AT] & 0xFF,
                frame[FrameProbe.INFORMATION_AT] & 0xFF, header, records, more, null, defect);
    }

    /**
     * Whether the configuration word tells AES in blocks that fit. Old meters have other things than a configuration
     * word there, so this alone is no reason to refuse a telegram: only when its records make no sense.
     */
    private static boolean isEncrypted(int signature, int length) {
        int blocks = signature >> 4 & 0x0F;
        return (signature >> 8 & 0x1F) == AES_MODE && blocks > 0 && 16 * blocks <= length;
    }

    private static Telegram fixed(byte[] frame, int from, int to, boolean highByteFirst) {
        byte[] fields = FixedStructure.fields(frame, from, to, highByteFirst);
        return new Telegram(frame[FrameProbe.CONTROL_AT] & 0xFF, frame[FrameProbe.ADDRESS_AT] & 0xFF,
                frame[FrameProbe.INFORMATION_AT] & 0xFF, FixedStructure.header(fields), FixedStructure.records(fields, from),
                false, null, null);
    }

    private static Telegram without(byte[] frame, String applicationError) {
        return new Telegram(frame[FrameProbe.CONTROL_AT] & 0xFF, frame[FrameProbe.ADDRESS_AT] & 0xFF,
                frame[FrameProbe.INFORMATION_AT] & 0xFF, null, List.of(), false, applicationError, null);
    }

    private static String errorWords(byte[] frame, int from, int to) {
        int code = from < to ? frame[from] & 0xFF : 0;
        return code < ERRORS.length ? ERRORS[code] : "error " + Hex.of(code);
    }

    /** Whether it is an answer in the fixed structure. */
    boolean isFixed() {
        return information == FIXED || information == FIXED_HIGH_FIRST;
    }
}
