package com.wattwell.protocol.decode;

import com.wattwell.protocol.FrameExplainer;
import com.wattwell.protocol.cjt188.Cjt188Protocol;
import com.wattwell.protocol.dlt645.Dlt645_1997Protocol;
import com.wattwell.protocol.dlt645.Dlt645_2007Protocol;
import com.wattwell.protocol.mbus.MbusExplainer;
import java.util.List;

/**
 * Whose frames {@code wattwell decode} knows. What may carry frames of another stands before it, and of those that begin
 * alike the one with more fixed bytes.
 */
final class Notations {

    static final List<FrameExplainer> ALL = List.of(new Dlt645_2007Protocol(), new Dlt645_1997Protocol(), new MbusExplainer(), new Cjt188Protocol());

    private Notations() {
    }
}
