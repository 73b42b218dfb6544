package com.wattwell.batch.money;

import com.wattwell.billing.AwaitedAccounts;
import com.wattwell.billing.FinalBills;
import com.wattwell.billing.LateFees;
import com.wattwell.ledger.journal.Proofs;
import com.wattwell.payment.StatementDesk;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One of the works that the clock does by itself as well; each finds nothing left to do when it was done. */
@Named
@Dependent
public class MoneyUpkeep extends AbstractBatchlet {

    private static final int BATCH = 1_000;

    /** Which. */
    enum What {
        AWAITED, FINAL_BILLS, LATE_FEES, STATEMENTS, PROOFS
    }

    @Inject
    private AwaitedAccounts awaited;
    @Inject
    private FinalBills finalBills;
    @Inject
    private LateFees lateFees;
    @Inject
    private StatementDesk statements;
    @Inject
    private Proofs proofs;
    @Inject
    @BatchProperty(name = "what")
    private String what;

    @Override
    public String process() {
        switch (What.valueOf(what)) {
            case AWAITED -> awaited.settleAll();
            case FINAL_BILLS -> finalBills.due(BATCH).forEach(finalBills::make);
            case LATE_FEES -> lateFees.companies().forEach(company -> {
                long after = 0;
                do {
                    after = lateFees.post(company, after, BATCH);
                } while (after != 0);
            });
            case STATEMENTS -> statements.fetchDue();
            case PROOFS -> proofs.proveDue();
        }
        return "done";
    }
}
