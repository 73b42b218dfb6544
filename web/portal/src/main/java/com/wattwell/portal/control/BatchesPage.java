package com.wattwell.portal.control;

import com.wattwell.control.BatchQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of batches. */
@Named
@ViewScoped
public class BatchesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private BatchQueries batches;
    @Inject
    private Visitor visitor;

    private transient LazyRows<BatchQueries.Row> rows;

    public LazyRows<BatchQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(BatchQueries.Row::id, (sort, descending, request) -> batches.list(visitor.scope(), request));
        }
        return rows;
    }

    /** How a batch looks: busy, bad when the brake stopped it or something failed, or good. */
    public String tone(BatchQueries.Row row) {
        return switch (row.state()) {
            case RUNNING -> "busy";
            case STOPPED -> "bad";
            case DONE -> row.failed() > 0 ? "warn" : "good";
        };
    }
}
