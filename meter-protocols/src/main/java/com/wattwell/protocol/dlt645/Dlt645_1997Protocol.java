package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.RequestStyle;

/**
 * DL/T 645-1997, the older edition: identifiers of two bytes, function codes 01 to 10, error bits of its own, no operator
 * code, no sequence number, no sign bit, and the quadrants in the order I, IV, II, III.
 *
 * <p>It has no function to ask for an address: the meter number C032 is read from AA..AA instead, and both are the same
 * bytes on the wire, so a C032 read from AA..AA decodes to {@link MeterReply.Address}. It has no common command for a
 * relay; makers write to items of their own.
 */
public final class Dlt645_1997Protocol extends Dlt645Protocol {

    public static final String NAME = "DLT645_1997";

    /** For meters that keep to the standard. */
    public Dlt645_1997Protocol() {
        this(RequestStyle.STANDARD);
    }

    private Dlt645_1997Protocol(RequestStyle style) {
        super(Edition.DLT645_1997, style);
    }

    @Override
    public MeterProtocol styled(RequestStyle style) {
        return new Dlt645_1997Protocol(style);
    }
}
