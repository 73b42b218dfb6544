package com.wattwell.batch.settlement;

import com.wattwell.billing.PublicShares;
import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.billing.SettlementService;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Companies;
import com.wattwell.identity.Scope;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;

/** Finds or makes the run, takes its lease, divides its accounts into slices and reckons the shares of common meters. */
@Named
@Dependent
public class BeginSettlement extends AbstractBatchlet {

    @Inject
    private JobContext job;
    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlementService service;
    @Inject
    private PublicShares shares;
    @Inject
    private Companies companies;
    @Inject
    @BatchProperty(name = "run")
    private String run;
    @Inject
    @BatchProperty(name = "company")
    private String company;
    @Inject
    @BatchProperty(name = "period")
    private String period;
    @Inject
    @BatchProperty(name = "dry")
    private String dry;
    @Inject
    @BatchProperty(name = "publish")
    private String publish;
    @Inject
    @BatchProperty(name = "chunk")
    private String chunk;
    @Inject
    @BatchProperty(name = "slices")
    private String slices;

    @Override
    public String process() {
        long id = given(run) ? Long.parseLong(run.strip()) : runs.byInstance(job.getInstanceId()).map(SettlementRun::id).orElseGet(this::make);
        SettlementRun begun = runs.begin(id, job.getExecutionId(), job.getInstanceId());
        RunOfJob.keep(job, id);
        if (begun.phase() == SettlementRun.Phase.SETTLE && !begun.dry()) {
            for (int share : shares.due(begun.companyId(), begun.period())) {
                if (!runs.goesOn(id)) {
                    break;
                }
                shares.reckon(share, begun.period());
                runs.renew(id, job.getExecutionId()); // each in a transaction of its own: many common meters take longer than the lease
            }
        }
        return "run " + id;
    }

    private long make() {
        if (!given(company) || !given(period)) {
            throw new IllegalArgumentException("settlement takes company and period, or run");
        }
        int companyId = companies.byCode(Scope.ALL, company.strip()).orElseThrow(() -> new IllegalArgumentException("There is no company " + company)).id();
        // whoever may start jobs of the server may do this
        Caller operator = new Caller("job " + job.getExecutionId(), "job", new Scope(companyId), Set.of(Caller.BATCH_OPERATOR));
        return runs.create(service.checked(operator, new SettlementService.Start(companyId, period, Boolean.parseBoolean(dry), Boolean.parseBoolean(publish), number(chunk),
                number(slices), null)));
    }

    private static Integer number(String text) {
        return given(text) ? Integer.valueOf(text.strip()) : null;
    }

    private static boolean given(String text) {
        return text != null && !text.isBlank();
    }
}
