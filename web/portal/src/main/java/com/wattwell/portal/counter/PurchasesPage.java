package com.wattwell.portal.counter;

import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.prepayment.MeterPurchaseQueries;
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
    private Visitor visitor;

    private boolean all;
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

    /** How a purchase looks. */
    public String tone(MeterPurchaseQueries.Row row) {
        return switch (row.state()) {
            case "CREDITED" -> "good";
            case "REFUNDED" -> "calm";
            case "UNCLEAR" -> "warn";
            case "FAILED" -> "bad";
            default -> row.tries() > 1 ? "warn" : "busy";
        };
    }

    public boolean isAll() {
        return all;
    }

    public void setAll(boolean all) {
        this.all = all;
    }
}
