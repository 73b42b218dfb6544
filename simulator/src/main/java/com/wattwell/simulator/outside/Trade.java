package com.wattwell.simulator.outside;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An order at a payment channel (交易), as the channel sees it. Usually it is paid once; the fault "pays twice" pays it again, under a
 * second number, as two people do who scan one code. Guarded by {@link Trades}.
 */
final class Trade {

    /** Where it stands. */
    enum State {
        WAITING, PAID, CLOSED
    }

    /** Money that came. */
    static final class Payment {
        final String number;
        final long amountFen;
        final Instant at;
        final String payer;

        Payment(String number, long amountFen, Instant at, String payer) {
            this.number = number;
            this.amountFen = amountFen;
            this.at = at;
            this.payer = payer;
        }
    }

    /** Money that went back. */
    record Refund(String number, String channelNumber, long amountFen, String payment, Instant at, String reason) {
    }

    final Channel channel;
    final Merchant merchant;
    /** The merchant's own number of it, {@code out_trade_no}. */
    final String order;
    final long amountFen;
    final String subject;
    final String product;
    final String notifyUrl;
    final Instant created;
    final Instant expires;
    /** What the code shows, or the page or session to pay on. */
    final String code;
    State state = State.WAITING;
    final List<Payment> payments = new ArrayList<>();
    final List<Refund> refunds = new ArrayList<>();

    Trade(Channel channel, Merchant merchant, String order, long amountFen, String subject, String product, String notifyUrl, Instant created,
          Instant expires, String code) {
        this.channel = channel;
        this.merchant = merchant;
        this.order = order;
        this.amountFen = amountFen;
        this.subject = subject;
        this.product = product;
        this.notifyUrl = notifyUrl;
        this.created = created;
        this.expires = expires;
        this.code = code;
    }

    long refundedFen() {
        return refunds.stream().mapToLong(Refund::amountFen).sum();
    }

    boolean isPaid() {
        return !payments.isEmpty();
    }
}
