package com.wattwell.portal.control;

import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.SwitchingPlans;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of switching plans, and the switch of each. */
@Named
@ViewScoped
public class SwitchingPlansPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private SwitchingPlans plans;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private transient LazyRows<SwitchingPlans.Row> rows;

    public LazyRows<SwitchingPlans.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(SwitchingPlans.Row::id, (sort, descending, request) -> plans.list(visitor.scope(), request));
        }
        return rows;
    }

    public void enable(int id, boolean on) {
        attempt.to(() -> plans.enable(visitor.caller(), id, on));
        rows = null;
    }
}
