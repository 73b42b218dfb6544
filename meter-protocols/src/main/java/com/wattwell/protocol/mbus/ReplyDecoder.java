package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.StateWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the frames that a dialogue kept into what the meter said. */
final class ReplyDecoder {

    private final ValveControl valve;

    ReplyDecoder(ValveControl valve) {
        this.valve = valve;
    }

    MeterReply decode(byte[] request, List<byte[]> replies) {
        List<byte[]> frames = RequestFrames.of(request);
        if (replies.isEmpty()) {
            throw new MalformedFrameException("there is no reply, expected at least one frame");
        }
        byte[] last = replies.getLast();
        if (last.length == 1 && last[0] == (byte) FrameProbe.ACKNOWLEDGEMENT) {
            return acknowledged(frames.getLast());
        }
        if (!RequestFrames.asksForData(frames.getLast())) {
            Telegram telegram = Telegram.of(last);
            if (telegram.applicationError() != null) {
                return new MeterReply.Refused(List.of(telegram.applicationError()));
            }
            throw new MalformedFrameException("byte 0 is " + Hex.of(last[0]) + ", expected the acknowledgement E5");
        }
        return answered(frames, replies);
    }

    private static MeterReply acknowledged(byte[] asked) {
        if ((RequestFrames.control(asked) & ~LinkControl.FCB) == LinkControl.REQ_UD2) {
            throw new MalformedFrameException("byte 0 is E5, expected the 68 of an answer with data");
        }
        return RequestFrames.asksForData(asked) ? new MeterReply.Values(List.of()) : new MeterReply.Accepted();
    }

    private MeterReply answered(List<byte[]> frames, List<byte[]> replies) {
        Values values = new Values();
        RecordFormats formats = new RecordFormats();
        for (byte[] reply : replies) {
            if (reply != replies.getLast() && RecordFormats.isFormat(reply)) {
                formats.look(reply);
                continue;
            }
            RecordFormats.Read read = replies.size() == 1 ? new RecordFormats.Read(reply, Telegram.of(reply)) : formats.of(reply);
            Telegram telegram = read.telegram();
            if (LinkControl.fromMaster(telegram.control())) {
                throw new MalformedFrameException("byte 4 is " + Hex.of(telegram.control()) + ", expected the RSP_UD of a meter");
            }
            if (telegram.applicationError() != null) {
                return new MeterReply.Refused(List.of(telegram.applicationError()));
            }
            if (telegram.defect() != null) {
                throw new MalformedFrameException(telegram.defect());
            }
            if (RequestFrames.address(frames.getLast()) == MbusFrame.ANY) {
                return new MeterReply.Address(address(telegram));
            }
            values.add(read.bytes(), telegram);
        }
        return asksForSupply(frames) ? supply(values.list) : new MeterReply.Values(values.list);
    }

    /** The secondary address, which is the meter's own; the primary one where the answer does not tell it. */
    private static String address(Telegram telegram) {
        MeterHeader header = telegram.header();
        return header == null || header.address() == null || !header.address().namesOne() || telegram.isFixed()
                ? Integer.toString(telegram.address()) : header.address().toString();
    }

    private boolean asksForSupply(List<byte[]> frames) {
        for (byte[] frame : frames) {
            if (RequestFrames.information(frame) == Telegram.DATA_SEND
                    && Arrays.equals(frame, FrameProbe.DATA_AT, frame.length - 2, valve.selection(), 0, valve.selection().length)) {
                return true;
            }
        }
        return false;
    }

    /** The status byte of the last answer that has one. */
    static List<StateWord> stateWords(List<byte[]> replies) {
        try {
            Telegram telegram = replies.isEmpty() || replies.getLast().length == 1 ? null : Telegram.of(replies.getLast());
            MeterHeader header = telegram == null || telegram.applicationError() != null ? null : telegram.header();
            return header == null ? List.of() : List.of(new StateWord(telegram.isFixed() ? StatusBits.FIXED : StatusBits.VARIABLE, new byte[] {(byte) header.status()}));
        } catch (MalformedFrameException e) {
            return List.of();
        }
    }

    /** A valve that tells where it stands; values where the meter sent something else. */
    private MeterReply supply(List<ItemValue> values) {
        for (ItemValue value : values) {
            if (value.item().equals(valve.stateKey()) && value.number() != null) {
                boolean closed = value.number().compareTo(valve.closed()) == 0;
                return new MeterReply.Supply(closed, closed, false);
            }
        }
        return new MeterReply.Values(values);
    }

    /**
     * Values under the keys of their records; where a meter sends several under one key, the second is
     * {@code Voltage#2}, the third {@code Voltage#3}.
     */
    private static final class Values {

        private final List<ItemValue> list = new ArrayList<>();
        private final Map<String, Integer> seen = new HashMap<>();

        void add(byte[] frame, Telegram telegram) {
            for (DataRecord record : telegram.records()) {
                if (record.quantity() != null) {
                    String key = record.key();
                    int count = seen.merge(key, 1, Integer::sum);
                    list.add(value(frame, record, count == 1 ? key : key + '#' + count));
                }
            }
        }

        private static ItemValue value(byte[] frame, DataRecord record, String item) {
            boolean there = record.absence() == null;
            return new ItemValue(item, record.quantity(), record.quantityZh(), record.number(), there ? record.text() : null,
                    record.unit().equals("-") ? "" : record.unit(), Arrays.copyOfRange(frame, record.dataAt(), record.to()));
        }
    }
}
