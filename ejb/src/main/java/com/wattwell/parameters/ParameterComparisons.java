package com.wattwell.parameters;

import com.wattwell.control.BatchTarget;
import com.wattwell.control.CommandBatches;
import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandState;
import com.wattwell.control.ReadAnswers;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what meters have with what should be, and writes what differs. Reading is a batch of commands like any other; the
 * comparison is reckoned from its answers whenever somebody looks, against the set as it is then.
 */
@Stateless
public class ParameterComparisons {

    /** Meters that are compared at once. */
    public static final int MOST_METERS = 1_000;
    private static final String SET = "set";
    private static final String COMPARED = "compared";

    @Inject
    private Database database;
    @Inject
    private ParameterSets sets;
    @Inject
    private CommandBatches batches;
    @Inject
    private ReadAnswers answers;

    /** An item of a meter. @param is {@code null} when it did not come */
    public record Line(String item, List<String> should, List<String> is, boolean same) {

        public boolean isMissing() {
            return is == null;
        }

        public boolean isDifferent() {
            return is != null && !same;
        }
    }

    /** A meter with its items, those that differ first. */
    public record Meter(int meterId, String name, String address, String place, long commandId, CommandState state, String failure, List<Line> lines) {

        public long differing() {
            return lines.stream().filter(Line::isDifferent).count();
        }

        public long missing() {
            return lines.stream().filter(Line::isMissing).count();
        }
    }

    /** A comparison. @param writes the batches that write what differs, the newest first */
    public record Comparison(long batchId, int setId, String set, String protocol, int companyId, List<Meter> meters, List<Long> writes) {

        public long differing() {
            return meters.stream().filter(meter -> meter.differing() > 0).count();
        }

        public long underWay() {
            return meters.stream().filter(meter -> !meter.state().ended()).count();
        }
    }

    /** Reads what a set names from meters. @return the batch's id @throws RefusedException naming the field */
    public long read(Caller caller, int setId, BatchTarget target, String reason) {
        sets.byId(caller.scope(), setId).orElseThrow(() -> RefusedException.notFound("parameter set", setId));
        List<String> items = sets.entries(caller.scope(), setId).stream().map(ParameterEntry::item).toList();
        return batches.create(caller, CommandKind.READ, Json.createObjectBuilder().add("about", "PARAMETERS").add(SET, setId).add("items", Json.createArrayBuilder(items)).build(),
                target, reason);
    }

    /** The comparison of a batch that {@link #read} made, meters with differences first. */
    public Optional<Comparison> byBatch(Scope scope, long batchId) {
        record Read(int setId, int companyId) {
        }
        Read read = database.first("select (parameters ->> 'set')::int, company_id from command_batch where id = ? and kind = 'READ' and parameters ->> 'about' = 'PARAMETERS'"
                + scope.and("company_id"), row -> new Read(row.getInt(1), row.getInt(2)), batchId).orElse(null);
        ParameterSets.Row set = read == null ? null : sets.byId(scope, read.setId()).orElse(null);
        if (set == null) {
            return Optional.empty();
        }
        List<ParameterEntry> entries = sets.entries(scope, set.id());
        Map<Long, Map<String, List<String>>> came = answers.ofBatch(batchId, MOST_METERS);
        List<Meter> meters = database.list("""
                        select c.id, c.meter_id, c.state, c.failure, m.name, m.address, a.path from command c join meter m on m.id = c.meter_id
                        left join area a on a.id = m.area_id where c.batch_id = ? order by a.path, m.name, m.id limit ?""",
                row -> new Meter(row.getInt("meter_id"), row.getString("name"), row.getString("address"), row.getString("path"), row.getLong("id"),
                        CommandState.valueOf(row.getString("state")), row.getString("failure"), lines(entries, came.getOrDefault(row.getLong("id"), Map.of()))),
                batchId, MOST_METERS).stream().sorted(Comparator.comparingLong(Meter::differing).thenComparingLong(Meter::missing).reversed()).toList();
        List<Long> writes = database.list("select id from command_batch where kind = 'WRITE' and parameters ->> 'compared' = ?" + scope.and("company_id") + " order by id desc limit 100",
                row -> row.getLong(1), Long.toString(batchId));
        return Optional.of(new Comparison(batchId, set.id(), set.name(), set.protocol(), read.companyId(), meters, writes));
    }

    private static List<Line> lines(List<ParameterEntry> entries, Map<String, List<String>> came) {
        return entries.stream().map(entry -> {
            List<String> is = came.get(entry.item());
            return new Line(entry.item(), ParameterEntry.shown(entry.item(), entry.values()), is == null ? null : ParameterEntry.shown(entry.item(), is),
                    is != null && entry.same(is));
        }).sorted(Comparator.comparing(Line::isDifferent).thenComparing(Line::isMissing).reversed()).toList();
    }

    /**
     * Writes to each meter what differs, and nothing else; every write is read back. Meters that want the same of an item are one batch.
     *
     * @return the batches' ids
     * @throws RefusedException when nothing differs, or naming the field
     */
    public List<Long> write(Caller caller, long batchId, String reason) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators write a meter's parameters.");
        }
        Comparison comparison = byBatch(caller.scope(), batchId).orElseThrow(() -> RefusedException.notFound("comparison", batchId));
        Map<String, ParameterEntry> entries = new LinkedHashMap<>();
        sets.entries(caller.scope(), comparison.setId()).forEach(entry -> entries.put(entry.item(), entry));
        Map<Long, Map<String, List<String>>> came = answers.ofBatch(batchId, MOST_METERS);
        Map<ParameterEntry, List<Integer>> wanted = new LinkedHashMap<>();
        for (Meter meter : comparison.meters()) {
            meter.lines().stream().filter(Line::isDifferent).forEach(line -> {
                ParameterEntry entry = entries.get(line.item());
                int rows = came.get(meter.commandId()).get(line.item()).size();
                wanted.computeIfAbsent(new ParameterEntry(line.item(), entry.filled(rows)), same -> new ArrayList<>()).add(meter.meterId());
            });
        }
        if (wanted.isEmpty()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "batch", "refused.nothingDiffers", "Nothing that was read differs from what should be.");
        }
        List<Long> made = new ArrayList<>();
        wanted.forEach((entry, meters) -> {
            JsonObject parameters = Json.createObjectBuilder().add("item", entry.item()).add("values", Json.createArrayBuilder(entry.values()))
                    .add(SET, comparison.setId()).add(COMPARED, Long.toString(batchId)).build();
            made.add(batches.create(caller, CommandKind.WRITE, parameters, BatchTarget.of(meters), reason));
        });
        return made;
    }
}
