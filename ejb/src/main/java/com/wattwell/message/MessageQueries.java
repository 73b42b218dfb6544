package com.wattwell.message;

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

/** The log of messages. */
@Stateless
public class MessageQueries {

    private final Database database;

    @Inject
    public MessageQueries(Database database) {
        this.database = database;
    }

    protected MessageQueries() {
        this(null); // the container's proxy wants it
    }

    /** A message. @param waitsFor QUIET or LIMIT while it must wait, or {@code null} */
    public record Row(long id, int companyId, Medium medium, String recipient, String account, String template, String text, String state, String waitsFor, String failure, int attempts,
                      String supplier, Instant createdAt, String createdBy, Instant sentAt, Instant endedAt, Instant nextAt, Long resendOf) {
        public boolean ended() {
            return state.equals("SENT") || state.equals("DELIVERED") || state.equals("FAILED");
        }
    }

    /** An attempt. */
    public record Attempt(int number, String supplier, Instant beganAt, String state, String supplierNumber, String detail) {
    }

    private static final String SELECT = """
            select m.*, a.number as account, (select t.supplier from message_attempt t where t.message_id = m.id order by t.number desc limit 1) as supplier
            from message m left join customer_account a on a.id = m.customer_account_id
            """;

    /** The newest first. @param text the recipient or its end from four digits on, or {@code null} @param state {@code null} for all */
    public Page<Row> list(Scope scope, String text, String state, Medium medium, Page.Request page) {
        Conditions where = new Conditions(scope.and("m.company_id"));
        if (text != null && !text.isBlank()) {
            where.and("m.recipient = ? or m.customer_account_id in (select x.id from customer_account x where x.number = ?)", text.strip(), text.strip());
        }
        if (state != null && !state.isBlank()) {
            where.and("m.state = ?", state);
        }
        if (medium != null) {
            where.and("m.channel = ?", medium.name());
        }
        long total = database.one("select count(*) from message m " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by m.id desc limit ? offset ?", MessageQueries::read, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where m.id = ?" + scope.and("m.company_id"), MessageQueries::read, id);
    }

    public List<Attempt> attempts(Scope scope, long messageId) {
        return database.list("select * from message_attempt where message_id = ?" + scope.and("company_id") + " order by number limit 100", row -> new Attempt(row.getInt("number"),
                row.getString("supplier"), Database.instant(row, "began_at"), row.getString("state"), row.getString("supplier_number"), row.getString("detail")), messageId);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), Medium.valueOf(row.getString("channel")), row.getString("recipient"), row.getString("account"),
                row.getString("template_code"), row.getString("text"), row.getString("state"), row.getString("waits_for"), row.getString("failure"), row.getInt("attempts"),
                row.getString("supplier"), Database.instant(row, "created_at"), row.getString("created_by"), Database.instant(row, "sent_at"), Database.instant(row, "ended_at"),
                Database.instant(row, "next_at"), row.getObject("resend_of", Long.class));
    }
}
