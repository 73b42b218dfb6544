package com.wattwell.tariff;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Months of a year in which a rule holds: a season.
 *
 * @param bits bit 0 is January; never empty
 */
public record Months(int bits) {

    public static final Months ALL = new Months(0xFFF);

    public Months {
        if (bits <= 0 || bits > 0xFFF) {
            throw new IllegalArgumentException("a season has at least one of twelve months");
        }
    }

    /** @param months from 1 to 12 */
    public static Months of(int... months) {
        int bits = 0;
        for (int month : months) {
            if (month < 1 || month > 12) {
                throw new IllegalArgumentException("months are 1 to 12, not " + month);
            }
            bits |= 1 << month - 1;
        }
        return new Months(bits);
    }

    public boolean includes(LocalDate day) {
        return (bits & 1 << day.getMonthValue() - 1) != 0;
    }

    /** The first day after this one on which it is another season, or {@link LocalDate#MAX}. */
    LocalDate nextChange(LocalDate day) {
        if (bits == 0xFFF) {
            return LocalDate.MAX;
        }
        boolean now = includes(day);
        LocalDate next = day.withDayOfMonth(1).plusMonths(1);
        while (includes(next) == now) {
            next = next.plusMonths(1);
        }
        return next;
    }

    /** From 1 to 12, in order. */
    public List<Integer> list() {
        List<Integer> list = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            if ((bits & 1 << month - 1) != 0) {
                list.add(month);
            }
        }
        return list;
    }

    /**
     * How many months days of a billing period are, as a fraction: a period of n whole months, on whatever day it begins, is n months and
     * a day of it an equal part; of any other period a day is the thirtieth part of a month.
     */
    static Fraction share(LocalDate periodFrom, LocalDate periodTo, long days) {
        // not MONTHS.between, to which 31 January to 28 February is none
        long months = periodTo.getYear() * 12L + periodTo.getMonthValue() - periodFrom.getYear() * 12L - periodFrom.getMonthValue();
        if (months > 0 && periodFrom.plusMonths(months).equals(periodTo)) {
            return new Fraction(days * months, ChronoUnit.DAYS.between(periodFrom, periodTo));
        }
        return new Fraction(days, 30);
    }

    /** A number of months. */
    record Fraction(long part, long of) {
    }
}
