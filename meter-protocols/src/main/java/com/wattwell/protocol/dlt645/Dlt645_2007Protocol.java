package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.RequestStyle;

/**
 * DL/T 645-2007, the multi-function meter protocol of most Chinese electricity meters since 2007, with the control
 * and prepayment extensions of Q/GDW.
 *
 * <p>Reading 04000503 and asking for the state of the supply are the same bytes on the wire, so both decode to
 * {@link MeterReply.Supply}.
 */
public final class Dlt645_2007Protocol extends Dlt645Protocol {

    public static final String NAME = "DLT645_2007";

    /** For meters that keep to the standard. */
    public Dlt645_2007Protocol() {
        this(RequestStyle.STANDARD);
    }

    private Dlt645_2007Protocol(RequestStyle style) {
        super(Edition.DLT645_2007, style);
    }

    @Override
    public MeterProtocol styled(RequestStyle style) {
        return new Dlt645_2007Protocol(style);
    }
}
