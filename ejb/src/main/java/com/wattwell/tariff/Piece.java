package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a span within which nothing changes: the same version, season, month of a quota and cycle of steps. What the span counted is
 * divided by days; a part is the difference of what was counted until its end and until its beginning, so that all parts are the span.
 * One object goes through all pieces of a bill.
 */
final class Piece {

    private static final Register[] PARTS = {Register.SHARP, Register.PEAK, Register.FLAT, Register.VALLEY};

    private final UsageItem[] items = new UsageItem[Register.values().length];
    private UsageSpan span;
    private long spanDays;
    private BigDecimal wholeTotal;
    LocalDate from;
    LocalDate to;
    private long before;
    private long until;

    void of(UsageSpan next) {
        span = next;
        Arrays.fill(items, null);
        List<UsageItem> all = next.items();
        for (int i = 0; i < all.size(); i++) {
            UsageItem item = all.get(i);
            items[item.register().ordinal()] = item;
        }
        spanDays = ChronoUnit.DAYS.between(next.from(), next.to());
        wholeTotal = items[Register.TOTAL.ordinal()] != null ? items[Register.TOTAL.ordinal()].quantity() : sumOfParts(null);
    }

    void between(LocalDate first, LocalDate end) {
        from = first;
        to = end;
        before = ChronoUnit.DAYS.between(span.from(), first);
        until = ChronoUnit.DAYS.between(span.from(), end);
    }

    long days() {
        return until - before;
    }

    UsageItem item(Register register) {
        return items[register.ordinal()];
    }

    /** Of the whole span, for the power factor. @return {@code null} when it is not known */
    BigDecimal wholeTotal() {
        return wholeTotal;
    }

    /** @return {@code null} when the usage has neither a total nor parts of the day */
    BigDecimal total() {
        return wholeTotal == null ? null : cut(wholeTotal);
    }

    boolean hasParts() {
        for (Register part : PARTS) {
            if (item(part) != null) {
                return true;
            }
        }
        return false;
    }

    /** @param remainder the part that is reckoned, or {@code null}. @return {@code null} when the part was not counted */
    BigDecimal part(Register part, Register remainder) {
        if (part == remainder && item(Register.TOTAL) != null) {
            BigDecimal others = sumOfParts(remainder);
            BigDecimal left = others == null ? wholeTotal : wholeTotal.subtract(others);
            if (left.signum() < 0) {
                throw new PricingException(PricingException.Reason.PARTS_EXCEED_TOTAL, "the parts of the day are more than the total of " + wholeTotal.toPlainString());
            }
            return cut(left);
        }
        return item(part) == null ? null : cut(item(part).quantity());
    }

    private BigDecimal sumOfParts(Register but) {
        BigDecimal sum = null;
        for (Register part : PARTS) {
            if (part != but && item(part) != null) {
                sum = sum == null ? item(part).quantity() : sum.add(item(part).quantity());
            }
        }
        return sum;
    }

    private BigDecimal cut(BigDecimal whole) {
        if (before == 0 && until == spanDays) {
            return whole;
        }
        return Rounding.share(whole, until, spanDays).subtract(Rounding.share(whole, before, spanDays));
    }

    /** Lets a line know what it stands on. */
    void under(OpenLine line, Register register, Register remainder) {
        if (item(register) != null && register != remainder) {
            stand(line, item(register));
        } else if (register == remainder && item(Register.TOTAL) != null) {
            stand(line, item(Register.TOTAL));
            for (Register part : PARTS) {
                if (part != remainder && item(part) != null) {
                    stand(line, item(part));
                }
            }
        } else {
            for (Register part : PARTS) {
                if (item(part) != null) {
                    stand(line, item(part));
                }
            }
        }
    }

    private static void stand(OpenLine line, UsageItem item) {
        line.stoodOn(item.readings());
        line.estimated |= item.estimated();
    }
}
