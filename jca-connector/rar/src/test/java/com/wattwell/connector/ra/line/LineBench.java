package com.wattwell.connector.ra.line;

import com.wattwell.connector.Admission.LineSettings;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.connector.ra.metrics.Metrics;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines of one socket with everything around them played by the test: time, wire, gate and outcomes. DL/T 645-2007 at 2400 baud. */
final class LineBench {

    static final String PROTOCOL = "DLT645_2007";
    static final int BAUD = 2400;
    static final int FIRST_REPLY_MILLIS = 1000;
    static final LineRules RULES = new LineRules(512, 1024, Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofMillis(200),
            Duration.ofMillis(1500), Duration.ofSeconds(30), 2, Duration.ofMinutes(2), Duration.ofHours(6));

    static final MeterProtocol DLT645 = Protocols.named(PROTOCOL);

    final VirtualLoop loop = new VirtualLoop();
    final List<byte[]> sent = new ArrayList<>();
    final List<ExchangeOutcome> outcomes = new ArrayList<>();
    final Metrics metrics = new Metrics();
    final Set<Lane> shut = EnumSet.noneOf(Lane.class);
    final Set<Runnable> atGate = new LinkedHashSet<>();
    /** What comes to light when the beginning of a frame is given up. */
    Runnable behindFalseStart = () -> { };
    boolean flushed = true;
    boolean midFrame;
    int awaited = -1;
    boolean stuck;
    int partialsDropped;
    final Lines lines;
    private int nextPart;

    LineBench() {
        this(RULES, new LineSettings(1, BAUD, FIRST_REPLY_MILLIS));
    }

    LineBench(LineRules rules, LineSettings... settings) {
        lines = new Lines(new LineContext(rules, Map.of(PROTOCOL, DLT645), loop, new FakeWire(), new FakeGate(), outcomes::add,
                new LineFigures(metrics)), List.of(settings));
    }

    Exchange reading(String meter) {
        return exchange(Lane.READING, meter, "00010000", 3, Duration.ofHours(1), MeterTiming.UNKNOWN);
    }

    Exchange control(String meter) {
        return exchange(Lane.PRIORITY, meter, "04000503", 1, Duration.ofHours(1), MeterTiming.UNKNOWN);
    }

    Exchange exchange(Lane lane, String meter, String item, int maxTries, Duration life, MeterTiming timing) {
        byte[] request = DLT645.encode(new MeterRequest.ReadItem(meter, item));
        return of(new ExchangeRef(1, Long.parseLong(meter), nextPart++), 1, lane, meter, request, maxTries, life, timing);
    }

    Exchange onLine(int line, String meter) {
        byte[] request = DLT645.encode(new MeterRequest.ReadItem(meter, "00010000"));
        return of(new ExchangeRef(1, Long.parseLong(meter), nextPart++), line, Lane.READING, meter, request, 3, Duration.ofHours(1),
                MeterTiming.UNKNOWN);
    }

    Exchange of(ExchangeRef ref, int line, Lane lane, String meter, byte[] request, int maxTries, Duration life, MeterTiming timing) {
        return new Exchange(ref, 7, 3, line, lane, PROTOCOL, meter, request, loop.now().plus(life), timing, maxTries);
    }

    void handOver(Exchange... exchanges) {
        lines.add(List.of(exchanges));
    }

    /** The request that was sent last. */
    Dlt645Frame request() {
        return Dlt645Frame.parse(sent.getLast());
    }

    /** The meter's right answer to the last request, with four bytes of value. */
    byte[] answer() {
        return answer(request(), 0x26);
    }

    static byte[] answer(Dlt645Frame request, int value) {
        return Dlt645Frame.reply(request, Dlt645Frame.itemData(request.identifier(), (byte) value, (byte) 0, (byte) 0, (byte) 0)).encode();
    }

    void comes(byte[] frame) {
        lines.onFrame(PROTOCOL, frame);
    }

    /** Each waiting exchange is answered {@code millis} after its last byte left, until the line is idle. */
    void answerAfter(long millis) {
        int answered = 0;
        while (sent.size() > answered) {
            answered = sent.size();
            loop.advanceMillis(busMillis(sent.getLast().length + answer().length) + millis);
            comes(answer());
        }
    }

    /** Nobody answers until something else is sent or ends. @return how long that took */
    Duration letOneTimeOut() {
        long begun = loop.nanos();
        int before = sent.size() + outcomes.size();
        while (sent.size() + outcomes.size() == before) {
            loop.advanceMillis(1);
        }
        return Duration.ofNanos(loop.nanos() - begun);
    }

    /** How long the first try of the last request is waited for, the quiet time not included. */
    long firstWaitMillis() {
        return busMillis(sent.getLast().length + DLT645.dialogue(sent.getLast()).longestReplyBytes()) + FIRST_REPLY_MILLIS;
    }

    /** Nobody answers until nothing is sent any more. */
    void letAllTimeOut() {
        int before;
        do {
            before = sent.size() + outcomes.size();
            loop.advance(Duration.ofSeconds(40));
        } while (sent.size() + outcomes.size() > before);
    }

    static long busMillis(int bytes) {
        return bytes * 11L * 1000 / BAUD;
    }

    List<ExchangeOutcome.End> ends() {
        return outcomes.stream().map(ExchangeOutcome::end).toList();
    }

    double count(String name) {
        return metrics.snapshot().get(name);
    }

    Instant now() {
        return loop.now();
    }

    private final class FakeWire implements Wire {

        @Override
        public void await(MeterProtocol protocol, int character) {
            awaited = character;
        }

        @Override
        public void send(byte[] bytes) {
            sent.add(bytes);
        }

        @Override
        public boolean flushed() {
            return flushed;
        }

        @Override
        public boolean midFrame() {
            return midFrame;
        }

        @Override
        public void dropPartial() {
            midFrame = false;
            partialsDropped++;
            behindFalseStart.run();
        }

        @Override
        public void stuck() {
            stuck = true;
            lines.endAll(ExchangeOutcome.End.DISCONNECTED);
        }
    }

    private final class FakeGate implements Gate {

        @Override
        public boolean mayAsk(Lane lane) {
            return !shut.contains(lane);
        }

        @Override
        public void whenOpen(Lane lane, Runnable line) {
            atGate.add(line);
        }

        @Override
        public void forget(Runnable line) {
            atGate.remove(line);
        }
    }

    void openGate() {
        shut.clear();
        List<Runnable> waiting = List.copyOf(atGate);
        atGate.clear();
        waiting.forEach(Runnable::run);
        loop.runTasks();
    }
}
