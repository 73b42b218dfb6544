package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.metrics.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** What is counted on all sockets together. */
final class SocketFigures {

    final LongAdder accepted;
    final LongAdder registrations;
    final LongAdder registrationsRepeated;
    final LongAdder admissions;
    final LongAdder replaced;
    final LongAdder lost;
    final LongAdder heartbeats;
    final LongAdder bytesIn;
    final LongAdder bytesOut;
    final LongAdder waiting = new LongAdder();

    SocketFigures(Metrics metrics) {
        accepted = metrics.counter("connections_accepted_total");
        registrations = metrics.counter("registrations_total");
        registrationsRepeated = metrics.counter("registrations_repeated_total");
        admissions = metrics.counter("admissions_total");
        replaced = metrics.counter("collectors_replaced_total");
        lost = metrics.counter("collectors_lost_total");
        heartbeats = metrics.counter("heartbeats_total");
        bytesIn = metrics.counter("bytes_received_total");
        bytesOut = metrics.counter("bytes_sent_total");
        metrics.gauge("sockets{state=\"WAITING\"}", waiting::sum);
    }
}
