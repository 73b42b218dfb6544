package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.AskedItems;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.protocol.Explanation;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes down what somebody wants of a meter. The row is the order; a message only wakes the one who carries it out. */
@Stateless
public class CommandService {

    /** A cut or restore that cannot be sent within this time is not wanted any more, and says so. */
    public static final Duration CONTROL_EXPIRES = Duration.ofMinutes(15);
    /** Somebody looks at the page. */
    public static final Duration READ_EXPIRES = Duration.ofMinutes(2);
    /** A parameter may wait for its collector for a while. */
    public static final Duration WRITE_EXPIRES = Duration.ofHours(1);
    /** Bytes of a frame that a person writes. */
    public static final int MAX_RAW_BYTES = 255;
    /** Of one command: even where nobody answers, its exchanges end within its lease. */
    private static final int MAX_ITEMS = 8;
    private static final int MAX_VALUES = 64;
    private static final int MAX_REASON = 500;
    /** Commands that may wait for one meter. */
    private static final int MAX_OPEN_PER_METER = 20;
    /** A trial asks for many items, one command after the other. */
    private static final Duration TRIAL_EXPIRES = Duration.ofMinutes(10);
    private static final int MAX_TRIED = MAX_OPEN_PER_METER * MAX_ITEMS;
    /** What a person wants to see who says nothing else. */
    private static final Map<String, List<String>> USUAL_ITEMS = Map.of(
            "DLT645_2007", List.of("0001FF00", "0201FF00", "0202FF00", "02030000"),
            "DLT645_1997", List.of("901F", "B61F", "B62F", "B630"),
            "CJT188", List.of("901F"),
            "MBUS", List.of("*"));

    @Inject
    private Database database;
    @Inject
    private MeterModels models;
    @Inject
    private OrderChecks checks;
    @Inject
    private MeterModelQueries modelQueries;
    @Inject
    private CommandLog log;
    @Inject
    private Bell bell;
    @Inject
    private Clock clock;

    private record Target(int meterId, int companyId, ModelInUse model, String address, String node, boolean neverTripped) {
    }

    /** Reads a meter now. @param items identifiers, or empty for the usual ones @return the command's id */
    public long read(Caller caller, int meterId, List<String> items) {
        mayOperate(caller, "You may not ask a meter.");
        Target target = target(caller, meterId);
        List<String> wanted = items == null || items.isEmpty() ? USUAL_ITEMS.get(target.model().protocol().name()) : items;
        String[] codes = AskedItems.checked(target.model().protocol(), wanted, MAX_ITEMS).toArray(String[]::new);
        return write(caller, target, CommandKind.READ, codes, null, null, null);
    }

    /** Asks a meter for what {@link Orders} makes of these parameters of a READ. @return the command's id */
    public long ask(Caller caller, int meterId, JsonObject parameters) {
        mayOperate(caller, "You may not ask a meter.");
        Target target = target(caller, meterId);
        checks.mustTake(meterId, target.model(), target.address(), CommandKind.READ, Orders.of(CommandKind.READ, List.of(), parameters.toString()), "items");
        return write(caller, target, CommandKind.READ, null, parameters, null, null);
    }

    /**
     * Reads every item of a model from a meter, spoken to as this model says and not as its own: to see whether the model is right. The
     * values are shown and go into no archive.
     *
     * @return ids of the commands, carried out one after the other
     */
    public List<Long> tryModel(Caller caller, int meterId, int modelId) {
        mayOperate(caller, "You may not ask a meter.");
        Target target = target(caller, meterId);
        MeterModel tried = modelQueries.byId(new Scope(target.companyId()), modelId).orElseThrow(() -> RefusedException.notFound("meter model", modelId));
        if (!tried.protocol().equals(target.model().protocol().name())) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "meter", "refused.modelProtocol", "This meter speaks " + target.model().protocol().name()
                    + "; that model speaks " + tried.protocol() + ".", target.model().protocol().name(), tried.protocol());
        }
        List<String> asked = tried.items().stream().map(item -> target.model().protocol().askedBy(item.item()).getFirst()).distinct().toList();
        if (asked.isEmpty() || asked.size() > MAX_TRIED) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "meter", "refused.tried", "A model with 1 to " + MAX_TRIED + " items can be tried.", MAX_TRIED);
        }
        JsonObject parameters = Json.createObjectBuilder().add("model", modelId).build();
        List<Long> commands = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += MAX_ITEMS) {
            String[] items = asked.subList(from, Math.min(from + MAX_ITEMS, asked.size())).toArray(String[]::new);
            commands.add(write(caller, target, CommandKind.READ, items, parameters, null, null, TRIAL_EXPIRES));
        }
        return commands;
    }

    /**
     * Sends a frame as a person wrote it, for who knows what he does: an administrator. It must be a whole request of the meter's protocol
     * to this very meter, and none that switches supply, as that has its own order with its own checks.
     *
     * @param hex the frame with or without its preamble
     * @return the command's id
     */
    public long raw(Caller caller, int meterId, String hex) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators send frames of their own.");
        }
        Target target = target(caller, meterId);
        byte[] frame = frame(hex);
        Explanation explanation;
        try {
            target.model().protocol().dialogue(frame);
            explanation = target.model().protocol().explain(frame);
        } catch (MalformedFrameException e) {
            throw RefusedException.invalid("request", "refused.frame", "request: " + e.getMessage(), e.getMessage());
        }
        String address = String.valueOf(explanation.facts().get("address"));
        if (!address.equals(target.address()) && !target.model().protocol().name().equals("MBUS")) {
            throw RefusedException.invalid("request", "refused.frameAddress", "request is for " + address + ", not for this meter " + target.address() + ".",
                    address, target.address());
        }
        if (explanation.facts().containsKey("command") || "A017".equals(explanation.facts().get("di"))) {
            throw RefusedException.invalid("request", "refused.frameSwitches", "request switches supply; order that by TRIP or CLOSE, which checks and reads back.");
        }
        return write(caller, target, CommandKind.RAW, null, Json.createObjectBuilder().add("request", Hex.of(frame)).build(), null, null);
    }

    private static byte[] frame(String hex) {
        try {
            byte[] frame = Hex.parse(hex == null ? "" : hex.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
            if (frame.length > 0 && frame.length <= MAX_RAW_BYTES) {
                return frame;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw RefusedException.invalid("request", "refused.hex", "request must be 1 to " + MAX_RAW_BYTES + " bytes in hex.", MAX_RAW_BYTES);
    }

    /**
     * Orders something of a meter's supply.
     *
     * @param action TRIP, PERMIT_CLOSE, CLOSE, ALARM_ON, ALARM_OFF, KEEP_POWER_ON or KEEP_POWER_OFF
     * @param reason why; it is kept for ever
     * @return the command's id
     */
    public long control(Caller caller, int meterId, String action, String reason) {
        mayOperate(caller, "You may not switch a meter's supply.");
        CommandKind kind = supplyKind(action);
        String given = reason(reason);
        Target target = target(caller, meterId);
        if (kind == CommandKind.TRIP && target.neverTripped()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "action", "refused.protected", "This meter is protected and is never tripped.");
        }
        checks.mustTake(meterId, target.model(), target.address(), kind, new SupplyOrder(kind.action()), "action");
        withdrawOpposite(meterId, kind);
        return write(caller, target, kind, null, null, given, null);
    }

    /** Writes one item and reads it back. @param values in the item's own order, each as the item is read @return the command's id */
    public long writeItem(Caller caller, int meterId, String item, List<String> values, String reason, Long batch) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators write a meter's parameters.");
        }
        Target target = target(caller, meterId);
        String code = AskedItems.checked(target.model().protocol(), List.of(item == null ? "" : item), 1).getFirst();
        if (values == null || values.isEmpty() || values.size() > MAX_VALUES) {
            throw RefusedException.invalid("values", "refused.values", "values must have 1 to " + MAX_VALUES + " entries, as the item is read.", MAX_VALUES);
        }
        checks.mustTake(meterId, target.model(), target.address(), CommandKind.WRITE, new WriteOrder(code, values), "values");
        JsonObject parameters = Json.createObjectBuilder().add("item", code).add("values", Json.createArrayBuilder(values)).build();
        return write(caller, target, CommandKind.WRITE, null, parameters, reason(reason), batch);
    }

    /** Orders something that changes how a meter is spoken to. @param parameters as {@link Orders} wants them @return the command's id */
    public long change(Caller caller, int meterId, CommandKind kind, JsonObject parameters, String reason) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change how a meter is spoken to.");
        }
        Target target = target(caller, meterId);
        checks.mustTake(meterId, target.model(), target.address(), kind, Orders.of(kind, List.of(), parameters.toString()), "action");
        return write(caller, target, kind, null, parameters, reason(reason), null);
    }

    /** Sets a meter's clock to the site's time and reads it back. @return the command's id */
    public long setClock(Caller caller, int meterId, String reason, Long batch) {
        mayOperate(caller, "You may not set a meter's clock.");
        Target target = target(caller, meterId);
        checks.mustTake(meterId, target.model(), target.address(), CommandKind.SET_CLOCK, new ClockOrder(), "action");
        return write(caller, target, CommandKind.SET_CLOCK, null, null, reason(reason), batch);
    }

    /** Takes back a command that has not been sent. */
    public void withdraw(Caller caller, long commandId) {
        mayOperate(caller, "You may not withdraw commands.");
        int meterId = database.first("select meter_id from command where id = ?" + caller.scope().and("company_id"), row -> row.getInt(1), commandId)
                .orElseThrow(() -> RefusedException.notFound("command", commandId));
        if (!log.withdraw(List.of(commandId), "withdrawn.person|" + caller.name()).contains(commandId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.sent", "The command has been sent already.");
        }
        log.ringNext(meterId);
    }

    private static CommandKind supplyKind(String action) {
        return Arrays.stream(CommandKind.values()).filter(kind -> kind.action() != null && kind.name().equals(action)).findFirst()
                .orElseThrow(() -> RefusedException.invalid("action", "refused.action", "action must be one of "
                        + Arrays.stream(CommandKind.values()).filter(kind -> kind.action() != null).toList() + "."));
    }

    /** How long a command of a kind may wait to be sent. */
    static Duration expiry(CommandKind kind) {
        return kind.action() != null ? CONTROL_EXPIRES : kind.changes() ? WRITE_EXPIRES : READ_EXPIRES;
    }

    /** @throws RefusedException naming {@code reason} */
    static String reason(String reason) {
        return Written.reason("reason", reason == null ? null : reason.strip().replaceAll("\\R", " "), MAX_REASON); // lines of a text field are one sentence
    }

    private void withdrawOpposite(int meterId, CommandKind kind) {
        String[] opposites = Arrays.stream(kind.opposites()).map(CommandKind::name).toArray(String[]::new);
        log.withdraw(database.list("select id from command where meter_id = ? and kind = any (?) and state = 'WAITING'",
                row -> row.getLong(1), meterId, opposites), "withdrawn.newer");
    }

    private long write(Caller caller, Target target, CommandKind kind, String[] items, JsonObject parameters, String reason, Long batch) {
        return write(caller, target, kind, items, parameters, reason, batch, expiry(kind));
    }

    private long write(Caller caller, Target target, CommandKind kind, String[] items, JsonObject parameters, String reason, Long batch, Duration expiry) {
        int meterId = target.meterId();
        // the meter's row orders the commands of one meter among callers
        database.one("select 1 from meter_state where meter_id = ? for update", row -> row.getInt(1), meterId);
        int open = database.one("select count(*) from command where meter_id = ? and state in ('WAITING', 'SENT', 'ACCEPTED')", row -> row.getInt(1), meterId);
        if (open >= MAX_OPEN_PER_METER) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "meter", "refused.tooMany",
                    "There are already " + open + " commands waiting for this meter.", open);
        }
        Instant now = clock.instant();
        long id = database.one("""
                        insert into command (company_id, meter_id, kind, items, parameters, reason, batch_id, requested_by, created_at, expires_at, wake_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?::bigint, ?, ?, ?, ?) returning id""", row -> row.getLong(1),
                target.companyId(), meterId, kind, items, parameters == null ? null : parameters.toString(), reason, batch, caller.name(), now, now.plus(expiry),
                now.plusSeconds(3));
        log.event(id, target.companyId(), meterId, now, CommandState.WAITING,
                target.node() == null ? "waiting.offline" : open > 0 ? "waiting.behind|" + caller.name() : "waiting.ordered|" + caller.name());
        bell.ring(Bell.Work.COMMAND, target.node(), id);
        return id;
    }

    private Target target(Caller caller, int meterId) {
        return database.first("""
                        select m.company_id, m.model_id, mm.version, m.address, m.protected, case when c.online then c.owner_node end as node
                        from meter m join meter_model mm on mm.id = m.model_id join line l on l.id = m.line_id join collector c on c.id = l.collector_id
                        where m.id = ?""" + caller.scope().and("m.company_id"),
                row -> new Target(meterId, row.getInt("company_id"), models.of(row.getInt("model_id"), row.getInt("version")), row.getString("address"),
                        row.getString("node"), row.getBoolean("protected")), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
    }

    private static void mayOperate(Caller caller, String message) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", message);
        }
    }
}
