package com.wattwell.portal.collectors;

import com.wattwell.collector.Collector;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.CollectorReplacements;
import com.wattwell.collector.CollectorService;
import com.wattwell.collector.OnlineQueries;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Times;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.meters.MeterSorts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** One collector: facts, its week, its meters, and whether it may come in. */
@Named
@ViewScoped
public class CollectorPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CollectorQueries collectors;
    @Inject
    private OnlineQueries online;
    @Inject
    private MeterQueries meters;
    @Inject
    private CollectorService service;
    @Inject
    private CollectorReplacements replacements;
    @Inject
    private Visitor visitor;
    @Inject
    private Times times;
    @Inject
    private Attempt attempt;

    private String id;
    private transient CollectorQueries.Row row;
    private transient List<CollectorQueries.LineRow> lines;
    private transient CollectorQueries.Seat seat;
    private transient Week week;
    private transient List<CollectorReplacements.Replacement> boxes;
    private transient LazyRows<MeterQueries.Row> meterRows;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        int collector = Id.ofInt("collector", id);
        row = collectors.byId(visitor.caller().scope(), collector).orElseThrow(() -> RefusedException.notFound("collector", id));
        lines = collectors.lines(visitor.caller().scope(), collector);
        seat = isQuarantined() ? collectors.seat(visitor.caller().scope(), collector).orElse(null) : null;
        week = null;
    }

    public CollectorQueries.Row getRow() {
        return row;
    }

    public List<CollectorQueries.LineRow> getLines() {
        return lines;
    }

    /** The boxes that were here before the one that is here now, the latest first. */
    public List<CollectorReplacements.Replacement> getBoxes() {
        if (boxes == null) {
            boxes = replacements.list(visitor.caller().scope(), row.id());
        }
        return boxes;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(row.companyId());
    }

    public Week getWeek() {
        if (week == null) {
            Instant now = times.getNow();
            week = Week.of(online.spells(visitor.caller().scope(), row.id(), Week.from(now, getZone()), now), row.createdAt(), now, getZone());
        }
        return week;
    }

    public LazyRows<MeterQueries.Row> getMeterRows() {
        if (meterRows == null) {
            int collector = Id.ofInt("collector", id);
            meterRows = new LazyRows<>(MeterQueries.Row::id, (sort, descending, request) -> meters.list(visitor.caller().scope(),
                    new MeterQueries.Filter(null, collector, null, false), MeterSorts.of(sort), descending, request));
        }
        return meterRows;
    }

    public boolean isShutOut() {
        return row.state() == Collector.State.DISABLED;
    }

    public boolean isQuarantined() {
        return row.state() == Collector.State.QUARANTINED;
    }

    /** Who is connected under the id of a quarantined collector, or {@code null}. */
    public CollectorQueries.Seat getSeat() {
        return seat;
    }

    public void drop() {
        attempt.to(() -> service.drop(visitor.caller(), Id.ofInt("collector", id)));
    }

    public void shutOut() {
        attempt.to(() -> service.enable(visitor.caller(), Id.ofInt("collector", id), false));
    }

    public void letIn() {
        attempt.to(() -> service.enable(visitor.caller(), Id.ofInt("collector", id), true));
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
