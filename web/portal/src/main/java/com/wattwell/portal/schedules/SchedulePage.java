package com.wattwell.portal.schedules;

import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.RunDetailQueries;
import com.wattwell.schedule.ScheduleQueries;
import com.wattwell.schedule.ScheduleService;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Makes or changes a schedule, and shows when it would fall due before anything is saved. */
@Named
@ViewScoped
public class SchedulePage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int TIMES_SHOWN = 5;
    private static final int CHOICES = 12;
    private static final List<String> TIMES_FIELDS = List.of("edit:cron", "edit:intervalSeconds", "edit:times", "edit:monthDays");

    @Inject
    private ScheduleQueries schedules;
    @Inject
    private ScheduleService service;
    @Inject
    private MeterQueries meters;
    @Inject
    private ReadingQueries readings;
    @Inject
    private RunDetailQueries runs;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String type;
    private String meter;
    private String name;
    private final WrittenRecurrence when = new WrittenRecurrence();
    private ReadingSchedule.Target target = ReadingSchedule.Target.ALL;
    private Integer targetId;
    private String targetName;
    private List<String> readingTypes = new ArrayList<>(List.of("ACTIVE_ENERGY_FORWARD"));
    private boolean fillGaps = true;
    private boolean readLate;
    private boolean simultaneous;
    private transient List<ReadingType> offered;
    private transient List<Instant> next;

    /** When the page is opened. */
    public void open() {
        visitor.mustOperate();
        if (id == null) {
            begin();
            return;
        }
        ScheduleQueries.Row row = schedules.byId(visitor.caller().scope(), Id.ofInt("schedule", id)).orElseThrow(() -> RefusedException.notFound("schedule", id));
        company.setId(row.companyId());
        name = row.name();
        when.show(row.rule());
        target = row.target();
        setChosen(row.targetId() == null ? null : new ScheduleQueries.Choice(row.targetId(), row.targetName()));
        readingTypes = new ArrayList<>(row.readingTypes());
        fillGaps = row.options().fillGaps();
        readLate = row.options().readLate();
        simultaneous = row.options().simultaneous();
    }

    /** A new one may begin with a reading type, and a meter that it is read from. */
    private void begin() {
        if (type != null) {
            readingTypes = new ArrayList<>(List.of(type));
        }
        if (meter != null) {
            MeterQueries.Row row = meters.byId(visitor.caller().scope(), Id.ofInt("meter", meter)).orElseThrow(() -> RefusedException.notFound("meter", meter));
            company.setId(row.companyId());
            target = ReadingSchedule.Target.METER;
            setChosen(new ScheduleQueries.Choice(row.id(), row.address() + " · " + row.name()));
        }
    }

    public String save() {
        boolean done = attempt.to(() -> {
            if (id == null) {
                service.create(visitor.caller(), definition(company.forWriting()));
            } else {
                service.change(visitor.caller(), Id.ofInt("schedule", id), definition(company.forWriting()));
            }
        });
        if (!done) {
            return null;
        }
        attempt.say("schedule.saved", name);
        return "/schedules?faces-redirect=true";
    }

    /** Looks when it would fall due; what is wrong with the times stands beside their field, and no older times beside that. */
    public void look() {
        next = null;
        attempt.to(() -> next = service.preview(visitor.caller(), definition(previewed()), TIMES_SHOWN));
    }

    /** The slowest line of the last run, or {@code null} before there was one. */
    public RunDetailQueries.LineProgress getSlowest() {
        return id == null ? null : runs.slowest(visitor.caller().scope(), Id.ofInt("schedule", id)).orElse(null);
    }

    /** The next due instants, or none while the times are wrong. */
    public List<Instant> getNext() {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (TIMES_FIELDS.stream().anyMatch(field -> !faces.getMessageList(field).isEmpty())) {
            return List.of();
        }
        if (next == null) {
            try {
                next = service.preview(visitor.caller(), definition(previewed()), TIMES_SHOWN);
            } catch (RefusedException e) {
                next = List.of(); // said beside the field when it was written
            }
        }
        return next;
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        Scope scope = company.getId() == null ? visitor.scope() : new Scope(company.forWriting());
        return schedules.choices(scope, target, text, CHOICES);
    }

    public void targetChanged() {
        setChosen(null);
    }

    /** Times are shown before a company is chosen, too: then in the zone in which the page shows times. */
    private int previewed() {
        return company.getId() == null ? visitor.getCompanies().getFirst().id() : company.getId();
    }

    private ScheduleService.Definition definition(int companyId) {
        return new ScheduleService.Definition(companyId, name, when.rule(), target.name(), target == ReadingSchedule.Target.ALL ? null : targetId, readingTypes,
                new ReadingSchedule.Options(fillGaps, readLate, simultaneous));
    }

    public ZoneId getZone() {
        return company.getId() == null ? visitor.getZone() : visitor.zoneOf(company.getId());
    }

    public List<ReadingType> getOffered() {
        if (offered == null) {
            offered = readings.types();
        }
        return offered;
    }

    public boolean isNew() {
        return id == null;
    }

    public boolean isTargeted() {
        return target != ReadingSchedule.Target.ALL;
    }

    public ReadingSchedule.Target[] getTargets() {
        return ReadingSchedule.Target.values();
    }

    /** When it falls due, as it is written on the page. */
    public WrittenRecurrence getWhen() {
        return when;
    }

    public CompanyField getCompany() {
        return company;
    }

    public ScheduleQueries.Choice getChosen() {
        return targetId == null ? null : new ScheduleQueries.Choice(targetId, targetName == null ? "" : targetName);
    }

    public final void setChosen(ScheduleQueries.Choice chosen) {
        targetId = chosen == null ? null : chosen.id();
        targetName = chosen == null ? null : chosen.name();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getMeter() {
        return meter;
    }

    public void setMeter(String meter) {
        this.meter = meter;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public ReadingSchedule.Target getTarget() {
        return target;
    }

    public void setTarget(ReadingSchedule.Target target) {
        this.target = target;
    }

    public List<String> getReadingTypes() {
        return readingTypes;
    }

    public void setReadingTypes(List<String> readingTypes) {
        this.readingTypes = readingTypes;
    }

    public boolean isFillGaps() {
        return fillGaps;
    }

    public void setFillGaps(boolean fillGaps) {
        this.fillGaps = fillGaps;
    }

    public boolean isReadLate() {
        return readLate;
    }

    public void setReadLate(boolean readLate) {
        this.readLate = readLate;
    }

    public boolean isSimultaneous() {
        return simultaneous;
    }

    public void setSimultaneous(boolean simultaneous) {
        this.simultaneous = simultaneous;
    }
}
