package com.wattwell.tariff;

/** A usage that cannot be priced: whoever asked sets the account aside for a person, with this reason. Nothing is charged then. */
public final class PricingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No version of the tariff is in force on a day that was used. */
        NO_VERSION,
        /** The usage lacks a register that a rule needs, such as the parts of the day. */
        NO_REGISTER,
        /** A part of the day was used for which the rule has no price. */
        NO_PRICE,
        /** The account lacks a fact that a rule needs, such as its contracted demand. */
        NO_FACT,
        /** The parts of the day are more than the day. */
        PARTS_EXCEED_TOTAL,
        /** Spans overlap or are not in order. */
        SPANS
    }

    private final transient Reason reason;

    PricingException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
