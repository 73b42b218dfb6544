package com.wattwell.payment;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A payment channel as orders need it. Every method asks over the network and takes seconds: it is called outside of transactions.
 * What was asked under a number and not answered may have happened; the same question again is harmless.
 */
public interface PaymentChannel {

    Channel channel();

    /** @throws ChannelException when it cannot be paid; after {@code UNREACHABLE} the channel may know it all the same */
    Opened open(MerchantKeys merchant, NewTrade trade) throws ChannelException;

    Trade query(MerchantKeys merchant, String orderNumber) throws ChannelException;

    /** Lets nobody pay it any more; one that the channel does not know is closed too. @throws ChannelException REFUSED when it is paid */
    void close(MerchantKeys merchant, String orderNumber) throws ChannelException;

    RefundStanding refund(MerchantKeys merchant, RefundOrder refund, String notifyUrl) throws ChannelException;

    RefundStanding queryRefund(MerchantKeys merchant, RefundOrder refund) throws ChannelException;

    /** @return empty when the channel says that there was nothing on that day */
    Optional<StatementFile> statement(MerchantKeys merchant, LocalDate day) throws ChannelException;

    /** Looks whether the channel said it, and what. */
    Told read(MerchantKeys merchant, IncomingNotice notice) throws BadNoticeException;

    /** What the channel wants to hear. */
    Answer answer(boolean understood);

    /** An HTTP answer. */
    record Answer(int status, String contentType, String body) {
    }
}
