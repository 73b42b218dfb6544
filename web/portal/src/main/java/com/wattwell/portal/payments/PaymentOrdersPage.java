package com.wattwell.portal.payments;

import com.wattwell.customer.AccountQueries;
import com.wattwell.payment.Channel;
import com.wattwell.payment.OrderState;
import com.wattwell.payment.PaymentDesk;
import com.wattwell.payment.PaymentOrder;
import com.wattwell.payment.PaymentOrders;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.payment.Product;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.Yuan;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/** Orders to pay by Alipay or WeChat Pay, and a form for another one at the counter. */
@Named
@ViewScoped
public class PaymentOrdersPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private PaymentQueries queries;
    @Inject
    private AccountQueries accounts;
    @Inject
    private PaymentDesk desk;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private final String token = UUID.randomUUID().toString();
    private String text;
    private OrderState state;
    private String account;
    private String amountFen;
    private Channel channel = Channel.ALIPAY;
    private String payer;
    private transient LazyRows<PaymentQueries.OrderRow> rows;

    public LazyRows<PaymentQueries.OrderRow> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(row -> row.order().id(), (sort, descending, request) -> queries.orders(visitor.scope(), state, text, request));
        }
        return rows;
    }

    /** Makes the order and goes to its code. */
    public String create() {
        PaymentOrder[] made = new PaymentOrder[1];
        boolean done = attempt.to(() -> made[0] = desk.order(visitor.caller(), new PaymentOrders.Wanted(account(), channel, payer == null || payer.isBlank() ? Product.QR : Product.PAYMENT_CODE,
                Yuan.amount("amountFen", amountFen), token, payer == null || payer.isBlank() ? null : payer.strip()), null));
        return done ? "/payment-order?faces-redirect=true&id=" + made[0].id() : null;
    }

    private long account() {
        String number = account == null ? "" : account.strip();
        List<AccountQueries.Row> found = number.isEmpty() ? List.of() : accounts.list(visitor.scope(), number, true, new Page.Request(1, 20)).items().stream()
                .filter(row -> row.number().equals(number)).toList();
        if (found.size() != 1) {
            throw RefusedException.invalid("account", "refused.accountNumber", "account: there is no open account of this number.");
        }
        return found.getFirst().id();
    }

    /** How an order looks. */
    public String tone(OrderState of) {
        return switch (of) {
            case CREATED, OPEN -> "busy";
            case PAID -> "good";
            case CLOSED -> "calm";
            case FAILED -> "bad";
        };
    }

    public OrderState[] getStates() {
        return OrderState.values();
    }

    public Channel[] getChannels() {
        return Channel.values();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public OrderState getState() {
        return state;
    }

    public void setState(OrderState state) {
        this.state = state;
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

    public Channel getChannel() {
        return channel;
    }

    public void setChannel(Channel channel) {
        this.channel = channel;
    }

    public String getPayer() {
        return payer;
    }

    public void setPayer(String payer) {
        this.payer = payer;
    }
}
