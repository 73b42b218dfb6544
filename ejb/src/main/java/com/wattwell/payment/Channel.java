package com.wattwell.payment;

import com.wattwell.ledger.HouseAccount;
import java.time.ZoneId;

/** Through whom money comes that is not handed over (支付渠道). */
public enum Channel {
    /** 支付宝. */
    ALIPAY(HouseAccount.ALIPAY_CLEARING),
    /** 微信支付. */
    WECHAT(HouseAccount.WECHAT_CLEARING);

    /** Both reckon their days and write their times by this. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final HouseAccount clearing;

    Channel(HouseAccount clearing) {
        this.clearing = clearing;
    }

    /** Where what it has taken for us stands until its statement is settled. */
    public HouseAccount clearing() {
        return clearing;
    }
}
