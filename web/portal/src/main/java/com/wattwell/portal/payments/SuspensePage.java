package com.wattwell.portal.payments;

import com.wattwell.payment.Suspense;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** What stands in SUSPENSE of money that came through channels, and what else stands there. */
@Named
@ViewScoped
public class SuspensePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Suspense suspense;
    @Inject
    private Visitor visitor;

    private transient LazyRows<Suspense.Row> rows;
    private transient Suspense.Sum sum;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        visitor.mustSeeBooks();
        sum = suspense.sum(visitor.scope());
    }

    public LazyRows<Suspense.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(Suspense.Row::item, (sort, descending, request) -> suspense.list(visitor.scope(), request));
        }
        return rows;
    }

    public Suspense.Sum getSum() {
        if (sum == null) {
            refresh();
        }
        return sum;
    }
}
