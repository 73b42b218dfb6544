package com.wattwell.payment;

import com.wattwell.payment.alipay.AlipayChannel;
import com.wattwell.payment.wechat.WechatChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The channels by their name. */
@ApplicationScoped
public class Channels {

    private final List<PaymentChannel> all;

    @Inject
    public Channels(AlipayChannel alipay, WechatChannel wechat) {
        this(List.of(alipay, wechat));
    }

    protected Channels() {
        this(List.of()); // the container's proxy wants it
    }

    public Channels(List<PaymentChannel> all) {
        this.all = all;
    }

    public PaymentChannel of(Channel channel) {
        return all.stream().filter(each -> each.channel() == channel).findFirst().orElseThrow();
    }
}
