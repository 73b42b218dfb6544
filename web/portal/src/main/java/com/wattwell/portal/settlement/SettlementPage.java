package com.wattwell.portal.settlement;

import com.wattwell.billing.ParkedAccounts;
import com.wattwell.billing.Settled;
import com.wattwell.billing.SettlementComparison;
import com.wattwell.billing.SettlementProgress;
import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRun.Phase;
import com.wattwell.billing.SettlementRun.State;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.billing.SettlementService;
import com.wattwell.billing.SettlementSlice;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/** One settlement: how far it is, what it differs by from the month before, what it set aside, and what may be done about it. */
@Named
@ViewScoped
public class SettlementPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHANGES = 20;

    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlementService service;
    @Inject
    private SettlementComparison comparison;
    @Inject
    private ParkedAccounts parkedAccounts;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private Texts texts;

    private String id;
    private transient SettlementRun row;
    private transient SettlementProgress progress;
    private transient LazyRows<ParkedAccounts.Row> parked;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = runs.byId(scope(), number()).orElseThrow(() -> RefusedException.notFound("settlement run", id));
        progress = runs.progress(row);
    }

    public LazyRows<ParkedAccounts.Row> getParked() {
        if (parked == null) {
            parked = new LazyRows<>(ParkedAccounts.Row::id, (sort, descending, request) -> parkedAccounts.list(scope(), number(), false, request));
        }
        return parked;
    }

    public void stop() {
        act(() -> service.stop(visitor.caller(), number()));
    }

    public void restart() {
        act(() -> service.restart(visitor.caller(), number()));
    }

    public void publish() {
        act(() -> service.publish(visitor.caller(), number()));
    }

    public void discard() {
        boolean[] all = new boolean[1];
        if (attempt.to(() -> {
            do {
                all[0] = service.discard(visitor.caller(), number());
            } while (!all[0]);
        })) {
            attempt.say("settlement.discarded");
        }
        refresh();
    }

    public void release(ParkedAccounts.Row account) {
        act(() -> service.release(visitor.caller(), account.id()));
    }

    public void runAlone(ParkedAccounts.Row account) {
        Settled[] became = new Settled[1];
        if (attempt.to(() -> became[0] = service.runAlone(visitor.caller(), account.id()))) {
            if (became[0] instanceof Settled.Parked still) {
                attempt.say("settlement.stillParked", account.number(), texts.word("parked", still.reason()));
            } else {
                attempt.say("settlement.settledAlone", account.number());
            }
        }
        refresh();
    }

    private void act(Runnable action) {
        attempt.to(action);
        refresh();
    }

    public SettlementComparison.Totals getNow() {
        return comparison.now(row);
    }

    public SettlementComparison.Totals getBefore() {
        return comparison.before(row);
    }

    public List<SettlementComparison.Change> getChanges() {
        return row.dry() ? List.of() : comparison.changes(scope(), row, CHANGES);
    }

    public long getMissing() {
        return row.dry() ? 0 : comparison.missing(row);
    }

    /** Whether there is something to compare: all accounts are settled. */
    public boolean isComparable() {
        return !(row.state().working() && row.phase() == Phase.SETTLE);
    }

    public List<SettlementSlice> getSlices() {
        return runs.slices(row.id(), row.phase());
    }

    public boolean isStoppable() {
        return visitor.isRunningBatch() && row.state() == State.RUNNING;
    }

    public boolean isRestartable() {
        return visitor.isRunningBatch() && (row.state() == State.STOPPED || row.state() == State.FAILED);
    }

    public boolean isPublishable() {
        return visitor.isRunningBatch() && row.state() == State.REVIEW;
    }

    public boolean isDiscardable() {
        return visitor.isRunningBatch() && row.phase() == Phase.SETTLE && (row.state() == State.REVIEW || row.state() == State.STOPPED || row.state() == State.FAILED);
    }

    /** Whether something can be done about an account that was set aside. */
    public boolean waits(ParkedAccounts.Row account) {
        return visitor.isRunningBatch() && (account.state() == ParkedAccounts.State.OPEN || account.state() == ParkedAccounts.State.RELEASED);
    }

    private long number() {
        return Id.of("settlement run", id);
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public SettlementRun getRow() {
        return row;
    }

    public SettlementProgress getProgress() {
        return progress;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(row.companyId());
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
