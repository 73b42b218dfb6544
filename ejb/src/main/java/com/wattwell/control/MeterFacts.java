package com.wattwell.control;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.metering.NewReading;
import com.wattwell.metering.ReadingStore;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.StateWord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a meter tells of itself, whoever asked: its state words, how far its clock is off, and its load profile if that is wanted. */
@ApplicationScoped
public class MeterFacts {

    @Inject
    private Database database;
    @Inject
    private ReadingStore store;
    @Inject
    private Pulse pulse;

    void told(Command command, ModelInUse model, ExchangeOutcome outcome, MeterReply reply) {
        if (reply == null) {
            return;
        }
        List<StateWord> words = model.protocol().stateWords(outcome.request(), outcome.replies());
        words.forEach(word -> keep(command, word, outcome.endedAt()));
        if (!words.isEmpty()) {
            pulse.changed("meter:" + command.meterId());
        }
        if (reply instanceof MeterReply.Values values) {
            values.values().forEach(value -> clock(command, model, value).ifPresent(time -> keep(command, outcome, time)));
            if (command.order() instanceof ProfileOrder profile && profile.keep()) {
                keepProfile(command, model, values.values(), outcome.endedAt());
            }
        }
    }

    private void keep(Command command, StateWord word, Instant at) {
        database.update("""
                insert into meter_state_word (meter_id, company_id, item, raw, read_at) values (?, ?, ?, ?, ?)
                on conflict (meter_id, item) do update set raw = excluded.raw, read_at = excluded.read_at where meter_state_word.read_at <= excluded.read_at""",
                command.meterId(), command.companyId(), word.item(), word.raw(), at);
    }

    /** The meter's time, when this value completes it. */
    private Optional<LocalDateTime> clock(Command command, ModelInUse model, ItemValue value) {
        String dateItem = ClockTold.dateOf(value);
        if (dateItem == null) {
            return ClockTold.whole(value);
        }
        return database.first("""
                        select request, reply from command_attempt where command_id = ? and item = ? and verdict = 'GOOD' and attempt > ?
                        order by attempt desc limit 1""",
                row -> CommandResults.decoded(model.protocol(), row.getBytes(1), row.getBytes(2)), command.id(), dateItem, command.attempts() - command.handed())
                .filter(MeterReply.Values.class::isInstance).map(MeterReply.Values.class::cast).filter(values -> !values.values().isEmpty())
                .flatMap(values -> ClockTold.of(values.values().getFirst(), value));
    }

    /** The meter looked at its clock about half the round trip before its answer was there. */
    private void keep(Command command, ExchangeOutcome outcome, LocalDateTime told) {
        Duration half = outcome.firstSentAt() == null ? Duration.ZERO : Duration.between(outcome.firstSentAt(), outcome.endedAt()).dividedBy(2);
        Instant looked = outcome.endedAt().minus(half);
        Duration drift = Duration.between(CommandWork.local(looked, command), told);
        database.update("""
                insert into meter_clock (meter_id, company_id, drift_millis, within_millis, read_at) values (?, ?, ?, ?, ?)
                on conflict (meter_id) do update set drift_millis = excluded.drift_millis, within_millis = excluded.within_millis, read_at = excluded.read_at
                    where meter_clock.read_at <= excluded.read_at""",
                command.meterId(), command.companyId(), drift.toMillis(), half.toMillis(), looked);
        pulse.changed("meter:" + command.meterId(), "clocks");
    }

    /** A profile's values are readings at the times of the meter's own clock; those of one that is wrong are wrong, too, and the page says so. */
    private void keepProfile(Command command, ModelInUse model, List<ItemValue> values, Instant at) {
        List<NewReading> readings = new ArrayList<>();
        for (ProfileBlock block : ProfileBlock.of(values)) {
            Instant slot = block.time().atZone(command.zone()).toInstant();
            block.values().forEach(value -> model.typed(value).ifPresent(kept -> readings.add(new NewReading(command.companyId(), command.meterId(),
                    kept.type(), slot, kept.value(), at, NewReading.Source.METER_MEMORY))));
        }
        store.write(readings);
        pulse.changed("readings");
    }
}
