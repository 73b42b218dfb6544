package com.wattwell.ledger;

/** The accounts of an operating company itself (科目). Their balances are sums of postings, never a row that each posting changes. */
public enum HouseAccount {
    /** Cash in the tills of cashiers (现金). */
    CASH,
    /** Cards taken at the counter, until the acquirer pays (银行卡待清算). */
    CARD_CLEARING,
    /** Taken by Alipay, until its statement is settled (支付宝待清算). */
    ALIPAY_CLEARING,
    /** Taken by WeChat Pay, until its statement is settled (微信待清算). */
    WECHAT_CLEARING,
    /** Money in the bank (银行存款). */
    BANK,
    /** What channels keep for themselves (手续费). */
    CHANNEL_FEES,
    /** Money that came and whose customer is not known yet (待处理款). */
    SUSPENSE,
    /** Taken over from an old system; both signs (期初). */
    OPENING_BALANCES,
    /** Given by somebody else than the customer, such as a campus's allowance (补贴). */
    SUBSIDIES,
    /** Given up (核销). */
    WRITE_OFFS,
    /** Sales of electricity, without taxes that are shown apart (电费收入). */
    REVENUE_ELECTRICITY,
    /** Sales of water (水费收入). */
    REVENUE_WATER,
    /** Sewage, funds and other surcharges (附加费). */
    REVENUE_SURCHARGES,
    /** For paying late (违约金). */
    LATE_FEES,
    /** Taxes shown apart (应交税费). */
    OUTPUT_TAX
}
