package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.line.Loop;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.StreamScanner;
import java.util.List;

/** Writes what goes over one socket into the trace of its collector, if somebody watches; passwords and tokens are zeros. */
final class Wiretap {

    private static final byte[] NOTHING = {};

    private final SocketContext context;
    private final Loop loop;

    Wiretap(SocketContext context, Loop loop) {
        this.context = context;
        this.loop = loop;
    }

    void frame(long collectorId, StreamScanner.Found found) {
        Trace trace = context.traces().of(collectorId);
        if (trace != null) {
            add(trace, false, found.protocol(), found.frame());
        }
    }

    void sent(long collectorId, byte[] bytes) {
        Trace trace = context.traces().of(collectorId);
        if (trace == null) {
            return;
        }
        List<StreamScanner.Found> frames = new StreamScanner(List.copyOf(context.protocols().values()), Math.max(1, bytes.length)).feed(bytes);
        if (frames.isEmpty()) {
            trace.add(loop.now(), true, redacted(bytes), "answer to a heartbeat");
        } else {
            frames.forEach(found -> add(trace, true, found.protocol(), found.frame()));
        }
    }

    void answered(long collectorId, byte[] bytes) {
        trace(collectorId, true, bytes, "answer to the box");
    }

    void aside(long collectorId, String what) {
        trace(collectorId, false, NOTHING, what);
    }

    void noise(long collectorId, byte[] bytes, String reason) {
        trace(collectorId, false, redacted(bytes), "noise, " + bytes.length + " bytes" + (reason.isEmpty() ? "" : ": " + reason));
    }

    private void trace(long collectorId, boolean fromServer, byte[] bytes, String meaning) {
        Trace trace = context.traces().of(collectorId);
        if (trace != null) {
            trace.add(loop.now(), fromServer, bytes, meaning);
        }
    }

    void between(long collectorId, byte[] bytes, Interlude.Judgement judgement) {
        Trace trace = context.traces().of(collectorId);
        if (trace == null) {
            return;
        }
        if (judgement.repeated() || judgement.other() != null) {
            trace.add(loop.now(), false, new byte[bytes.length], "registration, its token not shown");
        } else if (judgement.noiseBytes() > 0) {
            trace.add(loop.now(), false, redacted(bytes), "noise, " + judgement.noiseBytes() + " bytes");
        } else {
            trace.add(loop.now(), false, bytes, "heartbeat");
        }
    }

    private void add(Trace trace, boolean fromServer, MeterProtocol protocol, byte[] frame) {
        trace.add(loop.now(), fromServer, protocol.redact(frame), protocol.describe(frame));
    }

    private byte[] redacted(byte[] bytes) {
        byte[] redacted = bytes;
        for (MeterProtocol protocol : context.protocols().values()) {
            redacted = protocol.redact(redacted);
        }
        return redacted;
    }
}
