package com.wattwell.portal.tariffs;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;

/** One step of a rule as it is written in the form: texts, judged when they are read. */
public class EditedStep implements Serializable {

    private static final long serialVersionUID = 1;

    private String upTo;
    private String perPerson;
    private String price;
    private EditedPrices prices = new EditedPrices();

    static EditedStep of(JsonObject json) {
        EditedStep step = new EditedStep();
        step.upTo = EditedRule.text(json, "upTo");
        step.perPerson = EditedRule.text(json, "perPerson");
        step.price = EditedRule.text(json, "price");
        step.prices = EditedPrices.of(json.getJsonObject("prices"));
        return step;
    }

    JsonObject json(boolean byParts) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        EditedRule.add(json, "upTo", upTo);
        EditedRule.add(json, "perPerson", perPerson);
        if (byParts) {
            json.add("prices", prices.json());
        } else {
            EditedRule.add(json, "price", price);
        }
        return json.build();
    }

    public String getUpTo() {
        return upTo;
    }

    public void setUpTo(String upTo) {
        this.upTo = upTo;
    }

    public String getPerPerson() {
        return perPerson;
    }

    public void setPerPerson(String perPerson) {
        this.perPerson = perPerson;
    }

    public String getPrice() {
        return price;
    }

    public void setPrice(String price) {
        this.price = price;
    }

    public EditedPrices getPrices() {
        return prices;
    }
}
