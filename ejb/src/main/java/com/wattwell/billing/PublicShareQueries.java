package com.wattwell.billing;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.tariff.Commodity;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Shares of common meters (公摊) as they are shown, and what came of them month by month. */
@Stateless
public class PublicShareQueries {

    /** Months of a share that its page offers. */
    private static final int MONTHS = 24;

    /** What of a part {@code p} was charged: of the lines for shares on the bill that has the month's last day, as much as the part is of all that fell to the unit on it. */
    private static final String CHARGED = """
             left join lateral (
                select b.id, b.number, round(sum(l.amount_fen) * p.quantity / nullif((select sum(x.quantity) from public_share_part x where x.usage_point_id = p.usage_point_id
                    and x.period + interval '1 month' > b.from_day and x.period + interval '1 month' <= b.to_day), 0))::bigint as fen
                from bill_point u join bill b on b.id = u.bill_id and b.state <> 'CANCELLED' left join bill_line l on l.bill_id = b.id and l.usage_point_id = u.usage_point_id and l.kind = 'SHARE'
                where u.usage_point_id = p.usage_point_id and u.from_day < p.period + interval '1 month' and u.to_day >= p.period + interval '1 month' group by b.id) c on true
            """;
    private static final String SELECT = """
            select s.*, y.code as company_code, u.name as point, u.commodity, r.path as place, m.address,
                (select count(*) from public_share_member x where x.share_id = s.id) as members, k.period, k.quantity, k.held, k.fen
            from public_share s join company y on y.id = s.company_id join usage_point u on u.id = s.usage_point_id left join area r on r.id = u.area_id
            left join usage_point_meter f on f.usage_point_id = u.id and f.to_at is null left join meter m on m.id = f.meter_id
            left join lateral (select p.period, sum(p.quantity) as quantity, max(p.held) as held, sum(c.fen)::bigint as fen from public_share_part p
            """ + CHARGED + """
                where p.share_id = s.id and p.period = (select max(x.period) from public_share_part x where x.share_id = s.id) group by p.period) k on true
            """;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /**
     * A share.
     *
     * @param address of the meter that counts at the common point now, or {@code null}
     * @param to      its last month, or {@code null} while it is not to end
     * @param last    what came of the last month that was reckoned, or {@code null} before the first
     */
    public record Row(int id, int companyId, String companyCode, long usagePointId, String point, Commodity commodity, String place, String address, PublicShares.Basis basis,
                      String nameZh, String nameEn, BillingPeriod from, BillingPeriod to, int members, Month last, String changedBy) {
    }

    /** A meter that may be common. @param usagePointId {@code null} while nothing is counted there for anybody */
    public record Common(Long usagePointId, Commodity commodity) {
    }

    /** A month of a share. @param held why it is not known yet, or {@code null} @param chargedFen what stands on bills of it so far */
    public record Month(BillingPeriod period, BigDecimal quantity, String held, long chargedFen) {
    }

    /** A unit of a share. @param place or {@code null} @param account the number of whose it is now, or {@code null} */
    public record Unit(long usagePointId, String point, String place, String account, BigDecimal area) {
    }

    /** What a unit bore of a month. @param billId and what it bears on it; {@code null} before it is billed @param fen {@code null} where its tariff has no price for shares */
    public record Part(long usagePointId, String point, String place, BigDecimal quantity, Long billId, String bill, Long fen) {
    }

    /** By company and name, of one meter the newest first. @param text in the name, or the common meter's name, place or address; or {@code null} @param ended whether those that are over, too */
    public Page<Row> list(Scope scope, String text, boolean ended, Page.Request page) {
        Conditions where = new Conditions(scope.and("s.company_id"));
        if (text != null && !text.isBlank()) {
            String pattern = Conditions.containing(text);
            where.and("s.name_zh ilike ? or s.name_en ilike ? or u.name ilike ? or r.path ilike ? or m.address ilike ?", pattern, pattern, pattern, pattern, pattern);
        }
        if (!ended) {
            where.and("s.to_day is null or s.to_day > (?::timestamptz at time zone y.time_zone)::date", clock.instant());
        }
        long total = database.one("""
                select count(*) from public_share s join company y on y.id = s.company_id join usage_point u on u.id = s.usage_point_id left join area r on r.id = u.area_id
                left join usage_point_meter f on f.usage_point_id = u.id and f.to_at is null left join meter m on m.id = f.meter_id
                """ + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by y.code, s.name_zh, s.usage_point_id, s.from_day desc limit ? offset ?", PublicShareQueries::row,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + "where s.id = ?" + scope.and("s.company_id"), PublicShareQueries::row, id);
    }

    /** Where a meter counts, if it counts what is charged. */
    public Optional<Common> common(Scope scope, int meterId) {
        return database.first("""
                        select (select f.usage_point_id from usage_point_meter f where f.meter_id = m.id and f.to_at is null), mm.commodity from meter m join meter_model mm on mm.id = m.model_id
                        where m.id = ? and mm.commodity in ('ELECTRICITY', 'WATER')""" + scope.and("m.company_id"),
                row -> new Common(row.getObject(1, Long.class), Commodity.valueOf(row.getString(2))), meterId);
    }

    /** All shares there are and were of a common meter, the newest first. */
    public List<Row> ofPoint(Scope scope, long usagePointId) {
        return database.list(SELECT + "where s.usage_point_id = ?" + scope.and("s.company_id") + " order by s.from_day desc limit ?", PublicShareQueries::row, usagePointId, MONTHS);
    }

    /** Its months, the newest first. */
    public List<Month> months(Scope scope, int id) {
        return database.list("select p.period, sum(p.quantity), max(p.held), coalesce(sum(c.fen), 0)::bigint from public_share_part p" + CHARGED + " where p.share_id = ?"
                + scope.and("p.company_id") + " group by p.period order by p.period desc limit ?", row -> new Month(BillingPeriod.of(row.getObject(1, LocalDate.class)),
                row.getBigDecimal(2), row.getString(3), row.getLong(4)), id, MONTHS);
    }

    /** What each unit bore of a month, by place and name. */
    public List<Part> parts(Scope scope, int id, BillingPeriod period) {
        return database.list("""
                        select p.usage_point_id, n.name, r.path, p.quantity, c.id, c.number, c.fen
                        from public_share_part p join usage_point n on n.id = p.usage_point_id left join area r on r.id = n.area_id
                        """ + CHARGED + " where p.share_id = ? and p.period = ?" + scope.and("p.company_id") + " order by r.path nulls last, n.name, n.id limit ?",
                row -> new Part(row.getLong(1), row.getString(2), row.getString(3), row.getBigDecimal(4), row.getObject(5, Long.class), row.getString(6), row.getObject(7, Long.class)),
                id, period.from(), PublicShareService.MAX_MEMBERS);
    }

    private static final String UNIT = """
            select n.id, n.name, r.path, (select a.number from agreement g join customer_account a on a.id = g.account_id where g.usage_point_id = n.id and g.to_day is null limit 1) as account
            """;

    /** The units that bear, by place and name. */
    public List<Unit> units(Scope scope, int id) {
        return database.list(UNIT + ", s.weight from public_share_member s join usage_point n on n.id = s.usage_point_id left join area r on r.id = n.area_id where s.share_id = ?"
                + scope.and("s.company_id") + " order by r.path nulls last, n.name, n.id", PublicShareQueries::unit, id);
    }

    /** The usage points of a commodity in an area and in what is in it, but for one; one more than a share may hold at most. */
    public List<Unit> in(Scope scope, int areaId, Commodity commodity, Long except) {
        return database.list(UNIT + """
                        , null::numeric from area a join area r on r.id = a.id or starts_with(r.path, a.path || ' / ') and r.company_id = a.company_id
                        join usage_point n on n.area_id = r.id where a.id = ? and n.commodity = ? and n.id <> ?
                        """ + scope.and("a.company_id") + " order by r.path, n.name, n.id limit ?", PublicShareQueries::unit, areaId, commodity, except == null ? 0L : except,
                PublicShareService.MAX_MEMBERS + 1);
    }

    /** The shares that a unit bore a part of in the months that a charge has days of. */
    public List<Row> borne(Scope scope, long usagePointId, LocalDate from, LocalDate to) {
        return database.list(SELECT + """
                        where s.id in (select p.share_id from public_share_part p where p.usage_point_id = ? and p.period + interval '1 month' > ? and p.period < ?)
                        """ + scope.and("s.company_id") + " order by s.id limit ?", PublicShareQueries::row, usagePointId, from, to, MONTHS);
    }

    private static Unit unit(ResultSet row) throws SQLException {
        return new Unit(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getBigDecimal(5));
    }

    private static Row row(ResultSet row) throws SQLException {
        LocalDate to = row.getObject("to_day", LocalDate.class);
        LocalDate last = row.getObject("period", LocalDate.class);
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company_code"), row.getLong("usage_point_id"), row.getString("point"),
                Commodity.valueOf(row.getString("commodity")), row.getString("place"), row.getString("address"), PublicShares.Basis.valueOf(row.getString("basis")),
                row.getString("name_zh"), row.getString("name_en"), BillingPeriod.of(row.getObject("from_day", LocalDate.class)), to == null ? null : BillingPeriod.of(to).before(),
                row.getInt("members"), last == null ? null : new Month(BillingPeriod.of(last), row.getBigDecimal("quantity"), row.getString("held"), row.getLong("fen")),
                row.getString("changed_by") == null ? row.getString("created_by") : row.getString("changed_by"));
    }
}
