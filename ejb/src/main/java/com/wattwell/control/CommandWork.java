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
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.UnsupportedRequestException;
import com.wattwell.protocol.dlt645.IdentityAuthentication;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
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
    /** A key machine that did not answer is asked again after this. */
    private static final Duration KEY_MACHINE_PAUSE = Duration.ofSeconds(30);
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
    private CommandSecrets secrets;
    @Inject
    private SendingRules rules;
    @Inject
    private Brakes brakes;
    @Inject
    private SealedOrders sealed;
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
        boolean act = command.step() != Command.Step.VERIFY;
        if (act && command.batchStopped()) {
            return; // a person lets it go on, or takes it back
        }
        ModelInUse model = models.of(command.modelId(), command.modelVersion());
        if (act && !mayGo(command, model, now)) {
            return;
        }
        if (act && SealedOrders.sealed(command, model)) {
            beginSealed(command, now);
        } else {
            handOver(command, model, act, now);
        }
    }

    /** Asks what must hold at this moment; what forbids the order is told. */
    private boolean mayGo(Command command, ModelInUse model, Instant now) {
        switch (rules.ask(command, model, now)) {
            case SendingRules.Verdict.Go go -> {
                return true;
            }
            case SendingRules.Verdict.Wait wait -> brakes.bit(command, wait.why(), now);
            case SendingRules.Verdict.Never never -> log.end(command, now, CommandState.FAILED, never.why());
        }
        return false;
    }

    private void beginSealed(Command command, Instant now) {
        if (!sealed.possible()) {
            log.end(command, now, CommandState.FAILED, "failed.noKeyMachine");
            return;
        }
        sealed.authenticate(command, keep(command, now));
    }

    /** Keeps everybody else away while the key machine is asked. @return the lease */
    private Instant keep(Command command, Instant now) {
        Instant lease = now.plus(LEASE).truncatedTo(ChronoUnit.MICROS);
        database.update("update command set step = 'AUTHENTICATE', node = ?, owner_epoch = ?, lease_until = ? where id = ?", Node.NAME, command.epoch(), lease, command.id());
        return lease;
    }

    /** The key machine has made what opens a session: it goes to the meter. */
    public void authenticate(long commandId, Instant lease, IdentityAuthentication authentication) {
        Command command = stillHeld(commandId, lease);
        if (command != null) {
            ModelInUse model = models.of(command.modelId(), command.modelVersion());
            MeterRequest request = authentication.request(command.address(), model.model().operator());
            handOver(command, model, List.of(new Order.Question(model.protocol().encode(request), null)), Command.Step.AUTHENTICATE, clock.instant());
        }
    }

    /** The meter has opened a session: the order is sealed for it. */
    public void authenticated(Command command, ModelInUse model, IdentityAuthentication.Answer answer, Instant now) {
        LocalDateTime acceptUntil = local(min(now.plus(METER_ACCEPTS), command.expiresAt()), command);
        sealed.seal(command, model, answer, acceptUntil, keep(command, now));
    }

    /** The order is sealed and goes to the meter, if it may go now. */
    public void actSealed(long commandId, Instant lease, byte[] sealedOrder) {
        Command command = stillHeld(commandId, lease);
        if (command == null) {
            return;
        }
        Instant now = clock.instant();
        ModelInUse model = models.of(command.modelId(), command.modelVersion());
        if (!now.isBefore(command.expiresAt())) {
            log.end(command, now, CommandState.EXPIRED, "expired");
        } else if (mayGo(command, model, now)) {
            MeterRequest request = command.order() instanceof PurchaseOrder
                    ? new MeterRequest.Secure(command.address(), PurchaseOrder.RECHARGE, model.model().operator(), sealedOrder)
                    : new MeterRequest.SecureSwitch(command.address(), model.model().operator(), sealedOrder);
            handOver(command, model, List.of(new Order.Question(model.protocol().encode(request), null)), Command.Step.ACT, now);
        }
    }

    /** The key machine gave nothing. @param again whether trying later may help */
    public void notSealed(long commandId, Instant lease, boolean again, String why) {
        Command command = stillHeld(commandId, lease);
        if (command == null) {
            return;
        }
        Instant now = clock.instant();
        if (again) {
            database.update("update command set lease_until = null, wake_at = ? where id = ?", now.plus(KEY_MACHINE_PAUSE), commandId);
            log.event(command, now, CommandState.WAITING, "waiting.keyMachine|" + why);
        } else {
            log.end(command, now, CommandState.FAILED, "failed.keyMachine|" + why);
        }
    }

    /** @return the locked command, or {@code null} when somebody else has gone on with it, or its collector is elsewhere */
    private Command stillHeld(long commandId, Instant lease) {
        Command command = database.first(Command.SELECT, Command::read, commandId).orElse(null);
        boolean held = command != null && command.state() == CommandState.WAITING && command.step() == Command.Step.AUTHENTICATE && lease.equals(command.leaseUntil());
        return held && command.online() && Node.NAME.equals(command.node()) ? command : null;
    }

    /** Commands of one meter go in the order in which they were written. */
    private boolean itsTurn(Command command) {
        return !database.one("select exists (select 1 from command where meter_id = ? and id < ? and state in ('WAITING', 'SENT', 'ACCEPTED'))",
                row -> row.getBoolean(1), command.meterId(), command.id());
    }

    private void handOver(Command command, ModelInUse model, boolean act, Instant now) {
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
            Order order = secrets.complete(command);
            questions = act ? order.act(sending) : order.look(sending);
        } catch (UnsupportedRequestException e) {
            log.end(command, now, CommandState.FAILED, "failed.unsupported|" + e.getMessage());
            return;
        }
        if (questions.isEmpty()) {
            log.end(command, now, CommandState.FAILED, "failed.unknown"); // perhaps carried out, and no meter tells
            return;
        }
        handOver(command, model, questions, command.step(), now);
    }

    private void handOver(Command command, ModelInUse model, List<Order.Question> questions, Command.Step step, Instant now) {
        boolean act = step == Command.Step.ACT;
        boolean authenticates = step == Command.Step.AUTHENTICATE;
        boolean onlyOnce = authenticates || act && command.changes();
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int attempt = command.attempts() + 1 + i;
            byte[] bytes = questions.get(i).bytes();
            database.update("""
                    insert into command_attempt (command_id, attempt, company_id, step, node, owner_epoch, handed_over_at, request, item)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", command.id(), attempt, command.companyId(), step, Node.NAME, command.epoch(), now,
                    model.protocol().redact(bytes), questions.get(i).item());
            Instant sendUntil = act || authenticates ? command.expiresAt() : now.plus(LEASE);
            exchanges.add(new Exchange(new ExchangeRef(command.id(), command.meterId(), attempt), command.collectorId(), command.epoch(), command.line(),
                    Lane.PRIORITY, model.protocol().name(), command.address(), bytes, min(sendUntil, now.plus(LEASE)),
                    model.timing(command.replyMillis(), command.deviationMillis(), 0, null), onlyOnce ? 1 : act ? READ_TRIES : VERIFY_TRIES));
        }
        database.update("""
                update command set attempts = attempts + ?, handed = ?, acts = acts + ?, verifies = verifies + ?, node = ?, owner_epoch = ?, lease_until = ?, step = ?, held = false,
                    acted_at = case when ? then ? else acted_at end, state = case when state = 'ACCEPTED' or ? then state else 'SENT' end where id = ?""",
                exchanges.size(), exchanges.size(), act && command.changes() ? 1 : 0, step == Command.Step.VERIFY ? 1 : 0, Node.NAME, command.epoch(), now.plus(LEASE),
                step, act, now, authenticates, command.id());
        if (command.state() == CommandState.WAITING && !authenticates) {
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
