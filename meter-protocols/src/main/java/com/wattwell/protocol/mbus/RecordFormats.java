package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The formats that the telegrams of one answer have shown, for the compact frames that follow them (EN 13757-3:2013, M-Bus compact frame).
 *
 * <pre>
 *   full     78 | 7A and header (4) | 72 and header (12)     DIF DIFE.. VIF VIFE.. data, and so on
 *   format   69 | 6A and header (4) | 6B and header (12)     length  signature (2)  DIF DIFE.. VIF VIFE.., and so on
 *   compact  79 | 7B and header (4)                          signature (2)  CRC (2)  data, and so on
 * </pre>
 *
 * The signature is the {@linkplain FormatSignature CRC} over DIF, DIFE, VIF and VIFE of every record, the CRC that over the records as the
 * full frame would have them; both travel low byte first. What does not fit its CRC is refused, so a wrong format never makes values.
 *
 * <p>Used by one thread for one answer; it keeps at most {@value #MOST} formats.
 */
final class RecordFormats {

    static final int MOST = 16;
    private static final int SIGNATURE = 2;
    private static final int CRC = 2;

    private final Map<Integer, byte[]> formats = new HashMap<>();

    /**
     * A telegram, with the bytes that its records count in.
     *
     * @param bytes the frame itself, or for a compact one the frame with whole records that it stands for
     */
    record Read(byte[] bytes, Telegram telegram) {
    }

    /** Whether values stand there without what they mean. */
    static boolean isCompact(int information) {
        return information == Telegram.COMPACT_FRAME || information == Telegram.COMPACT_FRAME_SHORT_HEADER;
    }

    /** Whether a frame shows a format and has no values. */
    static boolean isFormat(byte[] frame) {
        int information = frame.length > FrameProbe.DATA_AT ? frame[FrameProbe.INFORMATION_AT] & 0xFF : 0;
        return information >= Telegram.FORMAT_FRAME && information <= Telegram.FORMAT_FRAME_LONG_HEADER;
    }

    /** Bytes of the header in front of the signature. */
    static int header(int information) {
        return switch (information) {
            case Telegram.COMPACT_FRAME_SHORT_HEADER, Telegram.FORMAT_FRAME_SHORT_HEADER -> Telegram.SHORT_HEADER;
            case Telegram.FORMAT_FRAME_LONG_HEADER -> Telegram.LONG_HEADER;
            default -> 0;
        };
    }

    /** Reads any long frame. @throws MalformedFrameException when it is none, and as {@link #read} */
    Read of(byte[] frame) {
        MbusFrame.check(frame);
        return frame[0] == FrameProbe.LONG_START ? read(frame) : new Read(frame, Telegram.of(frame));
    }

    /**
     * Reads a frame whose checksum is known to be right, and learns from it.
     *
     * @throws MalformedFrameException as {@link Telegram#of}; also when a compact frame's format was not shown, or its CRC is another
     */
    Read read(byte[] frame) {
        int information = frame[FrameProbe.INFORMATION_AT] & 0xFF;
        if (isCompact(information)) {
            byte[] whole = whole(frame, information);
            return new Read(whole, Telegram.ofChecked(whole));
        }
        if (isFormat(frame)) {
            learn(frame, information);
        }
        Telegram telegram = Telegram.ofChecked(frame);
        learn(frame, telegram);
        return new Read(frame, telegram);
    }

    /** Takes what a frame shows of formats, and nothing else: one that cannot be read shows none. */
    void look(byte[] frame) {
        try {
            read(frame);
        } catch (MalformedFrameException shown) {
            // a format frame has no values to read, and what is wrong with others is told where they are read
        }
    }

    private void learn(byte[] frame, int information) {
        int at = FrameProbe.DATA_AT + header(information) + 1;
        int to = frame.length - 2;
        if (at + SIGNATURE < to) {
            byte[] format = Arrays.copyOfRange(frame, at + SIGNATURE, to);
            if (FormatSignature.of(format, format.length) == word(frame, at)) {
                keep(format);
            }
        }
    }

    private void learn(byte[] frame, Telegram telegram) {
        if (telegram.isFixed() || telegram.records().isEmpty() || telegram.defect() != null) {
            return;
        }
        ByteArrayOutputStream format = new ByteArrayOutputStream(frame.length);
        for (DataRecord record : telegram.records()) {
            format.write(frame, record.from(), record.dataAt() - record.from());
        }
        keep(format.toByteArray());
    }

    private void keep(byte[] format) {
        if (formats.size() < MOST) {
            formats.put(FormatSignature.of(format, format.length), format);
        }
    }

    private byte[] whole(byte[] frame, int information) {
        int at = FrameProbe.DATA_AT + header(information);
        int to = frame.length - 2;
        if (to - at < SIGNATURE + CRC) {
            throw new MalformedFrameException("the telegram ends with byte " + (to - 1) + ", expected a format signature and a CRC from byte " + at + " on");
        }
        int signature = word(frame, at);
        byte[] format = formats.get(signature);
        if (format == null) {
            throw new MalformedFrameException("byte 6 is " + Hex.of(information) + ", a compact or format frame of format "
                    + words(signature) + ", which no full frame before it has shown");
        }
        byte[] records = RecordReader.filled(format, frame, at + SIGNATURE + CRC, to);
        int crc = word(frame, at + SIGNATURE);
        if (FormatSignature.of(records, records.length) != crc) {
            throw new MalformedFrameException("byte " + (at + SIGNATURE) + " starts the CRC " + words(crc) + " of the full frame, expected "
                    + words(FormatSignature.of(records, records.length)));
        }
        byte[] whole = Arrays.copyOf(frame, at + records.length + 2);
        whole[FrameProbe.INFORMATION_AT] = (byte) (information == Telegram.COMPACT_FRAME ? Telegram.VARIABLE_NO_HEADER : Telegram.VARIABLE_SHORT_HEADER);
        System.arraycopy(records, 0, whole, at, records.length);
        return whole;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    static String words(int signature) {
        return Hex.of(signature >> 8) + Hex.of(signature);
    }
}
