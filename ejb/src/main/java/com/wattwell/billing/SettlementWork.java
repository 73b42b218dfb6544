package com.wattwell.billing;

import com.wattwell.billing.SettlementRun.Phase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;

/** One chunk of a run in one transaction: its accounts, and that they are done. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SettlementWork {

    @Inject
    private Settlement settlement;
    @Inject
    private Publication publication;
    @Inject
    private SettlementRuns runs;
    @Inject
    private ParkedAccounts parked;
    @Inject
    private BillingRules rules;
    @Inject
    private Clock clock;

    /** @param accounts the next ones of the slice, in order */
    public void chunk(SettlementRun run, Phase phase, int slice, long[] accounts) {
        SettlementSlice.Moved moved = phase == Phase.SETTLE ? settle(run, accounts) : publish(run, accounts);
        runs.moved(run, phase, slice, accounts[accounts.length - 1], moved);
    }

    private SettlementSlice.Moved settle(SettlementRun run, long[] accounts) {
        Settlement.Result result = run.dry() ? settlement.dry(run.period(), rules.today(run.companyId()), accounts) : settlement.settle(run.period(), run.id(), accounts);
        if (run.dry()) {
            parked.park(run.id(), run.period(), result.settled().stream().filter(Settled.Parked.class::isInstance).map(Settled.Parked.class::cast).toList(), clock.instant(),
                    ParkedAccounts.State.DRY);
        }
        int billed = result.billed();
        int aside = result.parked();
        return new SettlementSlice.Moved(accounts.length, billed, accounts.length - billed - aside, aside, result.amountFen(), result.quantity());
    }

    private SettlementSlice.Moved publish(SettlementRun run, long[] accounts) {
        Publication.Result result = publication.publish(run.id(), accounts);
        return new SettlementSlice.Moved(accounts.length, result.bills(), accounts.length - result.bills(), 0, result.amountFen(), BigDecimal.ZERO);
    }

    /** One that nothing could be done with. A draft that cannot be published stays a draft, and stands among the parked ones. */
    public void failed(SettlementRun run, Phase phase, int slice, long account, String why) {
        AccountToSettle unknown = new AccountToSettle(account, run.companyId(), "", 1, run.period().from(), run.period().to(), 0, false, List.of());
        parked.park(run.id(), run.period(), List.of(new Settled.Parked(unknown, Settled.Reason.FAILED, why)), clock.instant(),
                run.dry() ? ParkedAccounts.State.DRY : ParkedAccounts.State.OPEN);
        runs.moved(run, phase, slice, account, new SettlementSlice.Moved(1, 0, 0, 1, 0, BigDecimal.ZERO));
    }
}
