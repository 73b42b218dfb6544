package com.wattwell.usage;

import com.wattwell.tariff.Register;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Another device took a meter's place (换表); the meter keeps its number.
 *
 * @param ends what was read then; a register that is missing was not read
 */
public record Changeover(int meterId, Instant at, Map<Register, Ends> ends) {

    /** The final value of the old device and the first of the new one. */
    public record Ends(BigDecimal finalValue, BigDecimal firstValue) {
    }
}
