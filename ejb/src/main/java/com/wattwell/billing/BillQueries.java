package com.wattwell.billing;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.usage.book.ReadingRefs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Bills as they are shown. */
@Stateless
public class BillQueries {

    private static final String SELECT = """
            select b.*, a.number as account, c.name as customer, c.phone, c.postal_address, c.invoice_title, c.tax_number, y.name as company, y.code as company_code,
                (select r.path from agreement g join usage_point p on p.id = g.usage_point_id join area r on r.id = p.area_id where g.account_id = b.account_id
                    order by g.from_day desc limit 1) as place
            from bill b join customer_account a on a.id = b.account_id join customer c on c.id = a.customer_id join company y on y.id = b.company_id
            """;

    @Inject
    private Database database;

    protected BillQueries() {
        // the container's
    }

    public BillQueries(Database database) {
        this.database = database;
    }

    /** How far a bill is. */
    public enum State {
        DRAFT, PUBLISHED, CANCELLED
    }

    /**
     * A bill.
     *
     * @param to               the day after its last
     * @param dueOn            {@code null} for a draft
     * @param balanceBeforeFen what the customer had with us when it was published, negative for arrears; {@code null} for a draft
     * @param entryId          of the books, or {@code null} where nothing was to be paid
     */
    public record Row(long id, int companyId, String companyCode, String company, long accountId, String account, String customer, String phone, String address, String place,
                      String invoiceTitle, String taxNumber, Long runId, BillingPeriod period, int revision, String number, boolean last, State state, LocalDate from,
                      LocalDate to, long totalFen, long taxFen, Instant settledAt, Instant publishedAt, LocalDate dueOn, Long balanceBeforeFen, Long entryId,
                      Instant cancelledAt, String cancelledBy, String cancelledWhy, Long cancelEntryId) {

        /** What is to be paid with it: its total and what was owed before, less what was paid in advance; not below 0. */
        public long payableFen() {
            return Math.max(0, totalFen - (balanceBeforeFen == null ? 0 : balanceBeforeFen));
        }

        public long arrearsFen() {
            return balanceBeforeFen == null ? 0 : Math.max(0, -balanceBeforeFen);
        }

        public long creditFen() {
            return balanceBeforeFen == null ? 0 : Math.max(0, Math.min(balanceBeforeFen, totalFen));
        }

        /** The last day that it is for. */
        public LocalDate lastDay() {
            return to.minusDays(1);
        }
    }

    /** A line of a bill. @param unitPrice yuan, or {@code null} */
    public record Line(long billId, int number, long usagePointId, String point, Commodity commodity, String kind, String house, String ruleId, String nameZh, String nameEn,
                       String tariffCode, int tariffVersion, LocalDate from, LocalDate to, String register, int step, BigDecimal quantity, BigDecimal unitPrice,
                       long amountFen, long taxFen, String detail, boolean estimated, List<ReadingRef> readings) {

        public String name(boolean chinese) {
            return chinese ? nameZh : nameEn;
        }

        public LocalDate lastDay() {
            return to.minusDays(1);
        }
    }

    /** What a month took. */
    public record Month(BillingPeriod period, BigDecimal quantity, long totalFen) {
    }

    /**
     * The newest first.
     *
     * @param text    a bill's or account's number, or a part of the customer's name; or {@code null}
     * @param state   or {@code null} for all
     * @param period  or {@code null} for all
     * @param runId   or {@code null} for all
     */
    public Page<Row> list(Scope scope, String text, State state, BillingPeriod period, Long runId, Page.Request page) {
        Conditions where = new Conditions(scope.and("b.company_id"));
        if (text != null && !text.isBlank()) {
            String stripped = text.strip();
            String account = stripped.matches("[0-9A-Za-z-]+-\\d{6}(-[Rr]\\d+)?") ? stripped.replaceFirst("-\\d{6}(-[Rr]\\d+)?$", "") : stripped;
            where.and("b.account_id in (select x.id from customer_account x where x.number ilike ? union select x.id from customer_account x join customer y on y.id = x.customer_id"
                    + " where y.name ilike ? or y.phone like ?)", Conditions.containing(account), Conditions.containing(stripped), Conditions.containing(stripped));
            if (!account.equals(stripped)) {
                where.and("b.number ilike ?", Conditions.containing(stripped));
            }
        }
        if (state != null) {
            where.and("b.state = ?", state.name());
        }
        if (period != null) {
            where.and("b.period = ?", period.from());
        }
        if (runId != null) {
            where.and("b.run_id = ?", runId);
        }
        long total = database.one("select count(*) from bill b " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by b.period desc, b.id desc limit ? offset ?", BillQueries::row,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where b.id = ?" + scope.and("b.company_id"), BillQueries::row, id);
    }

    public Optional<Row> byNumber(Scope scope, String number) {
        return database.first(SELECT + "where b.number = ? and a.number = ?" + scope.and("b.company_id"), BillQueries::row, number,
                number.replaceFirst("-\\d{6}(-R\\d+)?$", ""));
    }

    /** An account's bills, the newest first. */
    public Page<Row> ofAccount(Scope scope, long accountId, Page.Request page) {
        long total = database.one("select count(*) from bill b where b.account_id = ?" + scope.and("b.company_id"), row -> row.getLong(1), accountId);
        return new Page<>(database.list(SELECT + "where b.account_id = ?" + scope.and("b.company_id") + " order by b.from_day desc, b.revision desc limit ? offset ?",
                BillQueries::row, accountId, page.size(), page.offset()), page.page(), page.size(), total);
    }

    /** In the order of the bill. */
    public List<Line> lines(Scope scope, long billId) {
        return database.list("select l.*, p.name as point, p.commodity from bill_line l join usage_point p on p.id = l.usage_point_id where l.bill_id = ?" + scope.and("l.company_id")
                + " order by l.number", BillQueries::line, billId);
    }

    public Optional<Line> line(Scope scope, long billId, int number) {
        return database.first("select l.*, p.name as point, p.commodity from bill_line l join usage_point p on p.id = l.usage_point_id where l.bill_id = ? and l.number = ?"
                + scope.and("l.company_id"), BillQueries::line, billId, number);
    }

    /** The twelve months up to a bill's, of its account: what live bills say, the oldest first; months without a bill are left out. */
    public List<Month> year(Row bill) {
        return database.list("""
                        select b.period, coalesce(sum((select sum(u.quantity) from bill_point u where u.bill_id = b.id)), 0), sum(b.total_fen)::bigint from bill b
                        where b.account_id = ? and (b.state <> 'CANCELLED' or b.id = ?) and b.period > ? and b.period <= ? group by b.period order by b.period""",
                row -> new Month(BillingPeriod.of(row.getObject(1, LocalDate.class)), row.getBigDecimal(2), row.getLong(3)), bill.accountId(), bill.id(),
                bill.period().from().minusYears(1), bill.period().from());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getString("company_code"), row.getString("company"), row.getLong("account_id"), row.getString("account"),
                row.getString("customer"), row.getString("phone"), row.getString("postal_address"), row.getString("place"), row.getString("invoice_title"),
                row.getString("tax_number"), row.getObject("run_id", Long.class), BillingPeriod.of(row.getObject("period", LocalDate.class)), row.getInt("revision"),
                row.getString("number"), row.getString("kind").equals("FINAL"), State.valueOf(row.getString("state")), row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class), row.getLong("total_fen"), row.getLong("tax_fen"), Database.instant(row, "settled_at"),
                Database.instant(row, "published_at"), row.getObject("due_on", LocalDate.class), row.getObject("balance_before_fen", Long.class),
                row.getObject("entry_id", Long.class), Database.instant(row, "cancelled_at"), row.getString("cancelled_by"), row.getString("cancelled_why"),
                row.getObject("cancel_entry_id", Long.class));
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(row.getLong("bill_id"), row.getInt("number"), row.getLong("usage_point_id"), row.getString("point"), Commodity.valueOf(row.getString("commodity")),
                row.getString("kind"), row.getString("house"), row.getString("rule_id"), row.getString("name_zh"), row.getString("name_en"), row.getString("tariff_code"),
                row.getInt("tariff_version"), row.getObject("from_day", LocalDate.class), row.getObject("to_day", LocalDate.class), row.getString("register"), row.getInt("step"),
                row.getBigDecimal("quantity"), row.getBigDecimal("unit_price"), row.getLong("amount_fen"), row.getLong("tax_fen"), row.getString("detail"),
                row.getBoolean("estimated"), ReadingRefs.read(row.getString("readings")));
    }
}
