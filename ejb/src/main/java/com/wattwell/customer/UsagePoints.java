package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Commodity;
import com.wattwell.usage.PointReadings;
import com.wattwell.usage.book.HandReadings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The places where something is taken (用电点/用水点). A point is made for a meter when the first account is opened there, and stays
 * when tenants come and go. Another device in the meter's place is written down by {@code metering.MeterReplacements}; other
 * transformers are a dated fact here.
 */
@Stateless
public class UsagePoints {

    /** Digits in front of the point of nearly every meter. */
    private static final int DIGITS = 6;
    /** A single phase of 80 A, and a pipe of a household: what a day can take at most when nobody said otherwise. */
    private static final BigDecimal MOST_ELECTRICITY = new BigDecimal("450");
    private static final BigDecimal MOST_WATER = new BigDecimal("60");
    private static final BigDecimal MOST_MULTIPLIER = new BigDecimal("1000000");
    private static final BigDecimal MOST_A_DAY = new BigDecimal("100000000");

    @Inject
    private Database database;
    @Inject
    private HandReadings readings;
    @Inject
    private Clock clock;

    /**
     * What a person says of a point; what is left out is usual.
     *
     * @param multiplier CT times PT
     * @param mostADay   more cannot pass there in a day, multiplier included
     * @param digits     of the register in front of the point
     */
    public record Facts(String name, BigDecimal multiplier, BigDecimal mostADay, Integer digits) {
        public static final Facts USUAL = new Facts(null, null, null, null);
    }

    /** A point that is there. */
    public record Point(long id, int companyId, Commodity commodity) {
    }

    private record MeterThere(int companyId, Integer areaId, String commodity, String name) {
    }

    /** The point of a meter, made when there is none; who asks holds the meter until his transaction ends. */
    public Point ofMeter(Caller caller, int meterId, Facts facts, LocalDate from) {
        MeterThere meter = database.first("select m.company_id, m.area_id, mm.commodity, m.name from meter m join meter_model mm on mm.id = m.model_id where m.id = ?"
                        + caller.scope().and("m.company_id") + " for update of m", row -> new MeterThere(row.getInt(1), Database.integer(row, "area_id"),
                        row.getString("commodity"), row.getString("name")), meterId)
                .orElseThrow(() -> RefusedException.invalid("meter", "refused.meterUnknown", "There is no meter " + meterId + ".", meterId));
        return database.first("select p.id, p.commodity from usage_point p join usage_point_meter f on f.usage_point_id = p.id where f.meter_id = ? and f.to_at is null",
                        row -> new Point(row.getLong(1), meter.companyId(), Commodity.valueOf(row.getString(2))), meterId)
                .orElseGet(() -> make(caller, meterId, meter, facts, from));
    }

    private Point make(Caller caller, int meterId, MeterThere meter, Facts facts, LocalDate from) {
        if (!meter.commodity().equals("ELECTRICITY") && !meter.commodity().equals("WATER")) {
            throw RefusedException.invalid("meter", "refused.meterCommodity", "Only electricity and water are charged, not " + meter.commodity() + ".", meter.commodity());
        }
        Commodity commodity = Commodity.valueOf(meter.commodity());
        BigDecimal multiplier = checkedMultiplier(facts.multiplier() == null ? BigDecimal.ONE : facts.multiplier());
        BigDecimal usual = (commodity == Commodity.WATER ? MOST_WATER : MOST_ELECTRICITY).multiply(multiplier);
        BigDecimal most = facts.mostADay() == null ? usual : facts.mostADay();
        if (most.signum() <= 0 || most.compareTo(MOST_A_DAY) > 0) {
            throw RefusedException.invalid("mostADay", "refused.mostADay", "mostADay must be more than 0 and at most " + MOST_A_DAY + ".");
        }
        int digits = facts.digits() == null ? DIGITS : facts.digits();
        if (digits < 3 || digits > 12) {
            throw RefusedException.invalid("digits", "refused.digitsOfRegister", "digits must be from 3 to 12.");
        }
        String name = facts.name() == null || facts.name().isBlank() ? meter.name() : facts.name().strip();
        Instant now = clock.instant();
        long id = database.one("""
                insert into usage_point (company_id, area_id, commodity, name, most_a_day, digits, created_at, created_by)
                values (?, cast(? as int), ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1), meter.companyId(), meter.areaId(), commodity,
                name.length() > 100 ? name.substring(0, 100) : name, most, digits, now, caller.name());
        // a reading may stand for a boundary that it lies a little in front of
        Instant fitted = from.atStartOfDay(zone(meter.companyId())).toInstant().minus(PointReadings.REACH);
        database.update("insert into usage_point_meter (company_id, usage_point_id, meter_id, multiplier, from_at, recorded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?)",
                meter.companyId(), id, meterId, multiplier, fitted, now, caller.name());
        return new Point(id, meter.companyId(), commodity);
    }

    /**
     * Other transformers from an instant on. What the register showed then is needed: what is before counts with the old ones.
     *
     * @param at    not in the future, after the present transformers came
     * @param value of the total register then
     */
    public void changeMultiplier(Caller caller, long usagePointId, BigDecimal multiplier, Instant at, BigDecimal value) {
        record Fitted(long id, int companyId, int meterId, Instant from, Commodity commodity) {
        }
        Fitted fitted = database.first("""
                        select f.id, f.company_id, f.meter_id, f.from_at, p.commodity from usage_point_meter f join usage_point p on p.id = f.usage_point_id
                        where f.usage_point_id = ? and f.to_at is null%s for update of f""".formatted(caller.scope().and("p.company_id")),
                row -> new Fitted(row.getLong(1), row.getInt(2), row.getInt(3), Database.instant(row, 4), Commodity.valueOf(row.getString(5))), usagePointId)
                .orElseThrow(() -> RefusedException.notFound("usage point", usagePointId));
        // it changes every bill to come: not for whoever only takes money
        if (!caller.mayOperate() && !caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change what a register is multiplied by.");
        }
        checkedMultiplier(multiplier);
        if (at == null || at.isAfter(clock.instant()) || !at.isAfter(fitted.from())) {
            throw RefusedException.invalid("at", "refused.multiplierTime", "at must lie after the last change and not in the future.");
        }
        notCharged(usagePointId, at.atZone(zone(fitted.companyId())).toLocalDate());
        readings.boundary(caller, fitted.meterId(), fitted.commodity(), at, value, "value", true, false);
        database.update("update usage_point_meter set to_at = ? where id = ?", at, fitted.id());
        database.update("insert into usage_point_meter (company_id, usage_point_id, meter_id, multiplier, from_at, recorded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?)",
                fitted.companyId(), usagePointId, fitted.meterId(), multiplier, at, clock.instant(), caller.name());
    }

    /** What was charged stays as it is; a change behind it wants its usage withdrawn first. */
    public void notCharged(long usagePointId, LocalDate from) {
        database.first("select to_day from usage_span where usage_point_id = ? and withdrawn_at is null order by to_day desc limit 1", row -> row.getObject(1, LocalDate.class), usagePointId)
                .filter(until -> until.isAfter(from)).ifPresent(until -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "day", "refused.chargedUntil",
                            "Usage of this point has been charged until " + until + ": choose that day or a later one.", until.toString());
                });
    }

    public ZoneId zone(int companyId) {
        return database.one("select time_zone from company where id = ?", row -> ZoneId.of(row.getString(1)), companyId);
    }

    private static BigDecimal checkedMultiplier(BigDecimal multiplier) {
        if (multiplier == null || multiplier.signum() <= 0 || multiplier.compareTo(MOST_MULTIPLIER) > 0 || multiplier.scale() > 4) {
            throw RefusedException.invalid("multiplier", "refused.multiplier", "multiplier must be more than 0, at most 1000000, with at most 4 decimals.");
        }
        return multiplier;
    }
}
