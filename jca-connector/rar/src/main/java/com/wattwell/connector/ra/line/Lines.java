package com.wattwell.connector.ra.line;

import com.wattwell.connector.Admission.LineSettings;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines behind one admitted socket. A line costs memory from its first exchange on. */
public final class Lines {

    private final LineContext context;
    private final Turn turn = new Turn();
    private final Map<Integer, Line> lines = new LinkedHashMap<>(2);
    private List<LineSettings> settings;
    private boolean paused;

    public Lines(LineContext context, List<LineSettings> settings) {
        this.context = context;
        this.settings = List.copyOf(settings);
    }

    /** Newer settings hold from the next exchange on. */
    public void settings(List<LineSettings> newer) {
        settings = List.copyOf(newer);
        for (LineSettings each : settings) {
            Line line = lines.get(each.line());
            if (line != null) {
                line.settings(each);
            }
        }
    }

    public void add(Collection<Exchange> exchanges) {
        exchanges.stream().collect(Collectors.groupingBy(Exchange::line, LinkedHashMap::new, Collectors.toList()))
                .forEach(this::add);
    }

    private void add(int number, List<Exchange> exchanges) {
        Line line = lines.get(number);
        if (line == null) {
            line = open(number);
        }
        if (line == null) {
            exchanges.forEach(this::refuse);
        } else {
            line.add(exchanges);
        }
    }

    private Line open(int number) {
        for (LineSettings each : settings) {
            if (each.line() == number) {
                Line line = new Line(each, context, turn);
                if (paused) {
                    line.pause();
                }
                lines.put(number, line);
                return line;
            }
        }
        return null;
    }

    private void refuse(Exchange exchange) {
        context.figures().ended(exchange.lane(), End.REFUSED);
        context.outcomes().ended(Unsent.outcome(exchange, End.REFUSED, context.loop().now()));
    }

    public void withdraw(Lane lane, long work) {
        lines.values().forEach(line -> line.withdraw(lane, work));
    }

    /** Another device answers under this key. */
    public void forgetTiming(int number, String meterKey) {
        Line line = lines.get(number);
        if (line != null) {
            line.forgetTiming(meterKey);
        }
    }

    /** A whole frame came from the socket, preamble left out. */
    public void onFrame(String protocol, byte[] frame) {
        Line line = turn.holder();
        if (line == null) {
            context.figures().dropped(DropReason.UNASKED);
        } else {
            line.onFrame(protocol, frame);
        }
    }

    /** Bytes came that belong to nothing known. */
    public void onNoise(int bytes) {
        context.figures().noise(bytes);
        if (turn.holder() != null) {
            turn.holder().onNoise();
        }
    }

    /** Reading from the socket stands still. */
    public void pause() {
        paused = true;
        lines.values().forEach(Line::pause);
    }

    public void resume() {
        paused = false;
        lines.values().forEach(Line::resume);
    }

    /** The socket is no more this collector's: everything ends, waiting or under way. */
    public void endAll(End end) {
        pause();
        lines.values().forEach(line -> line.endAll(end));
        lines.clear();
    }
}
