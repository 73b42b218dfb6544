package com.wattwell.portal.models;

import com.wattwell.control.CommandQueries;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.portal.control.Story;
import com.wattwell.portal.control.WireBytes;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a live meter answered when a model was tried on it, item by item. */
public record ModelTrial(List<Row> rows, boolean open) {

    /** What became of an item. */
    public enum Answer {
        /** Not asked yet, or under way. */
        WAITING("busy"),
        ANSWERED("good"),
        /** There was an answer, but not this value in it. */
        ABSENT("warn"),
        REFUSED("bad"),
        /** There was an answer that makes no sense. */
        UNCLEAR("bad"),
        SILENT("bad"),
        NOT_SENT("calm");

        private final String tone;

        Answer(String tone) {
            this.tone = tone;
        }

        public String tone() {
            return tone;
        }
    }

    /**
     * An item of the model.
     *
     * @param value   with the model's places, or {@code null}
     * @param failure what the meter or the decoder said, or {@code null}
     * @param bytes   of both directions, or {@code null}
     */
    public record Row(String item, int readingTypeId, Answer answer, String value, String unit, String failure, WireBytes bytes) {
    }

    private static final int MOST_ATTEMPTS = 100;

    /** @param ids of the trial's commands; those that the caller does not see are passed over */
    static ModelTrial of(CommandQueries commands, Scope scope, MeterModel model, List<Long> ids) {
        Map<String, CommandQueries.Attempt> attempts = new HashMap<>();
        Map<String, Story.Value> values = new HashMap<>();
        boolean open = false;
        for (long id : ids) {
            CommandQueries.Row command = commands.byId(scope, id).orElse(null);
            if (command != null) {
                open |= !command.state().ended();
                Story.of(command, List.of()).values().forEach(value -> values.put(value.item(), value));
                commands.attempts(scope, id, MOST_ATTEMPTS).stream().filter(attempt -> attempt.item() != null)
                        .forEach(attempt -> attempts.putIfAbsent(attempt.item(), attempt)); // the latest stands first
            }
        }
        MeterProtocol protocol = Protocols.named(model.protocol());
        List<Row> rows = new ArrayList<>();
        for (MeterModel.Item item : model.items()) {
            CommandQueries.Attempt attempt = attempts.get(protocol.askedBy(item.item()).getFirst());
            Story.Value value = values.get(item.item());
            rows.add(new Row(item.item(), item.readingTypeId(), answer(attempt, value, open), value == null ? null : value.value(), value == null ? "" : value.unit(),
                    attempt == null || attempt.verdict() == null || attempt.verdict().equals("GOOD") ? null : attempt.failure(),
                    attempt == null ? null : WireBytes.of(attempt)));
        }
        return new ModelTrial(rows, open);
    }

    private static Answer answer(CommandQueries.Attempt attempt, Story.Value value, boolean open) {
        if (attempt == null || attempt.verdict() == null) {
            return open ? Answer.WAITING : Answer.NOT_SENT;
        }
        return switch (attempt.verdict()) {
            case "GOOD" -> value == null || value.value() == null ? Answer.ABSENT : Answer.ANSWERED;
            case "REFUSED" -> Answer.REFUSED;
            case "NOT_SENT" -> Answer.NOT_SENT;
            default -> attempt.reply() == null || attempt.reply().length == 0 ? Answer.SILENT : Answer.UNCLEAR;
        };
    }

    public long answered() {
        return rows.stream().filter(row -> row.answer() == Answer.ANSWERED).count();
    }
}
