package com.wattwell.billing;

import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.PricingContext.SharedAmount;
import com.wattwell.tariff.StepUse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * All that is known of an account when it is settled, but its usage.
 *
 * @param from     the first day that no bill has yet
 * @param to       the day after the last that is settled
 * @param revision of the bill that is made: 0, or one more than the last that was cancelled
 * @param last     whether the account ends with it
 * @param units    by usage point and day
 */
public record AccountToSettle(long id, int companyId, String number, int householdSize, LocalDate from, LocalDate to, int revision, boolean last, List<Unit> units) {

    /**
     * A usage point's days by one tariff and its terms.
     *
     * @param before         what the steps held when {@code counted} began
     * @param counted        the day up to which {@code before} counts; {@code null} when nothing was counted
     * @param occupiedFrom   the household's first day there, or {@code null} when it is older than what we know
     * @param sharedQuantity of common meters
     * @param shareHeld      why a share is not known yet, or {@code null}
     */
    public record Unit(long usagePointId, Commodity commodity, int tariffId, ContractTerms terms, LocalDate from, LocalDate to, StepUse before, LocalDate counted, LocalDate occupiedFrom,
                       BigDecimal sharedQuantity, List<SharedAmount> sharedAmounts, String shareHeld) {
        public Unit {
            sharedAmounts = List.copyOf(sharedAmounts);
        }
    }

    public AccountToSettle {
        units = List.copyOf(units);
    }
}
