package com.wattwell.portal.tariffs;

import com.wattwell.portal.Numbers;
import com.wattwell.tariff.Rounding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;

/** Quantities and amounts of charges as people read them. */
@Named
@ApplicationScoped
public class TariffWords {

    @Inject
    private Numbers numbers;

    /** Without the zeros behind it. */
    public String number(BigDecimal number) {
        if (number == null) {
            return "–";
        }
        BigDecimal plain = number.stripTrailingZeros();
        return numbers.value(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    /** Fen as yuan with two decimals. */
    public String yuan(long fen) {
        return numbers.value(Rounding.yuan(fen));
    }
}
