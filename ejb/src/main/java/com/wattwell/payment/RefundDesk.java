package com.wattwell.payment;

import com.wattwell.platform.Aside;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends refunds to their channels and asks what became of them. The same number twice is one refund, so sending again is harmless. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class RefundDesk {

    private static final Logger LOG = Logger.getLogger(RefundDesk.class.getName());
    private static final int AT_ONCE = 20;

    @Inject
    private Channels channels;
    @Inject
    private Merchants merchants;
    @Inject
    private Refunds refunds;
    @Inject
    private Callbacks callbacks;
    @Inject
    private Aside aside;

    public void workDue() {
        for (Refunds.Row refund : refunds.claimDue(AT_ONCE)) {
            aside.run(() -> work(refund));
        }
    }

    private void work(Refunds.Row refund) {
        try {
            MerchantKeys merchant = merchants.keys(refund.merchantAccountId()).orElseThrow();
            PaymentChannel channel = channels.of(refund.channel());
            // sent, or perhaps sent before: what is said to a second sending says nothing of the first
            RefundStanding standing = refund.state() == Refunds.State.SENT || refund.queries() > 1 ? channel.queryRefund(merchant, refund.order()) : new RefundStanding.Unknown();
            if (standing instanceof RefundStanding.Unknown) {
                standing = channel.refund(merchant, refund.order(), callbacks.ofPayments(refund.channel(), refund.merchantAccountId()));
            }
            switch (standing) {
                case RefundStanding.Done done -> refunds.done(refund, done);
                case RefundStanding.Failed failed -> refunds.failed(refund, failed.why());
                case RefundStanding.UnderWay underWay -> refunds.sent(refund);
                case RefundStanding.Unknown unknown -> refunds.sent(refund);
            }
        } catch (ChannelException e) {
            refunds.later(refund, e.line());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Refund " + refund.number() + " is tried again", e);
        }
    }
}
