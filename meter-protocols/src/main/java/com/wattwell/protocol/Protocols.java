package com.wattwell.protocol;

import com.wattwell.protocol.cjt188.Cjt188Protocol;
import com.wattwell.protocol.dlt645.Dlt645_1997Protocol;
import com.wattwell.protocol.dlt645.Dlt645_2007Protocol;
import com.wattwell.protocol.mbus.MbusProtocol;
import java.util.List;

/** The protocols Wattwell speaks. */
public final class Protocols {

    private static final List<MeterProtocol> ALL = List.of(new Dlt645_2007Protocol(), new Dlt645_1997Protocol(), new Cjt188Protocol(),
            new MbusProtocol());

    private Protocols() {
    }

    /** All of them; each is safe for concurrent use. */
    public static List<MeterProtocol> all() {
        return ALL;
    }

    /**
     * The protocol with this stable name.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static MeterProtocol named(String name) {
        for (MeterProtocol protocol : ALL) {
            if (protocol.name().equals(name)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("no protocol is named '" + name + "'; there are "
                + ALL.stream().map(MeterProtocol::name).toList());
    }
}
