package com.wattwell.connector.ra.delivery;

import static com.wattwell.connector.ra.metrics.Metrics.labelled;

import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ra.line.Gate;
import com.wattwell.connector.ra.metrics.Metrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Back-pressure: what the depth of the three streams means for lines and sockets. First the lines stop asking, each lane
 * by its own stream; when a stream becomes fuller still, no socket is read.
 */
public final class Pressure implements Gate {

    private final Map<DeliveryStream, DeliveryQueue> queues;
    private final Map<Lane, Set<Runnable>> waiting = new EnumMap<>(Lane.class);
    private final Consumer<Boolean> sockets;
    private boolean reading = true;

    /** @param sockets told {@code false} when sockets are to stop reading and {@code true} when they are to go on */
    public Pressure(Map<DeliveryStream, DeliveryQueue> queues, Consumer<Boolean> sockets, Metrics metrics) {
        this.queues = queues;
        this.sockets = sockets;
        for (Lane lane : Lane.values()) {
            Set<Runnable> lines = ConcurrentHashMap.newKeySet();
            waiting.put(lane, lines);
            metrics.gauge(labelled("lines_paused", "lane", lane), lines::size);
        }
        metrics.gauge("sockets_reading", () -> allReading() ? 1 : 0);
        queues.values().forEach(queue -> queue.whenChanged(this::changed));
    }

    @Override
    public boolean mayAsk(Lane lane) {
        return queues.get(stream(lane)).asking();
    }

    @Override
    public void whenOpen(Lane lane, Runnable line) {
        waiting.get(lane).add(line);
        if (mayAsk(lane)) {
            open(lane);
        }
    }

    @Override
    public void forget(Runnable line) {
        waiting.values().forEach(lines -> lines.remove(line));
    }

    /** The stream that outcomes of a lane go to. */
    public static DeliveryStream stream(Lane lane) {
        return lane == Lane.PRIORITY ? DeliveryStream.CONTROL : DeliveryStream.READINGS;
    }

    private void changed() {
        for (Lane lane : Lane.values()) {
            if (mayAsk(lane)) {
                open(lane);
            }
        }
        synchronized (this) {
            boolean now = allReading();
            if (now != reading) {
                reading = now;
                sockets.accept(now);
            }
        }
    }

    private boolean allReading() {
        return queues.values().stream().allMatch(DeliveryQueue::reading);
    }

    private void open(Lane lane) {
        Set<Runnable> lines = waiting.get(lane);
        for (Runnable line : lines) {
            if (mayAsk(lane) && lines.remove(line)) {
                line.run();
            }
        }
    }
}
