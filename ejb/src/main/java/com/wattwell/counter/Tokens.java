package com.wattwell.counter;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;

/** One-time tokens of forms that book: made with the view, unique in the database. */
final class Tokens {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    /** In tokens that the application makes itself; forms and REST may not send it. */
    static final String OWN = ":";

    private Tokens() {
    }

    /** For what a form or a caller of REST sends. Others with the same token wait until the transaction ends. */
    static void lock(Database database, int companyId, String token) {
        if (token == null || token.length() < SHORTEST || token.length() > LONGEST || token.contains(OWN)) {
            throw RefusedException.invalid("token", "refused.formToken", "token has " + SHORTEST + " to " + LONGEST + " characters, none of them a colon.", LONGEST);
        }
        lockOwn(database, companyId, token);
    }

    /** For what the application makes itself. */
    static void lockOwn(Database database, int companyId, String token) {
        database.one("select pg_advisory_xact_lock(hashtextextended(?, ?))", row -> true, token, (long) companyId);
    }
}
