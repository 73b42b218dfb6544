package com.wattwell.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them. */
@Named
@ApplicationScoped
public class Numbers {

    /** A share from 0 to 1 as per cent, rounded down, so that 100 % is never said of less; a dash for none. */
    public String percent(Double share) {
        if (share == null) {
            return "–";
        }
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).setScale(1, RoundingMode.DOWN);
        return (percent.compareTo(BigDecimal.valueOf(100)) == 0 ? "100" : percent.toPlainString()) + " %";
    }

    public String count(long count) {
        return format(0).format(count);
    }

    /** A measured value with the places it came with, thousands apart. */
    public String value(BigDecimal value) {
        return value == null ? "–" : format(Math.max(0, value.scale())).format(value);
    }

    private static DecimalFormat format(int places) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(places);
        format.setMaximumFractionDigits(places);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
