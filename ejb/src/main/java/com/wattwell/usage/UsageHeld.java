package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Usage that cannot be charged as it is. It is a question about data, and never made zero.
 *
 * @param arguments what the reason's sentence is filled with
 * @param quantity  as the readings say, negative too; or {@code null}
 * @param rolled    what it would be had the register begun again at 0; or {@code null}
 * @param usual     what an estimate would say; or {@code null}
 * @param readings  what it was reckoned from
 */
public record UsageHeld(LocalDate from, LocalDate to, Register register, Reason reason, List<String> arguments, BigDecimal quantity, BigDecimal rolled,
                        BigDecimal usual, List<ReadingRef> readings) {

    /** Why. */
    public enum Reason {
        /** No reading yet, but one may still come; nobody has to decide. */
        READING_AWAITED(false),
        /** It has been booked for other days than those that are asked for. */
        BOOKED_OTHERWISE(false),
        /** No meter was at the usage point. */
        NO_METER(true),
        /** No reading to begin with. */
        NO_FIRST_READING(true),
        /** A reading is missing, and there is nothing to estimate by. */
        NO_BASIS(true),
        /** It has been estimated for too long. */
        ESTIMATED_TOO_LONG(true),
        /** The register went back. */
        NEGATIVE(true),
        /** More than can pass there. */
        ABOVE_LIMIT(true),
        /** Many times the usual. */
        UNUSUAL(true),
        /** The meter or its transformers were changed, and the register was not read then. */
        CHANGE_NOT_READ(true);

        private final boolean forAPerson;

        Reason(boolean forAPerson) {
            this.forAPerson = forAPerson;
        }

        /** Whether a person has to decide. */
        public boolean isForAPerson() {
            return forAPerson;
        }
    }

    public UsageHeld {
        arguments = List.copyOf(arguments);
        readings = List.copyOf(readings);
    }

    /** The reason as it is kept and shown: a key and its arguments behind {@code |}. */
    public String told() {
        return arguments.isEmpty() ? reason.name() : reason.name() + "|" + String.join("|", arguments);
    }
}
