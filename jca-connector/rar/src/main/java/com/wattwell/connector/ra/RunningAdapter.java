package com.wattwell.connector.ra;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.ListeningPort;
import com.wattwell.connector.ra.delivery.Batching;
import com.wattwell.connector.ra.delivery.Allowance;
import com.wattwell.connector.ra.delivery.DeliveryQueue;
import com.wattwell.connector.ra.delivery.Marks;
import com.wattwell.connector.ra.delivery.Pressure;
import com.wattwell.connector.ra.delivery.Redelivery;
import com.wattwell.connector.ra.delivery.StreamActivation;
import com.wattwell.connector.ra.metrics.Metrics;
import com.wattwell.connector.ra.socket.CollectorSockets;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.protocol.dtu.RegistrationPattern;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;

/** The adapter between start and stop: its ports, its streams and who listens to them. */
final class RunningAdapter {

    private static final Logger LOG = System.getLogger(RunningAdapter.class.getName());

    private final Metrics metrics = new Metrics();
    private final Map<DeliveryStream, DeliveryQueue> queues = new EnumMap<>(DeliveryStream.class);
    private final Map<DeliveryStream, StreamActivation> activations = new EnumMap<>(DeliveryStream.class);
    private final BootstrapContext server;
    private final Timer timer;
    private final Redelivery redelivery;
    private final CollectorSockets sockets;
    private final CollectorCalls calls;
    private final InetSocketAddress plainAddress;
    private final InetSocketAddress tlsAddress;
    private final Map<DialectKind, InetSocketAddress> dialectAddresses = new EnumMap<>(DialectKind.class);
    private final List<ListeningPort> ports = new CopyOnWriteArrayList<>();

    /**
     * Takes the ports. Boxes are let in as soon as somebody listens to {@link DeliveryStream#EVENTS}.
     *
     * @throws IllegalArgumentException when a setting is out of its range; the message names it
     */
    RunningAdapter(AdapterProperties properties, BootstrapContext server, InstantSource clock)
            throws IOException, GeneralSecurityException, ResourceException {
        this.server = server;
        this.timer = server.createTimer();
        this.redelivery = properties.redelivery();
        Marks marks = properties.marks();
        Allowance allowance = new Allowance(properties.exchangeLimit(), metrics);
        for (DeliveryStream stream : DeliveryStream.values()) {
            queues.put(stream, new DeliveryQueue(stream, marks,
                    count -> allowance.give(stream == DeliveryStream.EVENTS ? 0 : count), metrics));
        }
        Pressure pressure = new Pressure(queues, this::reading, metrics);
        DeliveryQueue events = queues.get(DeliveryStream.EVENTS);
        this.sockets = new CollectorSockets(properties.socketRules(), properties.lineRules(), properties.registrationPatterns(),
                Protocols.all(), pressure, outcome -> queues.get(Pressure.stream(outcome.lane())).put(outcome), events, clock,
                properties.threadCount(), metrics);
        this.calls = new CollectorCalls(sockets, allowance, new AfterCommit(server.getTransactionSynchronizationRegistry()), metrics,
                () -> List.copyOf(ports));
        List<String> registrations = properties.registrationPatterns().stream().map(RegistrationPattern::toString).toList();
        events.put(new CollectorEvent.Started(clock.instant()));
        try {
            this.plainAddress = sockets.listen(properties.plainAddress(), DialectKind.TRANSPARENT, properties.balancerAddresses(), null);
            ports.add(new ListeningPort(plainAddress.getPort(), DialectKind.TRANSPARENT, false, registrations));
            this.tlsAddress = properties.tlsAddress() == null ? null
                    : sockets.listen(properties.tlsAddress(), DialectKind.TRANSPARENT, properties.balancerAddresses(), properties.tls());
            if (tlsAddress != null) {
                ports.add(new ListeningPort(tlsAddress.getPort(), DialectKind.TRANSPARENT, true, registrations));
            }
            for (DialectPort port : properties.dialectPorts()) {
                InetSocketAddress taken = sockets.listen(properties.address(port.port()), port.dialect(), properties.balancerAddresses(),
                        port.tls() ? properties.tls() : null);
                dialectAddresses.putIfAbsent(port.dialect(), taken);
                ports.add(new ListeningPort(taken.getPort(), port.dialect(), port.tls(), registrations));
                LOG.log(Level.INFO, "collectors that speak {0} dial {1}{2}", port.dialect(), taken, port.tls() ? " with TLS" : "");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            stop();
            throw e;
        }
        LOG.log(Level.INFO, "collectors dial {0}{1}", plainAddress, tlsAddress == null ? "" : " and with TLS " + tlsAddress);
    }

    private void reading(boolean now) {
        LOG.log(now ? Level.INFO : Level.WARNING, now ? "the application keeps up again: sockets are read"
                : "the application does not keep up: no socket is read until it does");
        sockets.reading(now);
    }

    CollectorCalls calls() {
        return calls;
    }

    InetSocketAddress listensAt() {
        return plainAddress;
    }

    /** The first port of the dialect, or {@code null}. */
    InetSocketAddress listensAt(DialectKind dialect) {
        return dialectAddresses.get(dialect);
    }

    InetSocketAddress listensWithTlsAt() {
        return tlsAddress;
    }

    /** {@link CollectorListener} of one stream becomes active. */
    synchronized void activate(MessageEndpointFactory factory, CollectorActivation spec) throws ResourceException {
        DeliveryStream stream = spec.deliveryStream();
        if (activations.containsKey(stream)) {
            throw new NotSupportedException("somebody listens to " + stream + " already");
        }
        StreamActivation activation = new StreamActivation(stream, queues.get(stream), factory, new Batching(spec.getBatchSize(), spec.getGatherMillis()), redelivery,
                server.getTransactionSynchronizationRegistry(), server.getWorkManager(), timer);
        activation.start(spec.getWorkers());
        activations.put(stream, activation);
        if (stream == DeliveryStream.EVENTS) {
            sockets.letIn(true);
        }
    }

    void deactivate(DeliveryStream stream) {
        StreamActivation activation;
        synchronized (this) {
            activation = activations.remove(stream);
        }
        if (activation != null) {
            if (stream == DeliveryStream.EVENTS) {
                sockets.letIn(false);
            }
            activation.stop();
        }
    }

    void stop() {
        for (DeliveryStream stream : DeliveryStream.values()) {
            deactivate(stream);
        }
        sockets.stop();
        timer.cancel();
    }
}
