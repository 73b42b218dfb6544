package com.wattwell.payment;

import com.wattwell.identity.Caller;
import com.wattwell.payment.PaymentFacts.Source;
import com.wattwell.platform.Aside;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Orders between us and the channel: each step is a committed row, and the channel is asked between them, outside of any transaction. After a
 * crash an order is found again by the time at which it is to be asked about.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class PaymentDesk {

    private static final Logger LOG = Logger.getLogger(PaymentDesk.class.getName());
    private static final int AT_ONCE = 20;

    @Inject
    private Channels channels;
    @Inject
    private Merchants merchants;
    @Inject
    private PaymentOrders orders;
    @Inject
    private PaymentFacts facts;
    @Inject
    private Callbacks callbacks;
    @Inject
    private Aside aside;
    @Inject
    private Clock clock;

    /**
     * Makes an order and opens it at its channel.
     *
     * @return the order as it stands then: OPEN with its code, PAID for a scanned payment code, or CREATED while the channel does not answer
     * @throws RefusedException naming the field, or with the channel's own words when it refused
     */
    public PaymentOrder order(Caller caller, PaymentOrders.Wanted wanted, String payerAddress) {
        PaymentOrders.Created created = orders.create(caller, wanted);
        PaymentOrder order = created.order();
        if (!created.newly()) {
            return order;
        }
        MerchantKeys merchant = merchants.keys(order.merchantAccountId()).orElseThrow();
        try {
            open(merchant, order, wanted.payer(), payerAddress);
        } catch (ChannelException e) {
            if (e.kind() == ChannelException.Kind.REFUSED) {
                orders.failed(order, e.line());
                throw new RefusedException(RefusedException.Kind.CONFLICT, "channel", "refused.channelSaysNo", "The channel refused the order: " + e.line(), e.line());
            }
            orders.event(order, "unreachable", e.line());
        } catch (RefusedException e) {
            orders.failed(order, e.getMessage());
            throw e;
        }
        return orders.byId(order.id()).orElseThrow();
    }

    private void open(MerchantKeys merchant, PaymentOrder order, String payer, String payerAddress) throws ChannelException {
        String notifyUrl = callbacks.ofPayments(order.channel(), order.merchantAccountId());
        Opened opened = channels.of(order.channel()).open(merchant, new NewTrade(order.number(), order.product(), order.amountFen(), order.subject(), order.expiresAt(), notifyUrl, payer,
                payerAddress));
        orders.opened(order, opened.code());
        if (opened.paid() != null) {
            facts.learn(merchant, opened.paid(), Source.PAYMENT_CODE);
        }
    }

    /** Lets nobody pay it any more, unless somebody has. @return the order as it stands then */
    public PaymentOrder close(Caller caller, long orderId) {
        if (!caller.mayTakeMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not take money.");
        }
        PaymentOrder order = orders.byId(orderId).filter(found -> caller.scope().includes(found.companyId())).orElseThrow(() -> RefusedException.notFound("payment order", orderId));
        if (order.state() == OrderState.OPEN || order.state() == OrderState.CREATED) {
            try {
                closeAt(order, caller.name());
            } catch (ChannelException e) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "channel", "refused.channelSaysNo", "The channel did not close the order: " + e.line(), e.line());
            }
        }
        return orders.byId(orderId).orElseThrow();
    }

    private void closeAt(PaymentOrder order, String by) throws ChannelException {
        MerchantKeys merchant = merchants.keys(order.merchantAccountId()).orElseThrow();
        PaymentChannel channel = channels.of(order.channel());
        try {
            channel.close(merchant, order.number());
            orders.closed(order, by);
        } catch (ChannelException e) {
            // refused because it is paid?
            if (e.kind() == ChannelException.Kind.REFUSED && channel.query(merchant, order.number()) instanceof Trade.Paid paid) {
                facts.learn(merchant, paid, Source.QUERY);
                return;
            }
            throw e;
        }
    }

    /** Asks about what is due, each in a thread of the pool; nobody waits for the answers. */
    public void askDue() {
        for (PaymentOrder order : orders.claimDue(AT_ONCE)) {
            aside.run(() -> ask(order));
        }
    }

    /** Asks how an order stands now, because a person wants to know. */
    public PaymentOrder askNow(Caller caller, long orderId) {
        PaymentOrder order = orders.byId(orderId).filter(found -> caller.scope().includes(found.companyId())).orElseThrow(() -> RefusedException.notFound("payment order", orderId));
        ask(order);
        return orders.byId(orderId).orElseThrow();
    }

    private void ask(PaymentOrder order) {
        try {
            MerchantKeys merchant = merchants.keys(order.merchantAccountId()).orElseThrow();
            Trade trade = channels.of(order.channel()).query(merchant, order.number());
            switch (trade) {
                case Trade.Paid paid -> {
                    if (!facts.learn(merchant, paid, Source.QUERY).newly()) {
                        orders.restNow(order);
                    }
                }
                case Trade.Closed closed -> orders.closed(order, "channel");
                case Trade.Waiting waiting -> {
                    if (order.state() == OrderState.OPEN || order.state() == OrderState.CREATED) {
                        waiting(merchant, order);
                    } else {
                        orders.restNow(order);
                    }
                }
            }
        } catch (ChannelException e) {
            orders.stillOpen(order, e.line());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Payment order " + order.number() + " is asked about again", e);
        }
    }

    /** Nobody has paid: what is over is closed, and what the channel has not heard of, or whose answer was lost, is opened again under its number. */
    private void waiting(MerchantKeys merchant, PaymentOrder order) throws ChannelException {
        Instant now = clock.instant();
        if (now.isAfter(order.expiresAt().plus(PaymentOrders.AFTERCARE))) {
            closeAt(order, "expired");
            return;
        }
        if (order.state() == OrderState.CREATED && canOpenAgain(order) && now.isBefore(order.expiresAt())) {
            open(merchant, order, order.payer(), null);
            if (orders.byId(order.id()).orElseThrow().state() != OrderState.CREATED) {
                return;
            }
        }
        orders.stillOpen(order, "");
    }

    /** A scanned code is not kept, nor a payer's address: such an order is only asked about and closed. */
    private static boolean canOpenAgain(PaymentOrder order) {
        return order.product() == Product.QR || order.product() == Product.JSAPI;
    }
}
