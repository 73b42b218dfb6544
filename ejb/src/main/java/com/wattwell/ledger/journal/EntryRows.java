package com.wattwell.ledger.journal;

import com.wattwell.ledger.SealedEntry;
import com.wattwell.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Entries as they stand in the database, also those that somebody has spoiled. */
final class EntryRows {

    private record Line(SealedEntry entry, SealedEntry.Line posting) {
    }

    private static final String COLUMNS = """
            select e.id, e.company_id, e.business_key, e.kind, e.value_date, e.posted_at, e.text, e.source_table, e.source_id, e.reverses,
                p.number, p.company_id as posting_company, p.amount_fen, coalesce('H:' || a.house, 'C:' || a.customer_account_id) as account
            from\s""";
    private static final String JOINED = """
             e left join posting p on p.entry_id = e.id left join ledger_account a on a.id = p.account_id order by e.id, p.number""";

    private EntryRows() {
    }

    /** Of all companies, behind {@code after}, up to {@code last}, at most {@code most}, in the order of their numbers. */
    static List<SealedEntry> between(Database database, long after, long last, int most) {
        return together(database.list(COLUMNS + "(select * from journal_entry where id > ? and id <= ? order by id limit ?)" + JOINED, EntryRows::read,
                after, last, most));
    }

    /** Of one company, from {@code first} to {@code last}. */
    static List<SealedEntry> of(Database database, int companyId, long first, long last) {
        return together(database.list(COLUMNS + "(select * from journal_entry where company_id = ? and id between ? and ?)" + JOINED, EntryRows::read,
                companyId, first, last));
    }

    private static Line read(ResultSet row) throws SQLException {
        long reverses = row.getLong("reverses");
        Long reversed = row.wasNull() ? null : reverses;
        Instant postedAt = Database.instant(row, "posted_at");
        SealedEntry entry = new SealedEntry(row.getLong("id"), row.getInt("company_id"), row.getString("business_key"), row.getString("kind"),
                row.getObject("value_date", LocalDate.class), postedAt, row.getString("text"), row.getString("source_table"), row.getString("source_id"),
                reversed, List.of());
        int number = row.getInt("number");
        return new Line(entry, row.wasNull() ? null
                : new SealedEntry.Line(number, row.getString("account"), row.getInt("posting_company"), row.getLong("amount_fen")));
    }

    private static List<SealedEntry> together(List<Line> lines) {
        List<SealedEntry> entries = new ArrayList<>();
        List<SealedEntry.Line> postings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            SealedEntry entry = lines.get(i).entry();
            if (lines.get(i).posting() != null) {
                postings.add(lines.get(i).posting());
            }
            if (i + 1 == lines.size() || lines.get(i + 1).entry().id() != entry.id()) {
                entries.add(new SealedEntry(entry.id(), entry.companyId(), entry.businessKey(), entry.kind(), entry.valueDate(), entry.postedAt(), entry.text(),
                        entry.sourceTable(), entry.sourceId(), entry.reverses(), postings));
                postings.clear();
            }
        }
        return entries;
    }
}
