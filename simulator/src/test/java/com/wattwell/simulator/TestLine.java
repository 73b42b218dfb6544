package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One line without a network: what is sent to it, and what comes back and when. */
final class TestLine {

    /** Bytes that reached the server, and the moment. */
    record Arrival(double millis, byte[] bytes) {

        String hex() {
            return Hex.of(bytes);
        }
    }

    final ManualTimeline timeline = new ManualTimeline();
    final Statistics statistics = new Statistics();
    final List<Arrival> arrivals = new ArrayList<>();
    final BusLine line;
    private final InstantSource clock;

    private static final String START = "2026-03-05T19:10:00+08:00";
    /** No answer takes longer. */
    private static final double PATIENCE_MILLIS = 5000;

    TestLine(String settings, String meters) {
        this(settings, meters, START);
    }

    TestLine(String settings, String meters, String start) {
        this(TownFile.parse("test.town", "seed 5\n" + settings + "\ncompany T Test\nestate E\ncollector C1 B\nmeters " + meters + "\n"), start);
    }

    private TestLine(Town town, String start) {
        this(town, town.collectors().getFirst(), town.collectors().getFirst().faults(), start);
    }

    /** A line of this town on which nothing goes wrong. */
    TestLine(Town town, CollectorPlan plan) {
        this(town, plan, FaultRates.NONE, START);
    }

    private TestLine(Town town, CollectorPlan plan, FaultRates faults, String start) {
        long startMillis = Instant.parse(start).toEpochMilli();
        clock = () -> Instant.ofEpochMilli(startMillis + timeline.nanoTime() / 1_000_000);
        line = new BusLine(plan.timing(), town.seedOf(plan), RunningCollector.meters(town, plan, clock), faults,
                new Mishaps(town.seedOf(plan), plan.heartbeat().bytes(), statistics), timeline, clock, statistics,
                bytes -> arrivals.add(new Arrival(timeline.millis(), bytes)));
    }

    VirtualMeter meter(String address) {
        return line.meter(address);
    }

    void send(String hex) {
        line.received(Hex.parse(hex));
    }

    void read(String address, int item) {
        line.received(Dlt645Frame.request(address, 0x11, Dlt645Frame.itemData(item)).encode(4));
    }

    /** The whole exchange, follow-up frames included. */
    MeterReply ask(MeterProtocol protocol, MeterRequest request) {
        byte[] bytes = protocol.encode(request);
        Dialogue dialogue = protocol.dialogue(bytes);
        Dialogue.Step step = new Dialogue.Step.More();
        while (step instanceof Dialogue.Step.More) {
            byte[] reply = Hex.parse(reply(dialogue.toSend()));
            step = dialogue.on(Arrays.copyOfRange(reply, startOf(reply), reply.length));
        }
        assertThat(step).isInstanceOf(Dialogue.Step.Complete.class);
        return protocol.decode(bytes, dialogue.replies());
    }

    /** What comes back for these bytes. */
    String reply(byte[] request) {
        int before = arrivals.size();
        line.received(request);
        if (arrivals.size() == before) {
            timeline.until(timeline.millis() + PATIENCE_MILLIS);
        }
        assertThat(arrivals).hasSize(before + 1);
        return arrivals.getLast().hex();
    }

    private static int startOf(byte[] reply) {
        int start = 0;
        while (reply[start] == (byte) 0xFE) {
            start++;
        }
        return start;
    }

    long epochMillis() {
        return clock.millis();
    }

    Dlt645Frame lastReply() {
        return Dlt645Frame.parse(arrivals.getLast().bytes());
    }
}
