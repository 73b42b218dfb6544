package com.wattwell.api.v1;

import com.wattwell.control.CommandQueries;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;

/** A command with its story, told in sentences. */
@ApplicationScoped
public class CommandStory {

    /**
     * A command as it goes out.
     *
     * @param meter   id of the meter
     * @param state   WAITING, SENT, ACCEPTED, CONFIRMED, FAILED, EXPIRED or WITHDRAWN
     * @param result  what came; empty for a control or while nothing came
     * @param failure why it did not end as wanted, or {@code null}
     */
    public record Command(long id, String kind, int meter, String state, String reason, Instant createdAt, Instant expiresAt, List<ReadValue> result,
                          String failure, List<CommandEvent> history) {
    }

    /** A value that came; {@code value} is {@code null} when the meter holds none. */
    public record ReadValue(String item, String nameEn, String nameZh, String value, String unit) {
        static ReadValue of(JsonObject value) {
            return new ReadValue(value.getString("item"), value.getString("nameEn", null), value.getString("nameZh", null), value.getString("value", null),
                    value.getString("unit", null));
        }
    }

    /** A step of the story. */
    public record CommandEvent(Instant at, String state, String detail) {
        static CommandEvent of(CommandQueries.Event event) {
            return new CommandEvent(event.at(), event.state().name(), CommandTexts.sentence(event.detail()));
        }
    }

    @Inject
    private CommandQueries commands;

    /** @throws RefusedException NOT_FOUND when the scope does not hold it */
    Command of(Scope scope, long id) {
        CommandQueries.Row row = commands.byId(scope, id).orElseThrow(() -> RefusedException.notFound("command", id));
        List<CommandEvent> history = commands.history(scope, id).stream().map(CommandEvent::of).toList();
        return new Command(row.id(), row.kind().name(), row.meterId(), row.state().name(), row.reason(), row.createdAt(), row.expiresAt(),
                values(row.result()), row.failure() == null ? null : CommandTexts.sentence(row.failure()), history);
    }

    private static List<ReadValue> values(String json) {
        if (json == null) {
            return List.of();
        }
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream().map(ReadValue::of).toList();
        }
    }
}
