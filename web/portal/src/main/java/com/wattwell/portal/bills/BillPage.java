package com.wattwell.portal.bills;

import com.wattwell.billing.BillCorrections;
import com.wattwell.billing.BillQueries;
import com.wattwell.billing.Settled;
import com.wattwell.identity.Scope;
import com.wattwell.invoice.InvoiceQueries;
import com.wattwell.invoice.InvoiceService;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.settlement.SettlementWords;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** One bill with its lines, and what may be done about it. */
@Named
@ViewScoped
public class BillPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private BillQueries bills;
    @Inject
    private BillCorrections corrections;
    @Inject
    private InvoiceService invoices;
    @Inject
    private InvoiceQueries invoiceQueries;
    @Inject
    private SettlementWords settlementWords;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    /** Of this view: an invoice asked for twice is one. */
    private final String token = UUID.randomUUID().toString();
    private String id;
    private String reason;
    private transient BillQueries.Row row;
    private transient List<BillQueries.Line> lines;

    /** Before each time the page is shown. */
    public void refresh() {
        row = bills.byId(scope(), Id.of("bill", id)).orElseThrow(() -> RefusedException.notFound("bill", id));
        lines = bills.lines(scope(), row.id());
    }

    public void cancel() {
        if (attempt.to(() -> corrections.cancel(visitor.caller(), Id.of("bill", id), reason))) {
            attempt.say("bill.cancelledNow");
            reason = null;
        }
        refresh();
    }

    /** @return the page of the new bill, or of the accounts that were set aside */
    public String rebill() {
        Settled[] became = new Settled[1];
        if (attempt.to(() -> became[0] = corrections.rebill(visitor.caller(), Id.of("bill", id), reason))) {
            if (became[0] instanceof Settled.Billed) {
                attempt.say("bill.rebilled");
                return "/bills?faces-redirect=true&account=" + became[0].account().id();
            }
            if (became[0] instanceof Settled.Parked parked) {
                attempt.warn("bill.notRebilled", settlementWords.why(parked));
                return "/settlements?faces-redirect=true"; // where those who were set aside are listed
            }
            attempt.warn("bills.nothingToSettle");
        }
        refresh();
        return null;
    }

    /** @return the page of the invoice */
    public String invoice() {
        long[] made = new long[1];
        return attempt.to(() -> made[0] = invoices.ask(visitor.caller(), Id.of("bill", id), null, null, token)) ? "/invoice?faces-redirect=true&id=" + made[0] : null;
    }

    public List<InvoiceQueries.Row> getInvoices() {
        return invoiceQueries.ofBill(scope(), getRow().id());
    }

    public boolean isChangeable() {
        return (visitor.isKeepingBooks() || visitor.isRunningBatch()) && getRow().state() == BillQueries.State.PUBLISHED;
    }

    public boolean isInvoicable() {
        return visitor.isTakingMoney() && getRow().state() == BillQueries.State.PUBLISHED && getRow().totalFen() > 0;
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public BillQueries.Row getRow() {
        if (row == null) {
            refresh(); // a form of the page is sent: nothing has been shown yet
        }
        return row;
    }

    public List<BillQueries.Line> getLines() {
        getRow();
        return lines;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getRow().companyId());
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
