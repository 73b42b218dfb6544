package com.wattwell.protocol.decode;

import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.cjt188.Cjt188Protocol;
import com.wattwell.protocol.dlt645.Dlt645_1997Protocol;
import com.wattwell.protocol.dlt645.Dlt645_2007Protocol;
import com.wattwell.protocol.dtu.CollectorExplainers;
import com.wattwell.protocol.mbus.MbusExplainer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose frames {@code wattwell decode} knows. What may carry frames of another stands before it, and of those that begin
 * alike the one with more fixed bytes.
 */
public final class Notations {

    private static final List<FrameExplainer> METERS = List.of(new Dlt645_2007Protocol(), new Dlt645_1997Protocol(), new MbusExplainer(),
            new Cjt188Protocol());

    /** Meters first: what collectors send has fewer marks of its own. */
    public static final List<FrameExplainer> ALL = Stream.concat(METERS.stream(), CollectorExplainers.all(Protocols.all()).stream()).toList();

    private Notations() {
    }
}
