package com.wattwell.portal.models;

import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandService;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModelService;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.ask.ItemSearch;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One meter model: to look at when it ships, to change when it is one's own, and to be tried on a live meter. */
@Named
@ViewScoped
public class MeterModelPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;
    private static final int FOUND_SHOWN = 12;

    @Inject
    private MeterModelQueries models;
    @Inject
    private MeterModelService service;
    @Inject
    private ReadingQueries readings;
    @Inject
    private CommandQueries commands;
    @Inject
    private CommandService orders;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private int version;
    private EditedModel edited;
    private String search;
    private Integer meter;
    private String meterName;
    private String tried;
    private transient MeterModel model;
    private transient ModelTrial trial;
    private transient List<ReadingType> types;

    /** When the page is opened: what is edited, and the version it was read in. */
    public void open() {
        version = getModel().version();
        if (isEditable()) {
            edited = EditedModel.of(service.document(getModel()), models.passwordLevels(getModel().id()));
        }
    }

    public String save() {
        boolean done = attempt.to(() -> service.change(visitor.caller(), getModel().id(), version, edited.document()));
        if (!done) {
            return null;
        }
        attempt.say("model.saved");
        return "/meter-model?faces-redirect=true&id=" + id;
    }

    public String delete() {
        boolean done = attempt.to(() -> service.delete(visitor.caller(), getModel().id()));
        if (!done) {
            return null;
        }
        attempt.say("model.deleted");
        return "/meter-models?faces-redirect=true";
    }

    /** Reads every item of the model from the chosen meter; the page comes again and shows the answers as they come. */
    public String tryIt() {
        StringBuilder ids = new StringBuilder();
        boolean done = attempt.to(() -> {
            visitor.mustOperate();
            if (meter == null) {
                throw RefusedException.invalid("meter", "refused.targetId", "meter must be chosen from the list.");
            }
            ids.append(orders.tryModel(visitor.caller(), meter, getModel().id()).stream().map(String::valueOf).collect(Collectors.joining("-")));
        });
        return done ? "/meter-model?faces-redirect=true&id=" + id + "&tried=" + ids : null;
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        return models.candidates(visitor.scope(), getModel().protocol(), text, CHOICES).stream().map(found -> new ScheduleQueries.Choice(found.id(), found.name())).toList();
    }

    public List<ItemEntry> getFound() {
        return ItemSearch.find(protocol(), search, FOUND_SHOWN);
    }

    /** Adds an item that was found; where its line of the standard stands for many, the one that was written or the first. */
    public void addItem(ItemEntry entry) {
        String written = search == null ? "" : search.strip().toUpperCase(Locale.ROOT);
        int[] numbers = entry.numbersOf(written);
        edited.add(entry.item(numbers == null ? entry.openings().stream().mapToInt(ItemEntry.Range::first).toArray() : numbers));
        search = null;
    }

    public void addNamed() {
        if (search != null && !search.isBlank()) {
            edited.add(search.strip());
            search = null;
        }
    }

    public void removeItem(int index) {
        edited.remove(index);
    }

    public MeterModel getModel() {
        if (model == null) {
            model = models.byId(visitor.caller().scope(), Id.ofInt("meter model", id)).orElseThrow(() -> RefusedException.notFound("meter model", id));
        }
        return model;
    }

    public boolean isEditable() {
        return !getModel().shipped() && visitor.isAdministrator();
    }

    public long getMeters() {
        return models.meters(visitor.caller().scope(), getModel().id());
    }

    /** Levels of which the model has a password. */
    public List<Integer> getPasswordLevels() {
        return models.passwordLevels(getModel().id());
    }

    public String getCompany() {
        return getModel().shipped() ? "" : visitor.companyName(getModel().companyId());
    }

    /** Before each time the page, or a part of it, is shown: what has been answered by now. */
    public void refresh() {
        trial = tried == null ? null : ModelTrial.of(commands, visitor.caller().scope(), getModel(),
                Arrays.stream(tried.split("-")).limit(CHOICES * 2L).map(command -> Id.of("command", command)).toList());
    }

    /** What was tried, as far as it has been answered, or {@code null}. */
    public ModelTrial getTrial() {
        return trial;
    }

    /** Times of a trial are in the zone of the page. */
    public ZoneId getZone() {
        return visitor.getZone();
    }

    public List<ReadingType> getTypes() {
        if (types == null) {
            types = readings.types();
        }
        return types;
    }

    public ReadingType type(int typeId) {
        return getTypes().stream().filter(type -> type.id() == typeId).findFirst().orElseThrow();
    }

    private MeterProtocol protocol() {
        return Protocols.named(edited == null ? getModel().protocol() : edited.getProtocol());
    }

    public List<String> getProtocols() {
        return Protocols.all().stream().map(MeterProtocol::name).toList();
    }

    public List<Integer> getBauds() {
        return MeterModel.BAUDS;
    }

    public MeterModel.Commodity[] getCommodities() {
        return MeterModel.Commodity.values();
    }

    public MeterModel.Parity[] getParities() {
        return MeterModel.Parity.values();
    }

    public MeterModel.Supply[] getSupplies() {
        return MeterModel.Supply.values();
    }

    /** The model as it is shown to who may not change it. */
    public EditedModel getShown() {
        return EditedModel.of(service.document(getModel()), getPasswordLevels());
    }

    public EditedModel getEdited() {
        return edited;
    }

    public ScheduleQueries.Choice getChosen() {
        if (meter != null && meterName == null) {
            meterName = String.valueOf(meter);
        }
        return meter == null ? null : new ScheduleQueries.Choice(meter, meterName);
    }

    public void setChosen(ScheduleQueries.Choice chosen) {
        meter = chosen == null ? null : chosen.id();
        meterName = chosen == null ? null : chosen.name();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public String getTried() {
        return tried;
    }

    public void setTried(String tried) {
        this.tried = tried == null || tried.isBlank() ? null : tried;
    }
}
