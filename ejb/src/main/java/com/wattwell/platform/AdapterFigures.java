package com.wattwell.platform;

import com.wattwell.connector.CollectorConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.SortedMap;

/** What this node's resource adapter counts: sockets, registrations, exchanges by how they ended, waiting for the line. */
@ApplicationScoped
public class AdapterFigures implements Figures {

    @Inject
    private CollectorGate gate;

    @Override
    public SortedMap<String, Double> values() {
        return gate.ask(CollectorConnection::metrics);
    }
}
