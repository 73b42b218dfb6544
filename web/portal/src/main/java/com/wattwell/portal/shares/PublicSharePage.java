package com.wattwell.portal.shares;

import com.wattwell.billing.BillingPeriod;
import com.wattwell.billing.PublicShareQueries;
import com.wattwell.billing.PublicShareService;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** One share: who bears, what came of its months, and what the common meter's other shares are. */
@Named
@ViewScoped
public class PublicSharePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private PublicShareQueries shares;
    @Inject
    private PublicShareService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String month;
    private String last;
    private transient PublicShareQueries.Row row;
    private transient List<PublicShareQueries.Row> others;
    private transient List<PublicShareQueries.Month> months;
    private transient List<PublicShareQueries.Part> parts;
    private transient List<PublicShareQueries.Unit> units;

    /** Before each rendering: what a settlement or another person did is there. */
    public void refresh() {
        Scope scope = visitor.caller().scope();
        row = shares.byId(scope, number()).orElseThrow(() -> RefusedException.notFound("public share", id));
        others = shares.ofPoint(scope, row.usagePointId()).stream().filter(each -> each.id() != row.id()).toList();
        months = shares.months(scope, row.id());
        parts = period() == null ? List.of() : shares.parts(scope, row.id(), period());
        units = shares.units(scope, row.id());
        if (last == null && row.to() != null) {
            last = row.to().toString();
        }
    }

    /** The month whose parts are shown: the one that was asked for, or the last; {@code null} before the first. */
    public BillingPeriod period() {
        return months.stream().map(PublicShareQueries.Month::period).filter(each -> each.toString().equals(month)).findFirst()
                .orElse(months.isEmpty() ? null : months.getFirst().period());
    }

    public void end() {
        if (attempt.to(() -> service.end(visitor.caller(), number(), last))) {
            attempt.say("share.ended", last);
        }
    }

    public String remove() {
        if (!attempt.to(() -> service.remove(visitor.caller(), number()))) {
            return null;
        }
        attempt.say("share.removed");
        return "/public-shares?faces-redirect=true";
    }

    /** Whether no month of it is known yet, so that it can be taken back. */
    public boolean isRemovable() {
        return getMonths().stream().allMatch(each -> each.held() != null);
    }

    private int number() {
        return Id.ofInt("public share", id);
    }

    /** A form that comes back asks before anything is rendered. */
    private void known() {
        if (row == null) {
            refresh();
        }
    }

    public PublicShareQueries.Row getRow() {
        known();
        return row;
    }

    public List<PublicShareQueries.Row> getOthers() {
        return others;
    }

    public List<PublicShareQueries.Month> getMonths() {
        known();
        return months;
    }

    public List<PublicShareQueries.Part> getParts() {
        return parts;
    }

    public List<PublicShareQueries.Unit> getUnits() {
        return units;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }

    public String getLast() {
        return last;
    }

    public void setLast(String last) {
        this.last = last;
    }
}
