package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.UnsupportedRequestException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Load-profile blocks (负荷记录), items 06xxxxxx of DL/T 645-2007. A reply holds one block behind the other:
 *
 * <pre>
 *   A0 A0  L  mm hh DD MM YY  [class 1] AA  [class 2] AA ... [class 6] AA  CS  E5
 *             └────────────────────── L bytes ────────────────────────┘
 *   CS = sum from the first A0 to the byte in front of CS
 * </pre>
 *
 * A class that the meter does not store is left out, its AA stays. AA cannot begin a class, for all of them are decimal.
 */
final class LoadProfile {

    static final int CLASSES = 6;

    private static final byte HEAD = (byte) 0xA0;
    private static final byte SEPARATOR = (byte) 0xAA;
    private static final byte END = (byte) 0xE5;
    private static final int TIME_AT = 3;

    private static final Field TIME = Layout.field("YYMMDDhhmm", "").named("time", "记录时间");
    private static final Layout[] CLASS = new Layout[CLASSES];

    static {
        for (int i = 0; i < CLASSES; i++) {
            CLASS[i] = Records.named(Records.PROFILE + "-" + (i + 1));
        }
    }

    private LoadProfile() {
    }

    /** Where the values stand; {@code null} when the data are not whole blocks. */
    static List<DataIdentifier.Slice> slices(DataIdentifier identifier, byte[] data) {
        List<DataIdentifier.Slice> slices = new ArrayList<>();
        int at = 0;
        while (at < data.length) {
            at = block(identifier, data, at, slices);
            if (at < 0) {
                return null;
            }
        }
        return slices;
    }

    /** The block at {@code at}; gives where the next one starts, or -1 when there is none. */
    private static int block(DataIdentifier identifier, byte[] data, int at, List<DataIdentifier.Slice> slices) {
        int there = data.length - at;
        int end = there > 2 ? at + TIME_AT + (data[at + 2] & 0xFF) : data.length;
        if (end + 1 >= data.length || data[at] != HEAD || data[at + 1] != HEAD || data[end + 1] != END
                || data[end] != Checksum.of(data, at, end)) {
            return -1;
        }
        int next = at + TIME_AT;
        if (next + TIME.length() > end) {
            return -1;
        }
        next = slice(identifier, TIME, next, slices);
        for (Layout layout : CLASS) {
            if (next < end && data[next] != SEPARATOR) {
                if (next + layout.turnLength() > end) {
                    return -1;
                }
                for (Field field : layout.fields()) {
                    next = slice(identifier, field, next, slices);
                }
            }
            if (next >= end || data[next] != SEPARATOR) {
                return -1;
            }
            next++;
        }
        return next == end ? end + 2 : -1;
    }

    private static int slice(DataIdentifier identifier, Field field, int from, List<DataIdentifier.Slice> slices) {
        slices.add(new DataIdentifier.Slice(identifier, field, identifier.item() + '#' + slices.size(), field.unit(), from,
                from + field.length()));
        return from + field.length();
    }

    /** Blocks from values: for each the time and the values of all six classes; a class that is only {@code null} is left out. */
    static byte[] encode(DataIdentifier identifier, List<String> values) {
        int turn = 1;
        for (Layout layout : CLASS) {
            turn += layout.fields().size();
        }
        if (values.size() % turn != 0) {
            throw new UnsupportedRequestException("item " + identifier.item() + " takes " + turn + " values a block, not " + values.size());
        }
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int at = 0; at < values.size(); at += turn) {
            blocks.writeBytes(block(identifier, values.subList(at, at + turn), at));
        }
        return blocks.toByteArray();
    }

    private static byte[] block(DataIdentifier identifier, List<String> values, int first) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(HEAD);
        block.write(HEAD);
        block.write(0);
        block.writeBytes(ItemEncoder.bytes(identifier, TIME, values.getFirst(), first));
        int next = 1;
        for (Layout layout : CLASS) {
            List<String> own = values.subList(next, next + layout.fields().size());
            for (int i = 0; i < own.size() && !own.stream().allMatch(value -> value == null); i++) {
                block.writeBytes(ItemEncoder.bytes(identifier, layout.fields().get(i), own.get(i), first + next + i));
            }
            block.write(SEPARATOR);
            next += own.size();
        }
        byte[] bytes = block.toByteArray();
        bytes[2] = (byte) (bytes.length - TIME_AT);
        block.reset();
        block.writeBytes(bytes);
        block.write(Checksum.of(bytes, 0, bytes.length));
        block.write(END);
        return block.toByteArray();
    }
}
