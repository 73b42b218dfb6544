package com.wattwell.connector.ra.socket;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.TracedBytes;
import com.wattwell.connector.ra.delivery.DeliveryQueue;
import com.wattwell.connector.ra.line.Gate;
import com.wattwell.connector.ra.line.LineFigures;
import com.wattwell.connector.ra.line.LineRules;
import com.wattwell.connector.ra.line.Outcomes;
import com.wattwell.connector.ra.metrics.Metrics;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All collectors' sockets of this node, and what the application may do with them. Every call returns at once; the work
 * is done on the sockets' own threads, in the order of the calls.
 */
public final class CollectorSockets {

    private final SocketContext context;
    private final List<RegistrationPattern> patterns;
    private final Metrics metrics;
    private final Ports ports;
    private final Directory directory;

    /** @param threads event loops; 0 for one per processor */
    public CollectorSockets(SocketRules rules, LineRules lineRules, List<RegistrationPattern> patterns, List<MeterProtocol> protocols,
                            Gate gate, Outcomes outcomes, DeliveryQueue events, InstantSource clock, int threads, Metrics metrics) {
        this.patterns = List.copyOf(patterns);
        this.metrics = metrics;
        this.directory = new Directory(metrics);
        Map<String, MeterProtocol> byName = protocols.stream().collect(
                Collectors.toMap(MeterProtocol::name, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        this.context = new SocketContext(rules, lineRules, byName, new Scanners(protocols, rules.bytesKept()), gate, outcomes,
                events, directory, new UnregisteredSockets(rules.maxUnregistered(), rules.maxUnregisteredPerAddress(), metrics),
                new Quarantine(rules.maxParked(), metrics), new Refusals(metrics, System::nanoTime), new Traces(System::nanoTime),
                new SocketFigures(metrics), new LineFigures(metrics), clock);
        this.ports = new Ports(threads);
    }

    /**
     * Listens on one more address.
     *
     * @param dialect   how boxes speak that dial it
     * @param balancers addresses whose connections begin with a PROXY protocol header
     * @param tls       or {@code null} for plain TCP
     * @return the address with the port that was taken
     * @throws IOException when that is not possible
     */
    public InetSocketAddress listen(InetSocketAddress address, DialectKind dialect, Set<String> balancers, Tls tls) throws IOException {
        Speech speech = new Speech(dialect, patterns, List.copyOf(context.protocols().values()), context.rules().bytesKept(), metrics);
        return ports.bind(address, context, speech, balancers, tls);
    }

    /** Whether boxes are accepted at all: only while somebody answers their logins. */
    public void letIn(boolean now) {
        ports.letIn(now);
    }

    /** Whether sockets are read; while they are not, their clocks stand still. */
    public void reading(boolean now) {
        ports.reading(now);
        directory.reading(now);
    }

    public void handOver(Collection<Exchange> exchanges) {
        exchanges.stream().collect(Collectors.groupingBy(Exchange::collectorId, LinkedHashMap::new, Collectors.toList()))
                .forEach((collectorId, ofCollector) -> {
                    CollectorSocket socket = directory.admitted(collectorId);
                    if (socket == null || !socket.execute(() -> socket.handOver(ofCollector))) {
                        ofCollector.forEach(exchange -> context.endUnsent(exchange, End.OFFLINE));
                    }
                });
    }

    public void withdraw(Lane lane, long work) {
        directory.admitted().forEach(socket -> socket.execute(() -> socket.withdraw(lane, work)));
    }

    public void admit(Collection<Admission> admissions) {
        admissions.forEach(this::admit);
    }

    private void admit(Admission admission) {
        CollectorSocket socket = directory.registered(admission.socketId());
        if (socket == null) {
            context.events().put(new CollectorEvent.Lost(admission.socketId(), admission.collectorId(), admission.ownerEpoch(),
                    "gone before it was admitted", context.clock().instant()));
            return;
        }
        Directory.Claim claim = directory.claim(admission.collectorId(), admission.ownerEpoch(), socket);
        CollectorSocket older = claim.replaced();
        if (older != null) {
            older.execute(() -> older.replaced(admission.collectorId(), admission.ownerEpoch()));
        }
        socket.execute(() -> {
            if (claim.taken()) {
                socket.admit(admission);
            } else {
                socket.outdated(admission);
            }
        });
    }

    public void park(long socketId) {
        CollectorSocket socket = directory.registered(socketId);
        if (socket != null) {
            socket.execute(() -> socket.park(socketId));
        }
    }

    public void refuse(long socketId, String reason) {
        CollectorSocket socket = directory.registered(socketId);
        if (socket != null) {
            socket.execute(() -> socket.refuse(socketId, reason));
        }
    }

    public void disconnect(long collectorId, long ownerEpoch, String reason) {
        CollectorSocket socket = directory.admitted(collectorId);
        if (socket != null) {
            socket.execute(() -> socket.disconnect(collectorId, ownerEpoch, reason));
        }
    }

    public void forgetTiming(long collectorId, int line, String meterKey) {
        CollectorSocket socket = directory.admitted(collectorId);
        if (socket != null) {
            socket.execute(() -> socket.forgetTiming(line, meterKey));
        }
    }

    public List<TracedBytes> trace(long collectorId, long afterSequence) {
        return context.traces().after(collectorId, afterSequence);
    }

    /** Closes all sockets and ends the threads; what was under way ends as DISCONNECTED. */
    public void stop() {
        ports.close();
        directory.all().forEach(socket -> socket.execute(() -> socket.close(End.DISCONNECTED, "the server stops")));
        ports.stop();
    }
}
