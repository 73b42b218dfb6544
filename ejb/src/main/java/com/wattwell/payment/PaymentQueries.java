package com.wattwell.payment;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Orders, payments, notices, statements and differences as people look at them. */
@Stateless
public class PaymentQueries {

    private final Database database;

    @Inject
    public PaymentQueries(Database database) {
        this.database = database;
    }

    protected PaymentQueries() {
        this(null); // the container's proxy wants it
    }

    /** An order with the account and customer it is for, and what has come. */
    public record OrderRow(PaymentOrder order, String account, String customer, long paidFen, int payments) {
    }

    /** A line of an order's story, its notices among them. */
    public record Event(Instant at, String kind, String detail) {
    }

    /**
     * A payment.
     *
     * @param account       {@code null} when nobody knew whose it was
     * @param refundableFen what may still go back of it
     * @param suspenseFen   what of it stands in SUSPENSE; negative where more was posted than came
     * @param takenBack     whether it counts as never made, because the channel does not know it
     */
    public record PaymentRow(long id, int companyId, Channel channel, String tradeNumber, String orderNumber, Long orderId, Long accountId, String account, long amountFen,
                             long refundedFen, long refundableFen, long suspenseFen, boolean takenBack, Instant paidAt, String learnedBy, Instant learnedAt, String remark,
                             Long entryId) {
    }

    /** A day of a merchant account. */
    public record DayRow(long id, int companyId, int merchantAccountId, String company, Channel channel, LocalDate day, String state, Instant fetchedAt, String failure, int payments, int refunds,
                         long paidFen, long refundedFen, long feeFen, String fileName, int open, int decided) {
    }

    /** A difference. @param account of the customer, if it is known */
    public record DifferenceRow(long id, long statementId, String kind, boolean ofRefund, String tradeNumber, String orderNumber, String refundNumber, Long hereFen, Long thereFen,
                                String state, String decision, String note, Instant decidedAt, String decidedBy, Long entryId, String account) {
    }

    private static final String ORDER = """
            select o.*, a.number as account, c.name as customer, coalesce(p.fen, 0) as paid_fen, coalesce(p.times, 0) as payments
            from payment_order o join customer_account a on a.id = o.customer_account_id join customer c on c.id = a.customer_id
            left join lateral (select sum(amount_fen)::bigint as fen, count(*)::int as times from payment p where p.order_id = o.id) p on true
            """;
    /** What may still go back of the payment {@code p}, by what the channel has. */
    static final String REFUNDABLE = """
            case when p.reversal_id is null then coalesce(p.channel_fen, p.amount_fen) - (select coalesce(sum(coalesce(r.channel_fen, r.amount_fen)), 0)::bigint from payment_refund r
                where r.payment_id = p.id and r.state <> 'FAILED') else 0 end""";
    private static final String PAYMENT = """
            select p.*, a.number as account, (select coalesce(sum(r.amount_fen), 0)::bigint from payment_refund r where r.payment_id = p.id and r.state <> 'FAILED') as refunded_fen,
                greatest(%s, 0) as refundable_fen
            from payment p left join customer_account a on a.id = p.customer_account_id
            """.formatted(REFUNDABLE);
    private static final String DAY = """
            select s.*, m.channel, c.code as company, coalesce(d.open, 0) as open, coalesce(d.decided, 0) as decided
            from channel_statement s join merchant_account m on m.id = s.merchant_account_id join company c on c.id = s.company_id
            left join lateral (select count(*) filter (where state = 'OPEN')::int as open, count(*) filter (where state <> 'OPEN')::int as decided
                from reconciliation_difference d where d.statement_id = s.id) d on true
            """;

    /**
     * The newest first.
     *
     * @param text the end or whole of an order's or account's number, or {@code null}
     */
    public Page<OrderRow> orders(Scope scope, OrderState state, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("o.company_id"));
        if (state != null) {
            where.and("o.state = ?", state.name());
        }
        if (text != null && !text.isBlank()) {
            where.and("o.number = ? or o.customer_account_id in (select x.id from customer_account x where x.number ilike ?)", text.strip(), Conditions.containing(text));
        }
        long total = database.one("select count(*) from payment_order o " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(ORDER + where.sql() + " order by o.id desc limit ? offset ?", PaymentQueries::order, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<OrderRow> order(Scope scope, long id) {
        return database.first(ORDER + "where o.id = ?" + scope.and("o.company_id"), PaymentQueries::order, id);
    }

    /** In the order in which it happened. */
    public List<Event> story(Scope scope, long orderId) {
        return database.list("""
                select at, kind, detail from payment_order_event where order_id = ?%1$s
                union all select n.received_at, 'notice', n.verdict || coalesce(' ' || n.trade_number, '') from payment_notice n join payment_order o on o.number = n.order_number
                    and o.merchant_account_id = n.merchant_account_id where o.id = ?%2$s
                union all select r.requested_at, 'refund', r.state || ' ' || (r.amount_fen / 100.0)::numeric(14, 2) || ' ' || r.number from payment_refund r
                    join payment p on p.id = r.payment_id where p.order_id = ?%3$s
                order by 1 limit 500""".formatted(scope.and("company_id"), scope.and("o.company_id"), scope.and("p.company_id")),
                row -> new Event(Database.instant(row, 1), row.getString(2), row.getString(3)), orderId, orderId, orderId);
    }

    public List<PaymentRow> paymentsOf(Scope scope, long orderId) {
        return database.list(PAYMENT + "where p.order_id = ?" + scope.and("p.company_id") + " order by p.id limit 100", PaymentQueries::payment, orderId);
    }

    public Optional<PaymentRow> payment(Scope scope, long id) {
        return database.first(PAYMENT + "where p.id = ?" + scope.and("p.company_id"), PaymentQueries::payment, id);
    }

    /** The newest first. @param suspense only those of which something stands in SUSPENSE @param accountId only those of this account, or {@code null} */
    public Page<PaymentRow> payments(Scope scope, boolean suspense, Long accountId, Page.Request page) {
        Conditions where = new Conditions(scope.and("p.company_id"));
        if (suspense) {
            where.and("p.suspense_fen <> 0");
        }
        if (accountId != null) {
            where.and("p.customer_account_id = ?", accountId);
        }
        long total = database.one("select count(*) from payment p " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(PAYMENT + where.sql() + " order by p.id desc limit ? offset ?", PaymentQueries::payment, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    /** The newest day first. */
    public Page<DayRow> days(Scope scope, boolean openOnly, Page.Request page) {
        Conditions where = new Conditions(scope.and("s.company_id"));
        if (openOnly) {
            where.and("exists (select 1 from reconciliation_difference d where d.statement_id = s.id and d.state = 'OPEN')");
        }
        long total = database.one("select count(*) from channel_statement s " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(DAY + where.sql() + " order by s.day desc, s.id desc limit ? offset ?", PaymentQueries::day, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<DayRow> day(Scope scope, long id) {
        return database.first(DAY + "where s.id = ?" + scope.and("s.company_id"), PaymentQueries::day, id);
    }

    /** Open ones first. */
    public List<DifferenceRow> differences(Scope scope, long statementId) {
        return database.list("""
                select d.*, (select a.number from payment p join customer_account a on a.id = p.customer_account_id where p.company_id = d.company_id
                    and p.trade_number = d.trade_number limit 1) as account
                from reconciliation_difference d where d.statement_id = ?%s order by d.state <> 'OPEN', d.id limit 1000""".formatted(scope.and("d.company_id")),
                row -> new DifferenceRow(row.getLong("id"), row.getLong("statement_id"), row.getString("kind"), row.getBoolean("of_refund"), row.getString("trade_number"),
                        row.getString("order_number"), row.getString("refund_number"), row.getObject("here_fen", Long.class), row.getObject("there_fen", Long.class), row.getString("state"),
                        row.getString("decision"), row.getString("note"), Database.instant(row, "decided_at"), row.getString("decided_by"), row.getObject("entry_id", Long.class),
                        row.getString("account")), statementId);
    }

    private static OrderRow order(ResultSet row) throws SQLException {
        return new OrderRow(PaymentOrder.read(row), row.getString("account"), row.getString("customer"), row.getLong("paid_fen"), row.getInt("payments"));
    }

    private static PaymentRow payment(ResultSet row) throws SQLException {
        return new PaymentRow(row.getLong("id"), row.getInt("company_id"), Channel.valueOf(row.getString("channel")), row.getString("trade_number"), row.getString("order_number"),
                row.getObject("order_id", Long.class), row.getObject("customer_account_id", Long.class), row.getString("account"), row.getLong("amount_fen"), row.getLong("refunded_fen"),
                row.getLong("refundable_fen"), row.getLong("suspense_fen"), row.getObject("reversal_id") != null, Database.instant(row, "paid_at"), row.getString("learned_by"), Database.instant(row, "learned_at"), row.getString("remark"), row.getObject("entry_id", Long.class));
    }

    private static DayRow day(ResultSet row) throws SQLException {
        return new DayRow(row.getLong("id"), row.getInt("company_id"), row.getInt("merchant_account_id"), row.getString("company"), Channel.valueOf(row.getString("channel")), row.getObject("day", LocalDate.class),
                row.getString("state"), Database.instant(row, "fetched_at"), row.getString("failure"), row.getInt("payments"), row.getInt("refunds"), row.getLong("paid_fen"),
                row.getLong("refunded_fen"), row.getLong("fee_fen"), row.getString("file_name"), row.getInt("open"), row.getInt("decided"));
    }
}
