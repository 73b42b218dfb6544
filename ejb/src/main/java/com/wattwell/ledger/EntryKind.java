package com.wattwell.ledger;

/** What happened, by which the balances of all customers are proved. A reversal has the kind of what it reverses. */
public enum EntryKind {
    /** Money came for a customer: cash, card, channel, transfer (收款). */
    TENDER,
    /** Money went back to a customer (退款). */
    REFUND,
    /** Energy, water, surcharges, taxes (计费). */
    CHARGE,
    /** A late fee (违约金). */
    LATE_FEE,
    /** Given by somebody else (补贴). */
    SUBSIDY,
    /** Taken over from an old system (期初). */
    OPENING_BALANCE,
    /** Given up, or taken back (核销). */
    WRITE_OFF,
    /** Between two customers, or a customer and money without one (转账). */
    TRANSFER,
    /** Between house accounts alone: a channel's settlement, its fee, a till's cash brought to the bank (清算). */
    SETTLEMENT
}
