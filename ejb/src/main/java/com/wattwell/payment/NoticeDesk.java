package com.wattwell.payment;

import com.wattwell.payment.PaymentChannel.Answer;
import com.wattwell.payment.PaymentFacts.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes notices of payments (异步通知). Signature, merchant, freshness and amount are looked at; then the payment is posted, and only when that
 * has been committed is the channel told that we have understood. One that says another amount than was ordered is not believed: the channel is asked.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class NoticeDesk {

    private static final Logger LOG = Logger.getLogger(NoticeDesk.class.getName());
    /** WeChat Pay signs each attempt anew with its time. */
    private static final Duration WECHAT_FRESH = Duration.ofMinutes(5);
    /** Alipay's last repeat comes after 25 hours, and may bear the time of the first. */
    private static final Duration ALIPAY_FRESH = Duration.ofHours(26);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    @Inject
    private Channels channels;
    @Inject
    private Merchants merchants;
    @Inject
    private NoticeBook book;
    @Inject
    private PaymentFacts facts;
    @Inject
    private PaymentOrders orders;
    @Inject
    private Refunds refunds;
    @Inject
    private Clock clock;

    /** @return what the channel is to hear; for a merchant account that is not known nothing is kept */
    public Answer receive(Channel channel, int merchantAccountId, IncomingNotice notice) {
        PaymentChannel from = channels.of(channel);
        MerchantKeys merchant = merchants.keys(merchantAccountId).filter(keys -> keys.channel() == channel).orElse(null);
        if (merchant == null || notice.body().length() > NoticeBook.MOST_BODY) {
            return from.answer(false);
        }
        Told told;
        try {
            told = from.read(merchant, notice);
        } catch (BadNoticeException e) {
            LOG.log(Level.WARNING, "A notice of {0} is not believed: {1}", new Object[] {merchant, e.getMessage()});
            if (book.hasRoomForBad(merchant)) {
                book.judged(book.keep(merchant, notice), e.verdict(), null, null);
            }
            return from.answer(false);
        }
        long id = book.keep(merchant, notice);
        Verdict verdict;
        try {
            verdict = judge(merchant, told);
        } catch (RuntimeException e) {
            verdict = Verdict.FAILED;
            LOG.log(Level.WARNING, "Notice " + id + " could not be worked on; the channel will tell us again", e);
        }
        book.judged(id, verdict, told instanceof Told.OfPayment payment ? payment.paid() : null, told instanceof Told.OfRefund refund ? refund.orderNumber() : null);
        return from.answer(verdict.understood());
    }

    private Verdict judge(MerchantKeys merchant, Told told) {
        if (!merchant.merchantNumber().equals(told.merchantNumber()) || !merchant.appId().equals(told.appId())) {
            return Verdict.OTHER_MERCHANT;
        }
        Instant now = clock.instant();
        Duration fresh = merchant.channel() == Channel.WECHAT ? WECHAT_FRESH : ALIPAY_FRESH;
        boolean stale = told.sentAt().isBefore(now.minus(fresh)) || told.sentAt().isAfter(now.plus(AHEAD));
        return switch (told) {
            case Told.OfNothing nothing -> Verdict.NOTHING;
            case Told.OfRefund refund -> {
                refunds.askSoon(merchant.companyId(), refund.refundNumber());
                yield stale ? Verdict.STALE : Verdict.REFUND;
            }
            case Told.OfPayment payment -> {
                Trade.Paid paid = payment.paid();
                if (stale) {
                    orders.askSoon(merchant, paid.orderNumber());
                    yield Verdict.STALE;
                }
                if (book.orderedFen(merchant, paid.orderNumber()).filter(ordered -> ordered != paid.amountFen()).isPresent()) {
                    orders.askSoon(merchant, paid.orderNumber());
                    yield Verdict.OTHER_AMOUNT;
                }
                PaymentFacts.Learned learned = facts.learn(merchant, paid, Source.NOTICE);
                yield !learned.newly() ? Verdict.KNOWN : learned.customerAccountId() == null ? Verdict.NO_ORDER : Verdict.POSTED;
            }
        };
    }
}
