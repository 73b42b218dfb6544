package com.wattwell.simulator.outside;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is made different in statements on purpose, by the number of the payment or refund: a line left out, another amount, another fee. */
final class BillShape {

    private final Map<String, Boolean> leftOut = new ConcurrentHashMap<>();
    private final Map<String, Long> amounts = new ConcurrentHashMap<>();
    private final Map<String, Long> fees = new ConcurrentHashMap<>();

    void change(Map<String, String> query) {
        Map<String, String> rest = new HashMap<>(query);
        String number = rest.remove("number");
        if (number == null) {
            throw new IllegalArgumentException("number is missing");
        }
        rest.forEach((name, value) -> {
            switch (name) {
                case "left-out" -> leftOut.put(number, Boolean.parseBoolean(value));
                case "amount" -> amounts.put(number, Long.parseLong(value));
                case "fee" -> fees.put(number, Long.parseLong(value));
                case "channel" -> { }
                default -> throw new IllegalArgumentException("a statement has no " + name);
            }
        });
    }

    boolean isIn(String number) {
        return !leftOut.getOrDefault(number, false);
    }

    long amountFen(String number, long really) {
        return amounts.getOrDefault(number, really);
    }

    long feeFen(String number, long really) {
        return fees.getOrDefault(number, really);
    }
}
