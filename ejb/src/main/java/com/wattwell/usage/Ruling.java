package com.wattwell.usage;

/** What a person decided about usage that was held. */
public enum Ruling {
    /** It is as the readings say; a register that went back has begun again at 0. */
    ACCEPT,
    /** The last reading is not counted; the rule for missing values stands in for it. */
    ESTIMATE,
    /** A reading was corrected: the usage is judged anew. */
    CORRECT
}
