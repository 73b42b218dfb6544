package com.wattwell.portal.customers;

import com.wattwell.customer.AccountQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of accounts, searched by number, name, phone, room or meter. */
@Named
@ViewScoped
public class AccountsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private AccountQueries accounts;
    @Inject
    private Visitor visitor;

    private String text;
    private boolean closed;
    private transient LazyRows<AccountQueries.Row> rows;

    public LazyRows<AccountQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(AccountQueries.Row::id, (sort, descending, request) -> accounts.list(visitor.scope(), text, !closed, request));
        }
        return rows;
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank() || closed;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public boolean isClosed() {
        return closed;
    }

    public void setClosed(boolean closed) {
        this.closed = closed;
    }
}
