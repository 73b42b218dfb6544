package com.wattwell.portal.counter;

import com.wattwell.counter.Counter;
import com.wattwell.counter.Receipt;
import com.wattwell.payment.OrderState;
import com.wattwell.payment.PaymentDesk;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.QrCode;
import com.wattwell.portal.Rendering;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The order that is being paid at the counter by its code. */
@Named
@ViewScoped
public class CashierOrder implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CashierPage cashier;
    @Inject
    private PaymentQueries payments;
    @Inject
    private PaymentDesk desk;
    @Inject
    private Counter counter;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private final Rendering rendering = new Rendering();
    private String id;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        rendering.begin();
    }

    /** One of the account that stands there, or {@code null}. */
    public PaymentQueries.OrderRow getRow() {
        return id == null || id.isBlank() ? null : rendering.once("order", () -> payments.order(visitor.caller().scope(), Id.of("payment order", id))
                .filter(each -> each.order().customerAccountId() == cashier.getRow().id()).orElse(null));
    }

    /** The picture of its code while it can be paid; else {@code null}. */
    public String getQr() {
        return rendering.once("qr", () -> getRow() != null && getRow().order().state() == OrderState.OPEN ? QrCode.svg(getRow().order().code()) : null);
    }

    private List<PaymentQueries.PaymentRow> paid() {
        return rendering.once("payments", () -> getRow() == null ? List.of() : payments.paymentsOf(visitor.caller().scope(), getRow().order().id()));
    }

    /** What was paid by the code and is in nobody's account: it was closed meanwhile, or had paid already. */
    public List<PaymentQueries.PaymentRow> getAstray() {
        return paid().stream().filter(each -> each.suspenseFen() != 0).toList();
    }

    /** Whether something that was paid by the code is in the account, so that a receipt can be written of it. */
    public boolean isReceiptOwed() {
        return getRow() != null && getRow().order().state() == OrderState.PAID && paid().stream().anyMatch(each -> each.suspenseFen() == 0 && !each.takenBack());
    }

    /** The receipt of what was paid by the code. */
    public String receipt() {
        Receipt[] made = new Receipt[1];
        return attempt.to(() -> made[0] = counter.receiptOf(visitor.caller(), getRow().order().id())) ? CashierPage.shown(cashier.getRow().id(), made[0].id()) : null;
    }

    public void close() {
        attempt.to(() -> desk.close(visitor.caller(), getRow().order().id()));
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
