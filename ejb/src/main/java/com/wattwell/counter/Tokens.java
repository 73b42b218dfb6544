package com.wattwell.counter;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;

/** One-time tokens of forms that book: made with the view, unique in the database. */
final class Tokens {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    private Tokens() {
    }

    /** Others with the same token wait until the transaction ends. */
    static void lock(Database database, int companyId, String token) {
        if (token == null || token.length() < SHORTEST || token.length() > LONGEST) {
            throw RefusedException.invalid("token", "refused.formToken", "token has " + SHORTEST + " to " + LONGEST + " characters.", LONGEST);
        }
        database.one("select pg_advisory_xact_lock(hashtextextended(?, ?))", row -> true, token, (long) companyId);
    }
}
