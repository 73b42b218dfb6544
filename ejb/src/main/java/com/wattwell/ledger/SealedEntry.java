package com.wattwell.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything of an entry that a seal holds fast, as it stands in the database.
 *
 * @param id       its number
 * @param postings in the order of their numbers
 */
public record SealedEntry(long id, int companyId, String businessKey, String kind, LocalDate valueDate, Instant postedAt, String text, String sourceTable,
                          String sourceId, Long reverses, List<Line> postings) {

    /**
     * A posting.
     *
     * @param account {@code H:CASH} or {@code C:4711}: what the account is, so that an account that was given another meaning is found too
     */
    public record Line(int number, String account, int companyId, long amountFen) {
    }

    public SealedEntry {
        postings = List.copyOf(postings);
    }
}
