package com.wattwell.protocol;

import java.util.List;

/** What a meter answered, in words that hold for every protocol. */
public sealed interface MeterReply {

    /** Values in the order they stood in the frame; a block gives several. */
    record Values(List<ItemValue> values) implements MeterReply {
        public Values {
            values = List.copyOf(values);
        }
    }

    /** The meter's own address. */
    record Address(String address) implements MeterReply {
    }

    /** The meter accepted a command; nothing is said about its effect. */
    record Accepted() implements MeterReply {
    }

    /**
     * State of the supply. {@code relayOpen}: the contact itself (no supply); {@code commandOpen}: the last command the
     * meter holds. They differ while the relay moves, or waits for the resident's key.
     */
    record Supply(boolean relayOpen, boolean commandOpen, boolean keepPower) implements MeterReply {
    }

    /** The meter refused; each reason in the standard's words. */
    record Refused(List<String> reasons) implements MeterReply {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
