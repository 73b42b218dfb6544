package com.wattwell.portal.counter;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.prepayment.MeterPurchaseQueries;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Money that is paid and not yet in its meter, with its age; and what became of the rest. */
@Named
@ViewScoped
public class PurchasesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterPurchaseQueries queries;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private boolean all;
    private String reason;
    private transient LazyRows<MeterPurchaseQueries.Row> rows;

    @PostConstruct
    void begin() {
        visitor.mustTakeMoneyOrSeeBooks();
    }

    public LazyRows<MeterPurchaseQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(MeterPurchaseQueries.Row::id, (sort, descending, request) -> queries.list(visitor.scope(), !all, request));
        }
        return rows;
    }

    /** Gives one back by the bank: what may be in the meter is refused. */
    public String refund(long id) {
        boolean done = attempt.to(() -> purchases.refund(visitor.caller(), id, HouseAccount.BANK, reason));
        if (done) {
            attempt.say("purchase.refunded");
        }
        return done ? "/purchases?faces-redirect=true" : null;
    }

    /** How a purchase looks. */
    public String tone(MeterPurchaseQueries.Row row) {
        return switch (row.state()) {
            case "CREDITED" -> "good";
            case "REFUNDED" -> "calm";
            default -> row.tries() > 1 ? "warn" : "busy";
        };
    }

    public boolean isAll() {
        return all;
    }

    public void setAll(boolean all) {
        this.all = all;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
