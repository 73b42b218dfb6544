package com.wattwell.portal.tariffs;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;

/** Prices by parts of the day as they are written in the form. */
public class EditedPrices implements Serializable {

    private static final long serialVersionUID = 1;

    private String sharp;
    private String peak;
    private String flat;
    private String valley;

    /** @param json {@code null} for none */
    static EditedPrices of(JsonObject json) {
        EditedPrices prices = new EditedPrices();
        if (json != null) {
            prices.sharp = EditedRule.text(json, "SHARP");
            prices.peak = EditedRule.text(json, "PEAK");
            prices.flat = EditedRule.text(json, "FLAT");
            prices.valley = EditedRule.text(json, "VALLEY");
        }
        return prices;
    }

    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        EditedRule.add(json, "SHARP", sharp);
        EditedRule.add(json, "PEAK", peak);
        EditedRule.add(json, "FLAT", flat);
        EditedRule.add(json, "VALLEY", valley);
        return json.build();
    }

    public String getSharp() {
        return sharp;
    }

    public void setSharp(String sharp) {
        this.sharp = sharp;
    }

    public String getPeak() {
        return peak;
    }

    public void setPeak(String peak) {
        this.peak = peak;
    }

    public String getFlat() {
        return flat;
    }

    public void setFlat(String flat) {
        this.flat = flat;
    }

    public String getValley() {
        return valley;
    }

    public void setValley(String valley) {
        this.valley = valley;
    }
}
