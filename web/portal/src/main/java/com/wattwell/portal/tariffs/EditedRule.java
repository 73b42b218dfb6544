package com.wattwell.portal.tariffs;

import com.wattwell.tariff.Label;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One rule as it is written in the form. What is written is judged by {@code TariffDocument} alone: here are texts. */
public class EditedRule implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int ALL_MONTHS = 12;
    private static final Map<String, Label> NAMES = Map.ofEntries(Map.entry("STEPS", new Label("电度电费", "Energy")), Map.entry("TIME_OF_USE", new Label("分时电费", "Energy by time of use")),
            Map.entry("FLAT", new Label("电费", "Energy")), Map.entry("SURCHARGE", new Label("附加费", "Surcharge")), Map.entry("FREE_QUOTA", new Label("免费额度", "Free quota")),
            Map.entry("DEMAND", new Label("基本电费", "Demand")), Map.entry("POWER_FACTOR", new Label("力调电费", "Power factor")), Map.entry("FEE", new Label("月租", "Monthly fee")),
            Map.entry("MINIMUM", new Label("保底费用", "Minimum")), Map.entry("SHARE", new Label("公摊费用", "Shared")), Map.entry("TAX", new Label("增值税", "VAT")));

    private final String type;
    private String id;
    private String zh;
    private String en;
    private Integer[] months = new Integer[0];
    private final EditedPrices prices;
    private final List<EditedStep> steps = new ArrayList<>();
    private String price;
    private String remainder;
    private String cycle = "YEAR";
    private String resetMonth = "1";
    private String resetDay = "1";
    private String partCycle = "WHOLE";
    private String persons;
    private String morePersons;
    private String baseShare = "1";
    private String perMonth;
    private String per = "ACCOUNT";
    private String basis = "MEASURED_DEMAND";
    private String standard = "90";
    private String percent;
    private boolean included = true;
    private boolean byParts;

    EditedRule(String type, String id, String zh, String en, EditedPrices prices) {
        this.type = type;
        this.id = id;
        this.zh = zh;
        this.en = en;
        this.prices = prices;
        if (isStepped()) {
            steps.add(new EditedStep());
            steps.add(new EditedStep());
        }
    }

    /** A new one, with the name that bills usually have for it. */
    static EditedRule begin(String type, String id) {
        Label name = NAMES.get(type);
        return new EditedRule(type, id, name.zh(), name.en(), new EditedPrices());
    }

    static EditedRule of(JsonObject json) {
        EditedRule rule = new EditedRule(json.getString("type"), json.getString("id"), json.getString("zh"), json.getString("en"),
                EditedPrices.of(json.getJsonObject("prices")));
        rule.price = text(json, "price");
        rule.remainder = text(json, "remainder");
        rule.cycle = usual(json, "cycle", rule.cycle);
        rule.resetMonth = usual(json, "resetMonth", rule.resetMonth);
        rule.resetDay = usual(json, "resetDay", rule.resetDay);
        rule.partCycle = usual(json, "partCycle", rule.partCycle);
        rule.persons = text(json, "persons");
        rule.morePersons = text(json, "morePersons");
        rule.baseShare = usual(json, "baseShare", rule.baseShare);
        rule.perMonth = text(json, "perMonth");
        rule.per = usual(json, "per", rule.per);
        rule.basis = usual(json, "basis", rule.basis);
        rule.standard = usual(json, "standard", rule.standard);
        rule.percent = text(json, "percent");
        rule.included = json.getBoolean("included", true);
        if (json.containsKey("months")) {
            rule.months = json.getJsonArray("months").getValuesAs(JsonNumber.class).stream().map(JsonNumber::intValue).toArray(Integer[]::new);
        }
        if (json.containsKey("steps")) {
            rule.steps.clear();
            json.getJsonArray("steps").getValuesAs(JsonObject.class).forEach(step -> {
                rule.steps.add(EditedStep.of(step));
                rule.byParts |= step.containsKey("prices");
            });
        }
        return rule;
    }

    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("type", type).add("id", id == null ? "" : id.strip()).add("zh", zh == null ? "" : zh).add("en", en == null ? "" : en);
        if (isSeasonal() && months.length > 0 && months.length < ALL_MONTHS) {
            JsonArrayBuilder chosen = Json.createArrayBuilder();
            for (Integer month : months) {
                chosen.add(month);
            }
            json.add("months", chosen);
        }
        switch (type) {
            case "FLAT", "SHARE" -> add(json, "price", price);
            case "SURCHARGE" -> {
                add(json, "price", price);
                add(json, "baseShare", baseShare);
            }
            case "TIME_OF_USE" -> {
                json.add("prices", prices.json());
                add(json, "remainder", remainder);
            }
            case "STEPS" -> steps(json);
            case "FREE_QUOTA" -> {
                add(json, "perMonth", perMonth);
                add(json, "per", per);
            }
            case "FEE", "MINIMUM" -> add(json, "perMonth", perMonth);
            case "DEMAND" -> {
                add(json, "basis", basis);
                add(json, "price", price);
            }
            case "POWER_FACTOR" -> add(json, "standard", standard);
            case "TAX" -> {
                add(json, "percent", percent);
                json.add("included", included);
            }
            default -> throw new IllegalStateException("no form for " + type);
        }
        return json.build();
    }

    private void steps(JsonObjectBuilder json) {
        add(json, "cycle", cycle);
        add(json, "resetMonth", resetMonth);
        add(json, "resetDay", resetDay);
        add(json, "partCycle", partCycle);
        add(json, "persons", persons);
        add(json, "morePersons", morePersons);
        JsonArrayBuilder array = Json.createArrayBuilder();
        steps.forEach(step -> array.add(step.json(byParts)));
        json.add("steps", array);
    }

    static void add(JsonObjectBuilder json, String field, String text) {
        if (text != null && !text.isBlank()) {
            json.add(field, text.strip());
        }
    }

    /** @return {@code null} when it is not there */
    static String text(JsonObject json, String field) {
        JsonValue value = json.get(field);
        return value == null ? null : value instanceof JsonString text ? text.getString() : value instanceof JsonNumber number ? number.bigDecimalValue().toPlainString() : value.toString();
    }

    private static String usual(JsonObject json, String field, String usual) {
        String text = text(json, field);
        return text == null ? usual : text;
    }

    /** Puts a step behind the others; what was the last one gets a bound then. */
    public void addStep() {
        steps.add(new EditedStep());
    }

    public void removeStep(int index) {
        if (steps.size() > 1 && index >= 0 && index < steps.size()) {
            steps.remove(index);
        }
    }

    public boolean isStepped() {
        return type.equals("STEPS");
    }

    public boolean isSeasonal() {
        return isStepped() || type.equals("FLAT") || type.equals("TIME_OF_USE") || type.equals("SURCHARGE");
    }

    /** Whether it has one price. */
    public boolean isPriced() {
        return type.equals("FLAT") || type.equals("SHARE") || type.equals("SURCHARGE") || type.equals("DEMAND");
    }

    /** Whether it has an amount or a quantity for a month. */
    public boolean isMonthly() {
        return type.equals("FEE") || type.equals("MINIMUM") || type.equals("FREE_QUOTA");
    }

    public String getType() {
        return type;
    }

    public Integer[] getMonths() {
        return months.clone();
    }

    public void setMonths(Integer[] months) {
        this.months = months == null ? new Integer[0] : months.clone();
    }

    public EditedPrices getPrices() {
        return prices;
    }

    public List<EditedStep> getSteps() {
        return steps;
    }

    public String getPrice() {
        return price;
    }

    public void setPrice(String price) {
        this.price = price;
    }

    public String getRemainder() {
        return remainder;
    }

    public void setRemainder(String remainder) {
        this.remainder = remainder;
    }

    public String getCycle() {
        return cycle;
    }

    public void setCycle(String cycle) {
        this.cycle = cycle;
    }

    public String getResetMonth() {
        return resetMonth;
    }

    public void setResetMonth(String resetMonth) {
        this.resetMonth = resetMonth;
    }

    public String getResetDay() {
        return resetDay;
    }

    public void setResetDay(String resetDay) {
        this.resetDay = resetDay;
    }

    public String getPartCycle() {
        return partCycle;
    }

    public void setPartCycle(String partCycle) {
        this.partCycle = partCycle;
    }

    public String getPersons() {
        return persons;
    }

    public void setPersons(String persons) {
        this.persons = persons;
    }

    public String getMorePersons() {
        return morePersons;
    }

    public void setMorePersons(String morePersons) {
        this.morePersons = morePersons;
    }

    public String getBaseShare() {
        return baseShare;
    }

    public void setBaseShare(String baseShare) {
        this.baseShare = baseShare;
    }

    public String getPerMonth() {
        return perMonth;
    }

    public void setPerMonth(String perMonth) {
        this.perMonth = perMonth;
    }

    public String getPer() {
        return per;
    }

    public void setPer(String per) {
        this.per = per;
    }

    public String getBasis() {
        return basis;
    }

    public void setBasis(String basis) {
        this.basis = basis;
    }

    public String getStandard() {
        return standard;
    }

    public void setStandard(String standard) {
        this.standard = standard;
    }

    public String getPercent() {
        return percent;
    }

    public void setPercent(String percent) {
        this.percent = percent;
    }

    public boolean isIncluded() {
        return included;
    }

    public void setIncluded(boolean included) {
        this.included = included;
    }

    public boolean isByParts() {
        return byParts;
    }

    public void setByParts(boolean byParts) {
        this.byParts = byParts;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getZh() {
        return zh;
    }

    public void setZh(String zh) {
        this.zh = zh;
    }

    public String getEn() {
        return en;
    }

    public void setEn(String en) {
        this.en = en;
    }
}
