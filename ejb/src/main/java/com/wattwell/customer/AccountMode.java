package com.wattwell.customer;

/** Where an account's money is counted. */
public enum AccountMode {
    /** Paid before, counted on the server (后台预付费). */
    PREPAID_SERVER,
    /** Paid before, counted in the meter (表端预付费). */
    PREPAID_METER,
    /** Billed afterwards (后付费). */
    POSTPAID
}
