package com.wattwell.portal.payments;

import com.wattwell.payment.OrderState;
import com.wattwell.payment.PaymentDesk;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.payment.Product;
import com.wattwell.payment.Refunds;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.QrCode;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** One order: its code to scan, its story, what came, and what goes back. */
@Named
@ViewScoped
public class PaymentOrderPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private PaymentQueries queries;
    @Inject
    private PaymentDesk desk;
    @Inject
    private Refunds refunds;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String token = UUID.randomUUID().toString();
    private Long payment;
    private String amountFen;
    private String reason;
    private transient PaymentQueries.OrderRow row;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = queries.order(visitor.caller().scope(), Id.of("payment order", id)).orElseThrow(() -> RefusedException.notFound("payment order", id));
    }

    /** Looked up when a part of the page asks before it is shown. */
    public PaymentQueries.OrderRow getRow() {
        if (row == null) {
            refresh();
        }
        return row;
    }

    /** The picture of the code while it can be paid; else {@code null}. */
    public String getQr() {
        return getRow().order().state() == OrderState.OPEN && getRow().order().product() == Product.QR ? QrCode.svg(getRow().order().code()) : null;
    }

    public List<PaymentQueries.Event> getStory() {
        return queries.story(visitor.caller().scope(), getRow().order().id());
    }

    public List<PaymentQueries.PaymentRow> getPayments() {
        return queries.paymentsOf(visitor.caller().scope(), getRow().order().id());
    }

    public boolean isOpen() {
        return getRow().order().state() == OrderState.OPEN || getRow().order().state() == OrderState.CREATED;
    }

    public void close() {
        attempt.to(() -> desk.close(visitor.caller(), Id.of("payment order", id)));
        refresh();
    }

    public void ask() {
        attempt.to(() -> desk.askNow(visitor.caller(), Id.of("payment order", id)));
        refresh();
    }

    public void refund() {
        if (attempt.to(() -> refunds.request(visitor.caller(), payment(), Yuan.amount("amountFen", amountFen), reason, token))) {
            token = UUID.randomUUID().toString();
            amountFen = null;
            reason = null;
            attempt.say("refund.asked");
        }
        refresh();
    }

    private long payment() {
        if (payment == null) {
            throw RefusedException.invalid("payment", "refused.payment", "payment: choose which payment goes back.");
        }
        return payment;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Long getPayment() {
        return payment;
    }

    public void setPayment(Long payment) {
        this.payment = payment;
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
}
