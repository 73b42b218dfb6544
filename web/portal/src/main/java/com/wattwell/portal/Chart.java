package com.wattwell.portal;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/** The data of a chart over time, as Chart.js takes it. How it looks is the page's business (wattwell.js). */
public final class Chart {

    private final String type;
    private final JsonObjectBuilder facts = Json.createObjectBuilder();
    private final JsonArrayBuilder series = Json.createArrayBuilder();
    private Series open;

    private Chart(String type, Instant from, Instant to, ZoneId zone) {
        this.type = type;
        facts.add("from", from.toEpochMilli()).add("to", to.toEpochMilli()).add("zone", zone.getId())
                .add("offset", zone.getRules().getOffset(from).getTotalSeconds() * 1000L);
    }

    public static Chart lines(Instant from, Instant to, ZoneId zone) {
        return new Chart("line", from, to, zone);
    }

    public static Chart bars(Instant from, Instant to, ZoneId zone) {
        Chart chart = new Chart("bar", from, to, zone);
        chart.facts.add("zero", true);
        return chart;
    }

    /** The axis goes from 0 to this number in whole steps. */
    public Chart wholeNumbersUpTo(int high) {
        facts.add("zero", true).add("whole", true).add("high", high);
        return this;
    }

    public Chart unit(String unit) {
        facts.add("unit", unit);
        return this;
    }

    /** Charts of one group share the cursor. */
    public Chart group(String group) {
        facts.add("group", group);
        return this;
    }

    /** A line from point to point. */
    public Series line(String label) {
        return begin(label, Json.createObjectBuilder());
    }

    /** A line whose height above zero is filled. */
    public Series area(String label) {
        return begin(label, Json.createObjectBuilder().add("fill", "origin"));
    }

    /** A band from the series' low to its high points; add the low line first, then the high one. */
    public Series band(boolean high) {
        return begin("", Json.createObjectBuilder().add("role", "band").add("fill", high ? Json.createValue("-1") : jakarta.json.JsonValue.FALSE));
    }

    public Series column(String label) {
        return begin(label, Json.createObjectBuilder());
    }

    public String json() {
        end();
        return Json.createObjectBuilder().add("type", type).add("wattwell", facts)
                .add("data", Json.createObjectBuilder().add("datasets", series)).build().toString();
    }

    private Series begin(String label, JsonObjectBuilder style) {
        end();
        open = new Series(style.add("label", label));
        return open;
    }

    private void end() {
        if (open != null) {
            series.add(open.style.add("data", open.points));
            open = null;
        }
    }

    /** One line or row of columns; points come in order of time. */
    public static final class Series {

        private final JsonObjectBuilder style;
        private final JsonArrayBuilder points = Json.createArrayBuilder();

        private Series(JsonObjectBuilder style) {
            this.style = style;
        }

        public void point(Instant at, long value) {
            points.add(Json.createObjectBuilder().add("x", at.toEpochMilli()).add("y", value));
        }

        public void point(Instant at, BigDecimal value) {
            points.add(Json.createObjectBuilder().add("x", at.toEpochMilli()).add("y", value));
        }

        /** A point that stands for several values. */
        public void point(Instant at, BigDecimal value, BigDecimal low, BigDecimal high) {
            points.add(Json.createObjectBuilder().add("x", at.toEpochMilli()).add("y", value).add("low", low).add("high", high));
        }

        /**
         * A column over the middle of its stretch of time.
         *
         * @param part whether the amount belongs to more than this stretch
         */
        public void column(Instant middle, String label, BigDecimal value, boolean part) {
            points.add(Json.createObjectBuilder().add("x", middle.toEpochMilli()).add("y", value).add("label", label).add("part", part));
        }
    }
}
