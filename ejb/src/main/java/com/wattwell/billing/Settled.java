package com.wattwell.billing;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.tariff.ChargeLine;
import com.wattwell.tariff.StepUse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What became of an account that was settled. */
public sealed interface Settled {

    /** Whose. */
    AccountToSettle account();

    /**
     * A bill.
     *
     * @param totalFen the sum of its lines
     * @param taxFen   what of it is tax
     */
    record Billed(AccountToSettle account, List<Line> lines, List<Point> points, long totalFen, long taxFen) implements Settled {
        public Billed {
            lines = List.copyOf(lines);
            points = List.copyOf(points);
        }
    }

    /**
     * A line and where it stands.
     *
     * @param house where its revenue stands, without the tax in it
     */
    record Line(long usagePointId, HouseAccount house, ChargeLine charge) {
    }

    /**
     * What a unit took and what its steps hold afterwards.
     *
     * @param quantity kWh or cubic metres
     */
    record Point(AccountToSettle.Unit unit, BigDecimal quantity, StepUse after) {
    }

    /**
     * The account is set aside.
     *
     * @param detail for people: what the reason is about
     */
    record Parked(AccountToSettle account, Reason reason, String detail) implements Settled {
    }

    /** There is nothing to settle: it was settled before, or has no days in the period. */
    record Nothing(AccountToSettle account) implements Settled {
    }

    /** Why an account is set aside; words for people stand in the portal's texts below {@code parked.}. */
    enum Reason {
        /** A reading may still come. */
        READING_AWAITED,
        /** Its usage is held for a person's decision. */
        USAGE_HELD,
        /** The tariff cannot price it. */
        NOT_PRICED,
        /** The usage of a common meter is not known. */
        SHARE_HELD,
        /** More lines than a bill may have. */
        TOO_LONG,
        /** Something that nobody expected; the detail is for those who look after the program. */
        FAILED;

        /** Whether it may go away by itself. */
        public boolean mayPass() {
            return this == READING_AWAITED;
        }
    }

    /** The first day that has been settled with it. */
    default LocalDate to() {
        return account().to();
    }
}
