package com.wattwell.portal.parameters;

import com.wattwell.control.BatchQueries;
import com.wattwell.control.CommandBatches;
import com.wattwell.parameters.ParameterComparisons;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.Serializable;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/** What meters have beside what should be, and the writing of what differs. */
@Named
@ViewScoped
public class ParameterComparePage implements Serializable {

    private static final long serialVersionUID = 1;
    /** Meters that a page shows; those with differences come first. */
    private static final int SHOWN = 100;

    @Inject
    private ParameterComparisons comparisons;
    @Inject
    private BatchQueries batches;
    @Inject
    private CommandBatches orders;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String reason;
    private boolean onlyDifferent;
    private transient ParameterComparisons.Comparison comparison;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        comparison = comparisons.byBatch(visitor.caller().scope(), number()).orElseThrow(() -> RefusedException.notFound("comparison", id));
    }

    public String write() {
        boolean done = attempt.to(() -> comparisons.write(visitor.caller(), number(), reason));
        return done ? again() : null;
    }

    /** Reads the same meters once more. */
    public String readAgain() {
        long[] batch = new long[1];
        boolean done = attempt.to(() -> batch[0] = comparisons.read(visitor.caller(), comparisons.byBatch(visitor.caller().scope(), number()).orElseThrow().setId(),
                com.wattwell.control.BatchTarget.of(comparisons.byBatch(visitor.caller().scope(), number()).orElseThrow().meters().stream()
                        .map(ParameterComparisons.Meter::meterId).toList()), batches.byId(visitor.caller().scope(), number()).orElseThrow().reason()));
        return done ? "/parameter-compare?faces-redirect=true&id=" + batch[0] : null;
    }

    public String stop(long batch) {
        return attempt.to(() -> orders.withdrawWaiting(visitor.caller(), batch)) ? again() : null;
    }

    public String repeat(long batch, String why) {
        return attempt.to(() -> orders.repeatFailed(visitor.caller(), batch, why)) ? again() : null;
    }

    private String again() {
        return "/parameter-compare?faces-redirect=true&id=" + number();
    }

    public ParameterComparisons.Comparison getComparison() {
        if (comparison == null) {
            refresh();
        }
        return comparison;
    }

    public List<ParameterComparisons.Meter> getMeters() {
        return getComparison().meters().stream().filter(meter -> !onlyDifferent || meter.differing() > 0).limit(SHOWN).toList();
    }

    public boolean isMore() {
        return getComparison().meters().size() > SHOWN;
    }

    /** The batches that write, with how far they are. */
    public List<BatchQueries.Row> getWrites() {
        return getComparison().writes().stream().map(batch -> batches.byId(visitor.caller().scope(), batch)).flatMap(Optional::stream).toList();
    }

    /** The item that a batch writes. */
    public String itemOf(BatchQueries.Row batch) {
        try (JsonReader reader = Json.createReader(new StringReader(batch.parameters()))) {
            JsonObject parameters = reader.readObject();
            return parameters.getString("item");
        }
    }

    private long number() {
        return Id.of("comparison", id);
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public boolean isOnlyDifferent() {
        return onlyDifferent;
    }

    public void setOnlyDifferent(boolean onlyDifferent) {
        this.onlyDifferent = onlyDifferent;
    }
}
