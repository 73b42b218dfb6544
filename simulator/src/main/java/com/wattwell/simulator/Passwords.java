package com.wattwell.simulator;

/**
 * The password of a meter, one for all levels, and how it defends itself: after five wrong ones in a row it refuses right
 * ones too, for a day. Guarded by its meter.
 */
final class Passwords {

    static final int WRONG_ALLOWED = 5;
    static final long LOCKED_MILLIS = 86_400_000L;

    private String password;
    private int wrong;
    private long lockedUntil = Long.MIN_VALUE;

    Passwords(String password) {
        this.password = password;
    }

    /** Judges a password of six digits, and remembers when it is wrong. */
    boolean accepts(String given, long at) {
        if (at < lockedUntil) {
            return false;
        }
        if (password.equals(given)) {
            wrong = 0;
            return true;
        }
        wrong++;
        if (wrong == WRONG_ALLOWED) {
            wrong = 0;
            lockedUntil = at + LOCKED_MILLIS;
        }
        return false;
    }

    boolean locked(long at) {
        return at < lockedUntil;
    }

    void change(String other) {
        password = other;
    }
}
