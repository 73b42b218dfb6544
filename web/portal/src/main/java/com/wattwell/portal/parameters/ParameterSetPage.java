package com.wattwell.portal.parameters;

import com.wattwell.control.BatchTarget;
import com.wattwell.identity.Scope;
import com.wattwell.parameters.ParameterComparisons;
import com.wattwell.parameters.ParameterEntry;
import com.wattwell.parameters.ParameterSets;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.ask.ItemSearch;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A parameter set: what is in it, and with which meters it is compared. */
@Named
@ViewScoped
public class ParameterSetPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;
    private static final int FOUND = 12;

    /** What belongs together and is set often, by the name of its text; the first number of each opening. */
    private static final Map<String, List<String>> TEMPLATES = Map.of(
            "tariff", List.of("04000201", "04000202", "04000203", "04000204", "04010000", "04010001", "04010002"),
            "spareTariff", List.of("04020000", "04020001", "04020002", "04000106", "04000107"),
            "moneyLimits", List.of("04001001", "04001002", "04001003", "04001004", "04001005"),
            "energyLimits", List.of("04000F01", "04000F02", "04000F03", "04000F04"),
            "prices", List.of("04050101", "04050102", "04050103", "04050104"),
            "demand", List.of("04000103", "04000104"));

    @Inject
    private ParameterSets sets;
    @Inject
    private ParameterComparisons comparisons;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String name;
    private String note;
    private String protocol = "DLT645_2007";
    private List<Entry> entries = new ArrayList<>();
    private String find;
    private ReadingSchedule.Target target = ReadingSchedule.Target.GROUP;
    private Integer targetId;
    private String targetName;
    private String reason;

    /** A row of the form; kept in the page's state. */
    public static final class Entry implements Serializable {

        private static final long serialVersionUID = 1;
        private final String item;
        private String text;

        Entry(String item, String text) {
            this.item = item;
            this.text = text;
        }

        public String getItem() {
            return item;
        }

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public boolean isDayTable() {
            return ParameterEntry.isDayTable(item);
        }

        public boolean isYearZones() {
            return ParameterEntry.isYearZones(item);
        }

        public boolean isTable() {
            return ParameterEntry.isTable(item);
        }

        public DayBar getBar() {
            return DayBar.of(ParameterEntry.shown(item, ParameterEntry.written(item, text).values()));
        }
    }

    /** When the page is opened. */
    public void open() {
        visitor.mustOperate();
        if (id == null) {
            visitor.mustAdminister();
            return;
        }
        ParameterSets.Row row = sets.byId(scope(), number()).orElseThrow(() -> RefusedException.notFound("parameter set", id));
        company.setId(row.companyId());
        name = row.name();
        note = row.note();
        protocol = row.protocol();
        entries = new ArrayList<>(sets.entries(scope(), number()).stream().map(entry -> new Entry(entry.item(), entry.text())).toList());
    }

    public String save() {
        int[] saved = new int[1];
        boolean done = attempt.to(() -> saved[0] = sets.save(visitor.caller(), id == null ? null : number(), new ParameterSets.Definition(company.forWriting(), name,
                protocol, note, entries.stream().map(entry -> ParameterEntry.written(entry.getItem(), entry.getText())).toList())));
        if (!done) {
            return null;
        }
        attempt.say("parameters.saved", name);
        return "/parameter-set?faces-redirect=true&id=" + saved[0];
    }

    public String remove() {
        return attempt.to(() -> sets.remove(visitor.caller(), number())) ? "/parameter-sets?faces-redirect=true" : null;
    }

    public void add(String pattern) {
        entries().items().stream().filter(entry -> entry.pattern().equals(pattern)).findFirst().ifPresent(entry -> {
            int[] written = find == null ? null : entry.numbersOf(find.strip().toUpperCase(Locale.ROOT));
            addItem(entry.item(written != null ? written : entry.openings().stream().mapToInt(ItemEntry.Range::first).toArray()));
        });
    }

    /** Adds what belongs together. */
    public void addTemplate(String template) {
        TEMPLATES.getOrDefault(template, List.of()).forEach(this::addItem);
    }

    private void addItem(String item) {
        if (entries.stream().noneMatch(entry -> entry.getItem().equals(item)) && entries.size() < ParameterSets.MOST_ENTRIES) {
            entries.add(new Entry(item, ""));
        }
    }

    public void drop(String item) {
        entries.removeIf(entry -> entry.getItem().equals(item));
    }

    /** Shows the pictures anew. */
    public void look() {
        // the values are in the entries by now
    }

    /** Reads the set's items from the target's meters. */
    public String compare() {
        long[] batch = new long[1];
        boolean done = attempt.to(() -> batch[0] = comparisons.read(visitor.caller(), number(), batchTarget(), reason));
        return done ? "/parameter-compare?faces-redirect=true&id=" + batch[0] : null;
    }

    private BatchTarget batchTarget() {
        if (targetId == null) {
            throw RefusedException.invalid("targetId", "refused.targetMissing", "targetId must say of which meters.");
        }
        return target == ReadingSchedule.Target.METER ? BatchTarget.of(List.of(targetId)) : BatchTarget.of(BatchTarget.Kind.valueOf(target.name()), targetId);
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return choices.choices(new Scope(company.forWriting()), target, text, CHOICES);
    }

    public void targetChanged() {
        setChosen(null);
    }

    private MeterProtocol entries() {
        return Protocols.named(protocol);
    }

    public List<ItemEntry> getFound() {
        return ItemSearch.find(entries(), find, FOUND);
    }

    public List<String> getTemplates() {
        return "DLT645_2007".equals(protocol) ? TEMPLATES.keySet().stream().sorted().toList() : List.of();
    }

    public List<String> getProtocols() {
        return Protocols.all().stream().map(MeterProtocol::name).filter(each -> !each.equals("MBUS")).toList();
    }

    public ReadingSchedule.Target[] getTargets() {
        return new ReadingSchedule.Target[] {ReadingSchedule.Target.METER, ReadingSchedule.Target.GROUP, ReadingSchedule.Target.AREA, ReadingSchedule.Target.COLLECTOR};
    }

    private int number() {
        return Id.ofInt("parameter set", id);
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public boolean isNew() {
        return id == null;
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

    public List<Entry> getEntries() {
        return entries;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public String getProtocol() {
        return protocol;
    }

    public void setProtocol(String protocol) {
        this.protocol = protocol;
    }

    public String getFind() {
        return find;
    }

    public void setFind(String find) {
        this.find = find;
    }

    public ReadingSchedule.Target getTarget() {
        return target;
    }

    public void setTarget(ReadingSchedule.Target target) {
        this.target = target;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
