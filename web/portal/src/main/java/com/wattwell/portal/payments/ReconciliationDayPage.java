package com.wattwell.portal.payments;

import com.wattwell.payment.Differences;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** One day of a merchant account: its sums, its differences, and what a person decides about them. */
@Named
@ViewScoped
public class ReconciliationDayPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private PaymentQueries queries;
    @Inject
    private Differences differences;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String note;
    private transient PaymentQueries.DayRow row;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        visitor.mustSeeBooks();
        row = queries.day(visitor.caller().scope(), Id.of("statement", id)).orElseThrow(() -> RefusedException.notFound("statement", id));
    }

    /** Looked up when a part of the page asks before it is shown. */
    public PaymentQueries.DayRow getRow() {
        if (row == null) {
            refresh();
        }
        return row;
    }

    public List<PaymentQueries.DifferenceRow> getDifferences() {
        return queries.differences(visitor.caller().scope(), getRow().id());
    }

    /** What can be decided about a difference. */
    public List<Differences.Decision> decisions(PaymentQueries.DifferenceRow difference) {
        return switch (difference.kind()) {
            case "MISSING_HERE" -> List.of(Differences.Decision.BOOK, Differences.Decision.LEAVE);
            case "MISSING_THERE" -> List.of(Differences.Decision.REVERSE, Differences.Decision.LEAVE);
            case "AMOUNT_DIFFERS" -> List.of(Differences.Decision.ADJUST, Differences.Decision.LEAVE);
            default -> List.of(Differences.Decision.LEAVE);
        };
    }

    public void decide(long difference, Differences.Decision decision) {
        if (attempt.to(() -> differences.decide(visitor.caller(), difference, decision, note))) {
            note = null;
        }
        refresh();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
