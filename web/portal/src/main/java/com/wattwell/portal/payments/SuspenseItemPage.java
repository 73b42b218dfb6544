package com.wattwell.portal.payments;

import com.wattwell.customer.AccountQueries;
import com.wattwell.payment.Refunds;
import com.wattwell.payment.Suspense;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import com.wattwell.portal.counter.OneAccount;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** Something that stands in SUSPENSE: whose it is said to be, or that it goes back to the payer. */
@Named
@ViewScoped
public class SuspenseItemPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Suspense suspense;
    @Inject
    private Refunds refunds;
    @Inject
    private AccountQueries accounts;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private final String claimToken = UUID.randomUUID().toString();
    private final String refundToken = UUID.randomUUID().toString();
    private String id;
    private String account;
    private String amountFen;
    private String reason;
    private String refundFen;
    private String refundReason;
    private transient Suspense.Row row;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        visitor.mustSeeBooks();
        row = suspense.byId(visitor.caller().scope(), Suspense.Item.of(id)).orElseThrow(() -> RefusedException.notFound("suspense item", id));
        if (amountFen == null) {
            amountFen = Yuan.of(Math.abs(row.leftFen()));
        }
        if (refundFen == null) {
            refundFen = Yuan.of(Math.max(row.leftFen(), 0));
        }
    }

    /** Looked up when a part of the page asks before it is shown. */
    public Suspense.Row getRow() {
        if (row == null) {
            refresh();
        }
        return row;
    }

    public List<Suspense.Deed> getDeeds() {
        return suspense.deeds(visitor.caller().scope(), getRow().item());
    }

    /** Whether something of it can go back through the channel. */
    public boolean isRefundable() {
        return getRow().item().kind() == Suspense.Kind.PAYMENT && getRow().leftFen() > 0;
    }

    public String claim() {
        boolean done = attempt.to(() -> suspense.claim(visitor.caller(), getRow().item(), OneAccount.of(accounts, getRow().companyId(), account), Yuan.amount("amountFen", amountFen), reason, claimToken));
        return done ? done("suspense.claimed") : null;
    }

    public String refund() {
        boolean done = attempt.to(() -> refunds.requestFromSuspense(visitor.caller(), getRow().item().id(), Yuan.amount("refundFen", refundFen), refundReason, refundToken));
        return done ? done("refund.asked") : null;
    }

    private String done(String said) {
        attempt.say(said);
        return "/suspense-item?faces-redirect=true&id=" + getRow().item();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getAmountFen() {
        return amountFen;
    }

    public void setAmountFen(String amountFen) {
        this.amountFen = amountFen;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getRefundFen() {
        return refundFen;
    }

    public void setRefundFen(String refundFen) {
        this.refundFen = refundFen;
    }

    public String getRefundReason() {
        return refundReason;
    }

    public void setRefundReason(String refundReason) {
        this.refundReason = refundReason;
    }
}
