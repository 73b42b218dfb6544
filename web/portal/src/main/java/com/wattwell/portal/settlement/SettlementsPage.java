package com.wattwell.portal.settlement;

import com.wattwell.billing.BillingPeriod;
import com.wattwell.billing.ParkedAccounts;
import com.wattwell.billing.SettlementPlans;
import com.wattwell.billing.SettlementProgress;
import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.billing.SettlementService;
import com.wattwell.identity.Company;
import com.wattwell.platform.Page;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Rendering;
import com.wattwell.portal.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** The settlements there were, and the form that starts another. */
@Named
@ViewScoped
public class SettlementsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlementService service;
    @Inject
    private SettlementPlans plans;
    @Inject
    private ParkedAccounts parked;
    @Inject
    private CompanyField company;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private final Rendering rendering = new Rendering();
    /** Of this view: what it asks for twice is one run. */
    private String token = UUID.randomUUID().toString();
    private String period;
    private boolean dry;
    private boolean publish;
    private Integer chunk = SettlementService.USUAL_CHUNK;
    private Integer slices = SettlementService.USUAL_SLICES;
    private transient LazyRows<SettlementRun> rows;
    private transient LazyRows<ParkedAccounts.Row> waitingRows;

    @PostConstruct
    void begin() {
        visitor.mustRunBatchOrSeeBooks();
        period = BillingPeriod.of(LocalDate.ofInstant(clock.instant(), visitor.getZone())).before().toString();
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        rendering.begin();
    }

    public LazyRows<SettlementRun> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(SettlementRun::id, (sort, descending, request) -> runs.list(visitor.scope(), request));
        }
        return rows;
    }

    public SettlementProgress progress(SettlementRun run) {
        return rendering.once("progress " + run.id(), () -> runs.progress(run));
    }

    /** @return the page of the run */
    public String start() {
        long[] id = new long[1];
        boolean done = attempt.to(() -> id[0] = service.start(visitor.caller(),
                new SettlementService.Start(company.forWriting(), period, dry, publish, chunk, slices, token)));
        return done ? "/settlement?faces-redirect=true&id=" + id[0] : null;
    }

    public void dailyCharges() {
        upkeep(SettlementService.Upkeep.DAILY_CHARGES);
    }

    public void moneyUpkeep() {
        upkeep(SettlementService.Upkeep.MONEY);
    }

    private void upkeep(SettlementService.Upkeep work) {
        if (attempt.to(() -> service.start(visitor.caller(), work))) {
            attempt.say("settlements.upkeepStarted");
        }
    }

    /** When the company settles by itself, or {@code null}. */
    public SettlementPlans.Plan getPlan() {
        return rendering.once("plan", () -> visitor.company().map(Company::id).flatMap(id -> plans.of(visitor.caller().scope(), id)).orElse(null));
    }

    /** The accounts that wait for a person, of whichever run. */
    public LazyRows<ParkedAccounts.Row> getParked() {
        if (waitingRows == null) {
            waitingRows = new LazyRows<>(ParkedAccounts.Row::id, (sort, descending, request) -> parked.list(visitor.scope(), null, true, request));
        }
        return waitingRows;
    }

    /** How many accounts wait for a person. */
    public long getWaiting() {
        return rendering.once("waiting", () -> parked.list(visitor.scope(), null, true, new Page.Request(1, 1)).total());
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getPeriod() {
        return period;
    }

    public void setPeriod(String period) {
        this.period = period;
    }

    public boolean isDry() {
        return dry;
    }

    public void setDry(boolean dry) {
        this.dry = dry;
    }

    public boolean isPublish() {
        return publish;
    }

    public void setPublish(boolean publish) {
        this.publish = publish;
    }

    public Integer getChunk() {
        return chunk;
    }

    public void setChunk(Integer chunk) {
        this.chunk = chunk;
    }

    public Integer getSlices() {
        return slices;
    }

    public void setSlices(Integer slices) {
        this.slices = slices;
    }
}
