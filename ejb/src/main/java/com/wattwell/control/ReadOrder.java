package com.wattwell.control;

import com.wattwell.protocol.MeterRequest;
import java.util.List;

/** Reads items now. What comes is kept as it comes; there is nothing to look at afterwards. */
record ReadOrder(List<String> items) implements Order {

    /** Items that one command asks for. */
    static final int MOST_ITEMS = 24;

    ReadOrder {
        if (items.size() > MOST_ITEMS) {
            throw new IllegalArgumentException("A command reads at most " + MOST_ITEMS + " items, not " + items.size());
        }
        items = List.copyOf(items);
    }

    @Override
    public List<Question> act(Sending sending) {
        return items.stream().map(item -> Question.of(sending, new MeterRequest.ReadItem(sending.address(), item))).toList();
    }
}
