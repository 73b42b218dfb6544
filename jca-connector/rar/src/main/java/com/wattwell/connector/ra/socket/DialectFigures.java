package com.wattwell.connector.ra.socket;

import static com.wattwell.connector.ra.metrics.Metrics.labelled;

import com.wattwell.connector.ra.metrics.Metrics;
import com.wattwell.protocol.dtu.Dialect.Event;
import com.wattwell.protocol.dtu.DialectKind;
import java.util.concurrent.atomic.LongAdder;

/** What boxes of one dialect say: {@code dialect_events_total{dialect="HONGDIAN_DDP",event="PAYLOAD"}}. */
final class DialectFigures {

    private final LongAdder registered;
    private final LongAdder payload;
    private final LongAdder heartbeat;
    private final LongAdder answer;
    private final LongAdder aside;
    private final LongAdder ended;
    private final LongAdder noise;

    DialectFigures(DialectKind dialect, Metrics metrics) {
        registered = counter(dialect, "REGISTERED", metrics);
        payload = counter(dialect, "PAYLOAD", metrics);
        heartbeat = counter(dialect, "HEARTBEAT", metrics);
        answer = counter(dialect, "ANSWER", metrics);
        aside = counter(dialect, "ASIDE", metrics);
        ended = counter(dialect, "ENDED", metrics);
        noise = counter(dialect, "NOISE", metrics);
    }

    private static LongAdder counter(DialectKind dialect, String event, Metrics metrics) {
        return metrics.counter(labelled("dialect_events_total", "dialect", dialect, "event", event));
    }

    void count(Event event) {
        (switch (event) {
            case Event.Registered said -> registered;
            case Event.Payload said -> payload;
            case Event.Heartbeat said -> heartbeat;
            case Event.Answer said -> answer;
            case Event.Aside said -> aside;
            case Event.Ended said -> ended;
            case Event.Noise said -> noise;
        }).increment();
    }
}
