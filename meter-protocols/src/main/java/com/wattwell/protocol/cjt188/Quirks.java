package com.wattwell.protocol.cjt188;

/**
 * In what a make wants its requests to differ. What comes back is understood whatever these say.
 *
 * @param diOrder  order of the identifier's two bytes
 * @param preamble how many FE wake the meter, 0 to 16; the standard has 2 to 4
 */
public record Quirks(DiOrder diOrder, int preamble) {

    /** As the standard has it: {@code 1F 90}, four FE. */
    public static final Quirks STANDARD = new Quirks(DiOrder.LOW_BYTE_FIRST, 4);

    private static final int MAX_PREAMBLE = 16;

    public Quirks {
        if (preamble < 0 || preamble > MAX_PREAMBLE) {
            throw new IllegalArgumentException("preamble " + preamble + " is not 0 to " + MAX_PREAMBLE);
        }
    }

    /** The same for a make that wants DI in this order. */
    public Quirks with(DiOrder order) {
        return new Quirks(order, preamble);
    }
}
