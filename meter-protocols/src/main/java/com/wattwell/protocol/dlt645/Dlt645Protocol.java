package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.RequestStyle;
import com.wattwell.protocol.StateBit;
import com.wattwell.protocol.StateWord;
import java.util.List;

/**
 * What both editions of DL/T 645 have in common: everything but their {@link Edition}.
 *
 * <p>A meter that answers a read with no data at all gives {@link MeterReply.Values} without a value. A broadcast has no
 * reply to decode.
 */
abstract sealed class Dlt645Protocol implements MeterProtocol
        permits Dlt645_1997Protocol, Dlt645_2007Protocol {

    private static final int SECURITY_CLASS = 0x07;

    private final Edition edition;
    private final RequestEncoder encoder;

    Dlt645Protocol(Edition edition, RequestStyle style) {
        this.edition = edition;
        this.encoder = new RequestEncoder(edition, style);
    }

    @Override
    public String name() {
        return edition.name();
    }

    @Override
    public String notation() {
        return edition.notation();
    }

    /** {@inheritDoc} Twelve digits; a shorter one is filled with 0 in front. */
    @Override
    public String meterAddress(String written) {
        return Requested.address(written, false);
    }

    /** {@inheritDoc} A frame whose control code only the other edition has is not of this protocol. */
    @Override
    public Probe probe(byte[] bytes, int from, int to) {
        Probe probe = FrameProbe.at(bytes, from, to);
        if (!(probe instanceof Probe.Frame)) {
            return probe;
        }
        int control = bytes[from + FrameProbe.CONTROL_AT] & 0xFF;
        int length = bytes[from + FrameProbe.LENGTH_AT] & 0xFF;
        boolean security = length >= Dlt645Frame.IDENTIFIER_LENGTH
                && Dlt645Frame.value(bytes[from + FrameProbe.DATA_AT + Dlt645Frame.IDENTIFIER_LENGTH - 1]) == SECURITY_CLASS;
        return edition.speaks(control, length, security) ? probe
                : new Probe.NotHere("byte 8 is " + Hex.of(control) + ", expected a control code of " + edition.title());
    }

    @Override
    public byte[] encode(MeterRequest request) {
        return encoder.encode(request);
    }

    /** {@inheritDoc} Blocks are those of the table: every tariff, phase or field beside the item. */
    @Override
    public List<String> askedBy(String item) {
        return edition.identifiers().askedBy(item);
    }

    /** @throws com.wattwell.protocol.MalformedFrameException when the bytes are not one frame */
    @Override
    public Dialogue dialogue(byte[] request) {
        return new Dlt645Dialogue(edition, request);
    }

    @Override
    public MeterReply decode(byte[] request, List<byte[]> replies) {
        return ReplyDecoder.decode(edition, request, replies);
    }

    @Override
    public List<StateWord> stateWords(byte[] request, List<byte[]> replies) {
        return StateWords.in(edition, request, replies);
    }

    @Override
    public List<StateBit> stateBits(StateWord word) {
        return StateBits.of(edition.identifiers().bitsKey(word.item()), word.raw());
    }

    @Override
    public List<ItemEntry> items() {
        return edition.identifiers().entries();
    }

    @Override
    public String describe(byte[] frame) {
        return FrameDescription.of(edition, frame);
    }

    /** {@inheritDoc} The checksum is computed anew, for it would give the password's sum away. */
    @Override
    public byte[] redact(byte[] frame) {
        return Redaction.redact(edition, frame);
    }

    /** {@inheritDoc} Takes any frame of DL/T 645 and reads it as one of this edition; FE in front is allowed. */
    @Override
    public Explanation explain(byte[] frame) {
        return FrameExplanation.of(edition, frame);
    }
}
