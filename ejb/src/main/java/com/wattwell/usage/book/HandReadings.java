package com.wattwell.usage.book;

import com.wattwell.identity.Caller;
import com.wattwell.metering.NewReading;
import com.wattwell.metering.ReadingStore;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Register;
import com.wattwell.usage.RegisterTypes;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Readings that a person took (人工抄表), with a photo if he likes. They go the way of all readings into the archive, and are judged by
 * usage like any other; what looks wrong already here is asked back first.
 */
@Stateless
public class HandReadings {

    public static final int MAX_VALUES = 8;
    /** Older ones no partition of the archive takes. */
    public static final Duration OLDEST = Duration.ofDays(399);
    private static final int MAX_DIGITS = 12;
    private static final int MAX_PLACES = 4;

    @Inject
    private Database database;
    @Inject
    private ReadingStore store;
    @Inject
    private ReadingPhotos photos;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What one register showed.
     *
     * @param type code of the reading type
     */
    public record Value(String type, BigDecimal value) {
    }

    /**
     * @param at        {@code null} for now
     * @param values    1 to {@value #MAX_VALUES}
     * @param confirmed that a value is right although it does not fit to its neighbours
     * @param photo     JPEG, PNG or WebP of at most 2 MB, or {@code null}
     */
    public record Taken(int meterId, Instant at, List<Value> values, boolean confirmed, byte[] photo) {
    }

    /** A meter as far as its readings are judged. */
    public record Meter(int id, int companyId, Long usagePointId, BigDecimal multiplier, BigDecimal mostADay) {
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public Instant record(Caller caller, Taken taken) {
        if (!caller.mayOperate() && !caller.mayTakeMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not write readings.");
        }
        Instant now = clock.instant();
        Instant at = (taken.at() == null ? now : taken.at()).truncatedTo(ChronoUnit.SECONDS);
        if (at.isAfter(now)) {
            throw RefusedException.invalid("at", "refused.future", "at must not lie in the future.");
        }
        if (at.isBefore(now.minus(OLDEST))) {
            throw RefusedException.invalid("at", "refused.longAgo", "at may lie at most " + OLDEST.toDays() + " days back.", OLDEST.toDays());
        }
        List<Value> values = taken.values() == null ? List.of() : taken.values().stream().filter(each -> each.value() != null).toList();
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw RefusedException.invalid("value", "refused.handValues", "Write 1 to " + MAX_VALUES + " values.", MAX_VALUES);
        }
        Meter meter = meter(caller, taken.meterId());
        Set<String> seen = new HashSet<>();
        for (Value value : values) {
            if (!seen.add(value.type())) {
                throw RefusedException.invalid("value", "refused.handTwice", "The register " + value.type() + " stands there twice.", value.type());
            }
            judge(meter, type(value.type()), at, value.value(), taken.confirmed());
        }
        write(meter, at, values);
        if (taken.photo() != null && taken.photo().length > 0) {
            photos.keep(meter.companyId(), meter.id(), at, taken.photo(), caller.name());
        }
        pulse.changed("meter:" + meter.id(), "readings");
        return at;
    }

    /**
     * What the total register showed at the boundary of an account, a tenancy or transformers. A reading that is there already stands.
     *
     * @param value     may be left out when there is one
     * @param confirmed the value is right although it does not fit to the readings around it
     */
    public void boundary(Caller caller, int meterId, Commodity commodity, Instant at, BigDecimal value, String field, boolean mustHave, boolean confirmed) {
        String code = RegisterTypes.code(commodity, Register.TOTAL).orElseThrow();
        short type = type(code);
        BigDecimal there = database.first("select value from reading where meter_id = ? and reading_type = ? and slot = ?", row -> row.getBigDecimal(1), meterId, type, at).orElse(null);
        if (there != null && value != null && there.compareTo(value) != 0) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, field, "refused.readingThere",
                    "At that instant " + there.toPlainString() + " was read already.", there.toPlainString());
        }
        if (there != null) {
            return;
        }
        if (value == null) {
            if (mustHave) {
                throw RefusedException.invalid(field, "refused.boundaryValue", field + ": the register's value of that day is needed.");
            }
            return;
        }
        Meter meter = meter(caller, meterId);
        try {
            judge(meter, type, at, value, confirmed);
        } catch (RefusedException refused) {
            throw new RefusedException(refused.kind(), field, refused.messageKey(), refused.getMessage(), refused.arguments());
        }
        write(meter, at, List.of(new Value(code, value)));
    }

    private void write(Meter meter, Instant at, List<Value> values) {
        Instant now = clock.instant();
        store.write(values.stream().map(value -> new NewReading(meter.companyId(), meter.id(), type(value.type()), at, value.value(), now, NewReading.Source.BY_HAND)).toList());
    }

    public Meter meter(Caller caller, int meterId) {
        return database.first("""
                select m.id, m.company_id, f.usage_point_id, f.multiplier, p.most_a_day from meter m
                left join usage_point_meter f on f.meter_id = m.id and f.to_at is null left join usage_point p on p.id = f.usage_point_id
                where m.id = ?%s""".formatted(caller.scope().and("m.company_id")), row -> new Meter(row.getInt(1), row.getInt(2),
                row.getObject(3) == null ? null : row.getLong(3), row.getBigDecimal(4), row.getBigDecimal(5)), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
    }

    public short type(String code) {
        return database.first("select id from reading_type where code = ?", row -> row.getShort(1), code == null ? "" : code)
                .orElseThrow(() -> RefusedException.invalid("type", "refused.readingType", "There is no reading type " + code + ".", String.valueOf(code)));
    }

    /** @throws RefusedException INVALID when it can be no value, CONFLICT when it does not fit to its neighbours and nobody confirmed it */
    public void judge(Meter meter, short type, Instant at, BigDecimal value, boolean confirmed) {
        if (value == null || value.signum() < 0 || value.scale() > MAX_PLACES || value.precision() - value.scale() > MAX_DIGITS) {
            throw RefusedException.invalid("value", "refused.handValue", "value must be a number from 0 with at most " + MAX_DIGITS + " digits in front of the point and "
                    + MAX_PLACES + " behind it.", MAX_DIGITS, MAX_PLACES);
        }
        record Neighbour(Instant at, BigDecimal value, boolean before) {
        }
        List<Neighbour> neighbours = database.list("""
                select n.slot, n.value, n.before, t.kind from reading_type t cross join lateral (
                    (select r.slot, r.value, true as before from reading r where r.meter_id = ? and r.reading_type = t.id and r.slot <= ?
                        and r.slot >= coalesce((select max(p.at) from meter_replacement p where p.meter_id = r.meter_id and p.at <= ?), '-infinity') order by r.slot desc limit 1)
                    union all
                    (select r.slot, r.value, false from reading r where r.meter_id = ? and r.reading_type = t.id and r.slot > ?
                        and r.slot < coalesce((select min(p.at) from meter_replacement p where p.meter_id = r.meter_id and p.at > ?), 'infinity') order by r.slot limit 1)) n
                where t.id = ? and t.kind = 'REGISTER'""", row -> new Neighbour(Database.instant(row, 1), row.getBigDecimal(2), row.getBoolean(3)),
                meter.id(), at, at, meter.id(), at, at, type);
        for (Neighbour neighbour : neighbours) {
            if (neighbour.at().equals(at)) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "at", "refused.readingThere",
                        "At that instant " + neighbour.value().toPlainString() + " was read already.", neighbour.value().toPlainString());
            }
            if (confirmed) {
                continue;
            }
            int way = value.compareTo(neighbour.value());
            if (neighbour.before() && way < 0 || !neighbour.before() && way > 0) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "value", neighbour.before() ? "refused.valueLower" : "refused.valueHigher",
                        "value does not fit: " + neighbour.value().toPlainString() + " was read at " + neighbour.at() + "; confirm it if it is right.", neighbour.value().toPlainString());
            }
            if (neighbour.before() && meter.mostADay() != null) {
                BigDecimal days = BigDecimal.valueOf(Math.max(1, Duration.between(neighbour.at(), at).toDays() + 1));
                BigDecimal most = meter.mostADay().multiply(days);
                if (value.subtract(neighbour.value()).multiply(meter.multiplier()).compareTo(most) > 0) {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "value", "refused.valueAbsurd", "value is more than can have passed since "
                            + neighbour.value().toPlainString() + " was read; confirm it if it is right.", neighbour.value().toPlainString());
                }
            }
        }
    }
}
