package com.wattwell.tariff.catalog;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.PricingException;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageItem;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What real meters would have cost by a version, before it is published, and by how much more or less than by another one. A household of one is
 * supposed, with nothing used before in the year, and for each meter the same contracted power: it shows what prices do, not what a bill will be.
 */
@Stateless
public class TariffTrials {

    /** Meters of one trial. */
    public static final int MAX_METERS = 2_000;
    /** Days of one trial: a year and a day. */
    public static final int MAX_DAYS = 366;

    @Inject
    private TariffQueries queries;
    @Inject
    private MeterQueries meters;
    @Inject
    private TrialUsages usages;

    /**
     * What is asked.
     *
     * @param number   of the version that is tried
     * @param against  number of the version it is compared with, or {@code null}
     * @param text     which meters: anywhere in address, name or place; {@code null} or blank for all
     * @param groupId  which group of meters, or {@code null}
     * @param to       the day after the last
     * @param capacityKva of each meter, or {@code null}
     */
    public record Question(int tariffId, int number, Integer against, String text, Integer groupId, LocalDate from, LocalDate to, BigDecimal capacityKva) {
    }

    /**
     * What one meter would cost.
     *
     * @param charges {@code null} when it cannot be priced; then {@code reason} says why
     * @param before  by the other version, or {@code null}
     */
    public record Line(TrialUsages.Usage usage, Charges charges, Charges before, String reason) {

        public long fen() {
            return charges == null ? 0 : charges.totalFen();
        }

        public long beforeFen() {
            return before == null ? 0 : before.totalFen();
        }

        /** By how much more the tried version costs. */
        public long rise() {
            return fen() - beforeFen();
        }

        /** What was used in all, or {@code null}. */
        public BigDecimal quantity() {
            return usage.span() == null ? null : usage.span().items().stream().filter(item -> item.register() == Register.TOTAL).map(UsageItem::quantity).findFirst().orElse(null);
        }
    }

    /**
     * The whole trial.
     *
     * @param lines     of all meters, those that rise most first
     * @param fen       of all that could be priced
     * @param beforeFen the same by the other version
     * @param priced    how many meters that were
     * @param more      whether there are more meters than were tried
     */
    public record Trial(List<Line> lines, long fen, long beforeFen, int priced, boolean more) {
    }

    /** @throws RefusedException naming the field that is wrong */
    public Trial run(Caller caller, Question question) {
        TariffQueries.Row tariff = queries.byId(caller.scope(), question.tariffId()).orElseThrow(() -> RefusedException.notFound("tariff", question.tariffId()));
        check(question);
        TariffVersion tried = version(caller, tariff, question.number());
        TariffVersion against = question.against() == null ? null : version(caller, tariff, question.against());
        List<Integer> ids = meters.ids(new Scope(tariff.companyId()), new MeterQueries.Filter(blank(question.text()), null, question.groupId(), null, false), MAX_METERS + 1);
        boolean more = ids.size() > MAX_METERS;
        PricingContext context = PricingContext.of(question.from(), question.to()).withPower(question.capacityKva(), question.capacityKva());
        List<Line> lines = new ArrayList<>();
        for (TrialUsages.Usage usage : usages.of(tariff.companyId(), tariff.commodity(), more ? ids.subList(0, MAX_METERS) : ids, question.from(), question.to(), tariff.zone())) {
            lines.add(line(usage, tried, against, context));
        }
        lines.sort(Comparator.comparing((Line line) -> line.charges() == null).thenComparing(Comparator.comparingLong(against == null ? Line::fen : Line::rise).reversed())
                .thenComparing(line -> line.usage().meterId()));
        return new Trial(List.copyOf(lines), lines.stream().mapToLong(Line::fen).sum(), lines.stream().mapToLong(Line::beforeFen).sum(),
                (int) lines.stream().filter(line -> line.charges() != null).count(), more);
    }

    private static Line line(TrialUsages.Usage usage, TariffVersion tried, TariffVersion against, PricingContext context) {
        if (usage.span() == null) {
            return new Line(usage, null, null, usage.reason());
        }
        try {
            Charges charges = Pricing.charge(tried, List.of(usage.span()), context);
            return new Line(usage, charges, against == null ? null : Pricing.charge(against, List.of(usage.span()), context), null);
        } catch (PricingException e) {
            return new Line(usage, null, null, e.reason().name());
        }
    }

    private TariffVersion version(Caller caller, TariffQueries.Row tariff, int number) {
        return queries.version(caller.scope(), tariff.id(), number).orElseThrow(() -> RefusedException.notFound("tariff version", number)).of(tariff);
    }

    private static void check(Question question) {
        TariffDays.check("from", question.from());
        TariffDays.check("to", question.to());
        if (!question.from().isBefore(question.to())
                || ChronoUnit.DAYS.between(question.from(), question.to()) > MAX_DAYS) {
            throw RefusedException.invalid("from", "refused.trialDays", "from and to must be 1 to " + MAX_DAYS + " days apart.", MAX_DAYS);
        }
        if (question.text() != null && question.text().length() > 100) {
            throw RefusedException.invalid("text", "refused.tooLong", "text has at most 100 characters.", 100);
        }
    }

    private static String blank(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
