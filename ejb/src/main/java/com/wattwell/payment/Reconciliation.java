package com.wattwell.payment;

import com.wattwell.payment.StatementFile.Kind;
import com.wattwell.payment.StatementFile.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what a channel's statement says with what we have written down (对账). Pure. */
public final class Reconciliation {

    /** What may differ. */
    public enum Difference {
        /** The channel has it and we have not (长款). */
        MISSING_HERE,
        /** We have it and the channel has not (短款). */
        MISSING_THERE,
        AMOUNT_DIFFERS,
        /** Another fee than the contract says. */
        FEE
    }

    /**
     * A payment or refund of ours.
     *
     * @param refundNumber {@code null} for a payment
     * @param ofTheDay     whether it belongs to the statement's day; else it is only there to be found
     */
    public record Fact(String tradeNumber, String orderNumber, String refundNumber, long amountFen, boolean ofTheDay) {
    }

    /** @param hereFen {@code null} where we have nothing; @param thereFen {@code null} where the channel has nothing; of a fee what it should be and what it is */
    public record Found(Difference kind, boolean ofRefund, String tradeNumber, String orderNumber, String refundNumber, Long hereFen, Long thereFen) {
    }

    private Reconciliation() {
    }

    /** @param feePpm what the channel keeps by contract, in parts of a million; a fen of rounding is no difference */
    public static List<Found> compare(List<Line> statement, List<Fact> facts, int feePpm) {
        Map<String, Fact> here = new HashMap<>();
        facts.forEach(fact -> here.put(key(fact.tradeNumber(), fact.refundNumber()), fact));
        List<Found> found = new ArrayList<>();
        for (Line line : statement) {
            boolean refund = line.kind() == Kind.REFUND;
            Fact fact = here.remove(key(line.tradeNumber(), refund && line.refundNumber() == null ? "" : line.refundNumber()));
            if (fact == null) {
                found.add(found(Difference.MISSING_HERE, line, null, line.amountFen()));
            } else if (fact.amountFen() != line.amountFen()) {
                found.add(found(Difference.AMOUNT_DIFFERS, line, fact.amountFen(), line.amountFen()));
            }
            long fee = (line.amountFen() * feePpm + 500_000) / 1_000_000 * (refund ? -1 : 1);
            if (Math.abs(fee - line.feeFen()) > 1) {
                found.add(found(Difference.FEE, line, fee, line.feeFen()));
            }
        }
        here.values().stream().filter(Fact::ofTheDay).sorted(java.util.Comparator.comparing(Fact::tradeNumber)).forEach(fact -> found.add(new Found(Difference.MISSING_THERE,
                fact.refundNumber() != null, fact.tradeNumber(), fact.orderNumber(), fact.refundNumber(), fact.amountFen(), null)));
        return found;
    }

    private static Found found(Difference kind, Line line, Long here, Long there) {
        return new Found(kind, line.kind() == Kind.REFUND, line.tradeNumber(), line.orderNumber(), line.refundNumber(), here, there);
    }

    private static String key(String trade, String refund) {
        return trade + (refund == null ? "" : "/" + refund);
    }
}
