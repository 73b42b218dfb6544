package com.wattwell.ledger.journal;

/**
 * An entry that is in the books.
 *
 * @param entryId     {@code journal_entry.id}
 * @param businessKey what it was posted under
 * @param newly       whether this call posted it; {@code false} if it was there before
 */
public record Posted(long entryId, String businessKey, boolean newly) {
}
