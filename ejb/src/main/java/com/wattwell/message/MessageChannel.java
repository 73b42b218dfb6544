package com.wattwell.message;

import java.util.Optional;

/** A supplier as messages need it. Asks over the network: called outside of transactions. */
public interface MessageChannel {

    Supplier supplier();

    /** Whether it tells later what became of a message; else taken is the last that is known. */
    boolean tellsDelivery();

    /** @return the supplier's own number of it */
    String send(SupplierKeys keys, Letter letter) throws MessageException;

    /**
     * Looks for a message that was perhaps sent, by our reference or the supplier's number.
     *
     * @param number the supplier's, or {@code null} when it is not known
     * @return empty when the supplier has no such message
     */
    Optional<Standing> find(SupplierKeys keys, Letter letter, String number) throws MessageException;

    /** How a message stands. @param number the supplier's, or {@code null} where it does not tell @param detail the supplier's own word */
    record Standing(State state, String number, String detail) {
    }

    /** On its way, on the phone, or never there. */
    enum State {
        UNDER_WAY, DELIVERED, LOST
    }
}
