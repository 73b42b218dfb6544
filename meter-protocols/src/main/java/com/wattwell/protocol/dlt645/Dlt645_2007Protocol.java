package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Probe;
import java.util.List;

/**
 * DL/T 645-2007, the multi-function meter protocol of most Chinese electricity meters since 2007, with the control
 * and prepayment extensions of Q/GDW.
 *
 * <p>Reading 04000503 and asking for the state of the supply are the same bytes on the wire, so both decode to
 * {@link MeterReply.Supply}. A meter that answers a read with no data at all gives {@link MeterReply.Values} without a
 * value. A broadcast has no reply to decode.
 */
public final class Dlt645_2007Protocol implements MeterProtocol {

    public static final String NAME = "DLT645_2007";

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} Twelve digits; a shorter one is filled with 0 in front. */
    @Override
    public String meterAddress(String written) {
        return RequestEncoder.address(written, false);
    }

    @Override
    public Probe probe(byte[] bytes, int from, int to) {
        return FrameProbe.at(bytes, from, to);
    }

    @Override
    public byte[] encode(MeterRequest request) {
        return RequestEncoder.encode(request);
    }

    /** @throws com.wattwell.protocol.MalformedFrameException when the bytes are not one frame */
    @Override
    public Dialogue dialogue(byte[] request) {
        return new Dlt645Dialogue(request);
    }

    @Override
    public MeterReply decode(byte[] request, List<byte[]> replies) {
        return ReplyDecoder.decode(request, replies);
    }

    @Override
    public String describe(byte[] frame) {
        return FrameDescription.of(frame);
    }

    /** {@inheritDoc} The checksum is computed anew, for it would give the password's sum away. */
    @Override
    public byte[] redact(byte[] frame) {
        return Redaction.redact(frame);
    }
}
