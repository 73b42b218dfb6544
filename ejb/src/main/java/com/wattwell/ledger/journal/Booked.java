package com.wattwell.ledger.journal;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Entries as they stand in the books. */
final class Booked {

    /** An entry and its number. */
    record Numbered(long id, JournalEntry entry) {
    }

    private static final String SELECT = """
            select e.id, e.company_id, e.business_key, e.kind, e.value_date, e.text, e.source_table, e.source_id, e.reverses,
                p.amount_fen, a.house, a.customer_account_id
            from journal_entry e join posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id""";

    private record Line(long id, int companyId, String key, EntryKind kind, LocalDate day, String text, JournalEntry.Source source, Long reverses, Posting posting) {
    }

    private Booked() {
    }

    static List<Numbered> byId(Database database, long id) {
        return together(database.list(SELECT + " where e.id = ? order by e.id, p.number", Booked::read, id));
    }

    /** @param keys with the company of each at the same place */
    static List<Numbered> byKeys(Database database, int[] companies, String[] keys) {
        return together(database.list(SELECT + """
                 join unnest(?::int[], ?::text[]) k(company, key) on e.company_id = k.company and e.business_key = k.key
                order by e.id, p.number""", Booked::read, companies, keys));
    }

    /** Whether both tell the same fact. The text is for people and may be worded anew. */
    static boolean sameFact(JournalEntry one, JournalEntry other) {
        return one.kind() == other.kind() && one.valueDate().equals(other.valueDate()) && Objects.equals(one.source(), other.source())
                && Objects.equals(one.reverses(), other.reverses()) && sorted(one.postings()).equals(sorted(other.postings()));
    }

    private static List<Posting> sorted(Collection<Posting> postings) {
        return postings.stream().sorted(Comparator.comparing(Posting::toString)).toList();
    }

    private static Line read(ResultSet row) throws SQLException {
        String table = row.getString("source_table");
        long reverses = row.getLong("reverses");
        Long reversed = row.wasNull() ? null : reverses;
        String house = row.getString("house");
        LedgerAccount account = house == null ? LedgerAccount.customer(row.getLong("customer_account_id")) : LedgerAccount.of(HouseAccount.valueOf(house));
        return new Line(row.getLong("id"), row.getInt("company_id"), row.getString("business_key"), EntryKind.valueOf(row.getString("kind")),
                row.getObject("value_date", LocalDate.class), row.getString("text"), table == null ? null : new JournalEntry.Source(table, row.getString("source_id")),
                reversed, new Posting(account, row.getLong("amount_fen")));
    }

    private static List<Numbered> together(List<Line> lines) {
        Map<Long, List<Line>> entries = new LinkedHashMap<>();
        lines.forEach(line -> entries.computeIfAbsent(line.id(), id -> new ArrayList<>()).add(line));
        return entries.values().stream().map(each -> {
            Line line = each.getFirst();
            return new Numbered(line.id(), new JournalEntry(line.companyId(), line.key(), line.kind(), line.day(), line.text(), line.source(), line.reverses(),
                    each.stream().map(Line::posting).toList()));
        }).toList();
    }
}
