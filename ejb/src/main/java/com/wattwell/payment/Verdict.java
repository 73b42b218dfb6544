package com.wattwell.payment;

/** What became of a notice. */
public enum Verdict {
    /** Kept, not judged yet. */
    RECEIVED,
    /** A payment was posted by it. */
    POSTED,
    /** It told what was known already. */
    KNOWN,
    /** Money without an order: posted to the suspense account. */
    NO_ORDER,
    /** Of a refund. */
    REFUND,
    /** Of something that changes nothing. */
    NOTHING,
    BAD_SIGNATURE,
    MALFORMED,
    /** Of another merchant or application. */
    OTHER_MERCHANT,
    /** Sent too long ago, or in the future. */
    STALE,
    /** Another amount than was ordered: the channel is asked instead. */
    OTHER_AMOUNT,
    /** We could not do it; the channel tells us again. */
    FAILED;

    /** Whether the channel is told that we have understood, and need not repeat it. */
    public boolean understood() {
        return switch (this) {
            case POSTED, KNOWN, NO_ORDER, REFUND, NOTHING -> true;
            default -> false;
        };
    }
}
