package com.wattwell.portal.meters;

import com.wattwell.collector.CollectorQueries;
import com.wattwell.metering.MeterService;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/** Adds a meter to a line of a collector. */
@Named
@ViewScoped
public class NewMeterPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;

    @Inject
    private MeterService service;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private MeterModelQueries models;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String collectorId;
    private Integer collector;
    private String collectorName;
    private Integer line = 1;
    private String model = "STANDARD.DLT645_2007";
    private String address;
    private String name;
    private String place;
    private transient List<MeterModel> offered;

    /** When the page is opened: the collector it was opened from stands there already. */
    public void open() {
        visitor.mustAdminister();
        if (collectorId != null) {
            CollectorQueries.Row row = collectors.byId(visitor.caller().scope(), Id.ofInt("collector", collectorId))
                    .orElseThrow(() -> RefusedException.notFound("collector", collectorId));
            setCollector(new ScheduleQueries.Choice(row.id(), row.code() + " · " + row.name()));
            place = row.place();
        }
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return choices.choices(visitor.scope(), ReadingSchedule.Target.COLLECTOR, text, CHOICES);
    }

    public String add() {
        int[] made = new int[1];
        boolean done = attempt.to(() -> {
            String code = collector == null ? "" : collectors.byId(visitor.caller().scope(), collector).map(CollectorQueries.Row::code).orElse("");
            made[0] = service.create(visitor.caller(), new MeterService.NewMeter(code, line, model, null, address, name, place)).id();
        });
        if (!done) {
            return null;
        }
        attempt.say("meter.added");
        return "/meter?faces-redirect=true&id=" + made[0];
    }

    /** The models that the collector's company may use; before a collector is chosen, those that the visitor sees. */
    public List<MeterModel> getModels() {
        if (offered == null) {
            offered = models.list(visitor.scope(), null, null, new Page.Request(1, Page.MAX_SIZE)).items().stream().map(MeterModelQueries.Row::model)
                    .sorted(Comparator.comparing(MeterModel::make).thenComparing(MeterModel::name)).toList();
        }
        return offered;
    }

    public ScheduleQueries.Choice getCollector() {
        return collector == null ? null : new ScheduleQueries.Choice(collector, collectorName);
    }

    public void setCollector(ScheduleQueries.Choice chosen) {
        collector = chosen == null ? null : chosen.id();
        collectorName = chosen == null ? null : chosen.name();
    }

    public String getCollectorId() {
        return collectorId;
    }

    public void setCollectorId(String collectorId) {
        this.collectorId = collectorId;
    }

    public Integer getLine() {
        return line;
    }

    public void setLine(Integer line) {
        this.line = line;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }
}
