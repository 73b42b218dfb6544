package com.wattwell.portal.usage;

import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.usage.book.HeldUsage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Usage that waits for a person's decision. */
@Named
@ViewScoped
public class HeldUsagesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private HeldUsage held;
    @Inject
    private Visitor visitor;

    private transient LazyRows<HeldUsage.Row> rows;

    public LazyRows<HeldUsage.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(HeldUsage.Row::id, (sort, descending, request) -> held.open(visitor.scope(), request));
        }
        return rows;
    }
}
