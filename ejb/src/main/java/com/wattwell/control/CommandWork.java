package com.wattwell.control;

import com.wattwell.connector.AdapterFullException;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

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
    /** Factory setting of DL/T 645-2007 meters: level 02 controls the relay. */
    private static final MeterRequest.Credentials CREDENTIALS = new MeterRequest.Credentials(2, "000000", "00000000");

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
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
        if (command.switchesSupply() && command.state() == CommandState.SENT && command.step() == Command.Step.ACT) {
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

    /** Hands over the next attempt; also called for the first look at the relay right after the meter has accepted. */
    void handOver(Command command, Instant now) {
        List<MeterRequest> requests = requests(command, now);
        MeterProtocol protocol = Protocols.named(command.protocol());
        boolean act = command.switchesSupply() && command.step() == Command.Step.ACT;
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            int attempt = command.attempts() + 1 + i;
            byte[] bytes = protocol.encode(requests.get(i));
            database.update("""
                    insert into command_attempt (command_id, attempt, company_id, step, node, owner_epoch, handed_over_at, request, item)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", command.id(), attempt, command.companyId(), command.step(), Node.NAME, command.epoch(), now,
                    protocol.redact(bytes), requests.get(i) instanceof MeterRequest.ReadItem read ? read.item() : null);
            Instant sendUntil = act || !command.switchesSupply() ? command.expiresAt() : now.plus(LEASE);
            exchanges.add(new Exchange(new ExchangeRef(command.id(), command.meterId(), attempt), command.collectorId(), command.epoch(), command.line(),
                    Lane.PRIORITY, protocol.name(), command.address(), bytes, min(sendUntil, now.plus(LEASE)),
                    new MeterTiming(command.replyMillis(), command.deviationMillis(), 0, null),
                    act ? 1 : command.switchesSupply() ? VERIFY_TRIES : READ_TRIES));
        }
        database.update("""
                update command set attempts = attempts + ?, acts = acts + ?, verifies = verifies + ?, node = ?, owner_epoch = ?, lease_until = ?,
                    state = case when state = 'ACCEPTED' then state else 'SENT' end where id = ?""",
                exchanges.size(), act ? 1 : 0, command.switchesSupply() && !act ? 1 : 0, Node.NAME, command.epoch(), now.plus(LEASE), command.id());
        if (command.state() == CommandState.WAITING) {
            log.event(command.id(), command.companyId(), command.meterId(), now, CommandState.SENT, "sent");
        }
        try {
            gate.use(connection -> connection.handOver(exchanges));
        } catch (AdapterFullException e) {
            throw new IllegalStateException("The adapter is full; the command waits", e);
        }
    }

    private static List<MeterRequest> requests(Command command, Instant now) {
        if (!command.switchesSupply()) {
            return command.items().stream().<MeterRequest>map(item -> new MeterRequest.ReadItem(command.address(), item)).toList();
        }
        if (command.step() == Command.Step.VERIFY) {
            return List.of(new MeterRequest.ReadSupply(command.address()));
        }
        LocalDateTime acceptUntil = LocalDateTime.ofInstant(min(now.plus(METER_ACCEPTS), command.expiresAt()), command.zone());
        return List.of(switchSupply(command.address(), command.trips(), acceptUntil));
    }

    static MeterRequest switchSupply(String address, boolean trip, LocalDateTime acceptUntil) {
        return new MeterRequest.SwitchSupply(address, trip ? MeterRequest.SupplyAction.TRIP : MeterRequest.SupplyAction.CLOSE, CREDENTIALS, acceptUntil);
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
