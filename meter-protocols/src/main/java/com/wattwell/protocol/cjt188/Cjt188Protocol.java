package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
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
 * CJ/T 188-2004 and -2018, the protocol of Chinese water, heat and gas meters. The editions share the frame; 2018 adds
 * items.
 *
 * <p>An address is written as its fourteen digits, the manufacturer's four first; a meter that is not for cold water has
 * its type in front: {@code 20:00000040314132}. Values are named {@code 901F.current}; an item with one value has the
 * item's own name, {@code D120}. The supply is the valve: it is switched by A017 and read from the status word of 901F,
 * and the answer to switching it says nothing about the motion. The protocol has no password and no expiry, so
 * credentials and {@code acceptUntil} are not sent.
 *
 * <p>Requests differ by the make's {@link RequestStyle}; everything that comes is understood whatever these say. Safe for
 * concurrent use: all that changes is the counter from which SER is taken.
 */
public final class Cjt188Protocol implements MeterProtocol {

    public static final String NAME = "CJT188";

    private final RequestEncoder encoder;

    /** For meters that keep to the standard. */
    public Cjt188Protocol() {
        this(RequestStyle.STANDARD);
    }

    /** For meters of a make that wants its requests otherwise. */
    public Cjt188Protocol(RequestStyle style) {
        this.encoder = new RequestEncoder(style);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String notation() {
        return "cjt188";
    }

    /** {@inheritDoc} Fourteen digits, filled with 0 in front, and the type unless it is 10: {@code 20:00000040314132}. */
    @Override
    public String meterAddress(String written) {
        return WireAddress.parse(written, false).toString();
    }

    @Override
    public Probe probe(byte[] bytes, int from, int to) {
        return FrameProbe.at(bytes, from, to);
    }

    @Override
    public byte[] encode(MeterRequest request) {
        return encoder.encode(request);
    }

    @Override
    public MeterProtocol styled(RequestStyle style) {
        return new Cjt188Protocol(style);
    }

    @Override
    public List<String> askedBy(String item) {
        int field = item.indexOf('.');
        return List.of(field < 0 ? item : item.substring(0, field));
    }

    /** @throws com.wattwell.protocol.MalformedFrameException when the bytes are not one frame */
    @Override
    public Dialogue dialogue(byte[] request) {
        return new Cjt188Dialogue(request);
    }

    @Override
    public MeterReply decode(byte[] request, List<byte[]> replies) {
        return ReplyDecoder.decode(request, replies);
    }

    @Override
    public Explanation explain(byte[] frame) {
        int start = Cjt188Frame.startOfFrame(frame);
        return new FrameExplanation(Cjt188Frame.at(frame, start)).explanation(start);
    }

    @Override
    public List<StateWord> stateWords(byte[] request, List<byte[]> replies) {
        return ReplyDecoder.stateWords(replies);
    }

    @Override
    public List<StateBit> stateBits(StateWord word) {
        return word.raw().length < Status.LENGTH ? List.of() : Status.at(word.raw(), 0).bits();
    }

    @Override
    public List<ItemEntry> items() {
        return DataIdentifiers.rows().stream().map(ItemRow::entry).toList();
    }

    @Override
    public String describe(byte[] frame) {
        return FrameDescription.of(frame);
    }

    /** {@inheritDoc} The checksum is computed anew, for it would give the key's sum away. */
    @Override
    public byte[] redact(byte[] frame) {
        return Redaction.redact(frame);
    }
}
