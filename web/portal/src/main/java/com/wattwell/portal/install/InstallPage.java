package com.wattwell.portal.install;

import com.wattwell.collector.AreaQueries;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandService;
import com.wattwell.metering.MeterNumbers;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterService;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Visitor;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.UnsupportedRequestException;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What an installer does in front of a meter, with a phone: its number, its room, a test read; then the next one. */
@Named
@ViewScoped
public class InstallPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;
    private static final int SHOWN = 6;
    /** What a test read asks for: the total, and the word that says whether there is supply. */
    private static final Map<String, List<String>> TEST = Map.of("DLT645_2007", List.of("00010000", "04000503"), "DLT645_1997", List.of("9010"),
            "CJT188", List.of("901F"), "MBUS", List.of());

    @Inject
    private MeterNumbers numbers;
    @Inject
    private MeterService service;
    @Inject
    private MeterQueries meters;
    @Inject
    private CommandService orders;
    @Inject
    private CommandQueries commands;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private AreaQueries areas;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private MeterModelQueries models;
    @Inject
    private InstallMemory memory;
    @Inject
    private Clock clock;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private Integer collector;
    private String collectorName;
    private Integer line = 1;
    private String model = "STANDARD.DLT645_2007";
    private String number;
    private String place;
    private Integer meter;
    private boolean looked;
    private boolean move;
    private Long command;
    private transient List<MeterNumbers.Known> known;
    private transient TestRead test;

    /** Goes on where this person was, after a reload too. */
    public void open() {
        visitor.mustOperate();
        InstallMemory.Kept kept = memory.kept();
        if (kept == null) {
            return;
        }
        collector = kept.collector();
        collectorName = kept.collectorName();
        line = kept.line();
        model = kept.model();
        number = kept.number();
        place = kept.place();
        boolean seen = kept.meter() != null && meters.byId(visitor.caller().scope(), kept.meter()).isPresent();
        meter = seen ? kept.meter() : null;
        command = seen ? kept.command() : null;
        looked = seen;
    }

    private void keep() {
        memory.keep(new InstallMemory.Kept(collector, collectorName, line, model, number, place, meter, command));
    }

    /** What this person has bound since signing in, the newest first. */
    public List<InstallMemory.Done> getRecent() {
        return memory.recent();
    }

    /** Looks for the meter of which the number, or its last digits, was typed or scanned. */
    public void look() {
        attempt.to(this::find);
        keep();
    }

    private void find() {
        visitor.mustOperate();
        number = MeterNumbers.plain(number);
        if (number.length() < MeterNumbers.LEAST_DIGITS) {
            throw RefusedException.invalid("number", "refused.digits", "number must have at least " + MeterNumbers.LEAST_DIGITS + " digits.", MeterNumbers.LEAST_DIGITS);
        }
        forget();
        looked = true;
        List<MeterNumbers.Known> found = getKnown();
        if (found.size() == 1) {
            choose(found.getFirst().id());
        }
    }

    private void forget() {
        meter = null;
        move = false;
        command = null;
        known = null;
        looked = false;
    }

    public void choose(int id) {
        meter = id;
        MeterQueries.Row row = getMeter();
        number = row.address();
        if (row.place() != null && (place == null || place.isBlank())) {
            place = row.place();
        }
        keep();
    }

    /** Binds the meter to the room, adds it first when it is new, and asks it. */
    public void bind() {
        attempt.to(() -> {
            if (meter == null || !MeterNumbers.plain(number).equals(getMeter().address())) {
                find(); // another number was typed since
            }
            if (meter == null) {
                mustBeWhole();
                String code = collector == null ? "" : collectors.byId(visitor.caller().scope(), collector).map(CollectorQueries.Row::code).orElse("");
                if (place == null || place.isBlank()) {
                    throw RefusedException.invalid("place", "refused.placeMissing", "place must be the room: estate / building / unit.");
                }
                meter = service.create(visitor.caller(), new MeterService.NewMeter(code, line, model, null, MeterNumbers.plain(number), null, place)).id();
            } else {
                service.bind(visitor.caller(), meter, null, place, move);
            }
            memory.add(new InstallMemory.Done(meter, getMeter().address(), place.strip(), clock.instant()));
            read();
        });
        keep();
    }

    /** A number that nobody has is a new meter's, and a part of one would become another meter. */
    private void mustBeWhole() {
        if (isSeveral()) {
            throw RefusedException.invalid("number", "refused.several", "Several meters end so: choose one, or give the number in full.");
        }
        String protocol = getModels().stream().filter(each -> each.code().equals(model)).map(MeterModel::protocol).findFirst().orElseThrow();
        try {
            if (Protocols.named(protocol).meterAddress(number).length() == number.length()) {
                return;
            }
        } catch (UnsupportedRequestException wrong) {
            throw RefusedException.invalid("number", "refused.address", "number: " + wrong.getMessage(), wrong.getMessage());
        }
        throw RefusedException.invalid("number", "refused.numberShort", "Nobody has this number; a new meter's number is needed in full.");
    }

    /** Asks the meter again. */
    public void again() {
        attempt.to(this::read);
        keep();
    }

    private void read() {
        command = orders.read(visitor.caller(), meter, TEST.getOrDefault(getMeter().protocol(), List.of()));
        test = null;
    }

    /** The next meter: collector, line, model and building stay. */
    public void next() {
        number = null;
        int unit = place == null ? -1 : place.lastIndexOf('/');
        place = unit < 0 ? place : place.substring(0, unit).strip() + " / ";
        forget();
        keep();
    }

    public List<MeterNumbers.Known> getKnown() {
        if (known == null) {
            known = looked ? numbers.endingWith(visitor.scope(), number, SHOWN) : List.of();
        }
        return known;
    }

    /** Nobody has this number: it can be added. */
    public boolean isFresh() {
        return looked && meter == null && getKnown().isEmpty();
    }

    /** Several end so: one is to be chosen. */
    public boolean isSeveral() {
        return looked && meter == null && getKnown().size() > 1;
    }

    public MeterQueries.Row getMeter() {
        return meter == null ? null : meters.byId(visitor.caller().scope(), meter).orElseThrow(() -> RefusedException.notFound("meter", meter));
    }

    /** How the test read went, or {@code null} when none was asked for. */
    public TestRead getTest() {
        if (test == null && command != null) {
            test = TestRead.of(commands, getMeter(), visitor.caller().scope(), command);
        }
        return test;
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        test = null;
    }

    public List<ScheduleQueries.Choice> completeCollector(String text) {
        return choices.choices(visitor.scope(), ReadingSchedule.Target.COLLECTOR, text, CHOICES);
    }

    /** Rooms that are known and hold what was written so far. */
    public List<String> getPlaces() {
        return areas.list(visitor.scope(), place == null ? "" : place.strip(), new Page.Request(1, CHOICES)).items().stream().map(AreaQueries.Row::path).distinct().toList();
    }

    public List<MeterModel> getModels() {
        return models.list(visitor.scope(), null, null, new Page.Request(1, Page.MAX_SIZE)).items().stream().map(MeterModelQueries.Row::model).toList();
    }

    public ScheduleQueries.Choice getCollector() {
        return collector == null ? null : new ScheduleQueries.Choice(collector, collectorName);
    }

    public void setCollector(ScheduleQueries.Choice chosen) {
        collector = chosen == null ? null : chosen.id();
        collectorName = chosen == null ? null : chosen.name();
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

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public boolean isMove() {
        return move;
    }

    public void setMove(boolean move) {
        this.move = move;
    }

    public Long getCommand() {
        return command;
    }
}
