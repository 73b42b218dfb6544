package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One exchange with one meter.
 *
 * <pre>
 *   master 10 40 05 45 16   link reset      →
 *                                           ←  E5
 *   master 10 7B 05 80 16   REQ_UD2, FCB 1  →
 *                                           ←  RSP_UD ... 1F     more records follow
 *   master 10 5B 05 60 16   REQ_UD2, FCB 0  →
 *                                           ←  RSP_UD            done
 * </pre>
 *
 * FCB is toggled only for the next telegram. A frame that is sent again after a loss keeps its FCB, so that the meter
 * repeats the answer that was lost. All of this lives in the dialogue: it starts with a link reset or a selection and
 * needs to know nothing of earlier exchanges.
 */
final class MbusDialogue implements Dialogue {

    /** Telegrams that one readout may have. */
    static final int MAX_TELEGRAMS = 32;

    private static final Step COMPLETE = new Step.Complete();
    private static final Step MORE = new Step.More();
    private static final int LONGEST_FRAME = FrameProbe.OVERHEAD + 0xFF;

    private final List<byte[]> frames;
    private final SecondaryAddress selected;
    private final List<byte[]> replies = new ArrayList<>(1);
    private final RecordFormats formats = new RecordFormats();
    private int next;
    private byte[] toSend;
    private boolean complete;

    MbusDialogue(byte[] request) {
        frames = RequestFrames.of(request);
        SecondaryAddress address = null;
        for (byte[] frame : frames) {
            address = address == null ? RequestFrames.selected(frame) : address;
        }
        selected = address;
        toSend = frames.getFirst();
    }

    @Override
    public byte[] toSend() {
        return toSend.clone();
    }

    @Override
    public boolean expectsReply() {
        return RequestFrames.address(toSend) != MbusFrame.BROADCAST;
    }

    @Override
    public int longestReplyBytes() {
        return RequestFrames.asksForData(toSend) ? LONGEST_FRAME : 1;
    }

    /** E5 acknowledges everything but a request for class-2 data; to one for class-1 data it says that there are none. */
    @Override
    public int awaitedCharacter() {
        boolean data = (RequestFrames.control(toSend) & ~LinkControl.FCB) == LinkControl.REQ_UD2;
        return complete || data || !expectsReply() ? -1 : FrameProbe.ACKNOWLEDGEMENT;
    }

    @Override
    public List<byte[]> replies() {
        return List.copyOf(replies);
    }

    @Override
    public Step on(byte[] frame) {
        if (complete) {
            return foreign(Reason.OTHER_SEQUENCE);
        }
        if (frame.length == 1 && frame[0] == (byte) FrameProbe.ACKNOWLEDGEMENT) {
            return awaitedCharacter() < 0 ? foreign(Reason.OTHER_FUNCTION) : acknowledged(frame);
        }
        if (!(FrameProbe.at(frame, 0, frame.length) instanceof Probe.Frame whole) || whole.length() != frame.length) {
            return foreign(Reason.UNREADABLE);
        }
        if (LinkControl.fromMaster(RequestFrames.control(frame))) {
            return foreign(Reason.ECHO);
        }
        int asked = RequestFrames.address(toSend);
        if (asked != MbusFrame.ANY && asked != MbusFrame.SELECTED && asked != RequestFrames.address(frame)) {
            return foreign(Reason.OTHER_ADDRESS);
        }
        return answered(frame);
    }

    private Step acknowledged(byte[] frame) {
        next++;
        if (next == frames.size()) {
            return finish(frame);
        }
        toSend = frames.get(next);
        return MORE;
    }

    private Step answered(byte[] frame) {
        boolean error = RequestFrames.information(frame) == Telegram.APPLICATION_ERROR;
        if (!RequestFrames.asksForData(toSend)) {
            return error ? finish(frame) : foreign(Reason.OTHER_FUNCTION);
        }
        Telegram telegram = read(frame);
        if (telegram == null || error) {
            return finish(frame);
        }
        if (selected != null && !isSelected(telegram)) {
            return foreign(Reason.OTHER_ADDRESS);
        }
        if (!replies.isEmpty() && sameRecords(replies.getLast(), frame)) {
            return repeated(frame);
        }
        replies.add(frame.clone());
        if (!telegram.moreFollows() || replies.size() == MAX_TELEGRAMS) {
            complete = true;
            return COMPLETE;
        }
        toSend = toggled(toSend);
        return MORE;
    }

    /** The same frame again is a late answer; the same records in a new answer are a meter that does not go on. */
    private Step repeated(byte[] frame) {
        if (Arrays.equals(replies.getLast(), frame)) {
            return foreign(Reason.OTHER_SEQUENCE);
        }
        complete = true;
        return COMPLETE;
    }

    private Step finish(byte[] frame) {
        replies.add(frame.clone());
        complete = true;
        return COMPLETE;
    }

    /** {@code null} when its user data cannot be read; that is told by whoever decodes it. */
    private Telegram read(byte[] frame) {
        try {
            return formats.read(frame).telegram();
        } catch (MalformedFrameException unreadable) {
            return null;
        }
    }

    private boolean isSelected(Telegram telegram) {
        MeterHeader header = telegram.header();
        if (header == null || header.address() == null) {
            return true;
        }
        // The fixed structure tells no more than the identification.
        return telegram.isFixed()
                ? selected.selects(new SecondaryAddress(header.address().identification(), selected.manufacturer(),
                        selected.version(), selected.medium()))
                : selected.selects(header.address());
    }

    /** Whether two answers have the same user data but for access number and status, which count and change. */
    private static boolean sameRecords(byte[] one, byte[] other) {
        int from = FrameProbe.DATA_AT + SecondaryAddress.LENGTH + 2;
        return one.length == other.length && one.length > from
                && Arrays.equals(one, from, one.length - 2, other, from, other.length - 2);
    }

    private static byte[] toggled(byte[] shortFrame) {
        int control = RequestFrames.control(shortFrame) ^ LinkControl.FCB;
        return MbusFrame.ofShort(control, RequestFrames.address(shortFrame)).encode();
    }

    private static Step foreign(Reason reason) {
        return new Step.Foreign(reason);
    }

    @Override
    public String toString() {
        return "MbusDialogue[" + Hex.of(RequestFrames.control(toSend)) + " to " + RequestFrames.address(toSend) + "]";
    }
}
