package com.wattwell.invoice;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Electronic invoices as they are shown. */
@Stateless
public class InvoiceQueries {

    private static final String SELECT = """
            select i.*, b.number as bill, a.number as account, i.document_xml is not null as documents,
                (select r.id from electronic_invoice r where r.reverses = i.id and r.state <> 'REFUSED') as red from electronic_invoice i
            join bill b on b.id = i.bill_id join customer_account a on a.id = i.account_id
            """;

    @Inject
    private Database database;

    /** How far it is. */
    public enum State {
        /** The provider has not answered yet. */
        ASKED,
        ISSUED,
        /** The provider refused it for good. */
        REFUSED,
        /** A red-letter invoice takes it back (红冲). */
        REVERSED
    }

    /**
     * @param red       a red-letter one, which takes another back
     * @param reverses  which
     * @param redId     of the red-letter one that takes this one back, or {@code null}
     * @param documents whether XML and PDF are kept
     */
    public record Row(long id, int companyId, long accountId, String account, long billId, String bill, boolean red, State state, Long reverses, Long redId, String title,
                      String taxNumber, long amountFen, long taxFen, String reason, String number, Instant issuedAt, boolean documents, String failure, int attempts,
                      Instant nextTry, Instant askedAt, String askedBy) {
    }

    /** The newest first. @param text a number of an invoice, bill or account, or a part of the title; or {@code null} */
    public Page<Row> list(Scope scope, String text, State state, Page.Request page) {
        Conditions where = new Conditions(scope.and("i.company_id"));
        if (text != null && !text.isBlank()) {
            String like = Conditions.containing(text);
            where.and("i.number = ? or i.title ilike ? or i.account_id in (select x.id from customer_account x where x.number ilike ?)", text.strip(), like, like);
        }
        if (state != null) {
            where.and("i.state = ?", state.name());
        }
        long total = database.one("select count(*) from electronic_invoice i " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by i.id desc limit ? offset ?", InvoiceQueries::row, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where i.id = ?" + scope.and("i.company_id"), InvoiceQueries::row, id);
    }

    public List<Row> ofBill(Scope scope, long billId) {
        return database.list(SELECT + "where i.bill_id = ?" + scope.and("i.company_id") + " order by i.id", InvoiceQueries::row, billId);
    }

    /** What the provider gave. @param xml whether the XML is wanted, which is the invoice before the law; else the PDF */
    public Optional<byte[]> document(Scope scope, long id, boolean xml) {
        return database.first("select " + (xml ? "document_xml" : "document_pdf") + " from electronic_invoice i where i.id = ? and i.document_xml is not null" + scope.and("i.company_id"),
                row -> row.getBytes(1), id);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getLong("account_id"), row.getString("account"), row.getLong("bill_id"), row.getString("bill"),
                row.getString("kind").equals("RED"), State.valueOf(row.getString("state")), row.getObject("reverses", Long.class), row.getObject("red", Long.class),
                row.getString("title"), row.getString("tax_number"), row.getLong("amount_fen"), row.getLong("tax_fen"), row.getString("reason"), row.getString("number"),
                Database.instant(row, "issued_at"), row.getBoolean("documents"), row.getString("failure"), row.getInt("attempts"), Database.instant(row, "next_try"),
                Database.instant(row, "asked_at"), row.getString("asked_by"));
    }
}
