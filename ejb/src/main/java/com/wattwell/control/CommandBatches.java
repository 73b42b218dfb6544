package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders the same of many meters at once. A batch makes one command a meter, in sets; meters that cannot be ordered so are skipped, each with
 * its reason. From there on each command goes its own way, and the batch only counts.
 */
@Stateless
public class CommandBatches {

    /** Commands that may wait for one meter. */
    private static final int MAX_OPEN_PER_METER = 20;
    /** When the sweeper rings for a command whose ring was lost; there may be many of them. */
    private static final int AGAIN_AFTER_SECONDS = 10;

    @Inject
    private Database database;
    @Inject
    private MeterModels models;
    @Inject
    private OrderChecks checks;
    @Inject
    private CommandLog log;
    @Inject
    private Bell bell;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** Meters of a place. @param place its building, or {@code null} for those without a place */
    public record Place(String place, int meters) {
    }

    /** Meters that would be skipped for the same reason: a key below {@code refused.}, its arguments behind {@code |}. */
    public record Skipped(String reason, int meters) {
    }

    /** What a batch would do. @param offline meters whose collector is away, among those ordered */
    public record Preview(int total, int offline, List<Place> places, List<Skipped> skipped) {
    }

    private record Candidate(int meterId, int companyId, int modelId, int modelVersion, String address, boolean neverTripped, List<String> ownPasswords,
                             int open, String node, String place) {
    }

    /** @param skipped reasons by meter */
    private record Sorted(int companyId, List<Candidate> taken, Map<Integer, String> skipped) {
    }

    /**
     * Writes a batch with its commands down.
     *
     * @param parameters of each command, or {@code null}, as {@link Orders} wants them for this kind
     * @param reason     why; it is kept for ever
     * @return the batch's id
     * @throws RefusedException when the caller may not, the target has no meters or too many, or the order is none; nothing is done then
     */
    public long create(Caller caller, CommandKind kind, JsonObject parameters, BatchTarget target, String reason) {
        return create(caller, kind, parameters, target, reason, null);
    }

    /** Orders anew what ended otherwise than wanted in another batch. @return the new batch's id */
    public long repeatFailed(Caller caller, long batchId, String reason) {
        Batch batch = batch(caller, batchId);
        return create(caller, batch.kind(), batch.parameters() == null ? null : Orders.json(batch.parameters()), failedOf(caller, batchId), reason, batchId);
    }

    /** The meters of a batch whose commands failed or expired. @throws RefusedException when there are none */
    public BatchTarget failedOf(Caller caller, long batchId) {
        batch(caller, batchId);
        return BatchTarget.of(database.list("select meter_id from command c where batch_id = ? and state in ('FAILED', 'EXPIRED')" + caller.scope().and("c.company_id"),
                row -> row.getInt(1), batchId));
    }

    /** What {@link #create} would do now. */
    public Preview preview(Caller caller, CommandKind kind, JsonObject parameters, BatchTarget target) {
        mayOrder(caller, kind);
        Sorted sorted = sorted(caller, kind, order(kind, parameters), target);
        Map<String, Integer> places = new LinkedHashMap<>();
        sorted.taken().forEach(meter -> places.merge(meter.place() == null ? "" : meter.place(), 1, Integer::sum));
        Map<String, Integer> reasons = new LinkedHashMap<>();
        sorted.skipped().values().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        return new Preview(sorted.taken().size(), (int) sorted.taken().stream().filter(meter -> meter.node() == null).count(),
                places.entrySet().stream().map(place -> new Place(place.getKey().isEmpty() ? null : place.getKey(), place.getValue())).toList(),
                reasons.entrySet().stream().map(skipped -> new Skipped(skipped.getKey(), skipped.getValue())).toList());
    }

    /** How many meters there are in a target. */
    public int meters(Scope scope, BatchTarget target) {
        return database.one("select count(*) from meter m where " + target.condition() + scope.and("m.company_id"), row -> row.getInt(1), target.parameter());
    }

    /** Takes back what of a batch has not been sent. @return how many */
    public int withdrawWaiting(Caller caller, long batchId) {
        Batch batch = batch(caller, batchId);
        mayOrder(caller, batch.kind());
        int withdrawn = log.withdrawWaiting("c.batch_id = ?", batchId, "withdrawn.person|" + caller.name());
        settle();
        return withdrawn;
    }

    /** Batches of which nothing is open any more are done. Cheap, and harmless however often it is called. */
    public void settle() {
        database.list("""
                update command_batch b set state = 'DONE', finished_at = ? where b.state <> 'DONE' and not exists (
                    select 1 from command c where c.batch_id = b.id and c.state in ('WAITING', 'SENT', 'ACCEPTED')) returning b.id""",
                row -> row.getLong(1), clock.instant()).forEach(id -> pulse.changed("batch:" + id, "batches"));
    }

    private long create(Caller caller, CommandKind kind, JsonObject parameters, BatchTarget target, String reason, Long repeats) {
        mayOrder(caller, kind);
        String given = CommandService.reason(reason);
        Order order = order(kind, parameters);
        Sorted sorted = sorted(caller, kind, order, target);
        int[] taken = sorted.taken().stream().mapToInt(Candidate::meterId).toArray();
        Instant now = clock.instant();
        String json = parameters == null ? null : parameters.toString();
        if (kind.opposites().length > 0) {
            log.withdrawWaiting("c.meter_id = any (?) and c.kind in ('" + String.join("','", Arrays.stream(kind.opposites()).map(Enum::name).toList()) + "')",
                    taken, "withdrawn.newer");
        }
        long batch = database.one("""
                        insert into command_batch (company_id, kind, parameters, target, target_id, reason, requested_by, created_at, total, skipped, repeats)
                        values (?, ?, ?::jsonb, ?, ?::int, ?, ?, ?, ?, ?, ?::bigint) returning id""", row -> row.getLong(1),
                sorted.companyId(), kind, json, target.kind(), target.id(), given, caller.name(), now, taken.length, sorted.skipped().size(), repeats);
        database.update("""
                        insert into command_batch_skip (batch_id, meter_id, company_id, reason)
                        select ?, s.meter, ?, s.reason from unnest(?::int[], ?::text[]) as s (meter, reason)""", batch, sorted.companyId(),
                sorted.skipped().keySet().stream().mapToInt(Integer::intValue).toArray(), sorted.skipped().values().toArray(String[]::new));
        write(caller, kind, json, given, batch, taken, now);
        if (taken.length == 0) {
            settle();
        }
        pulse.changed("batch:" + batch, "batches", "commands");
        return batch;
    }

    /** One command a meter, with the first step of its story. */
    private void write(Caller caller, CommandKind kind, String parameters, String reason, long batch, int[] meters, Instant now) {
        // the meter's row orders the commands of one meter among callers
        database.list("select 1 from meter_state where meter_id = any (?) order by meter_id for update", row -> row.getInt(1), meters);
        record Ring(long command, String node) {
        }
        database.list("""
                        with made as (
                            insert into command (company_id, meter_id, kind, parameters, reason, batch_id, requested_by, created_at, expires_at, wake_at)
                            select m.company_id, m.id, ?, ?::jsonb, ?, ?, ?, ?, ?, ? from meter m where m.id = any (?) order by m.id
                            returning id, company_id, meter_id
                        ), placed as (
                            select d.id, d.company_id, d.meter_id, case when o.online then o.owner_node end as node
                            from made d join meter m on m.id = d.meter_id join line l on l.id = m.line_id join collector o on o.id = l.collector_id
                        ), told as (
                            insert into command_event (command_id, company_id, at, state, detail)
                            select p.id, p.company_id, ?, 'WAITING', case when p.node is null then 'waiting.offline' else ? end from placed p order by p.id
                        )
                        select id, node from placed order by id""",
                row -> new Ring(row.getLong(1), row.getString(2)), kind, parameters, reason, batch, caller.name(), now, now.plus(CommandService.expiry(kind)),
                now.plusSeconds(AGAIN_AFTER_SECONDS), meters, now, "waiting.ordered|" + caller.name())
                .forEach(ring -> bell.ring(Bell.Work.COMMAND, ring.node(), ring.command()));
    }

    /** Who of the target gets a command, and why the others do not. */
    private Sorted sorted(Caller caller, CommandKind kind, Order order, BatchTarget target) {
        List<Candidate> candidates = candidates(caller, target);
        if (candidates.isEmpty()) {
            throw RefusedException.invalid("target", "refused.batchEmpty", "There is no meter in what the batch is for.");
        }
        if (candidates.size() > BatchTarget.MAX_METERS) {
            throw RefusedException.invalid("target", "refused.batchMeters", "A batch has at most " + BatchTarget.MAX_METERS + " meters.", BatchTarget.MAX_METERS);
        }
        int company = candidates.getFirst().companyId();
        if (candidates.stream().anyMatch(meter -> meter.companyId() != company)) {
            throw RefusedException.invalid("meters", "refused.batchCompanies", "A batch is for meters of one company.");
        }
        List<Candidate> taken = new ArrayList<>();
        Map<Integer, String> skipped = new LinkedHashMap<>();
        Map<List<Object>, Optional<String>> known = new HashMap<>(); // meters of one model and with the same passwords of their own are alike
        for (Candidate meter : candidates) {
            Optional<String> why = kind == CommandKind.TRIP && meter.neverTripped() ? Optional.of("protected")
                    : meter.open() >= MAX_OPEN_PER_METER ? Optional.of("tooMany|" + meter.open())
                    : known.computeIfAbsent(List.of(meter.modelId(), meter.ownPasswords()), alike -> whyNot(meter, kind, order));
            why.ifPresentOrElse(reason -> skipped.put(meter.meterId(), reason), () -> taken.add(meter));
        }
        return new Sorted(company, taken, skipped);
    }

    private Optional<String> whyNot(Candidate meter, CommandKind kind, Order order) {
        ModelInUse model = models.of(meter.modelId(), meter.modelVersion());
        try {
            checks.mustTake(meter.meterId(), model, meter.address(), kind, order, "kind");
            return Optional.empty();
        } catch (RefusedException refused) {
            StringBuilder reason = new StringBuilder(refused.messageKey().substring("refused.".length()));
            Arrays.stream(refused.arguments()).forEach(argument -> reason.append('|').append(argument));
            return Optional.of(reason.toString());
        }
    }

    private List<Candidate> candidates(Caller caller, BatchTarget target) {
        return database.list("""
                        select m.id, m.company_id, m.model_id, mm.version, m.address, m.protected, array(select p.level::text from meter_password p where p.meter_id = m.id order by 1) as own,
                            (select count(*) from command c where c.meter_id = m.id and c.state in ('WAITING', 'SENT', 'ACCEPTED')) as open,
                            case when o.online then o.owner_node end as node, case when a.kind = 'UNIT' then b.path else a.path end as place
                        from meter m join meter_model mm on mm.id = m.model_id join line l on l.id = m.line_id join collector o on o.id = l.collector_id
                        left join area a on a.id = m.area_id left join area b on b.id = a.parent_id
                        where """ + " " + target.condition() + caller.scope().and("m.company_id") + " order by place, m.id limit ?",
                row -> new Candidate(row.getInt("id"), row.getInt("company_id"), row.getInt("model_id"), row.getInt("version"), row.getString("address"),
                        row.getBoolean("protected"), Database.texts(row, "own"), row.getInt("open"), row.getString("node"), row.getString("place")),
                target.parameter(), BatchTarget.MAX_METERS + 1);
    }

    private static Order order(CommandKind kind, JsonObject parameters) {
        boolean readsItems = kind == CommandKind.READ && parameters != null && parameters.containsKey("items");
        if (!kind.changes() && !readsItems) {
            throw RefusedException.invalid("kind", "refused.batchKind", "A batch cannot be of the kind " + kind + ".");
        }
        try {
            return Orders.of(kind, List.of(), parameters == null ? null : parameters.toString());
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw RefusedException.invalid("kind", "refused.batchKind", "A batch of the kind " + kind + " needs other parameters.");
        }
    }

    private record Batch(CommandKind kind, String parameters) {
    }

    private Batch batch(Caller caller, long id) {
        return database.first("select kind, parameters from command_batch b where b.id = ?" + caller.scope().and("b.company_id"),
                row -> new Batch(CommandKind.valueOf(row.getString(1)), row.getString(2)), id).orElseThrow(() -> RefusedException.notFound("batch", id));
    }

    private static void mayOrder(Caller caller, CommandKind kind) {
        if (kind.forAdministrators() ? !caller.mayAdminister() : !caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not order this of meters.");
        }
    }
}
