package com.wattwell.portal.ask;

import com.wattwell.control.CommandQueries;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.metering.ReadingTypeService.NewReadingType;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.control.Story;
import com.wattwell.schedule.RegularReadings;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** Makes one value that a meter was asked for part of a reading plan. */
@Named
@ViewScoped
public class RegularPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int MOST_SCHEDULES = 100;
    /** What is counted up, as a rule; a person may know better. */
    private static final Set<String> COUNTED = Set.of("kWh", "kvarh", "kVAh", "Wh", "MWh", "m3", "m³", "m^3", "L", "GJ", "MJ", "h");

    @Inject
    private CommandQueries commands;
    @Inject
    private MeterQueries meters;
    @Inject
    private MeterModelQueries modelQueries;
    @Inject
    private MeterModels models;
    @Inject
    private ReadingQueries readings;
    @Inject
    private ScheduleQueries schedules;
    @Inject
    private RegularReadings service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String command;
    private String item;
    private String nameEn;
    private String nameZh;
    private ReadingType.Kind kind;
    private Integer schedule;
    private transient MeterQueries.Row meter;
    private transient Story.Value value;
    private transient ReadingType known;
    private transient List<ScheduleQueries.Row> offered;

    /** When the page is opened. */
    public void open() {
        visitor.mustOperate();
        find();
        nameEn = value.nameEn();
        nameZh = value.nameZh();
        kind = COUNTED.contains(value.unit()) ? ReadingType.Kind.REGISTER : ReadingType.Kind.GAUGE;
        schedule = getSchedules().isEmpty() ? null : getSchedules().getFirst().id();
    }

    /** Before each time the page is shown, and before it does anything. */
    public void find() {
        long number = Id.of("command", command);
        CommandQueries.Row row = commands.byId(visitor.caller().scope(), number).orElseThrow(() -> RefusedException.notFound("command", command));
        value = Story.of(row, List.of()).values().stream().filter(each -> each.item().equals(item) && each.isNumeric()).findFirst()
                .orElseThrow(() -> RefusedException.notFound("item", item));
        meter = meters.byId(visitor.caller().scope(), row.meterId()).orElseThrow(() -> RefusedException.notFound("meter", row.meterId()));
        MeterModel model = modelQueries.byId(visitor.caller().scope(), meter.modelId()).orElseThrow(() -> RefusedException.notFound("meter model", meter.modelId()));
        ModelInUse.Kept kept = models.of(model.id(), model.version()).kept().get(item);
        known = kept == null ? null : readings.types().stream().filter(type -> type.id() == kept.type()).findFirst().orElse(null);
    }

    private void look() {
        if (meter == null) {
            find();
        }
    }

    public String begin() {
        String[] code = new String[1];
        boolean done = attempt.to(() -> {
            find();
            code[0] = service.begin(visitor.caller(), known == null ? null : known.code(),
                    new NewReadingType(meter.protocol(), item, nameEn, nameZh, value.unit(), kind == null ? null : kind.name()), schedule);
        });
        if (!done) {
            return null;
        }
        if (schedule == null) {
            return "/schedule?faces-redirect=true&type=" + code[0] + "&meter=" + meter.id();
        }
        attempt.say("regular.done");
        return "/schedules?faces-redirect=true";
    }

    /** The schedules that are pointed at this meter. */
    public List<ScheduleQueries.Row> getSchedules() {
        if (offered == null) {
            offered = schedules.ofMeter(visitor.caller().scope(), getMeter().id(), MOST_SCHEDULES);
        }
        return offered;
    }

    /** A type of one's own is made by an administrator, for it holds for every company. */
    public boolean isAllowed() {
        return getKnown() != null || visitor.isAdministrator();
    }

    /** The type under which the meter's model keeps the value already, or {@code null}. */
    public ReadingType getKnown() {
        look();
        return known;
    }

    public Story.Value getValue() {
        look();
        return value;
    }

    public MeterQueries.Row getMeter() {
        look();
        return meter;
    }

    public ReadingType.Kind[] getKinds() {
        return ReadingType.Kind.values();
    }

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command;
    }

    public String getItem() {
        return item;
    }

    public void setItem(String item) {
        this.item = item;
    }

    public String getNameEn() {
        return nameEn;
    }

    public void setNameEn(String nameEn) {
        this.nameEn = nameEn;
    }

    public String getNameZh() {
        return nameZh;
    }

    public void setNameZh(String nameZh) {
        this.nameZh = nameZh;
    }

    public ReadingType.Kind getKind() {
        return kind;
    }

    public void setKind(ReadingType.Kind kind) {
        this.kind = kind;
    }

    public Integer getSchedule() {
        return schedule;
    }

    public void setSchedule(Integer schedule) {
        this.schedule = schedule;
    }
}
