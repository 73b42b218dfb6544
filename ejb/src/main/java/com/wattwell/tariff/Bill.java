package com.wattwell.tariff;

import com.wattwell.tariff.PricingException.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** One charge while it is reckoned: cuts spans into pieces, lets {@link Quantities} price them and then {@link Amounts} what stands on days and amounts. */
final class Bill {

    private final List<TariffVersion> versions;
    private final PricingContext context;
    private final List<OpenLine> lines = new ArrayList<>(8);
    private final long[] days;
    private final LocalDate[] first;
    private final LocalDate[] end;
    private final Totals totals = new Totals();

    Bill(List<TariffVersion> versions, PricingContext context) {
        this.versions = versions;
        this.context = context;
        this.days = new long[versions.size()];
        this.first = new LocalDate[days.length];
        this.end = new LocalDate[days.length];
    }

    Charges of(List<UsageSpan> usage) {
        return reckon(usage, false);
    }

    Charges ofAnyDay(List<UsageSpan> usage) {
        return reckon(usage, true);
    }

    private Charges reckon(List<UsageSpan> usage, boolean anyDay) {
        Quantities quantities = new Quantities(lines, context);
        Piece piece = new Piece();
        LocalDate reached = LocalDate.MIN;
        for (int i = 0; i < usage.size(); i++) {
            UsageSpan span = usage.get(i);
            if (span.from().isBefore(reached)) {
                throw new PricingException(Reason.SPANS, "a span from " + span.from() + " begins before the one before has ended");
            }
            reached = span.to();
            piece.of(span);
            totals.add(piece);
            cut(piece, span, quantities, anyDay);
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).priced();
        }
        Amounts amounts = new Amounts(lines, context, totals);
        long all = 0;
        for (long each : days) {
            all += each;
        }
        long before = 0;
        for (int v = 0; v < days.length; v++) {
            if (days[v] > 0) {
                amounts.of(new Amounts.Part(versions.get(v), first[v], end[v], days[v], before, all));
                before += days[v];
            }
        }
        return closed(quantities.used());
    }

    private void cut(Piece piece, UsageSpan span, Quantities quantities, boolean anyDay) {
        LocalDate day = span.from();
        int v = anyDay ? 0 : inForce(day);
        while (day.isBefore(span.to())) {
            TariffVersion version = versions.get(v);
            boolean last = v == versions.size() - 1;
            LocalDate until = version.nextChange(day);
            if (!last && versions.get(v + 1).effectiveFrom().isBefore(until)) {
                until = versions.get(v + 1).effectiveFrom();
            }
            if (span.to().isBefore(until)) {
                until = span.to();
            }
            piece.between(day, until);
            days[v] += piece.days();
            first[v] = first[v] == null ? day : first[v];
            end[v] = until;
            quantities.price(piece, version);
            day = until;
            if (!last && !versions.get(v + 1).effectiveFrom().isAfter(day)) {
                v++;
            }
        }
    }

    private int inForce(LocalDate day) {
        for (int v = versions.size() - 1; v >= 0; v--) {
            if (!versions.get(v).effectiveFrom().isAfter(day)) {
                return v;
            }
        }
        throw new PricingException(Reason.NO_VERSION, "no version of the tariff is in force on " + day);
    }

    private Charges closed(StepUse used) {
        List<ChargeLine> closed = new ArrayList<>(lines.size());
        long total = 0;
        for (int i = 0; i < lines.size(); i++) {
            OpenLine line = lines.get(i);
            total = Math.addExact(total, line.amountFen);
            closed.add(line.closed());
        }
        return new Charges(closed, total, used);
    }
}
