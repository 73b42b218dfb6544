package com.wattwell.control;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.metering.ExchangeRecords;
import com.wattwell.metering.NewReading;
import com.wattwell.metering.ReadingStore;
import com.wattwell.metering.ReadingTypes;
import com.wattwell.platform.Database;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Protocols;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What the outcome of an attempt does to its command. */
@Stateless
public class CommandOutcomes {

    /** Looks at the relay after an order that the meter accepted, one second apart and growing: a relay takes its time. */
    private static final int MAX_VERIFIES = 8;
    /** Times the order itself may go out; a further one only after the relay was seen not to have moved. */
    private static final int MAX_ACTS = 3;

    @Inject
    private Database database;
    @Inject
    private CommandLog log;
    @Inject
    private CommandWork work;
    @Inject
    private ExchangeRecords records;
    @Inject
    private ReadingStore store;
    @Inject
    private ReadingTypes types;
    @Inject
    private Clock clock;

    public void take(List<ExchangeOutcome> outcomes) {
        for (ExchangeOutcome outcome : outcomes) {
            database.first(Command.SELECT, Command::read, outcome.ref().work()).ifPresent(command -> take(command, outcome));
        }
    }

    private void take(Command command, ExchangeOutcome outcome) {
        String reason = failure(outcome);
        int noted = database.update("""
                update command_attempt set ended_at = ?, sent_at = ?, outcome = ?, reply = ?, failure = ?
                where command_id = ? and attempt = ? and ended_at is null""", outcome.endedAt(), outcome.firstSentAt(), outcome.end(),
                ExchangeRecords.joined(outcome.replies()), reason, command.id(), outcome.ref().part());
        if (noted == 0 || command.state().ended()) {
            return; // told before, or the command has ended without it
        }
        records.write(List.of(outcome), List.of(command.companyId()));
        if (command.switchesSupply()) {
            // only the latest attempt speaks; an older one's answer was already counted as unknown
            if (outcome.ref().part() == command.attempts()) {
                if (command.step() == Command.Step.ACT) {
                    acted(command, outcome);
                } else {
                    lookedAt(command, outcome);
                }
            }
        } else {
            read(command, outcome);
        }
    }

    private void acted(Command command, ExchangeOutcome outcome) {
        Instant now = clock.instant();
        if (!outcome.requestSent()) {
            notSent(command, outcome, now);
            return;
        }
        switch (reply(outcome)) {
            case MeterReply.Accepted accepted -> {
                log.event(command.id(), command.companyId(), command.meterId(), outcome.endedAt(), CommandState.ACCEPTED, "accepted");
                lookNow(command, CommandState.ACCEPTED, now);
            }
            case MeterReply.Refused refused -> log.end(command, now, CommandState.FAILED, "failed.refused|" + String.join(", ", refused.reasons()));
            case null, default -> {
                log.event(command.id(), command.companyId(), command.meterId(), now, CommandState.SENT, "sent.unanswered|" + outcome.end());
                lookNow(command, CommandState.SENT, now);
            }
        }
    }

    /** The first look follows in the same transaction, on the same line, without another message in between. */
    private void lookNow(Command command, CommandState state, Instant now) {
        database.update("update command set state = ?, step = 'VERIFY', verifies = 0, lease_until = null, wake_at = ? where id = ?",
                state, now.plusSeconds(2), command.id());
        work.work(command.id());
    }

    private void notSent(Command command, ExchangeOutcome outcome, Instant now) {
        database.update("update command set state = 'WAITING', acts = acts - 1, lease_until = null, wake_at = ? where id = ?", now.plusSeconds(1), command.id());
        if (outcome.end() == ExchangeOutcome.End.REFUSED) {
            log.end(command, now, CommandState.FAILED, "failed.line");
        } else {
            log.event(command.id(), command.companyId(), command.meterId(), now, CommandState.WAITING, "waiting.notSent|" + outcome.end());
        }
    }

    private void lookedAt(Command command, ExchangeOutcome outcome) {
        Instant now = clock.instant();
        MeterReply reply = reply(outcome);
        if (reply instanceof MeterReply.Supply supply) {
            seen(command, supply, outcome.endedAt());
            if (supply.relayOpen() == command.trips()) {
                log.end(command, outcome.endedAt(), CommandState.CONFIRMED, command.trips() ? "confirmed.open" : "confirmed.closed");
                return;
            }
            boolean heard = command.state() == CommandState.ACCEPTED || supply.commandOpen() == command.trips();
            if (!heard) {
                sendAgain(command, now);
                return;
            }
        } else if (reply instanceof MeterReply.Refused refused) {
            log.end(command, now, CommandState.FAILED, "failed.unverifiable|" + String.join(", ", refused.reasons()));
            return;
        }
        boolean givenUp = command.verifies() >= MAX_VERIFIES || now.isAfter(command.expiresAt().plus(CommandWork.AFTERCARE));
        if (givenUp && outcome.requestSent()) {
            log.end(command, now, CommandState.FAILED, reply instanceof MeterReply.Supply ? "failed.notMoved" : "failed.notReadBack");
            return;
        }
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.clamp(command.verifies() - 1L, 0, 5)));
        int uncounted = outcome.requestSent() ? 0 : 1;
        database.update("update command set lease_until = null, wake_at = ?, verifies = verifies - ? where id = ?", now.plus(pause).minusMillis(500), uncounted, command.id());
    }

    /** The relay was seen not to have moved and the meter holds no such order: it never heard it. */
    private void sendAgain(Command command, Instant now) {
        if (command.acts() >= MAX_ACTS) {
            log.end(command, now, CommandState.FAILED, "failed.unheard");
        } else if (!now.isBefore(command.expiresAt())) {
            log.end(command, now, CommandState.EXPIRED, "expired.unheard");
        } else {
            database.update("update command set state = 'WAITING', step = 'ACT', verifies = 0, lease_until = null, wake_at = ? where id = ?", now.plusSeconds(1), command.id());
            log.event(command.id(), command.companyId(), command.meterId(), now, CommandState.WAITING, "waiting.unheard");
            work.work(command.id());
        }
    }

    private void read(Command command, ExchangeOutcome outcome) {
        MeterReply reply = reply(outcome);
        if (reply instanceof MeterReply.Supply supply) {
            seen(command, supply, outcome.endedAt());
            database.update("update command set result = coalesce(result, '[]'::jsonb) || ?::jsonb where id = ?", json(command, outcome, supply), command.id());
        }
        if (reply instanceof MeterReply.Values values) {
            Instant slot = outcome.endedAt().truncatedTo(ChronoUnit.SECONDS);
            List<NewReading> readings = new ArrayList<>();
            for (ItemValue value : values.values()) {
                types.of(command.protocol(), value).ifPresent(kept -> readings.add(new NewReading(command.companyId(), command.meterId(), kept.type(),
                        slot, kept.value(), outcome.endedAt(), NewReading.Source.ON_DEMAND)));
            }
            store.write(readings);
            database.update("update command set result = coalesce(result, '[]'::jsonb) || ?::jsonb where id = ?", json(values), command.id());
        }
        record Progress(int open, int good, String failure) {
        }
        Progress progress = database.one("""
                        select count(*) filter (where ended_at is null) as open, count(*) filter (where outcome = 'REPLIED' and failure is null) as good,
                            max(failure) as failure from command_attempt where command_id = ? and attempt > ?""",
                row -> new Progress(row.getInt("open"), row.getInt("good"), row.getString("failure")), command.id(), command.attempts() - command.items().size());
        if (progress.open() > 0) {
            return;
        }
        Instant now = clock.instant();
        if (progress.good() > 0) {
            log.end(command, outcome.endedAt(), CommandState.CONFIRMED, progress.good() == command.items().size() ? "confirmed.values"
                    : "confirmed.someValues|" + progress.good() + "|" + command.items().size());
        } else if (!outcome.requestSent() && now.isBefore(command.expiresAt())) {
            database.update("update command set state = 'WAITING', lease_until = null, wake_at = ? where id = ?", now.plusSeconds(1), command.id());
            log.event(command.id(), command.companyId(), command.meterId(), now, CommandState.WAITING, "waiting.notSent|" + outcome.end());
        } else {
            log.end(command, now, CommandState.FAILED, "failed.read|" + progress.failure());
        }
    }

    /** The state of the supply, whoever asked for it. */
    private void seen(Command command, MeterReply.Supply supply, Instant at) {
        database.update("update meter_state set supply = ?, supply_at = ? where meter_id = ? and (supply_at is null or supply_at <= ?)",
                word(supply), at, command.meterId(), at);
    }

    /** As a meter's supply is written everywhere; the portal has words for it. */
    private static String word(MeterReply.Supply supply) {
        return supply.relayOpen() ? "OPEN" : "CLOSED";
    }

    /** The answer to a question for the word that holds the supply's state, under the item that was asked for. */
    private String json(Command command, ExchangeOutcome outcome, MeterReply.Supply supply) {
        String item = database.one("select item from command_attempt where command_id = ? and attempt = ?", row -> row.getString(1),
                command.id(), outcome.ref().part());
        return Json.createArrayBuilder().add(Json.createObjectBuilder().add("item", item == null ? "" : item)
                .add("nameEn", "state of the supply").add("nameZh", "供电状态").add("unit", "")
                .add("value", word(supply))).build().toString();
    }

    private static String json(MeterReply.Values values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (ItemValue value : values.values()) {
            JsonObjectBuilder entry = Json.createObjectBuilder().add("item", value.item()).add("nameEn", ItemNames.english(value)).add("nameZh", ItemNames.chinese(value))
                    .add("unit", value.unit());
            if (value.absent()) {
                entry.addNull("value");
            } else {
                entry.add("value", value.number() != null ? value.number().toPlainString() : value.text());
            }
            array.add(entry);
        }
        return array.build().toString();
    }

    /** @return what the meter said, or {@code null} when it said nothing that makes sense */
    private static MeterReply reply(ExchangeOutcome outcome) {
        if (outcome.end() != ExchangeOutcome.End.REPLIED) {
            return null;
        }
        try {
            return Protocols.named(outcome.protocol()).decode(outcome.request(), outcome.replies());
        } catch (MalformedFrameException e) {
            return null;
        }
    }

    private static String failure(ExchangeOutcome outcome) {
        if (outcome.end() != ExchangeOutcome.End.REPLIED) {
            return outcome.end().name();
        }
        try {
            return Protocols.named(outcome.protocol()).decode(outcome.request(), outcome.replies()) instanceof MeterReply.Refused refused
                    ? String.join(", ", refused.reasons()) : null;
        } catch (MalformedFrameException e) {
            return e.getMessage();
        }
    }
}
