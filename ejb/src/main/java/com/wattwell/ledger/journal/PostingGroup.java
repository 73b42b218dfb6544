package com.wattwell.ledger.journal;

import com.wattwell.ledger.journal.Wish.Outcome;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Posts a group in a transaction of its own: when the call returns, it is committed. */
@Stateless
public class PostingGroup {

    @Inject
    private Journal journal;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Outcome> post(List<Wish> wishes) {
        return journal.postEach(wishes);
    }
}
