package com.wattwell.payment;

/** A notice that says nothing believable. */
public class BadNoticeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;

    public BadNoticeException(Verdict verdict, String message) {
        super(message);
        this.verdict = verdict;
    }

    public Verdict verdict() {
        return verdict;
    }
}
