package com.wattwell.portal.shares;

import com.wattwell.billing.PublicShareQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of common meters whose usage is shared among units. */
@Named
@ViewScoped
public class PublicSharesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private PublicShareQueries shares;
    @Inject
    private Visitor visitor;

    private String text;
    private boolean ended;
    private transient LazyRows<PublicShareQueries.Row> rows;

    public LazyRows<PublicShareQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(PublicShareQueries.Row::id, (sort, descending, request) -> shares.list(visitor.scope(), text, ended, request));
        }
        return rows;
    }

    /** Whether a person filters, so that an empty list may have more behind it. */
    public boolean isFiltered() {
        return text != null && !text.isBlank();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public boolean isEnded() {
        return ended;
    }

    public void setEnded(boolean ended) {
        this.ended = ended;
    }
}
