package com.wattwell.connector.ra.socket;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.StreamScanner;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;

/**
 * Lends scanners. A scanner with its buffers weighs several kilobytes; an idle socket needs none, because nearly always
 * a read ends where a frame ends. So each thread has one, and a socket keeps it only while a frame is incomplete.
 */
final class Scanners {

    private final List<MeterProtocol> protocols;
    private final int limitBytes;
    private final FastThreadLocal<StreamScanner> spare = new FastThreadLocal<>();

    Scanners(List<MeterProtocol> protocols, int limitBytes) {
        this.protocols = List.copyOf(protocols);
        this.limitBytes = limitBytes;
    }

    StreamScanner borrow() {
        StreamScanner scanner = spare.getIfExists();
        if (scanner == null) {
            return new StreamScanner(protocols, limitBytes);
        }
        spare.remove();
        return scanner;
    }

    /** Takes back a scanner in which nothing waits; a few FE may be left in it, which mean nothing anywhere. */
    void giveBack(StreamScanner scanner) {
        spare.set(scanner);
    }
}
