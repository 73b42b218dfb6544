package com.wattwell.invoice;

/** An invoice was not issued. */
public class InvoiceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean forGood;

    /** @param forGood whether asking again is no use */
    public InvoiceException(String text, boolean forGood, Throwable cause) {
        super(text, cause);
        this.forGood = forGood;
    }

    public boolean isForGood() {
        return forGood;
    }
}
