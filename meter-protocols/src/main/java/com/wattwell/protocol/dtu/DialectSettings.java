package com.wattwell.protocol.dtu;

import com.wattwell.protocol.MeterProtocol;
import java.util.List;

/**
 * What a kind of collector is set to.
 *
 * @param patterns   how it registers, tried in order; none for a line that is known by its port or first meter. Dialects
 *                   with a login of their own have no use for them
 * @param heartbeats its signs of life beside those of the dialect
 * @param protocols  whose frames may come from the line; at least one
 * @param limitBytes how many bytes are kept at most while something is incomplete, {@value #LEAST_BYTES} or more
 */
public record DialectSettings(List<RegistrationPattern> patterns, List<Heartbeat> heartbeats, List<MeterProtocol> protocols,
                              int limitBytes) {

    /** The longest packet of any dialect here. */
    public static final int LEAST_BYTES = 2048;

    public DialectSettings {
        patterns = List.copyOf(patterns);
        heartbeats = List.copyOf(heartbeats);
        protocols = List.copyOf(protocols);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("protocols: at least one is needed");
        }
        if (limitBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("limitBytes " + limitBytes + " is less than " + LEAST_BYTES);
        }
    }

    DialectSettings with(List<RegistrationPattern> otherPatterns, List<Heartbeat> otherHeartbeats) {
        return new DialectSettings(otherPatterns, otherHeartbeats, protocols, limitBytes);
    }
}
