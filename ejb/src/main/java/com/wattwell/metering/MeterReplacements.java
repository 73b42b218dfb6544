package com.wattwell.metering;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.AfterCommit;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another device takes the place of an old meter (换表): a dated fact. The place keeps its number, its name and its archive; from
 * the instant on its readings are the new device's, and what was consumed is reckoned over the boundary with the final values
 * of the old one and the first of the new one. What was learned of the old device, and passwords of its own, are forgotten.
 */
@Stateless
public class MeterReplacements {

    private static final int MAX_REGISTERS = 100;
    /** No register has more digits, in front of the point or behind it. */
    private static final int MAX_DIGITS = 12;
    private static final int MAX_PLACES = 6;

    @Inject
    private Database database;
    @Inject
    private MeterModelQueries models;
    @Inject
    private ReadingStore store;
    @Inject
    private TimingsWritten timings;
    @Inject
    private CollectorGate gate;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private AfterCommit afterCommit;
    @Inject
    private Clock clock;

    /**
     * What a register of the old meter stood at when it went, and the new one's when it came.
     *
     * @param type code of the reading type
     */
    public record RegisterStand(String type, BigDecimal finalValue, BigDecimal firstValue) {
    }

    /**
     * The device that is there now.
     *
     * @param modelCode its model; {@code null} as the old one, or the standard of another protocol
     * @param protocol  may be left out
     * @param at        when the devices changed places, not in the future; {@code null} for now
     * @param registers every register that the old meter was read for, once
     * @param confirmed that a final value lower than the last known one is right
     */
    public record NewDevice(String address, String modelCode, String protocol, Instant at, String reason, List<RegisterStand> registers, boolean confirmed) {
    }

    /** A value at a replacement as it is shown. */
    public record Stand(ReadingType type, BigDecimal finalValue, BigDecimal firstValue) {
    }

    /** A device that was replaced, and by which. */
    public record Replacement(int id, Instant at, String oldModel, String oldProtocol, String oldAddress, String newModel, String newProtocol, String newAddress,
                              String reason, String by, Instant recordedAt, List<Stand> registers) {
    }

    /** A register of a meter and the last that is known of it. */
    public record LastKnown(ReadingType type, BigDecimal value, Instant at) {
    }

    private record Place(int companyId, int lineId, int collectorId, int line, int modelId, String address) {
    }

    /** The latest first. */
    public List<Replacement> list(Scope scope, int meterId) {
        Map<Integer, List<Stand>> stands = new LinkedHashMap<>();
        database.list("""
                select g.replacement_id, g.final_value, g.first_value, t.id as type_id, t.code as type_code, t.name_en, t.name_zh, t.unit, t.kind, t.cim
                from meter_replacement p join meter_replacement_register g on g.replacement_id = p.id join reading_type t on t.id = g.reading_type
                where p.meter_id = ?%s order by t.id""".formatted(scope.and("p.company_id")),
                row -> Map.entry(row.getInt("replacement_id"), new Stand(ReadingType.read(row), row.getBigDecimal("final_value"), row.getBigDecimal("first_value"))),
                meterId).forEach(entry -> stands.computeIfAbsent(entry.getKey(), id -> new ArrayList<>()).add(entry.getValue()));
        return database.list("select p.* from meter_replacement p where p.meter_id = ?" + scope.and("p.company_id") + " order by p.at desc",
                row -> new Replacement(row.getInt("id"), Database.instant(row, "at"), row.getString("old_model"), row.getString("old_protocol"),
                        row.getString("old_address"), row.getString("new_model"), row.getString("new_protocol"), row.getString("new_address"), row.getString("reason"), row.getString("replaced_by"),
                        Database.instant(row, "recorded_at"), stands.getOrDefault(row.getInt("id"), List.of())), meterId);
    }

    /** The registers that the device which is there now was read for, each with its last value before {@code before}. */
    public List<LastKnown> registers(Scope scope, int meterId, Instant before) {
        return database.list("""
                select t.id as type_id, t.code as type_code, t.name_en, t.name_zh, t.unit, t.kind, t.cim, r.value, r.slot
                from reading_type t cross join lateral (
                    select r.value, r.slot from reading r where r.meter_id = ? and r.reading_type = t.id and r.slot < ?%s
                        and r.slot >= coalesce((select max(p.at) from meter_replacement p where p.meter_id = r.meter_id), '-infinity')
                    order by r.slot desc limit 1) r
                where t.kind = 'REGISTER' order by t.id""".formatted(scope.and("r.company_id")),
                row -> new LastKnown(ReadingType.read(row), row.getBigDecimal("value"), Database.instant(row, "slot")), meterId, before);
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public Replacement replace(Caller caller, int meterId, NewDevice wanted) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not replace meters.");
        }
        Place place = database.first("""
                        select m.company_id, m.line_id, k.collector_id, k.number, m.model_id, m.address from meter m join line k on k.id = m.line_id where m.id = ?%s
                        for update of m""".formatted(caller.scope().and("m.company_id")),
                        row -> new Place(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5), row.getString(6)), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
        MeterModel before = models.byId(Scope.ALL, place.modelId()).orElseThrow();
        MeterModel model = model(place.companyId(), before, wanted);
        String address = MeterService.checkedAddress(model.protocol(), wanted.address());
        if (database.one("select exists (select 1 from meter where line_id = ? and address = ? and id <> ?)", row -> row.getBoolean(1),
                place.lineId(), address, meterId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "address", "refused.taken", "This line already has a meter " + address + ".", address);
        }
        String told = Written.reason(wanted.reason());
        Instant now = clock.instant();
        // the database knows microseconds: the fact and its values must stand at the very same instant
        Instant at = (wanted.at() == null ? now : wanted.at()).truncatedTo(ChronoUnit.MILLIS);
        checkTime(meterId, at, now, address.equals(place.address()) && model.protocol().equals(before.protocol()));
        nothingUnderWay(meterId);
        Map<ReadingType, RegisterStand> stands = checkedStands(caller.scope(), meterId, at, wanted);

        int id = database.one("""
                        insert into meter_replacement (company_id, meter_id, at, old_model, old_protocol, old_address, new_model, new_protocol, new_address, reason,
                            replaced_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getInt(1), place.companyId(), meterId, at,
                title(before), before.protocol(), place.address(), title(model), model.protocol(), address, told, caller.name(), now);
        stands.forEach((type, stand) -> database.update(
                "insert into meter_replacement_register (replacement_id, reading_type, final_value, first_value) values (?, ?, ?, ?)",
                id, type.id(), stand.finalValue(), stand.firstValue()));
        database.update("update meter set model_id = ?, protocol = ?, address = ?, name = case when name = address then ? else name end where id = ?",
                model.id(), model.protocol(), address, address, meterId);
        database.update("delete from meter_password where meter_id = ?", meterId);
        database.update("""
                update meter_state set supply = 'UNKNOWN', supply_at = null, closed_seen_at = null, last_contact_at = null, reply_millis = 0, deviation_millis = 0,
                    consecutive_failures = 0, next_probe_at = null where meter_id = ?""", meterId);
        // the first values are where the new device's curve begins; the final ones would need the same instant
        store.write(stands.entrySet().stream().map(stand -> new NewReading(place.companyId(), meterId, (short) stand.getKey().id(), at,
                stand.getValue().firstValue(), now, NewReading.Source.BY_HAND)).toList());
        afterCommit.run(() -> timings.forget(meterId));
        // learned by this node's adapter under the address; another node's forgets with the collector's next login
        gate.use(connection -> connection.forgetTiming(place.collectorId(), place.line(), address));
        notices.write(Notices.Severity.INFO, "meterReplaced", place.companyId(), null, meterId, now, caller.name());
        pulse.changed("meter:" + meterId, "meters", "readings");
        return list(caller.scope(), meterId).stream().filter(made -> made.id() == id).findFirst().orElseThrow();
    }

    private MeterModel model(int companyId, MeterModel before, NewDevice wanted) {
        String protocol = wanted.protocol() == null || wanted.protocol().isBlank() ? null : AskedItems.protocol(wanted.protocol()).name();
        if (wanted.modelCode() == null || wanted.modelCode().isBlank()) {
            return protocol == null || protocol.equals(before.protocol()) ? before : models.standard(protocol);
        }
        MeterModel model = models.byCode(companyId, wanted.modelCode().strip())
                .orElseThrow(() -> RefusedException.invalid("model", "refused.noModel", "There is no meter model " + wanted.modelCode() + ".", wanted.modelCode()));
        if (protocol != null && !protocol.equals(model.protocol())) {
            throw RefusedException.invalid("protocol", "refused.modelProtocol", "The model speaks " + model.protocol() + ", not " + protocol + ".", protocol, model.protocol());
        }
        return model;
    }

    private static String title(MeterModel model) {
        return model.make() + " · " + model.name();
    }

    private void checkTime(int meterId, Instant at, Instant now, boolean answersAlike) {
        if (at.isAfter(now)) {
            throw RefusedException.invalid("at", "refused.future", "at must not lie in the future.");
        }
        if (!at.isAfter(now.minus(ReadingStore.OLDEST))) {
            throw RefusedException.invalid("at", "refused.longAgo", "at may lie at most " + ReadingStore.OLDEST.toDays() + " days back.", ReadingStore.OLDEST.toDays());
        }
        database.first("select at from meter_replacement where meter_id = ? order by at desc limit 1", row -> Database.instant(row, 1), meterId)
                .filter(last -> !at.isAfter(last)).ifPresent(last -> {
                    throw RefusedException.invalid("at", "refused.beforeLast", "at must lie after the last replacement, " + last + ".", last.toString());
                });
        if (answersAlike) {
            return; // the new device may have answered under the old one's address already
        }
        database.first("""
                        select received_at from reading where meter_id = ? and slot >= ?::timestamptz - interval '1 day' and received_at > ? and source <> 4
                        order by received_at desc limit 1""", row -> Database.instant(row, 1), meterId, at, at)
                .ifPresent(last -> {
                    throw RefusedException.invalid("at", "refused.stillRead", "The old meter still answered later than that, at " + last + ".", last.toString());
                });
    }

    /** An order for the old device must not reach the new one, and its answer must not count as the new one's. */
    private void nothingUnderWay(int meterId) {
        if (database.one("select exists (select 1 from command where meter_id = ? and state in ('WAITING', 'SENT', 'ACCEPTED'))",
                row -> row.getBoolean(1), meterId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.orderUnderWay",
                    "An order of this meter is under way; wait for its end or withdraw it.");
        }
    }

    private Map<ReadingType, RegisterStand> checkedStands(Scope scope, int meterId, Instant at, NewDevice wanted) {
        List<RegisterStand> written = wanted.registers() == null ? List.of() : wanted.registers();
        if (written.size() > MAX_REGISTERS) {
            throw RefusedException.invalid("registers", "refused.registerCount", "registers has at most " + MAX_REGISTERS + " entries.", MAX_REGISTERS);
        }
        Map<String, ReadingType> types = new LinkedHashMap<>();
        database.list("select t.id as type_id, t.code as type_code, t.name_en, t.name_zh, t.unit, t.kind, t.cim from reading_type t where t.kind = 'REGISTER' order by t.id",
                ReadingType::read).forEach(type -> types.put(type.code(), type));
        Map<ReadingType, RegisterStand> stands = new LinkedHashMap<>();
        for (RegisterStand stand : written) {
            ReadingType type = types.get(stand.type());
            if (type == null || stands.put(type, stand) != null) {
                throw RefusedException.invalid("registers", "refused.register",
                        "registers: " + stand.type() + " is no register, or stands there twice; there are " + String.join(", ", types.keySet()) + ".", String.valueOf(stand.type()));
            }
            possible(stand.finalValue());
            possible(stand.firstValue());
        }
        for (LastKnown last : registers(scope, meterId, at)) {
            RegisterStand stand = stands.get(last.type());
            if (stand == null) {
                throw RefusedException.invalid("registers", "refused.registerMissing",
                        "registers: " + last.type().code() + " is missing; the old meter was read for it.", last.type().code());
            }
            if (stand.finalValue().compareTo(last.value()) < 0 && !wanted.confirmed()) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "confirmed", "refused.finalLower", "registers: the final value of " + last.type().code()
                        + " is lower than the last that is known, " + last.value().toPlainString() + "; confirm it if it is right.",
                        stand.finalValue().toPlainString(), last.value().toPlainString());
            }
        }
        return stands;
    }

    private static void possible(BigDecimal value) {
        if (value == null || value.scale() > MAX_PLACES || value.precision() - value.scale() > MAX_DIGITS) {
            throw RefusedException.invalid("registers", "refused.registerValue", "registers: each value is a number with at most " + MAX_DIGITS
                    + " digits in front of the point and " + MAX_PLACES + " behind it.", MAX_DIGITS, MAX_PLACES);
        }
    }
}
