package com.wattwell.protocol.dtu;

import com.wattwell.protocol.MeterProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection of which nobody knows yet what its collector speaks: several dialects listen, and the first that
 * understands a registration is it; only its events count. What none understands is noise after a pause, at most so
 * many bytes of it.
 */
final class FirstWords implements Dialect {

    private final List<Dialect> candidates;
    private final Pending words;
    private Dialect chosen;

    FirstWords(List<Dialect> candidates, int limitBytes) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("candidates: at least one is needed");
        }
        this.candidates = List.copyOf(candidates);
        this.words = new Pending(limitBytes);
    }

    @Override
    public List<Event> received(byte[] bytes, int from, int to) {
        if (chosen != null) {
            return chosen.received(bytes, from, to);
        }
        words.add(bytes, from, to);
        List<List<Event>> said = new ArrayList<>(candidates.size());
        for (Dialect candidate : candidates) {
            said.add(candidate.received(bytes, from, to));
        }
        return choose(said, List.of());
    }

    /** {@inheritDoc} What no dialect understood is noise, or the heartbeat of the first that takes it for one. */
    @Override
    public List<Event> paused() {
        if (chosen != null) {
            return chosen.paused();
        }
        List<List<Event>> said = new ArrayList<>(candidates.size());
        for (Dialect candidate : candidates) {
            said.add(candidate.paused());
        }
        byte[] heard = words.take(words.size());
        List<Event> nothing = heard.length == 0 ? List.of() : List.of(new Event.Noise(heard, "expected a registration"));
        return choose(said, said.stream().filter(FirstWords::signOfLife).findFirst().orElse(nothing));
    }

    private static boolean signOfLife(List<Event> events) {
        return !events.isEmpty() && events.stream().allMatch(Event.Heartbeat.class::isInstance);
    }

    private List<Event> choose(List<List<Event>> said, List<Event> otherwise) {
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).stream().anyMatch(Event.Registered.class::isInstance)) {
                chosen = candidates.get(i);
                words.take(words.size());
                return said.get(i);
            }
        }
        return otherwise;
    }

    @Override
    public void await(MeterProtocol protocol, int character) {
        candidates.forEach(candidate -> candidate.await(protocol, character));
    }

    @Override
    public byte[] wrap(byte[] payload) {
        if (chosen == null) {
            throw new IllegalStateException("the collector has not registered");
        }
        return chosen.wrap(payload);
    }
}
