package com.wattwell.platform;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ListeningPort;
import com.wattwell.connector.TracedBytes;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The services of this module on a real database, without a server: what the container would inject is made here, and
 * the world outside (adapter, broker, clock) is a stand-in that remembers what it was told.
 */
public final class Wiring {

    private static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final Map<Class<?>, Object> beans = new HashMap<>();
    public final MovableClock clock;
    public final Adapter adapter = new Adapter();
    public final List<String> rings = new CopyOnWriteArrayList<>();
    /** What is to be done in another thread. */
    public final List<Runnable> aside = new CopyOnWriteArrayList<>();
    /** What hears every event that is fired. */
    public final List<Consumer<Object>> heard = new ArrayList<>();

    public Wiring(Database database, Instant now) {
        clock = new MovableClock(now);
        beans.put(Database.class, database);
        beans.put(Clock.class, clock);
        beans.put(Vault.class, new Vault(MASTER_KEY, null));
        beans.put(AfterCommit.class, new AfterCommit() {
            @Override
            public void run(Runnable action) {
                action.run();
            }
        });
        beans.put(Aside.class, new Aside() {
            @Override
            public void run(Runnable work) {
                aside.add(work);
            }
        });
        beans.put(Bell.class, new Bell() {
            @Override
            public void ring(Work work, String node, long id) {
                if (node != null) {
                    rings.add(work + " " + id);
                }
            }
        });
        beans.put(Pulse.class, new Pulse() {
            @Override
            public void changed(String... keys) {
                // nobody looks
            }
        });
        beans.put(Event.class, Proxy.newProxyInstance(Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
            heard.forEach(listener -> listener.accept(arguments[0]));
            return null;
        }));
        beans.put(CollectorGate.class, new CollectorGate() {
            @Override
            public <T> T ask(Function<CollectorConnection, T> question) {
                return question.apply(adapter);
            }
        });
    }

    /** Puts a stand-in in a bean's place, before anything wants it. */
    public <T> void stand(Class<T> type, T bean) {
        beans.put(type, bean);
    }

    /** Does what was to be done aside, and what that leads to. */
    public void doAside() {
        while (!aside.isEmpty()) {
            aside.removeFirst().run();
        }
    }

    /** The one bean of this class, with everything it wants. */
    public <T> T bean(Class<T> type) {
        Object known = beans.get(type);
        if (known != null) {
            return type.cast(known);
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            T bean = constructor.newInstance();
            beans.put(type, bean);
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Inject.class)) {
                    field.setAccessible(true);
                    field.set(bean, bean(field.getType()));
                }
            }
            for (var method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(jakarta.annotation.PostConstruct.class)) {
                    method.setAccessible(true);
                    method.invoke(bean);
                }
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot wire " + type, e);
        }
    }

    /** A clock that tests move. */
    public static final class MovableClock extends Clock {
        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        public void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Remembers what was handed to the adapter. */
    public static final class Adapter implements CollectorConnection {
        public final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        public final List<Admission> admissions = new ArrayList<>();
        public final List<Long> parked = new ArrayList<>();
        public final List<Long> refused = new ArrayList<>();
        public final List<Long> disconnected = new ArrayList<>();
        public final List<ListeningPort> ports = new ArrayList<>();
        public final List<String> forgotten = new ArrayList<>();

        @Override
        public void handOver(Collection<Exchange> handed) {
            exchanges.addAll(handed);
        }

        @Override
        public void forgetTiming(long collectorId, int line, String meterKey) {
            forgotten.add(collectorId + "/" + line + " " + meterKey);
        }

        @Override
        public void withdraw(Lane lane, long work) {
            throw new AssertionError("not expected");
        }

        @Override
        public void admit(Collection<Admission> admitted) {
            admissions.addAll(admitted);
        }

        @Override
        public void park(long socketId) {
            parked.add(socketId);
        }

        @Override
        public void refuse(long socketId, String reason) {
            refused.add(socketId);
        }

        @Override
        public void disconnect(long collectorId, long ownerEpoch, String reason) {
            disconnected.add(collectorId);
        }

        @Override
        public List<ListeningPort> ports() {
            return ports;
        }

        @Override
        public List<TracedBytes> trace(long collectorId, long afterSequence) {
            return List.of();
        }

        @Override
        public SortedMap<String, Double> metrics() {
            return new TreeMap<>();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
