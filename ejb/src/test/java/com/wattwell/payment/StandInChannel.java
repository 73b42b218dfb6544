package com.wattwell.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel that does what a test tells it, without a network and without signatures; a notice's body is its payment. */
final class StandInChannel implements PaymentChannel {

    final Map<String, Trade> trades = new HashMap<>();
    final List<String> closed = new ArrayList<>();
    final List<RefundOrder> refunds = new ArrayList<>();
    RefundStanding refundStanding = new RefundStanding.Done("X1", Instant.parse("2026-11-29T05:00:00Z"));
    ChannelException unwell;
    StatementFile statement;

    @Override
    public Channel channel() {
        return Channel.ALIPAY;
    }

    @Override
    public Opened open(MerchantKeys merchant, NewTrade trade) throws ChannelException {
        well();
        trades.putIfAbsent(trade.orderNumber(), new Trade.Waiting());
        return new Opened("code:" + trade.orderNumber(), null);
    }

    @Override
    public Trade query(MerchantKeys merchant, String orderNumber) throws ChannelException {
        well();
        return trades.getOrDefault(orderNumber, new Trade.Waiting());
    }

    @Override
    public void close(MerchantKeys merchant, String orderNumber) throws ChannelException {
        well();
        if (trades.get(orderNumber) instanceof Trade.Paid) {
            throw new ChannelException(ChannelException.Kind.REFUSED, "PAID", "it is paid", null);
        }
        closed.add(orderNumber);
    }

    @Override
    public RefundStanding refund(MerchantKeys merchant, RefundOrder refund, String notifyUrl) throws ChannelException {
        well();
        refunds.add(refund);
        return refundStanding;
    }

    @Override
    public RefundStanding queryRefund(MerchantKeys merchant, RefundOrder refund) throws ChannelException {
        well();
        return refundStanding;
    }

    @Override
    public Optional<StatementFile> statement(MerchantKeys merchant, LocalDate day) throws ChannelException {
        well();
        return Optional.ofNullable(statement);
    }

    @Override
    public Told read(MerchantKeys merchant, IncomingNotice notice) throws BadNoticeException {
        String[] words = notice.body().split(" ");
        if (words[0].equals("forged")) {
            throw new BadNoticeException(Verdict.BAD_SIGNATURE, "forged");
        }
        Instant sent = Instant.parse(notice.headers().get("sent"));
        return new Told.OfPayment(notice.headers().getOrDefault("merchant", merchant.merchantNumber()), merchant.appId(), sent,
                new Trade.Paid(words[0], words[1], Long.parseLong(words[2]), sent, "payer"));
    }

    @Override
    public Answer answer(boolean understood) {
        return new Answer(200, "text/plain", understood ? "success" : "fail");
    }

    private void well() throws ChannelException {
        if (unwell != null) {
            throw unwell;
        }
    }
}
