package com.wattwell.ledger;

/** The accounts of an operating company itself (科目). Their balances are sums of postings, never a row that each posting changes. */
public enum HouseAccount {
    /** Cash in the tills of cashiers (现金). */
    CASH(Side.DEBIT),
    /** Cards taken at the counter, until the acquirer pays (银行卡待清算). */
    CARD_CLEARING(Side.DEBIT),
    /** Taken by Alipay, until its statement is settled (支付宝待清算). */
    ALIPAY_CLEARING(Side.DEBIT),
    /** Taken by WeChat Pay, until its statement is settled (微信待清算). */
    WECHAT_CLEARING(Side.DEBIT),
    /** Money in the bank (银行存款). */
    BANK(Side.DEBIT),
    /** What channels keep for themselves (手续费). */
    CHANNEL_FEES(Side.DEBIT),
    /** Money that came and whose customer is not known yet (待处理款). */
    SUSPENSE(Side.CREDIT),
    /** Taken over from an old system; both signs (期初). */
    OPENING_BALANCES(Side.CREDIT),
    /** Given by somebody else than the customer, such as a campus's allowance (补贴). */
    SUBSIDIES(Side.DEBIT),
    /** Given up (核销). */
    WRITE_OFFS(Side.DEBIT),
    /** Sales of electricity, without taxes that are shown apart (电费收入). */
    REVENUE_ELECTRICITY(Side.CREDIT),
    /** Sales of water (水费收入). */
    REVENUE_WATER(Side.CREDIT),
    /** Sewage, funds and other surcharges (附加费). */
    REVENUE_SURCHARGES(Side.CREDIT),
    /** For paying late (违约金). */
    LATE_FEES(Side.CREDIT),
    /** Taxes shown apart (应交税费). */
    OUTPUT_TAX(Side.CREDIT);

    /** On which side the account's balance usually stands. */
    public enum Side { DEBIT, CREDIT }

    private final Side normalSide;

    HouseAccount(Side normalSide) {
        this.normalSide = normalSide;
    }

    public Side normalSide() {
        return normalSide;
    }
}
