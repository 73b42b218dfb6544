package com.wattwell.portal.tariffs;

import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.TimeOfUsePrice;
import com.wattwell.tariff.catalog.TariffPrices;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What is typed in to see a sample bill: a month's usage by registers. */
public class Sample implements Serializable {

    private static final long serialVersionUID = 1;

    /** One register's field. */
    public static class Field implements Serializable {
        private static final long serialVersionUID = 1;
        private final Register register;
        private String quantity;

        Field(Register register, String quantity) {
            this.register = register;
            this.quantity = quantity;
        }

        public Register getRegister() {
            return register;
        }

        public String getQuantity() {
            return quantity;
        }

        public void setQuantity(String quantity) {
            this.quantity = quantity;
        }
    }

    private static final List<Register> PARTS = List.of(Register.SHARP, Register.PEAK, Register.FLAT, Register.VALLEY);

    private final List<Field> fields = new ArrayList<>();
    private String usedThisYear;
    private String householdSize = "1";
    private String beds = "1";
    private String power = "10";

    /** A usage that these rules can price: parts of the day only where they have prices. */
    Sample(Commodity commodity, List<Rule> rules) {
        fields.add(new Field(Register.TOTAL, commodity == Commodity.WATER ? "20" : "300"));
        if (commodity == Commodity.ELECTRICITY) {
            List<Register> priced = PARTS.stream().filter(part -> rules.stream().anyMatch(rule -> prices(rule, part))).toList();
            PARTS.forEach(part -> fields.add(new Field(part, priced.contains(part) ? String.valueOf(300 / priced.size()) : null)));
            fields.add(new Field(Register.REACTIVE, "100"));
            fields.add(new Field(Register.DEMAND, "5"));
        }
    }

    private static boolean prices(Rule rule, Register part) {
        return rule instanceof TimeOfUsePrice timeOfUse && timeOfUse.prices().of(part) != null
                || rule instanceof StepPrice steps && steps.steps().stream().anyMatch(step -> step.parts() != null && step.parts().of(part) != null);
    }

    /** One month from this day on. */
    TariffPrices.Wanted wanted(LocalDate from) {
        List<TariffPrices.Used> usage = fields.stream().filter(field -> field.quantity != null && !field.quantity.isBlank())
                .map(field -> new TariffPrices.Used(field.register.name(), field.quantity)).toList();
        return new TariffPrices.Wanted(from, from.plusMonths(1), usage, whole(householdSize), whole(beds), power, power, usedThisYear, null);
    }

    private static Integer whole(String text) {
        return text != null && text.strip().matches("[0-9]{1,4}") ? Integer.valueOf(text.strip()) : null;
    }

    public List<Field> getFields() {
        return fields;
    }

    public String getUsedThisYear() {
        return usedThisYear;
    }

    public void setUsedThisYear(String usedThisYear) {
        this.usedThisYear = usedThisYear;
    }

    public String getHouseholdSize() {
        return householdSize;
    }

    public void setHouseholdSize(String householdSize) {
        this.householdSize = householdSize;
    }

    public String getBeds() {
        return beds;
    }

    public void setBeds(String beds) {
        this.beds = beds;
    }

    public String getPower() {
        return power;
    }

    public void setPower(String power) {
        this.power = power;
    }
}
