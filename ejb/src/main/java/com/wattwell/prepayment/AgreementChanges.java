package com.wattwell.prepayment;

import com.wattwell.customer.AgreementChanged;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.tariff.catalog.Tariffs;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows for a prepaid account when its tariff or its terms change: the steps go on, and an account that was parked is tried again. */
@Stateless
public class AgreementChanges {

    @Inject
    private Database database;
    @Inject
    private Agreements agreements;
    @Inject
    private Usages usages;
    @Inject
    private Tariffs tariffs;
    @Inject
    private StepUses stepUses;
    @Inject
    private Positions positions;
    @Inject
    private Pulse pulse;

    public void changed(@Observes AgreementChanged changed) {
        carry(changed);
        database.update("update prepaid_position set parked = null, parked_at = null where account_id = ? and parked is not null", changed.accountId());
        positions.reckon(List.of(changed.accountId()));
        pulse.changed("prepaid");
    }

    /**
     * The agreement that begins takes over what the steps and quotas hold. A day in front of it that is still to be charged does so by itself
     * ({@link DailyCharges}); when all of them are charged already, nobody else would.
     */
    private void carry(AgreementChanged changed) {
        LocalDate from = changed.from();
        LocalDate last = from.minusDays(1);
        if (!database.one("select exists (select 1 from prepaid_position where account_id = ? and next_day = ?)", row -> row.getBoolean(1), changed.accountId(), from)) {
            return;
        }
        List<Agreed> around = agreements.of(List.of(changed.accountId()), last, from.plusDays(1)).getOrDefault(changed.accountId(), List.of()).stream()
                .filter(each -> each.usagePointId() == changed.usagePointId()).toList();
        Optional<Agreed> ended = around.stream().filter(each -> each.covers(last)).findFirst();
        Optional<Agreed> begins = around.stream().filter(each -> each.from().equals(from)).findFirst();
        if (ended.isEmpty() || begins.isEmpty()) {
            return;
        }
        Agreed before = ended.get();
        Agreed next = begins.get();
        Map<Integer, List<TariffVersion>> versions = tariffs.published(Stream.of(before.tariffId(), next.tariffId()).distinct().toList());
        LocalDate began = before.periodFrom(last);
        StepUses.Period period = stepUses.at(List.of(before), last).getOrDefault(new StepUses.Key(before.id(), began), StepUses.Period.NEW);
        DayPricing pricing = new DayPricing(before, last, versions.getOrDefault(before.tariffId(), List.of()), period.begun());
        pricing.after(from.equals(period.chargedTo()) ? period.spans() : booked(before, began, from));
        stepUses.write(List.of(new StepUses.Carried(next.companyId(), new StepUses.Key(next.id(), from),
                new StepUses.Period(DailyCharges.begun(pricing.used(), versions.getOrDefault(next.tariffId(), List.of()), from, next.occupiedFrom()), null, List.of()))));
    }

    private List<UsageSpan> booked(Agreed agreed, LocalDate from, LocalDate to) {
        return usages.preview(List.of(agreed.usagePointId()), from, to, from.datesUntil(to).toList()).get(agreed.usagePointId()) instanceof UsageOutcome.Known(List<UsageSpan> spans) ? spans : List.of();
    }
}
