package com.wattwell.simulator;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Probe;
import com.wattwell.protocol.UnsupportedRequestException;
import java.util.List;

/** Lets the scanner find the frames of a protocol of which the library has the frames but not the requests. */
record FramesOnly(String name, FrameExplainer explainer) implements MeterProtocol {

    @Override
    public String notation() {
        return explainer.notation();
    }

    @Override
    public Explanation explain(byte[] frame) {
        return explainer.explain(frame);
    }

    @Override
    public List<ItemEntry> items() {
        return List.of();
    }

    @Override
    public Probe probe(byte[] bytes, int from, int to) {
        return explainer.probe(bytes, from, to);
    }

    @Override
    public String meterAddress(String written) {
        throw unsupported();
    }

    @Override
    public byte[] encode(MeterRequest request) {
        throw unsupported();
    }

    @Override
    public Dialogue dialogue(byte[] request) {
        throw unsupported();
    }

    @Override
    public MeterReply decode(byte[] request, List<byte[]> replies) {
        throw unsupported();
    }

    @Override
    public String describe(byte[] frame) {
        throw unsupported();
    }

    @Override
    public byte[] redact(byte[] frame) {
        throw unsupported();
    }

    private UnsupportedRequestException unsupported() {
        return new UnsupportedRequestException("the library only finds frames of " + name);
    }
}
