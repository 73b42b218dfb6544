package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One exchange with one meter (DL/T 645; follow-up frames as in the clause on reading).
 *
 * <pre>
 *   master 11 DI        →
 *                       ←  meter B1 DI part          more follows, no SEQ
 *   master 12 DI 01     →
 *                       ←  meter B2 DI part 01       SEQ is the last byte
 *   master 12 DI 02     →
 *                       ←  meter 92 DI part 02       done
 * </pre>
 *
 * In the 1997 edition the same goes with 01 and 02, and without SEQ.
 *
 * <p>A frame belongs to the exchange when address, function, identifier and SEQ are those that are waited for. So neither
 * the echo of a converter nor a reply that comes late for an earlier question is taken for the answer. A refusal
 * carries no identifier: address and function must do.
 */
final class Dlt645Dialogue implements Dialogue {

    /** SEQ is one byte and counts from 1. */
    static final int MAX_FOLLOW_UPS = 255;
    /** Data that one read may gather; the longest item of the standard has 1026 bytes. */
    static final int MAX_JOINED_BYTES = 8192;

    /** 2007: the meter's own address as an item. */
    private static final int COMMUNICATION_ADDRESS = 0x04000401;

    private static final Step COMPLETE = new Step.Complete();
    private static final Step MORE = new Step.More();

    /** Wake-up bytes to expect in front of a reply: 13 have been seen, the standard has 1 to 4. */
    private static final int REPLY_PREAMBLE = 16;
    /** Most data in a read reply (DL/T 645-2007: L ≤ 200). */
    private static final int MAX_READ_DATA = 200;
    /** Bytes that 1997 meters were seen to append to an item. */
    private static final int MAX_SURPLUS = 1;
    /** Replies without an item: a 6-byte address, an error word, the echo of a password or baud word. */
    private static final int MAX_SHORT_DATA = 8;

    private final Edition edition;
    private final int preamble;
    private final List<byte[]> replies = new ArrayList<>(1);
    private byte[] toSend;
    /** Index of the request's 68H in {@link #toSend}. */
    private int askedAt;
    private int sequence;
    private int joinedBytes;
    private boolean complete;

    Dlt645Dialogue(Edition edition, byte[] request) {
        this.edition = edition;
        askedAt = Dlt645Frame.startOfFrame(request, 0, request.length);
        preamble = askedAt;
        toSend = request.clone();
    }

    @Override
    public byte[] toSend() {
        return toSend.clone();
    }

    /** {@inheritDoc} A 1997 meter answers a read and a new address that went to 99..99; every other broadcast is silent. */
    @Override
    public boolean expectsReply() {
        Function function = function(toSend, askedAt);
        if (!WireAddress.isBroadcast(toSend, askedAt + FrameProbe.ADDRESS_AT)) {
            return function != Function.BROADCAST_TIME;
        }
        return edition == Edition.DLT645_1997 && (isRead() || function == Function.WRITE_ADDRESS);
    }

    @Override
    public int longestReplyBytes() {
        return REPLY_PREAMBLE + FrameProbe.OVERHEAD + longestData();
    }

    private int longestData() {
        Function function = function(toSend, askedAt);
        if (function != null && !function.namesItem() && function != Function.READ_AGAIN) {
            return MAX_SHORT_DATA;
        }
        int length = function == Function.READ && dataLength(toSend, askedAt) >= edition.identifierLength()
                ? edition.identifiers().of(edition.wireIdentifierAt(toSend, askedAt + FrameProbe.DATA_AT)).fixedLength() : 0;
        int surplus = edition.identifiers().ignoresSurplus() ? MAX_SURPLUS : 0;
        return length == 0 ? MAX_READ_DATA : Math.min(MAX_READ_DATA, edition.identifierLength() + length + surplus);
    }

    @Override
    public List<byte[]> replies() {
        return List.copyOf(replies);
    }

    @Override
    public Step on(byte[] frame) {
        Reason foreign = foreign(frame);
        if (foreign != null) {
            return new Step.Foreign(foreign);
        }
        replies.add(frame.clone());
        int control = frame[FrameProbe.CONTROL_AT];
        joinedBytes += frame[FrameProbe.LENGTH_AT] & 0xFF;
        boolean more = (control & Dlt645Frame.MORE_FOLLOWS) != 0 && (control & Dlt645Frame.ABNORMAL) == 0
                && isRead() && dataLength(frame, 0) >= edition.identifierLength();
        if (more && sequence < MAX_FOLLOW_UPS && joinedBytes < MAX_JOINED_BYTES) {
            askForMore(frame);
            return MORE;
        }
        complete = true;
        return COMPLETE;
    }

    /** Why the frame is not the awaited one, or {@code null} when it is. */
    private Reason foreign(byte[] frame) {
        if (!(FrameProbe.at(frame, 0, frame.length) instanceof Probe.Frame whole) || whole.length() != frame.length) {
            return Reason.UNREADABLE;
        }
        int control = frame[FrameProbe.CONTROL_AT];
        if ((control & Dlt645Frame.FROM_METER) == 0) {
            return Reason.ECHO;
        }
        if (!WireAddress.answers(edition, toSend, askedAt + FrameProbe.ADDRESS_AT, frame, FrameProbe.ADDRESS_AT)
                && !isNewAddress(frame)) {
            return Reason.OTHER_ADDRESS;
        }
        if ((control & Dlt645Frame.FUNCTION_BITS) != (toSend[askedAt + FrameProbe.CONTROL_AT] & Dlt645Frame.FUNCTION_BITS)) {
            return Reason.OTHER_FUNCTION;
        }
        if (complete) {
            return Reason.OTHER_SEQUENCE;
        }
        boolean abnormal = (control & Dlt645Frame.ABNORMAL) != 0;
        // A meter may answer a read with no data at all (seen in the field): there is nothing to compare then.
        Function function = function(frame, 0);
        if (abnormal || dataLength(frame, 0) == 0 || function == null || !function.namesItem()) {
            return null;
        }
        if (!sameIdentifier(frame)) {
            return Reason.OTHER_IDENTIFIER;
        }
        return sameSequence(frame) ? null : Reason.OTHER_SEQUENCE;
    }

    /** A meter that has been given another address answers under the old or the new one. */
    private boolean isNewAddress(byte[] frame) {
        Function function = function(toSend, askedAt);
        int data = askedAt + FrameProbe.DATA_AT;
        int length = dataLength(toSend, askedAt);
        boolean written = edition == Edition.DLT645_2007 && function == Function.WRITE
                && length == edition.identifierLength() + edition.authorityLength() + FrameProbe.ADDRESS_LENGTH
                && edition.wireIdentifierAt(toSend, data) == COMMUNICATION_ADDRESS;
        boolean given = function == Function.WRITE_ADDRESS && length == FrameProbe.ADDRESS_LENGTH;
        if (!written && !given) {
            return false;
        }
        byte[] address = Dlt645Frame.values(toSend, data + length - FrameProbe.ADDRESS_LENGTH, data + length);
        return Arrays.equals(address, 0, FrameProbe.ADDRESS_LENGTH, frame, FrameProbe.ADDRESS_AT, FrameProbe.SECOND_START_AT);
    }

    private boolean sameIdentifier(byte[] frame) {
        int asked = askedAt + FrameProbe.DATA_AT;
        int length = edition.identifierLength();
        return dataLength(frame, 0) >= length && dataLength(toSend, askedAt) >= length
                && Arrays.equals(toSend, asked, asked + length, frame, FrameProbe.DATA_AT, FrameProbe.DATA_AT + length);
    }

    /** SEQ is the last byte of the request and of its answer; both carry the same offset. */
    private boolean sameSequence(byte[] frame) {
        if (function(toSend, askedAt) != Function.READ_FOLLOWING || !edition.hasSequence()) {
            return true;
        }
        return dataLength(frame, 0) > edition.identifierLength()
                && frame[frame.length - 3] == toSend[toSend.length - 3];
    }

    /** The first answer tells the real address, so that a wildcard is not asked again. */
    private void askForMore(byte[] reply) {
        sequence++;
        byte[] data = Arrays.copyOf(Dlt645Frame.dataOf(reply, 0),
                edition.identifierLength() + (edition.hasSequence() ? 1 : 0));
        if (edition.hasSequence()) {
            data[edition.identifierLength()] = (byte) sequence;
        }
        toSend = Dlt645Frame.request(WireAddress.read(reply, FrameProbe.ADDRESS_AT),
                Function.READ_FOLLOWING.code(edition), data).encode(preamble);
        askedAt = preamble;
    }

    private boolean isRead() {
        Function function = function(toSend, askedAt);
        return function == Function.READ || function == Function.READ_FOLLOWING;
    }

    private Function function(byte[] bytes, int frameAt) {
        return Function.of(edition, bytes[frameAt + FrameProbe.CONTROL_AT]);
    }

    private static int dataLength(byte[] frame, int at) {
        return frame[at + FrameProbe.LENGTH_AT] & 0xFF;
    }
}
