package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * One exchange with one meter: one request, one answer (CJ/T 188 has no follow-up frames).
 *
 * <pre>
 *   master 01 DI SER      →
 *                         ←  meter 81 DI SER data        done
 *                         ←  meter C1 SER ST0 ST1        refused, without DI
 * </pre>
 *
 * A frame belongs to the exchange when address, function, identifier and SER are those that are waited for. T is not
 * compared: heat meters that are asked as 20 answer as 25. DI may come back in the other byte order. The meter that is
 * given a new address may answer under the old or the new one.
 */
final class Cjt188Dialogue implements Dialogue {

    private static final Step COMPLETE = new Step.Complete();
    /** Wake-up bytes to expect in front of a reply: 13 have been seen. */
    private static final int REPLY_PREAMBLE = 16;

    private final byte[] request;
    private final int askedAt;
    private final Cjt188Frame asked;
    private final List<byte[]> replies = new ArrayList<>(1);

    Cjt188Dialogue(byte[] request) {
        this.request = request.clone();
        this.asked = Cjt188Frame.parse(request);
        this.askedAt = Cjt188Frame.startOfFrame(request);
    }

    @Override
    public byte[] toSend() {
        return request.clone();
    }

    /** A write to every meter is over once it is sent; a read of whoever is alone on the line is answered. */
    @Override
    public boolean expectsReply() {
        return asked.function() != Function.WRITE || !asked.address().equals(Cjt188Frame.ANY);
    }

    @Override
    public int longestReplyBytes() {
        int data = asked.hasIdentifier() ? DataIdentifiers.longestReply(asked.identifier()) : -1;
        return REPLY_PREAMBLE + FrameProbe.OVERHEAD + (data < 0 ? FrameProbe.MAX_DATA : Cjt188Frame.HEAD_LENGTH + data);
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
        return COMPLETE;
    }

    /** Why the frame is not the awaited one, or {@code null} when it is. */
    private Reason foreign(byte[] frame) {
        if (!(FrameProbe.at(frame, 0, frame.length) instanceof Probe.Frame whole) || whole.length() != frame.length) {
            return Reason.UNREADABLE;
        }
        Cjt188Frame reply = Cjt188Frame.parse(frame);
        if (!reply.fromMeter()) {
            return Reason.ECHO;
        }
        if (!answersAddress(frame)) {
            return Reason.OTHER_ADDRESS;
        }
        if (reply.function() != asked.function()) {
            return Reason.OTHER_FUNCTION;
        }
        if (!replies.isEmpty()) {
            return Reason.OTHER_SEQUENCE;
        }
        // Without data there is nothing more to compare.
        if (reply.data().length == 0 || asked.data().length == 0) {
            return null;
        }
        if (!reply.refusal() && !sameIdentifier(reply)) {
            return Reason.OTHER_IDENTIFIER;
        }
        return reply.sequence() == asked.sequence() ? null : Reason.OTHER_SEQUENCE;
    }

    private boolean answersAddress(byte[] frame) {
        if (WireAddress.answers(request, askedAt + FrameProbe.ADDRESS_AT, frame, FrameProbe.ADDRESS_AT)) {
            return true;
        }
        boolean newAddress = asked.function() == Function.WRITE_ADDRESS
                && asked.data().length == Cjt188Frame.HEAD_LENGTH + FrameProbe.ADDRESS_LENGTH;
        return newAddress && WireAddress.answers(asked.data(), Cjt188Frame.HEAD_LENGTH, frame, FrameProbe.ADDRESS_AT);
    }

    private boolean sameIdentifier(Cjt188Frame reply) {
        return reply.hasIdentifier() && asked.hasIdentifier()
                && (DiOrder.read(reply.data(), 0, DiOrder.LOW_BYTE_FIRST) == DiOrder.read(asked.data(), 0, DiOrder.LOW_BYTE_FIRST)
                || reply.identifier() == asked.identifier());
    }
}
