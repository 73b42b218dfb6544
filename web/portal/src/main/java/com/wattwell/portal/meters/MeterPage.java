package com.wattwell.portal.meters;

import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandService;
import com.wattwell.control.MeterFactQueries;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterService;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.control.Story;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** One meter: what it says now, what it said, and what is ordered of it. */
@Named
@ViewScoped
public class MeterPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int COMMANDS_SHOWN = 6;

    @Inject
    private MeterQueries meters;
    @Inject
    private MeterModelQueries models;
    @Inject
    private ReadingQueries readings;
    @Inject
    private CommandQueries commands;
    @Inject
    private CommandService orders;
    @Inject
    private MeterService service;
    @Inject
    private MeterFactQueries facts;
    @Inject
    private History history;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private transient MeterQueries.Row row;
    private transient List<ReadingQueries.Reading> latest;
    private transient List<CommandQueries.Row> recent;
    private transient Story story;
    private transient MeterFactQueries.MeterTime clock;
    private transient List<CommandKind> switches;
    private transient boolean valve;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        int meter = Id.ofInt("meter", id);
        row = meters.byId(scope(), meter).orElseThrow(() -> RefusedException.notFound("meter", id));
        latest = readings.latest(scope(), meter);
        recent = commands.list(scope(), new CommandQueries.Filter(meter, null, null), new Page.Request(1, COMMANDS_SHOWN)).items();
        story = recent.isEmpty() ? null : Story.of(recent.getFirst(), commands.history(scope(), recent.getFirst().id()));
        MeterModel model = models.byId(scope(), row.modelId()).orElseThrow(() -> RefusedException.notFound("meter model", row.modelId()));
        switches = Arrays.stream(CommandKind.values()).filter(kind -> kind.action() != null && model.switches(kind.action())).toList();
        valve = model.supply() == MeterModel.Supply.VALVE;
        clock = facts.clock(scope(), meter).orElse(null);
        history.of(meter, getZone(), latest);
    }

    /** Asks the meter now; the answer comes to the page by itself. */
    public void readNow() {
        attempt.to(() -> {
            visitor.mustOperate();
            orders.read(visitor.caller(), Id.ofInt("meter", id), List.of());
        });
    }

    public void protect(boolean never) {
        attempt.to(() -> service.protect(visitor.caller(), Id.ofInt("meter", id), never));
    }

    public boolean isSwitching() {
        return !switches.isEmpty();
    }

    public boolean isValve() {
        return valve;
    }

    /** What else than tripping and closing may be ordered of its supply. */
    public List<CommandKind> getMore() {
        return switches.stream().filter(kind -> kind != CommandKind.TRIP && kind != CommandKind.CLOSE).toList();
    }

    public MeterQueries.Row getRow() {
        if (row == null) {
            row = meters.byId(scope(), Id.ofInt("meter", id)).orElseThrow(() -> RefusedException.notFound("meter", id));
        }
        return row;
    }

    /** The meter's own clock as it was read last, or {@code null}. */
    public MeterFactQueries.MeterTime getClock() {
        return clock;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(row.companyId());
    }

    public List<ReadingQueries.Reading> getLatest() {
        return latest;
    }

    /** The newest command with its steps, or {@code null}. */
    public Story getStory() {
        return story;
    }

    /** Commands before the newest. */
    public List<CommandQueries.Row> getEarlier() {
        return recent.size() < 2 ? List.of() : recent.subList(1, recent.size());
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
