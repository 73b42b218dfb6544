package com.wattwell.tariff.catalog;

import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.QuantityRule;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.TimeOfUsePrice;
import java.time.LocalDate;
import java.util.List;

/** What rules must be together: no month without a price, none with two prices by parts of the day. */
final class RuleChecks {

    private RuleChecks() {
    }

    static void check(List<Rule> rules) {
        try {
            new TariffVersion("X", 1, LocalDate.EPOCH, Commodity.ELECTRICITY, new Label("X", "X"), rules);
        } catch (IllegalArgumentException e) {
            throw TariffDocument.refused("rules", "contradict each other: " + e.getMessage());
        }
        int priced = 0;
        int byParts = 0;
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof QuantityRule rule && (rule instanceof FlatPrice || rule instanceof StepPrice || rule instanceof TimeOfUsePrice)) {
                priced |= rule.season().bits();
                if (rule instanceof TimeOfUsePrice) {
                    if ((byParts & rule.season().bits()) != 0) {
                        throw TariffDocument.refused("rules[" + i + "].months", "must not have a month that another rule by parts of the day has");
                    }
                    byParts |= rule.season().bits();
                }
            }
        }
        if (priced != 0 && priced != Months.ALL.bits()) {
            throw TariffDocument.refused("rules", "have no price in the months " + new Months(Months.ALL.bits() & ~priced).list());
        }
    }
}
