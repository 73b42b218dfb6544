package com.wattwell.ledger;

import java.time.LocalDate;
import java.util.List;

/**
 * A fact of the books (记账凭证): its postings sum to zero, and it is never changed. What was wrong is reversed by another entry.
 *
 * @param companyId   whose books
 * @param businessKey what makes it the same fact however often it is told, unique in the company: {@code tender:alipay:2026112922001…},
 *                    {@code charge:4711:2026-11-29}, {@code bill:4711:2026-11:r0}; 1 to 120 characters
 * @param kind        what happened
 * @param valueDate   the local day of the company that it belongs to
 * @param text        for people, at most 200 characters
 * @param source      the row that it comes from
 * @param reverses    id of the entry that it takes back, or {@code null}
 * @param postings    2 to 50
 */
public record JournalEntry(int companyId, String businessKey, EntryKind kind, LocalDate valueDate, String text, Source source, Long reverses,
                           List<Posting> postings) {

    public static final int MAX_POSTINGS = 50;
    public static final int MAX_KEY = 120;
    public static final int MAX_TEXT = 200;

    /**
     * The row that an entry comes from.
     *
     * @param table the table's name
     * @param id    its key as text
     */
    public record Source(String table, String id) {
    }

    public JournalEntry {
        postings = List.copyOf(postings);
        if (businessKey == null || businessKey.isBlank() || businessKey.length() > MAX_KEY) {
            throw new IllegalArgumentException("a business key has 1 to " + MAX_KEY + " characters: " + businessKey);
        }
        if (text == null || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a text has at most " + MAX_TEXT + " characters");
        }
        if (postings.size() < 2 || postings.size() > MAX_POSTINGS) {
            throw new IllegalArgumentException("an entry has 2 to " + MAX_POSTINGS + " postings, " + businessKey + " has " + postings.size());
        }
        long sum = 0;
        for (Posting posting : postings) {
            sum = Math.addExact(sum, posting.amountFen());
        }
        if (sum != 0) {
            throw new IllegalArgumentException("an entry sums to zero, " + businessKey + " to " + sum + " fen");
        }
    }
}
