package com.wattwell.feecontrol;

/** A company's settings are others now; fired in the transaction that writes them. */
public record FeeControlChanged(int companyId) {
}
