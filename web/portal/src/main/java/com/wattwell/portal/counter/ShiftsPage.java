package com.wattwell.portal.counter;

import com.wattwell.counter.Receipt;
import com.wattwell.counter.ReceiptQueries;
import com.wattwell.counter.Shift;
import com.wattwell.counter.Shifts;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Cashiers' shifts: the list; one of them with its receipts, counted and closed at the end of the day. */
@Named
@ViewScoped
public class ShiftsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Shifts shifts;
    @Inject
    private ReceiptQueries receipts;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String counted;
    private String deposit;
    private String explanation;
    private transient LazyRows<Shift> rows;
    private transient Shift row;

    public void open() {
        if (!visitor.isTakingMoney() && !visitor.isSeeingBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only the counter and finance see shifts.");
        }
    }

    /** All for finance; a cashier's own for a cashier. */
    public LazyRows<Shift> getRows() {
        if (rows == null) {
            String only = visitor.isSeeingBooks() ? null : visitor.caller().name();
            rows = new LazyRows<>(Shift::id, (sort, descending, request) -> shifts.list(visitor.scope(), only, request));
        }
        return rows;
    }

    public Shift getRow() {
        if (row == null) {
            row = shifts.byId(visitor.caller().scope(), Id.of("shift", id)).filter(shift -> visitor.isSeeingBooks() || shift.cashier().equals(visitor.caller().name()))
                    .orElseThrow(() -> RefusedException.notFound("shift", id));
        }
        return row;
    }

    public List<Receipt> getReceipts() {
        return receipts.ofShift(visitor.caller().scope(), getRow().id(), new Page.Request(1, Page.MAX_SIZE)).items();
    }

    public String close() {
        boolean done = attempt.to(() -> shifts.close(visitor.caller(), getRow().id(), new Shifts.Closing(Yuan.fen("counted", counted), Yuan.fen("deposit", deposit), explanation)));
        if (done) {
            attempt.say("shift.closed");
        }
        return done ? "/shift?faces-redirect=true&id=" + getRow().id() : null;
    }

    public boolean isClosable() {
        return getRow().open() && (visitor.isKeepingBooks() || getRow().cashier().equals(visitor.caller().name()));
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getCounted() {
        return counted;
    }

    public void setCounted(String counted) {
        this.counted = counted;
    }

    public String getDeposit() {
        return deposit;
    }

    public void setDeposit(String deposit) {
        this.deposit = deposit;
    }

    public String getExplanation() {
        return explanation;
    }

    public void setExplanation(String explanation) {
        this.explanation = explanation;
    }
}
