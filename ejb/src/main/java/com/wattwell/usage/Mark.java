package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import java.math.BigDecimal;

/**
 * How far a register has been counted.
 *
 * @param reading the last real reading that was counted up to
 * @param ahead   what has been counted beyond it already, by estimates; not negative. The next real reading makes the difference
 */
public record Mark(ReadingRef reading, BigDecimal ahead) {

    public static Mark at(ReadingRef reading) {
        return new Mark(reading, BigDecimal.ZERO);
    }

    Mark furtherBy(BigDecimal estimated) {
        return new Mark(reading, ahead.add(estimated));
    }
}
