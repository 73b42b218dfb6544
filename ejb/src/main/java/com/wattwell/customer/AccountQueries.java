package com.wattwell.customer;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ContractTerms;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Accounts as people look at them, and what they are looked for by: number, name, phone (its last four digits too), room, meter. */
@Stateless
public class AccountQueries {

    /** Shorter texts are in no index of three letters each. */
    private static final int INDEXED_LENGTH = 3;
    private static final int PHONE_END = 4;

    /**
     * An account in a list.
     *
     * @param place      the room of its first usage point, or {@code null}
     * @param points     how many usage points it has
     * @param balanceFen what we owe the customer; negative what he owes
     */
    public record Row(long id, int companyId, String number, long customerId, String customer, String phone, AccountMode mode, boolean open, LocalDate openedOn,
                      LocalDate closedOn, int householdSize, String place, int points, long balanceFen) {
    }

    /**
     * A usage point of an account for a time, by one tariff.
     *
     * @param to       the first day that is not any more, or {@code null}
     * @param meterId  the meter there now, or {@code null}
     * @param chargedTo usage is booked up to the beginning of this day, or {@code null}
     */
    public record Agreement(long id, long usagePointId, String usagePoint, Commodity commodity, String place, Integer meterId, String meterAddress, BigDecimal multiplier,
                            int tariffId, String tariffCode, String tariffZh, String tariffEn, ContractTerms terms, LocalDate from, LocalDate to, LocalDate chargedTo) {
    }

    /** What happened. */
    public record Event(Instant at, LocalDate day, String kind, String detail, String by) {
    }

    /** A tariff that can be agreed on. */
    public record TariffChoice(int id, int companyId, String code, Commodity commodity, String nameZh, String nameEn) {
    }

    private static final String ROW = """
            select a.*, c.name as customer, c.phone, coalesce(b.balance_fen, 0) as balance_fen, g.place, g.points
            from customer_account a join customer c on c.id = a.customer_id left join ledger_balance b on b.customer_account_id = a.id
            cross join lateral (
                select count(distinct g.usage_point_id)::int as points, min(r.path) as place from agreement g join usage_point p on p.id = g.usage_point_id
                left join area r on r.id = p.area_id where g.account_id = a.id) g
            """;

    // each part finds by its own index; one OR would be tried row by row
    private static final String FOUND = """
            a.id in (select x.id from customer_account x where x.number ilike ?
                union select x.id from customer_account x join customer y on y.id = x.customer_id where y.name ilike ?
                union select x.id from customer_account x join customer y on y.id = x.customer_id where y.phone like ?
                union select g.account_id from agreement g join usage_point p on p.id = g.usage_point_id join area r on r.id = p.area_id where r.path ilike ? or p.name ilike ?
                union select g.account_id from agreement g join usage_point_meter f on f.usage_point_id = g.usage_point_id join meter m on m.id = f.meter_id where m.address ilike ?)
            """;

    private final Database database;

    @Inject
    public AccountQueries(Database database) {
        this.database = database;
    }

    protected AccountQueries() {
        this(null); // the container's proxy wants it
    }

    /**
     * The newest first.
     *
     * @param text anywhere in number, name, phone, room or meter address; two letters look at names alone; {@code null} or blank for all
     * @param open {@code null} for all
     */
    public Page<Row> list(Scope scope, String text, Boolean open, Page.Request page) {
        Conditions where = new Conditions(scope.and("a.company_id"));
        if (text != null && !text.isBlank()) {
            String stripped = text.strip();
            String like = Conditions.containing(stripped);
            if (stripped.length() == PHONE_END && stripped.chars().allMatch(Character::isDigit)) {
                where.and("a.id in (select x.id from customer_account x join customer y on y.id = x.customer_id where right(y.phone, 4) = ?) or " + FOUND,
                        stripped, like, like, like, like, like, like);
            } else if (stripped.length() < INDEXED_LENGTH) {
                where.and("a.customer_id in (select y.id from customer y where y.name ilike ?)", like);
            } else {
                where.and(FOUND, like, like, like, like, like, like);
            }
        }
        if (open != null) {
            where.and("a.state = ?", open ? "OPEN" : "CLOSED");
        }
        long total = database.one("select count(*) from customer_account a " + where.sql(), row -> row.getLong(1), where.parameters());
        List<Long> ids = database.list("select a.id from customer_account a " + where.sql() + " order by a.id desc limit ? offset ?", row -> row.getLong(1),
                where.parameters(page.size(), page.offset()));
        Map<Long, Row> rows = database.list(ROW + "where a.id = any(?)" + scope.and("a.company_id"), AccountQueries::row, ids.stream().mapToLong(Long::longValue).toArray())
                .stream().collect(Collectors.toMap(Row::id, Function.identity()));
        return new Page<>(ids.stream().map(rows::get).filter(Objects::nonNull).toList(), page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(ROW + "where a.id = ?" + scope.and("a.company_id"), AccountQueries::row, id);
    }

    public List<Row> ofCustomer(Scope scope, long customerId) {
        return database.list(ROW + "where a.customer_id = ?" + scope.and("a.company_id") + " order by a.id desc limit 100", AccountQueries::row, customerId);
    }

    public Optional<Customer> customer(Scope scope, long id) {
        return database.first("select c.* from customer c where c.id = ?" + scope.and("c.company_id"), AccountQueries::customer, id);
    }

    /** All there ever were, the present ones first. */
    public List<Agreement> agreements(Scope scope, long accountId) {
        return database.list("""
                select g.*, p.name as point, p.commodity, r.path as place, f.meter_id, f.multiplier, m.address, t.code, t.name_zh, t.name_en,
                    (select max(s.to_day) from usage_span s where s.usage_point_id = g.usage_point_id and s.withdrawn_at is null and s.from_day >= g.from_day
                        and (g.to_day is null or s.to_day <= g.to_day)) as charged
                from agreement g join usage_point p on p.id = g.usage_point_id left join area r on r.id = p.area_id join tariff t on t.id = g.tariff_id
                left join usage_point_meter f on f.usage_point_id = p.id and f.to_at is null left join meter m on m.id = f.meter_id
                where g.account_id = ?%s order by g.to_day is not null, g.from_day desc, g.usage_point_id limit 500""".formatted(scope.and("g.company_id")),
                row -> new Agreement(row.getLong("id"), row.getLong("usage_point_id"), row.getString("point"), Commodity.valueOf(row.getString("commodity")), row.getString("place"),
                        Database.integer(row, "meter_id"), row.getString("address"), row.getBigDecimal("multiplier"), row.getInt("tariff_id"), row.getString("code"),
                        row.getString("name_zh"), row.getString("name_en"),
                        new ContractTerms(row.getBigDecimal("contract_kw"), row.getBigDecimal("capacity_kva"), row.getInt("beds")),
                        row.getObject("from_day", LocalDate.class), row.getObject("to_day", LocalDate.class), row.getObject("charged", LocalDate.class)), accountId);
    }

    /** The newest first. */
    public List<Event> events(Scope scope, long accountId, int most) {
        return database.list("select e.at, e.day, e.kind, e.detail, e.by_name from account_event e where e.account_id = ?" + scope.and("e.company_id") + " order by e.id desc limit ?",
                row -> new Event(Database.instant(row, 1), row.getObject(2, LocalDate.class), row.getString(3), row.getString(4), row.getString(5)), accountId, most);
    }

    /** Every tariff that has been published, by code. */
    public List<TariffChoice> tariffs(Scope scope) {
        return database.list("select t.id, t.company_id, t.code, t.commodity, t.name_zh, t.name_en from tariff t where exists (select 1 from tariff_version v where v.tariff_id = t.id and v.state = 'PUBLISHED')" + scope.and("t.company_id") + " order by t.code limit 500",
                row -> new TariffChoice(row.getInt(1), row.getInt(2), row.getString(3), Commodity.valueOf(row.getString(4)), row.getString(5), row.getString(6)));
    }

    /** Customers whose name or phone says so, the newest first. @param text {@code null} or blank for all */
    public Page<Customer> customers(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("c.company_id"));
        if (text != null && !text.isBlank()) {
            String like = Conditions.containing(text);
            where.and("c.id in (select x.id from customer x where x.name ilike ? union select x.id from customer x where x.phone like ?)", like, like);
        }
        return new Page<>(database.list("select c.* from customer c " + where.sql() + " order by c.id desc limit ? offset ?", AccountQueries::customer,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), database.one("select count(*) from customer c " + where.sql(), row -> row.getLong(1), where.parameters()));
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(row.getLong("id"), row.getInt("company_id"), row.getString("name"), row.getString("phone"), row.getBytes("identity_number_sealed") != null,
                row.getString("postal_address"), row.getString("invoice_title"), row.getString("tax_number"), row.getString("note"), Database.instant(row, "created_at"),
                row.getString("created_by"));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getString("number"), row.getLong("customer_id"), row.getString("customer"), row.getString("phone"),
                AccountMode.valueOf(row.getString("mode")), row.getString("state").equals("OPEN"), row.getObject("opened_on", LocalDate.class),
                row.getObject("closed_on", LocalDate.class), row.getInt("household_size"), row.getString("place"), row.getInt("points"), row.getLong("balance_fen"));
    }
}
