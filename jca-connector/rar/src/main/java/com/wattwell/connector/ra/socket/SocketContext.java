package com.wattwell.connector.ra.socket;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ra.delivery.DeliveryQueue;
import com.wattwell.connector.ra.line.Gate;
import com.wattwell.connector.ra.line.LineFigures;
import com.wattwell.connector.ra.line.LineRules;
import com.wattwell.connector.ra.line.Outcomes;
import com.wattwell.connector.ra.line.Unsent;
import com.wattwell.protocol.MeterProtocol;
import java.time.InstantSource;
import java.util.Map;

/**
 * What all sockets share.
 *
 * @param protocols by name, whose frames are looked for in what boxes send
 * @param gate      back-pressure
 * @param outcomes  where exchanges end
 * @param events    where logins and losses are told
 */
record SocketContext(SocketRules rules, LineRules lineRules, Map<String, MeterProtocol> protocols,
                     Scanners scanners, Gate gate, Outcomes outcomes, DeliveryQueue events, Directory directory,
                     UnregisteredSockets unregistered, Quarantine quarantine, Refusals refusals, Traces traces,
                     SocketFigures figures, LineFigures lineFigures, InstantSource clock) {

    /** Ends an exchange that reaches no line. */
    void endUnsent(Exchange exchange, End end) {
        lineFigures.ended(exchange.lane(), end);
        outcomes.ended(Unsent.outcome(exchange, end, clock.instant()));
    }
}
