package com.wattwell.ledger.journal;

import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The journal as people look at it. */
@Stateless
public class JournalQueries {

    /** Entries are not counted beyond: an account may have millions. A list says so by its total. */
    public static final int MAX_COUNTED = 10_001;
    /** Days that are looked through at once. */
    public static final int MAX_DAYS = 366;

    /**
     * What is looked for; {@code null} for whatever there is.
     *
     * @param account   number of a customer's account
     * @param from      first value date
     * @param to        last value date, at most {@value #MAX_DAYS} days later
     * @param amountFen of any posting, whatever its side
     */
    public record Filter(int companyId, String account, HouseAccount house, EntryKind kind, String key, LocalDate from, LocalDate to, Long amountFen) {
    }

    /**
     * An entry in a list.
     *
     * @param amountFen   what was moved: the sum of its debits
     * @param customer    number of the customer's account, or of the first of several, or {@code null}
     * @param customers   how many customers' accounts it touches
     * @param reverses    entry that it takes back, or {@code null}
     * @param reversedBy  entry that takes it back, or {@code null}
     */
    public record Row(long id, int companyId, LocalDate valueDate, Instant postedAt, EntryKind kind, String businessKey, String text, String sourceTable,
                      String sourceId, long amountFen, String customer, int customers, Long reverses, Long reversedBy) {
    }

    /** @param house {@code null} for a customer @param number of the customer's account */
    public record Line(int number, String house, Long customerAccountId, String account, long amountFen) {
    }

    /** @param seal number of the block that holds it fast, or {@code null} as long as it is not sealed */
    public record Entry(Row row, List<Line> lines, Long seal) {
    }

    private static final String SELECT = """
            select e.*, s.amount_fen, s.customer, s.customers, (select r.id from journal_entry r where r.reverses = e.id) as reversed_by
            from journal_entry e cross join lateral (
                select coalesce(sum(p.amount_fen) filter (where p.amount_fen > 0), 0) as amount_fen,
                    min(coalesce(c.number, '#' || a.customer_account_id)) as customer, count(distinct a.customer_account_id)::int as customers
                from posting p join ledger_account a on a.id = p.account_id left join customer_account c on c.id = a.customer_account_id
                where p.entry_id = e.id) s
            """;

    @Inject
    private Database database;

    /** The newest first. @throws RefusedException naming the field when days or account are wrong */
    public Page<Row> page(Filter filter, Page.Request request) {
        Conditions conditions = conditions(filter);
        List<Row> rows = database.list(SELECT + conditions.sql() + " order by e.value_date desc, e.id desc limit ? offset ?", JournalQueries::read,
                conditions.parameters(request.size(), request.offset()));
        long total = database.one("select count(*) from (select 1 from journal_entry e " + conditions.sql() + " limit ?) x", row -> row.getLong(1),
                conditions.parameters(MAX_COUNTED));
        return new Page<>(rows, request.page(), request.size(), total);
    }

    public Optional<Entry> byId(Scope scope, long id) {
        return database.first(SELECT + " where e.id = ?" + scope.and("e.company_id"), JournalQueries::read, id).map(row -> new Entry(row, lines(id), seal(row)));
    }

    private List<Line> lines(long id) {
        return database.list("""
                        select p.number, a.house, a.customer_account_id, coalesce(c.number, '#' || a.customer_account_id) as account, p.amount_fen
                        from posting p join ledger_account a on a.id = p.account_id left join customer_account c on c.id = a.customer_account_id
                        where p.entry_id = ? order by p.number""",
                row -> new Line(row.getInt("number"), row.getString("house"), row.getObject("customer_account_id", Long.class), row.getString("account"),
                        row.getLong("amount_fen")), id);
    }

    private Long seal(Row row) {
        return database.first("select number from journal_seal where company_id = ? and last_entry_id >= ? order by last_entry_id limit 1",
                found -> found.getLong(1), row.companyId(), row.id()).orElse(null);
    }

    private Conditions conditions(Filter filter) {
        Conditions conditions = new Conditions(new Scope(filter.companyId()).and("e.company_id"));
        if (filter.from() != null && filter.to() != null
                && (filter.from().isAfter(filter.to()) || ChronoUnit.DAYS.between(filter.from(), filter.to()) >= MAX_DAYS)) {
            throw RefusedException.invalid("to", "refused.bookDays", "to must be from 0 to " + (MAX_DAYS - 1) + " days after from.", MAX_DAYS - 1);
        }
        if (filter.from() != null) {
            conditions.and("e.value_date >= ?", filter.from());
        }
        if (filter.to() != null) {
            conditions.and("e.value_date <= ?", filter.to());
        }
        if (filter.kind() != null) {
            conditions.and("e.kind = ?", filter.kind());
        }
        if (filter.key() != null && !filter.key().isBlank()) {
            conditions.and("e.business_key = ?", filter.key().strip());
        }
        if (filter.account() != null && !filter.account().isBlank()) {
            conditions.and("e.id in (select entry_id from posting where account_id = ?)", customer(filter.companyId(), filter.account().strip()));
        }
        if (filter.house() != null) {
            conditions.and("exists (select 1 from posting p where p.entry_id = e.id and p.account_id = ?)", house(filter.companyId(), filter.house()));
        }
        if (filter.amountFen() != null) {
            conditions.and("exists (select 1 from posting p where p.entry_id = e.id and abs(p.amount_fen) = ?)", Math.abs(filter.amountFen()));
        }
        return conditions;
    }

    /** An account that nothing was posted on is one without entries, not an unknown one. */
    private long customer(int companyId, String number) {
        record Found(Long account) {
        }
        return database.first("""
                        select a.id from customer_account c left join ledger_account a on a.customer_account_id = c.id where c.company_id = ? and c.number = ?""",
                row -> new Found(row.getObject(1, Long.class)), companyId, number.toUpperCase(Locale.ROOT))
                .map(found -> found.account() == null ? -1 : found.account())
                .orElseThrow(() -> RefusedException.invalid("account", "refused.noAccount", "There is no account " + number + ".", number));
    }

    private long house(int companyId, HouseAccount house) {
        return database.first("select id from ledger_account where company_id = ? and house = ?", row -> row.getLong(1), companyId, house).orElse(-1L);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getObject("value_date", LocalDate.class), Database.instant(row, "posted_at"),
                EntryKind.valueOf(row.getString("kind")), row.getString("business_key"), row.getString("text"), row.getString("source_table"),
                row.getString("source_id"), row.getLong("amount_fen"), row.getString("customer"), row.getInt("customers"),
                row.getObject("reverses", Long.class), row.getObject("reversed_by", Long.class));
    }
}
