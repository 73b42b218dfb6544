package com.wattwell.connector.ra;

import static org.awaitility.Awaitility.await;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.CollectorConnectionFactory;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.connector.ra.fake.FakeEndpoints;
import com.wattwell.connector.ra.fake.FakeServer;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.DialectKind;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The whole adapter on loopback with a played server and application. The application keeps what it is told and, unless a
 * test says otherwise, gives no verdict by itself.
 */
public final class AdapterBench implements AutoCloseable {

    public static final MeterProtocol DLT645 = Protocols.named("DLT645_2007");

    public final FakeServer server = new FakeServer();
    public final CollectorResourceAdapter adapter = new CollectorResourceAdapter();
    public final List<CollectorEvent> events = new CopyOnWriteArrayList<>();
    public final List<ExchangeOutcome> outcomes = new CopyOnWriteArrayList<>();
    public final Map<DeliveryStream, FakeEndpoints> endpoints = new EnumMap<>(DeliveryStream.class);
    /** What the application does with a batch before it keeps it; may throw. */
    public volatile Consumer<List<? extends Delivery>> application = batch -> { };
    private final Map<DeliveryStream, CollectorActivation> specs = new EnumMap<>(DeliveryStream.class);
    private final List<FakeBox> boxes = new ArrayList<>();
    private final AtomicLong lastEpoch = new AtomicLong();
    private final AtomicInteger nextPart = new AtomicInteger();
    /** How long a meter of the lines admitted from now on may take; more where something else must happen before that. */
    public int firstReplyMillis = 300;
    private CollectorConnectionFactory connections;

    public AdapterBench() {
        adapter.setPort(0);
        adapter.setThreads(2);
        adapter.setRegistrationPauseMillis(100);
        adapter.setMinReplyMillis(50);
        adapter.setQuietMillis(20);
        adapter.setRedeliveryMillis(5);
    }

    public AdapterBench start() throws Exception {
        startDeaf();
        for (DeliveryStream stream : DeliveryStream.values()) {
            listen(stream);
        }
        return this;
    }

    /** Starts the adapter before anybody listens. */
    public void startDeaf() throws Exception {
        adapter.start(server);
        CollectorManagedConnectionFactory factory = new CollectorManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        connections = (CollectorConnectionFactory) factory.createConnectionFactory(server.connections);
    }

    public void listen(DeliveryStream stream) throws Exception {
        CollectorActivation spec = new CollectorActivation();
        spec.setResourceAdapter(adapter);
        spec.setStream(stream.name());
        FakeEndpoints endpoint = new FakeEndpoints(new Application(), server.transactions);
        specs.put(stream, spec);
        endpoints.put(stream, endpoint);
        adapter.endpointActivation(endpoint, spec);
    }

    public void endListening(DeliveryStream stream) {
        adapter.endpointDeactivation(endpoints.get(stream), specs.get(stream));
    }

    private final class Application implements CollectorListener {

        @Override
        public void onDeliveries(List<? extends Delivery> deliveries) {
            application.accept(deliveries);
            for (Delivery delivery : deliveries) {
                switch (delivery) {
                    case CollectorEvent event -> events.add(event);
                    case ExchangeOutcome outcome -> outcomes.add(outcome);
                }
            }
        }

        @Override
        public void onPoison(Delivery delivery, String cause) {
            throw new IllegalStateException("nothing is to be set aside here: " + cause);
        }
    }

    public CollectorConnection connection() {
        try {
            return connections.getConnection();
        } catch (ResourceException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- boxes

    public InetSocketAddress address() throws Exception {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.listensAt().getPort());
    }

    public FakeBox dial() throws Exception {
        return keep(new FakeBox(address()));
    }

    /** Dials the first port of the dialect. */
    public FakeBox dial(DialectKind dialect) throws Exception {
        return keep(new FakeBox(new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.listensAt(dialect).getPort())));
    }

    public FakeBox keep(FakeBox box) {
        boxes.add(box);
        return box;
    }

    public CollectorEvent.LoginRequested awaitLogin(String id) {
        return awaitEvent(CollectorEvent.LoginRequested.class, login -> login.registrationId().equals(id));
    }

    public <E extends CollectorEvent> E awaitEvent(Class<E> kind, Predicate<E> which) {
        await().until(() -> events.stream().filter(kind::isInstance).map(kind::cast).anyMatch(which));
        return events.stream().filter(kind::isInstance).map(kind::cast).filter(which).reduce((one, later) -> later).orElseThrow();
    }

    /** Dials, registers and is admitted as the collector; the newest epoch so far. */
    public Member member(long collectorId, String registration) throws Exception {
        int before = events.size();
        FakeBox box = dial();
        box.send(registration);
        await().until(() -> events.stream().skip(before).anyMatch(event ->
                event instanceof CollectorEvent.LoginRequested login && login.registrationId().equals(registration.strip())));
        return admit(box, collectorId, awaitLogin(registration.strip()));
    }

    public Member admit(FakeBox box, long collectorId, CollectorEvent.LoginRequested login) {
        return admit(box, admission(login.socketId(), collectorId));
    }

    public Member admit(FakeBox box, Admission admission) {
        double before = metric("admissions_total");
        connection().admit(List.of(admission));
        await().until(() -> metric("admissions_total") > before);
        return new Member(box, admission);
    }

    public Admission admission(long socketId, long collectorId) {
        return new Admission(socketId, collectorId, "C" + collectorId, lastEpoch.incrementAndGet(),
                new Admission.Heartbeat("ping".getBytes(StandardCharsets.US_ASCII), "pong".getBytes(StandardCharsets.US_ASCII), 60),
                List.of(new Admission.LineSettings(1, 0, firstReplyMillis)));
    }

    /** A box that is admitted. */
    public record Member(FakeBox box, Admission admission) {
    }

    // ---- exchanges

    public Exchange reading(Member member, String meter) {
        return exchange(member, Lane.READING, meter, 1);
    }

    public Exchange control(Member member, String meter) {
        return exchange(member, Lane.PRIORITY, meter, 1);
    }

    public Exchange exchange(Member member, Lane lane, String meter, int maxTries) {
        return new Exchange(new ExchangeRef(1, Long.parseLong(meter), nextPart.getAndIncrement()), member.admission().collectorId(),
                member.admission().ownerEpoch(), 1, lane, DLT645.name(), meter, DLT645.encode(new MeterRequest.ReadItem(meter, "00010000")),
                Instant.now().plusSeconds(600), MeterTiming.UNKNOWN, maxTries);
    }

    /** Reads the item with whatever protocol, once. */
    public Exchange reading(Member member, String protocol, String meter, String item) {
        byte[] request = Protocols.named(protocol).encode(new MeterRequest.ReadItem(meter, item));
        return new Exchange(new ExchangeRef(1, 1, nextPart.getAndIncrement()), member.admission().collectorId(),
                member.admission().ownerEpoch(), 1, Lane.READING, protocol, meter, request, Instant.now().plusSeconds(600),
                MeterTiming.UNKNOWN, 1);
    }

    public void handOver(Exchange... exchanges) {
        connection().handOver(List.of(exchanges));
    }

    public void awaitOutcomes(int count) {
        await().until(() -> outcomes.size() >= count);
    }

    public double metric(String name) {
        return connection().metrics().getOrDefault(name, 0.0);
    }

    public double refusals(String kind) {
        return metric("connections_refused_total{kind=\"" + kind + "\"}");
    }

    @Override
    public void close() throws IOException {
        for (FakeBox box : boxes) {
            box.close();
        }
        adapter.stop();
    }
}
