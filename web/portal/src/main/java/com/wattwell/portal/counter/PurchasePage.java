package com.wattwell.portal.counter;

import com.wattwell.counter.Counter;
import com.wattwell.counter.Receipt;
import com.wattwell.counter.Tender;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.prepayment.MeterPurchaseQueries;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** One purchase on its way into a meter: how it stands and why, and what a person may do: give it back, send it anew, or say what a silent meter does not. */
@Named
@ViewScoped
public class PurchasePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterPurchaseQueries queries;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Counter counter;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private final String token = UUID.randomUUID().toString();
    private String id;
    private Tender tender = Tender.CASH;
    private String reason;
    private String note;
    private transient MeterPurchaseQueries.Row row;

    public void open() {
        visitor.mustTakeMoneyOrSeeBooks();
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = queries.byId(visitor.caller().scope(), Id.of("purchase", id)).orElseThrow(() -> RefusedException.notFound("purchase", id));
    }

    public MeterPurchaseQueries.Row getRow() {
        if (row == null) {
            refresh();
        }
        return row;
    }

    public String giveBack() {
        Receipt[] made = new Receipt[1];
        boolean done = attempt.to(() -> made[0] = counter.refundPurchase(visitor.caller(), new Counter.PurchaseRefund(getRow().id(), tender, null, reason, token)));
        return done ? "/cashier?faces-redirect=true&account=" + made[0].accountId() + "&receipt=" + made[0].id() : null;
    }

    public String sendAnew() {
        return attempt.to(() -> purchases.sendAnew(visitor.caller(), getRow().id())) ? shown() : null;
    }

    /** What a person knows of an unclear one. */
    public String decide(boolean inTheMeter) {
        return attempt.to(() -> purchases.decide(visitor.caller(), getRow().id(), inTheMeter, note)) ? shown() : null;
    }

    private String shown() {
        return "/purchase?faces-redirect=true&id=" + getRow().id();
    }

    public boolean isReturnable() {
        return visitor.isTakingMoney() && (getRow().state().equals("FAILED") || getRow().state().equals("PAID"));
    }

    public List<Tender> getTenders() {
        return visitor.isKeepingBooks() ? List.of(Tender.CASH, Tender.BANK) : List.of(Tender.CASH);
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Tender getTender() {
        return tender;
    }

    public void setTender(Tender tender) {
        this.tender = tender;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
