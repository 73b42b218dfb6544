package com.wattwell.feecontrol;

import java.util.List;

/** Accounts that have fallen below a level; fired in the transaction that notes it, once for all that are looked at together. Whoever sends messages listens. */
public record LowBalances(List<LowBalance> all) {

    public LowBalances {
        all = List.copyOf(all);
    }
}
