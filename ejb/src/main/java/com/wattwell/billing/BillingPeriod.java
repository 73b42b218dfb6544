package com.wattwell.billing;

import com.wattwell.platform.RefusedException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/**
 * A month that is settled (账期), by local days of the company.
 *
 * @param month which
 */
public record BillingPeriod(YearMonth month) {

    private static final YearMonth FIRST = YearMonth.of(2000, 1);
    private static final YearMonth LAST = YearMonth.of(2200, 12);

    /** @param text {@code 2026-11} @throws RefusedException naming {@code period} */
    public static BillingPeriod written(String text) {
        return written("period", text);
    }

    /** The same. @throws RefusedException naming a field of another name */
    public static BillingPeriod written(String field, String text) {
        try {
            YearMonth month = YearMonth.parse(text == null ? "" : text.strip());
            if (month.isBefore(FIRST) || month.isAfter(LAST)) {
                throw refused(field);
            }
            return new BillingPeriod(month);
        } catch (DateTimeParseException e) {
            throw refused(field);
        }
    }

    private static RefusedException refused(String field) {
        return RefusedException.invalid(field, "refused.period", field + " must be a month such as 2026-11.");
    }

    /** The period of a day. */
    public static BillingPeriod of(LocalDate day) {
        return new BillingPeriod(YearMonth.from(day));
    }

    /** The first day. */
    public LocalDate from() {
        return month.atDay(1);
    }

    /** The day after the last. */
    public LocalDate to() {
        return month.plusMonths(1).atDay(1);
    }

    public BillingPeriod before() {
        return new BillingPeriod(month.minusMonths(1));
    }

    /** The number of an account's bill of this period: {@code 100000017-202611}, and {@code -R1} for the first that corrects it. */
    public String billNumber(String account, int revision) {
        String number = account + '-' + month.getYear() + (month.getMonthValue() < 10 ? "0" : "") + month.getMonthValue();
        return revision == 0 ? number : number + "-R" + revision;
    }

    @Override
    public String toString() {
        return month.toString();
    }
}
