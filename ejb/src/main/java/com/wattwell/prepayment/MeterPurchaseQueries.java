package com.wattwell.prepayment;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Purchases on their way into meters, as people look at them. */
@Stateless
public class MeterPurchaseQueries {

    private static final String SELECT = """
            select p.*, a.number as account, c.name as customer, m.address, r.path, k.state as command_state, k.failure, s.remaining_fen, s.read_at,
                (select min(o.id) from meter_purchase o where p.state = 'PAID' and o.meter_id = p.meter_id and o.id <> p.id
                    and (o.state = 'UNCLEAR' or o.state = 'PAID' and o.id < p.id)) as behind
            from meter_purchase p join customer_account a on a.id = p.account_id join customer c on c.id = a.customer_id join meter m on m.id = p.meter_id
            left join area r on r.id = m.area_id left join command k on k.id = p.command_id left join meter_remaining s on s.meter_id = p.meter_id
            """;

    @Inject
    private Database database;

    /**
     * A purchase.
     *
     * @param number       the meter's own number, once it is known
     * @param commandState of the latest order that brings it, or {@code null}
     * @param heldBack     why it does not go: a key of the portal's texts, its arguments behind {@code |}; or {@code null}
     * @param behind       the purchase of the same meter that it waits for, or {@code null}
     * @param remainingFen what the meter said it has left, or {@code null}
     */
    public record Row(long id, int companyId, long accountId, String account, String customer, int meterId, String meter, String place, long amountFen, Integer number, String state, Long command,
                      String commandState, String failure, int tries, Instant paidAt, Instant endedAt, String endedBy, String why, String heldBack, Long behind, Long remainingFen, Instant remainingAt) {
    }

    /** Those that are paid and neither in the meter nor given back, the oldest first; or all, the newest first. */
    public Page<Row> list(Scope scope, boolean open, Page.Request page) {
        String where = "where " + (open ? "p.state in ('PAID', 'UNCLEAR', 'FAILED')" : "true") + scope.and("p.company_id");
        return new Page<>(database.list(SELECT + where + " order by p.id" + (open ? "" : " desc") + " limit ? offset ?", MeterPurchaseQueries::row, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from meter_purchase p " + where, row -> row.getLong(1)));
    }

    /** Of one account, the newest first. */
    public Page<Row> ofAccount(Scope scope, long accountId, Page.Request page) {
        String where = "where p.account_id = ?" + scope.and("p.company_id");
        return new Page<>(database.list(SELECT + where + " order by p.id desc limit ? offset ?", MeterPurchaseQueries::row, accountId, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from meter_purchase p " + where, row -> row.getLong(1), accountId));
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where p.id = ?" + scope.and("p.company_id"), MeterPurchaseQueries::row, id);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getLong("account_id"), row.getString("account"), row.getString("customer"), row.getInt("meter_id"), row.getString("address"),
                row.getString("path"), row.getLong("amount_fen"), Database.integer(row, "number"), row.getString("state"), row.getObject("command_id", Long.class), row.getString("command_state"),
                row.getString("failure"), row.getInt("tries"), Database.instant(row, "paid_at"), Database.instant(row, "ended_at"), row.getString("ended_by"), row.getString("why"), row.getString("held_back"),
                row.getObject("behind", Long.class), row.getObject("remaining_fen", Long.class), Database.instant(row, "read_at"));
    }
}
