package com.wattwell.tariff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a usage costs.
 *
 * @param lines    in the order of their rules; none of nothing
 * @param totalFen the sum of the lines
 * @param used     what the steps hold afterwards
 */
public record Charges(List<ChargeLine> lines, long totalFen, StepUse used) {

    public Charges {
        lines = List.copyOf(lines);
    }

    /** What of it is tax, contained in lines or shown apart. */
    public long taxFen() {
        long sum = 0;
        for (ChargeLine line : lines) {
            sum += line.taxFen();
        }
        return sum;
    }

    /**
     * The share of the days since an earlier charge of the same period: this charge − that one, line by line. Shares of all days add up to the
     * charge of all of them to the fen, whatever each was rounded to. A line may be negative: a minimum that was missing before is not any more.
     *
     * @param before the charge from the same first day, with the same context, up to {@code since}
     * @param since  the first day of the share
     */
    public Charges since(Charges before, LocalDate since) {
        List<ChargeLine> share = new ArrayList<>(lines.size());
        for (ChargeLine line : lines) {
            ChargeLine earlier = find(before.lines, line);
            add(share, earlier == null ? line : difference(line, earlier, since));
        }
        for (ChargeLine earlier : before.lines) {
            if (find(lines, earlier) == null) {
                add(share, new ChargeLine(earlier.kind(), earlier.ruleId(), earlier.name(), earlier.tariffCode(), earlier.tariffVersion(), earlier.from(), earlier.to(),
                        earlier.register(), earlier.step(), earlier.quantity().negate(), earlier.unitPrice(), -earlier.amountFen(), -earlier.taxFen(),
                        earlier.detail(), earlier.readings(), earlier.estimated()));
            }
        }
        return new Charges(share, totalFen - before.totalFen, used);
    }

    private static void add(List<ChargeLine> share, ChargeLine line) {
        if (line.amountFen() != 0 || line.taxFen() != 0 || line.kind().addsUp() && line.quantity().signum() != 0) {
            share.add(line);
        }
    }

    private static ChargeLine difference(ChargeLine line, ChargeLine earlier, LocalDate since) {
        return new ChargeLine(line.kind(), line.ruleId(), line.name(), line.tariffCode(), line.tariffVersion(), since.isAfter(line.from()) && since.isBefore(line.to()) ? since : line.from(),
                line.to(), line.register(), line.step(), line.kind().addsUp() ? line.quantity().subtract(earlier.quantity()) : line.quantity(), line.unitPrice(),
                line.amountFen() - earlier.amountFen(), line.taxFen() - earlier.taxFen(), line.detail(), line.readings(), line.estimated());
    }

    private static ChargeLine find(List<ChargeLine> among, ChargeLine line) {
        for (ChargeLine each : among) {
            if (each.isSameAs(line)) {
                return each;
            }
        }
        return null;
    }
}
