package com.wattwell.prepayment;

import java.util.List;

/** What these accounts have available was reckoned anew; fired in the transaction that wrote it. */
public record PositionsChanged(List<Long> accounts) {

    public PositionsChanged {
        accounts = List.copyOf(accounts);
    }
}
