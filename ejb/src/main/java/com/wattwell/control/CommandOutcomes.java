package com.wattwell.control;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.metering.ExchangeRecords;
import com.wattwell.metering.NewReading;
import com.wattwell.metering.ReadingStore;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Database;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the outcomes of a hand-over do to its command, once all of them are there. */
@Stateless
public class CommandOutcomes {

    /** Looks at the effect of an order that the meter accepted, one second apart and growing: a relay takes its time. */
    private static final int MAX_VERIFIES = 8;
    /** Times the order itself may go out; a further one only after the meter was seen not to have heard it. */
    private static final int MAX_ACTS = 3;
    /** From so many exchanges a meter that does not answer its authentication is given up. */
    private static final int MAX_AUTHENTICATIONS = 3;

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
    private MeterFacts facts;
    @Inject
    private MeterModels models;
    @Inject
    private Clock clock;

    /** What an answer says of its request. */
    private enum Verdict {
        /** Nothing of it may have reached the line. */
        NOT_SENT,
        /** The meter took it, or told what it was asked for. */
        GOOD,
        REFUSED,
        /** No answer, or none that makes sense. */
        UNCLEAR
    }

    /**
     * One exchange of the latest hand-over, as its row has it.
     *
     * @param failure in words, or {@code null}
     */
    private record Part(int attempt, ExchangeOutcome.End end, Verdict verdict, String failure, byte[] request, byte[] reply) {
    }

    public void take(List<ExchangeOutcome> outcomes) {
        for (ExchangeOutcome outcome : outcomes) {
            database.first(Command.SELECT, Command::read, outcome.ref().work()).ifPresent(command -> take(command, outcome));
        }
    }

    private void take(Command command, ExchangeOutcome outcome) {
        ModelInUse model = models.of(command.modelId(), command.modelVersion());
        MeterReply reply = null;
        Verdict verdict = outcome.requestSent() ? Verdict.UNCLEAR : Verdict.NOT_SENT;
        String failure = outcome.end().name();
        if (outcome.end() == ExchangeOutcome.End.REPLIED) {
            try {
                reply = model.protocol().decode(outcome.request(), outcome.replies());
                verdict = reply instanceof MeterReply.Refused ? Verdict.REFUSED : Verdict.GOOD;
                failure = reply instanceof MeterReply.Refused refused ? String.join(", ", refused.reasons()) : null;
            } catch (MalformedFrameException e) {
                failure = e.getMessage();
            }
        }
        int noted = database.update("""
                update command_attempt set ended_at = ?, sent_at = ?, outcome = ?, reply = ?, failure = ?, verdict = ?
                where command_id = ? and attempt = ? and ended_at is null""", outcome.endedAt(), outcome.firstSentAt(), outcome.end(),
                ExchangeRecords.reply(outcome), failure, verdict, command.id(), outcome.ref().part());
        if (noted == 0 || command.state().ended()) {
            return; // told before, or the command has ended without it
        }
        records.write(List.of(outcome), List.of(command.companyId()));
        if (outcome.ref().part() <= command.attempts() - command.handed()) {
            return; // of an earlier hand-over: it was already counted as unknown
        }
        facts.told(command, model, outcome, reply);
        keep(command, model, outcome, reply);
        List<Part> parts = parts(command);
        if (parts.isEmpty()) {
            return; // the others are still under way
        }
        if (command.step() == Command.Step.AUTHENTICATE) {
            authenticated(command, model, parts.getLast(), reply);
        } else if (command.step() == Command.Step.VERIFY) {
            lookedAt(command, model, parts, outcome, reply);
        } else if (command.changes()) {
            acted(command, model, parts, outcome.endedAt());
        } else {
            answered(command, parts, outcome.endedAt());
        }
    }

    /** The exchanges of the latest hand-over in order, or none while one of them is under way. */
    private List<Part> parts(Command command) {
        List<Optional<Part>> parts = database.list("""
                select attempt, outcome, verdict, failure, request, reply from command_attempt where command_id = ? and attempt > ? order by attempt""",
                row -> row.getString("verdict") == null ? Optional.<Part>empty() : Optional.of(new Part(row.getInt("attempt"), ExchangeOutcome.End.valueOf(row.getString("outcome")),
                        Verdict.valueOf(row.getString("verdict")), row.getString("failure"), row.getBytes("request"), row.getBytes("reply"))),
                command.id(), command.attempts() - command.handed());
        return parts.stream().allMatch(Optional::isPresent) ? parts.stream().map(Optional::get).toList() : List.of();
    }

    /** What a meter tells is kept, whoever asked: its values, and the state of its supply. */
    private void keep(Command command, ModelInUse model, ExchangeOutcome outcome, MeterReply reply) {
        if (reply instanceof MeterReply.Supply supply) {
            database.update("update meter_state set supply = s.word, supply_at = s.at, closed_seen_at = case when s.word = 'CLOSED' then s.at else closed_seen_at end "
                            + "from (select cast(? as text) as word, cast(? as timestamptz) as at) s where meter_id = ? and (supply_at is null or supply_at <= s.at)",
                    CommandResults.word(supply), outcome.endedAt(), command.meterId());
        }
        if (command.changes()) {
            return;
        }
        String json = null;
        if (reply instanceof MeterReply.Supply supply) {
            String item = database.one("select item from command_attempt where command_id = ? and attempt = ?", row -> row.getString(1),
                    command.id(), outcome.ref().part());
            json = CommandResults.json(item, supply);
        } else if (reply instanceof MeterReply.Values values) {
            Instant slot = outcome.endedAt().truncatedTo(ChronoUnit.SECONDS);
            List<NewReading> readings = new ArrayList<>();
            for (ItemValue value : values.values()) {
                model.typed(value).ifPresent(kept -> readings.add(new NewReading(command.companyId(), command.meterId(), kept.type(),
                        slot, kept.value(), outcome.endedAt(), NewReading.Source.ON_DEMAND)));
            }
            if (!command.trial()) {
                store.write(readings);
            }
            json = CommandResults.json(model, values);
        }
        if (json != null) {
            database.update("update command set result = coalesce(result, '[]'::jsonb) || ?::jsonb where id = ?", json, command.id());
        }
    }

    /** The meter opened a session, or did not; nothing has changed there yet. */
    private void authenticated(Command command, ModelInUse model, Part part, MeterReply reply) {
        Instant now = clock.instant();
        switch (part.verdict()) {
            case GOOD -> {
                try {
                    work.authenticated(command, model, IdentityAuthentication.Answer.of(reply), now);
                } catch (MalformedFrameException e) {
                    log.end(command, now, CommandState.FAILED, "failed.authentication|" + e.getMessage());
                }
            }
            case REFUSED -> log.end(command, now, CommandState.FAILED, "failed.authentication|" + part.failure());
            case NOT_SENT -> waitAgain(command, part, now);
            case UNCLEAR -> {
                if (command.attempts() >= MAX_AUTHENTICATIONS) {
                    log.end(command, now, CommandState.FAILED, "failed.authentication|" + part.failure());
                } else {
                    waitAgain(command, part, now);
                }
            }
        }
    }

    /** The order went out, or did not. */
    private void acted(Command command, ModelInUse model, List<Part> parts, Instant at) {
        Instant now = clock.instant();
        if (parts.stream().allMatch(part -> part.verdict() == Verdict.NOT_SENT)) {
            notSent(command, parts.getLast(), now);
            return;
        }
        Optional<Part> refused = parts.stream().filter(part -> part.verdict() == Verdict.REFUSED).findFirst();
        if (refused.isPresent() && command.order().refusalProves()) {
            log.end(command, now, CommandState.FAILED, "failed.refused|" + refused.get().failure());
        } else if (refused.isPresent()) {
            log.event(command, now, CommandState.SENT, "sent.refused|" + refused.get().failure());
            lookNow(command, CommandState.SENT, now);
        } else if (parts.stream().allMatch(part -> part.verdict() == Verdict.GOOD)) {
            if (command.order().looks(model)) {
                log.event(command, at, CommandState.ACCEPTED, "accepted");
                lookNow(command, CommandState.ACCEPTED, now);
            } else {
                log.end(command, at, CommandState.CONFIRMED, "confirmed.accepted");
            }
        } else {
            Part unclear = parts.stream().filter(part -> part.verdict() != Verdict.GOOD).findFirst().orElseThrow();
            log.event(command, now, CommandState.SENT, "sent.unanswered|" + unclear.end());
            lookNow(command, CommandState.SENT, now);
        }
    }

    /** The first look follows in the same transaction, on the same line, without another message in between. */
    private void lookNow(Command command, CommandState state, Instant now) {
        database.update("update command set state = ?, step = 'VERIFY', verifies = 0, lease_until = null, wake_at = ? where id = ?",
                state, now.plusSeconds(2), command.id());
        work.work(command.id());
    }

    private void notSent(Command command, Part part, Instant now) {
        database.update("update command set state = 'WAITING', acts = acts - 1, lease_until = null, wake_at = ? where id = ?", now.plusSeconds(1), command.id());
        if (part.end() == ExchangeOutcome.End.REFUSED) {
            log.end(command, now, CommandState.FAILED, "failed.line");
        } else {
            log.event(command, now, CommandState.WAITING, "waiting.notSent|" + part.end());
        }
    }

    /** @param latest the outcome that came last, and {@code reply} what it says */
    private void lookedAt(Command command, ModelInUse model, List<Part> parts, ExchangeOutcome latest, MeterReply reply) {
        Instant now = clock.instant();
        Instant at = latest.endedAt();
        boolean sent = parts.stream().anyMatch(part -> part.verdict() != Verdict.NOT_SENT);
        String unless = "failed.notReadBack";
        Optional<Part> refused = parts.stream().filter(part -> part.verdict() == Verdict.REFUSED).findFirst();
        if (refused.isPresent()) {
            log.end(command, now, CommandState.FAILED, command.order().unverifiable() + "|" + refused.get().failure());
            return;
        }
        if (parts.stream().allMatch(part -> part.verdict() == Verdict.GOOD)) {
            List<MeterReply> looks = new ArrayList<>();
            parts.forEach(part -> looks.add(part.attempt() == latest.ref().part() ? reply
                    : CommandResults.decoded(model.protocol(), part.request(), part.reply())));
            switch (command.order().effect(looks, command.state() == CommandState.ACCEPTED, CommandWork.local(at, command))) {
                case Order.Effect.Done done -> {
                    log.end(command, at, CommandState.CONFIRMED, done.detail());
                    return;
                }
                case Order.Effect.Numbered(int number) -> {
                    number(command, number, now);
                    return;
                }
                case Order.Effect.Unheard unheard -> {
                    refusal(command).ifPresentOrElse(why -> log.end(command, now, CommandState.FAILED, "failed.refused|" + why), () -> sendAgain(command, now));
                    return;
                }
                case Order.Effect.UnderWay underWay -> unless = underWay.unless();
            }
        }
        boolean givenUp = command.verifies() >= MAX_VERIFIES || now.isAfter(command.expiresAt().plus(CommandWork.AFTERCARE));
        if (givenUp && sent) {
            log.end(command, now, CommandState.FAILED, unless);
            return;
        }
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.clamp(command.verifies() - 1L, 0, 5)));
        database.update("update command set lease_until = null, wake_at = ?, verifies = verifies - ? where id = ?", now.plus(pause).minusMillis(500), sent ? 0 : 1,
                command.id());
    }

    /** The meter's counter was read: now the order has a number of its own, and goes out. */
    private void number(Command command, int number, Instant now) {
        database.update("""
                update command set parameters = parameters || jsonb_build_object('number', ?), state = 'WAITING', step = 'ACT', verifies = 0, lease_until = null, wake_at = ?
                where id = ?""", number, now.plusSeconds(1), command.id());
        log.event(command, now, CommandState.WAITING, "waiting.numbered|" + number);
        work.work(command.id());
    }

    /** What the meter said when it refused the order the last time it went out. */
    private Optional<String> refusal(Command command) {
        return database.first("""
                select a.failure from command_attempt a where a.command_id = ? and a.verdict = 'REFUSED'
                    and a.attempt = (select max(o.attempt) from command_attempt o where o.command_id = a.command_id and o.step = 'ACT')""", row -> row.getString(1), command.id());
    }

    /** The meter stands as before and holds no such order: it never heard it. */
    private void sendAgain(Command command, Instant now) {
        if (command.acts() >= MAX_ACTS) {
            log.end(command, now, CommandState.FAILED, "failed.unheard");
        } else if (!now.isBefore(command.expiresAt())) {
            log.end(command, now, CommandState.EXPIRED, "expired.unheard");
        } else {
            database.update("update command set state = 'WAITING', step = 'ACT', verifies = 0, lease_until = null, wake_at = ? where id = ?", now.plusSeconds(1), command.id());
            log.event(command, now, CommandState.WAITING, "waiting.unheard");
            if (command.trips()) {
                log.ringNext(command.meterId()); // the brake holds a building's row, and one transaction may hold one only
            } else {
                work.work(command.id());
            }
        }
    }

    /** A question that changes nothing has its answers, or has none. */
    private void answered(Command command, List<Part> parts, Instant at) {
        Instant now = clock.instant();
        long good = parts.stream().filter(part -> part.verdict() == Verdict.GOOD).count();
        if (command.kind() == CommandKind.RAW) {
            raw(command, parts.getLast(), at, now);
        } else if (good > 0) {
            log.end(command, at, CommandState.CONFIRMED, good == command.wanted() ? "confirmed.values" : "confirmed.someValues|" + good + "|" + command.wanted());
        } else if (parts.getLast().verdict() == Verdict.NOT_SENT && now.isBefore(command.expiresAt())) {
            waitAgain(command, parts.getLast(), now);
        } else {
            log.end(command, now, CommandState.FAILED, "failed.read|" + parts.getLast().failure());
        }
    }

    /** Whatever came back is shown; only silence is a failure. A frame that went out unanswered is not sent again by itself. */
    private void raw(Command command, Part part, Instant at, Instant now) {
        if (part.end() == ExchangeOutcome.End.REPLIED || part.end() == ExchangeOutcome.End.SENT) {
            log.end(command, at, CommandState.CONFIRMED, part.end() == ExchangeOutcome.End.SENT ? "confirmed.broadcast" : "confirmed.raw");
        } else if (part.verdict() == Verdict.NOT_SENT && now.isBefore(command.expiresAt())) {
            waitAgain(command, part, now);
        } else {
            log.end(command, now, CommandState.FAILED, "failed.read|" + part.failure());
        }
    }

    private void waitAgain(Command command, Part part, Instant now) {
        database.update("update command set state = 'WAITING', lease_until = null, wake_at = ? where id = ?", now.plusSeconds(1), command.id());
        log.event(command, now, CommandState.WAITING, "waiting.notSent|" + part.end());
    }
}
