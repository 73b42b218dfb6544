package com.wattwell.platform;

import com.wattwell.collector.CollectorLogins;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.MeterTiming;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One company with one collector, its line and two meters, connected to this node: where most tests of the spine begin. */
public final class Spine {

    public final Database database;
    public final Wiring wiring;
    public final Sample sample;
    public final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    public final int company;
    public final int collector;
    public final int line;
    public final int meter;
    public final int otherMeter;

    public Spine() {
        database = TestDatabase.fresh(now.atZone(ZoneOffset.UTC).toLocalDate());
        wiring = new Wiring(database, now);
        sample = new Sample(database);
        company = sample.company("A");
        collector = sample.collector(company, "BOX-1", "Basement 1", now.minusSeconds(3600));
        line = sample.line(company, collector);
        meter = sample.meter(company, line, null, "202311000001", "Flat 1", now.minusSeconds(3600));
        otherMeter = sample.meter(company, line, null, "202311000002", "Flat 2", now.minusSeconds(3600));
    }

    /** The box logs in on this socket. */
    public Spine login(long socketId) {
        return tell(new CollectorEvent.LoginRequested(socketId, "BOX-1", null, "127.0.0.1", null, wiring.clock.instant()));
    }

    public Spine tell(CollectorEvent... events) {
        wiring.bean(CollectorLogins.class).happened(List.of(events));
        return this;
    }

    public long epoch() {
        return database.one("select owner_epoch from collector where id = ?", row -> row.getLong(1), collector);
    }

    /** The meter's answer to this exchange, made from the request's own frame. */
    public ExchangeOutcome replied(Exchange exchange, byte... data) {
        return outcome(exchange, End.REPLIED, true, List.of(Dlt645Frame.reply(request(exchange), data).encode()));
    }

    public ExchangeOutcome refused(Exchange exchange, int errorByte) {
        return outcome(exchange, End.REPLIED, true, List.of(Dlt645Frame.error(request(exchange), errorByte).encode()));
    }

    public ExchangeOutcome ended(Exchange exchange, End end, boolean requestSent) {
        return outcome(exchange, end, requestSent, List.of());
    }

    public static Dlt645Frame request(Exchange exchange) {
        byte[] bytes = exchange.request();
        int from = 0;
        while ((bytes[from] & 0xFF) == Dlt645Frame.PREAMBLE) {
            from++;
        }
        return Dlt645Frame.parse(bytes, from, bytes.length);
    }

    private ExchangeOutcome outcome(Exchange exchange, End end, boolean sent, List<byte[]> replies) {
        Instant at = wiring.clock.instant();
        return new ExchangeOutcome(exchange.ref(), exchange.collectorId(), exchange.ownerEpoch(), exchange.lane(), exchange.protocol(), end, sent,
                sent ? 1 : 0, exchange.request(), replies, sent ? at : null, at, MeterTiming.UNKNOWN);
    }
}
