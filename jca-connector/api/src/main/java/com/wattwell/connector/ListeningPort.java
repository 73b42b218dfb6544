package com.wattwell.connector;

import com.wattwell.protocol.dtu.DialectKind;
import java.util.List;

/**
 * A port on which boxes dial in.
 *
 * @param dialect       what boxes speak there
 * @param registrations the patterns of registrations understood there, tried in order; of no use to a dialect with a login of its own
 */
public record ListeningPort(int port, DialectKind dialect, boolean tls, List<String> registrations) {

    public ListeningPort {
        registrations = List.copyOf(registrations);
    }
}
