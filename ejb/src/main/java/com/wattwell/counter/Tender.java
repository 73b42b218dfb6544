package com.wattwell.counter;

import com.wattwell.ledger.HouseAccount;

/** What is paid with (IEC 61968-9, Tender). */
public enum Tender {
    /** 现金 */
    CASH(HouseAccount.CASH),
    /** A bank card on the counter's terminal (刷卡). */
    CARD(HouseAccount.CARD_CLEARING),
    /** A transfer (转账). */
    BANK(HouseAccount.BANK),
    /** 支付宝 */
    ALIPAY(HouseAccount.ALIPAY_CLEARING),
    /** 微信 */
    WECHAT(HouseAccount.WECHAT_CLEARING);

    private final HouseAccount house;

    Tender(HouseAccount house) {
        this.house = house;
    }

    /** Where the money stands that was taken so. */
    public HouseAccount house() {
        return house;
    }
}
