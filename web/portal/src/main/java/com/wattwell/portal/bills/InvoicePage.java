package com.wattwell.portal.bills;

import com.wattwell.invoice.InvoiceQueries;
import com.wattwell.invoice.InvoiceQueries.State;
import com.wattwell.invoice.InvoiceService;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;

/** One electronic invoice, and its taking back. */
@Named
@ViewScoped
public class InvoicePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private InvoiceQueries invoices;
    @Inject
    private InvoiceService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String reason;
    private transient InvoiceQueries.Row row;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = invoices.byId(visitor.caller().scope(), Id.of("invoice", id)).orElseThrow(() -> RefusedException.notFound("invoice", id));
    }

    /** @return the page of the red-letter invoice */
    public String reverse() {
        long[] red = new long[1];
        return attempt.to(() -> red[0] = service.reverse(visitor.caller(), Id.of("invoice", id), reason)) ? "/invoice?faces-redirect=true&id=" + red[0] : null;
    }

    public boolean isReversible() {
        return visitor.isKeepingBooks() && !row.red() && row.state() == State.ISSUED && row.redId() == null;
    }

    public InvoiceQueries.Row getRow() {
        return row;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(row.companyId());
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
