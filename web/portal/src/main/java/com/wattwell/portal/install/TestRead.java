package com.wattwell.portal.install;

import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandState;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.control.Story;
import java.time.Duration;
import java.util.List;

/**
 * How a test read went, in big letters.
 *
 * @param value       the first value that came with a unit, or {@code null}
 * @param supply      OPEN, CLOSED, or {@code null} when the meter did not tell
 * @param replyMillis from the first byte of the question to the last of the answer, or {@code null}
 */
public record TestRead(Story story, Story.Value value, String supply, Long replyMillis) {

    private static final int ATTEMPTS = 8;

    static TestRead of(CommandQueries commands, MeterQueries.Row meter, Scope scope, long id) {
        CommandQueries.Row row = commands.byId(scope, id).orElseThrow(() -> RefusedException.notFound("command", id));
        Story story = Story.of(row, commands.history(scope, id));
        List<Story.Value> values = story.values();
        Story.Value value = values.stream().filter(each -> each.value() != null && !each.unit().isBlank()).findFirst().orElse(null);
        String told = values.stream().map(Story.Value::value).filter(each -> "OPEN".equals(each) || "CLOSED".equals(each)).findFirst().orElse(null);
        boolean readNow = meter.supplyAt() != null && !meter.supplyAt().isBefore(row.createdAt());
        String supply = told != null ? told : readNow ? meter.supply().name() : null;
        Long reply = commands.attempts(scope, id, ATTEMPTS).stream().filter(each -> each.reply() != null && each.sentAt() != null && each.endedAt() != null)
                .map(each -> Duration.between(each.sentAt(), each.endedAt()).toMillis()).findFirst().orElse(null);
        return new TestRead(story, value, supply, reply);
    }

    public boolean isGood() {
        return story.command().state() == CommandState.CONFIRMED && value != null;
    }

    public boolean isOver() {
        return !story.isOpen();
    }
}
