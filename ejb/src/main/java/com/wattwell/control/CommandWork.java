package com.wattwell.control;

import com.wattwell.connector.AdapterFullException;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.MeterPasswords;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries commands out: re-checks what must hold at this moment, writes the attempt, and hands it to the adapter. */
@Stateless
public class CommandWork {

    /** Longer than the adapter may take for one exchange; it is given up to another node or a restart after that. */
    static final Duration LEASE = Duration.ofSeconds(90);
    /** How long an accepted or perhaps sent order is looked after beyond its expiry. */
    static final Duration AFTERCARE = Duration.ofMinutes(10);
    private static final int READ_TRIES = 3;
    private static final int VERIFY_TRIES = 2;
    /** How long the meter itself may still accept a control order. */
    private static final Duration METER_ACCEPTS = Duration.ofMinutes(5);

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Inject
    private MeterModels models;
    @Inject
    private MeterPasswords passwords;
    @Inject
    private CommandLog log;
    @Inject
    private Clock clock;

    /** Does what is next for a command, if it is this node's turn; harmless whenever and however often it is called. */
    public void work(long commandId) {
        Instant now = clock.instant();
        Command command = database.first(Command.SELECT, Command::read, commandId).orElse(null);
        if (command == null || command.state().ended() || command.heldBySomebody(now) || !itsTurn(command)) {
            return;
        }
        if (command.state() == CommandState.WAITING && !now.isBefore(command.expiresAt())) {
            log.end(command, now, CommandState.EXPIRED, command.online() ? "expired" : "expired.offline");
            return;
        }
        if (!command.online() || !Node.NAME.equals(command.node())) {
            return; // the collector's login, or the sweeper, rings where it is
        }
        if (command.changes() && command.state() == CommandState.SENT && command.step() == Command.Step.ACT) {
            // a crash or a lost line since the order may have gone out: look before anything is sent again
            database.update("update command set step = 'VERIFY', verifies = 0 where id = ?", commandId);
            command = database.first(Command.SELECT, Command::read, commandId).orElseThrow();
        }
        if (command.step() == Command.Step.ACT && command.trips() && command.neverTripped()) {
            log.end(command, now, CommandState.FAILED, "failed.protected");
            return;
        }
        handOver(command, now);
    }

    /** Commands of one meter go in the order in which they were written. */
    private boolean itsTurn(Command command) {
        return !database.one("select exists (select 1 from command where meter_id = ? and id < ? and state in ('WAITING', 'SENT', 'ACCEPTED'))",
                row -> row.getBoolean(1), command.meterId(), command.id());
    }

    private void handOver(Command command, Instant now) {
        ModelInUse model = models.of(command.modelId(), command.modelVersion());
        boolean act = command.step() == Command.Step.ACT;
        int level = act ? command.order().level(model) : -1;
        Optional<Credentials> credentials = level < 0 ? Optional.empty() : passwords.of(command.meterId(), model.model(), level);
        if (level >= 0 && credentials.isEmpty()) {
            log.end(command, now, CommandState.FAILED, "failed.noPassword|" + level);
            return;
        }
        List<Order.Question> questions;
        try {
            Order.Sending sending = new Order.Sending(model, command.address(), credentials.orElse(null), local(now, command),
                    local(min(now.plus(METER_ACCEPTS), command.expiresAt()), command));
            questions = act ? command.order().act(sending) : command.order().look(sending);
        } catch (UnsupportedRequestException e) {
            log.end(command, now, CommandState.FAILED, "failed.unsupported|" + e.getMessage());
            return;
        }
        if (questions.isEmpty()) {
            log.end(command, now, CommandState.FAILED, "failed.unknown"); // perhaps carried out, and no meter tells
            return;
        }
        handOver(command, model, questions, act, now);
    }

    private void handOver(Command command, ModelInUse model, List<Order.Question> questions, boolean act, Instant now) {
        boolean onlyOnce = act && command.changes();
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int attempt = command.attempts() + 1 + i;
            byte[] bytes = questions.get(i).bytes();
            database.update("""
                    insert into command_attempt (command_id, attempt, company_id, step, node, owner_epoch, handed_over_at, request, item)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", command.id(), attempt, command.companyId(), command.step(), Node.NAME, command.epoch(), now,
                    model.protocol().redact(bytes), questions.get(i).item());
            Instant sendUntil = act ? command.expiresAt() : now.plus(LEASE);
            exchanges.add(new Exchange(new ExchangeRef(command.id(), command.meterId(), attempt), command.collectorId(), command.epoch(), command.line(),
                    Lane.PRIORITY, model.protocol().name(), command.address(), bytes, min(sendUntil, now.plus(LEASE)),
                    model.timing(command.replyMillis(), command.deviationMillis(), 0, null), onlyOnce ? 1 : act ? READ_TRIES : VERIFY_TRIES));
        }
        database.update("""
                update command set attempts = attempts + ?, handed = ?, acts = acts + ?, verifies = verifies + ?, node = ?, owner_epoch = ?, lease_until = ?,
                    state = case when state = 'ACCEPTED' then state else 'SENT' end where id = ?""",
                exchanges.size(), exchanges.size(), onlyOnce ? 1 : 0, act ? 0 : 1, Node.NAME, command.epoch(), now.plus(LEASE), command.id());
        if (command.state() == CommandState.WAITING) {
            log.event(command, now, CommandState.SENT, "sent");
        }
        try {
            gate.use(connection -> connection.handOver(exchanges));
        } catch (AdapterFullException e) {
            throw new IllegalStateException("The adapter is full; the command waits", e);
        }
    }

    static LocalDateTime local(Instant instant, Command command) {
        return LocalDateTime.ofInstant(instant, command.zone());
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
