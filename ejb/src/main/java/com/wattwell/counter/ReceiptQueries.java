package com.wattwell.counter;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/** Receipts as people look at them. */
@Stateless
public class ReceiptQueries {

    private static final String SELECT = """
            select r.*, y.name as company, a.number as account, c.name as customer,
                (select min(u.path) from agreement g join usage_point p on p.id = g.usage_point_id join area u on u.id = p.area_id where g.account_id = a.id) as place
            from receipt r join company y on y.id = r.company_id join customer_account a on a.id = r.account_id join customer c on c.id = a.customer_id
            """;

    @Inject
    private Database database;

    public Optional<Receipt> byId(Scope scope, long id) {
        return database.first(SELECT + "where r.id = ?" + scope.and("r.company_id"), ReceiptQueries::row, id);
    }

    /** The one that a form made already. */
    public Optional<Receipt> byToken(int companyId, String token) {
        return database.first(SELECT + "where r.company_id = ? and r.token = ?", ReceiptQueries::row, companyId, token);
    }

    /** The newest first. */
    public Page<Receipt> ofAccount(Scope scope, long accountId, Page.Request page) {
        return list("where r.account_id = ?" + scope.and("r.company_id"), accountId, page);
    }

    /** What was taken in a shift, the newest first. */
    public Page<Receipt> ofShift(Scope scope, long shiftId, Page.Request page) {
        return list("where r.shift_id = ?" + scope.and("r.company_id"), shiftId, page);
    }

    private Page<Receipt> list(String where, long id, Page.Request page) {
        return new Page<>(database.list(SELECT + where + " order by r.id desc limit ? offset ?", ReceiptQueries::row, id, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from receipt r " + where, row -> row.getLong(1), id));
    }

    private static Receipt row(ResultSet row) throws SQLException {
        return new Receipt(row.getLong("id"), row.getInt("company_id"), row.getString("company"), row.getString("number"), row.getLong("account_id"), row.getString("account"),
                row.getString("customer"), row.getString("place"), row.getObject("shift_id", Long.class), row.getString("kind"), Tender.valueOf(row.getString("tender")),
                row.getLong("amount_fen"), row.getLong("balance_fen"), row.getString("reference"), row.getString("reason"), row.getObject("day", LocalDate.class),
                Database.instant(row, "at"), row.getString("by_name"), Database.instant(row, "reversed_at"), row.getString("reversed_by"), row.getString("reversed_why"));
    }
}
