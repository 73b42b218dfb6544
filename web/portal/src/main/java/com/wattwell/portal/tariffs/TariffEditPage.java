package com.wattwell.portal.tariffs;

import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.catalog.TariffDocument;
import com.wattwell.tariff.catalog.TariffPrices;
import com.wattwell.tariff.catalog.TariffQueries;
import com.wattwell.tariff.catalog.TariffService;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Changes a draft: rules in a form, with their picture and a sample bill that follows what is typed. */
@Named
@ViewScoped
public class TariffEditPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final List<String> TYPES = List.of("STEPS", "TIME_OF_USE", "FLAT", "SURCHARGE", "FREE_QUOTA", "DEMAND", "POWER_FACTOR", "FEE", "MINIMUM", "SHARE", "TAX");
    private static final List<String> WATER_TYPES = List.of("STEPS", "FLAT", "SURCHARGE", "FREE_QUOTA", "FEE", "MINIMUM", "SHARE", "TAX");
    private static final List<Register> PARTS = List.of(Register.SHARP, Register.PEAK, Register.FLAT, Register.VALLEY);

    @Inject
    private TariffQueries tariffs;
    @Inject
    private TariffService service;
    @Inject
    private TariffPrices prices;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;

    private String id;
    private int revision;
    private int number;
    private String effectiveFrom;
    private String note;
    private final List<EditedRule> rules = new ArrayList<>();
    private String newType = "STEPS";
    private Sample sample;
    private transient TariffQueries.Row tariff;
    private transient List<Rule> read;
    private transient Charges bill;
    private transient String problem;
    private transient boolean looked;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        TariffQueries.Version draft = tariffs.draft(visitor.caller().scope(), getTariff().id()).orElseThrow(() -> RefusedException.notFound("draft", id));
        revision = draft.revision();
        number = draft.number();
        effectiveFrom = draft.effectiveFrom().toString();
        note = draft.note();
        TariffDocument.write(draft.rules()).getJsonArray("rules").getValuesAs(JsonObject.class).forEach(rule -> rules.add(EditedRule.of(rule)));
        sample = new Sample(getTariff().commodity(), draft.rules());
    }

    public String save() {
        boolean done = attempt.to(() -> service.saveDraft(visitor.caller(), getTariff().id(), revision, day(), TariffDocument.read(document()), note));
        if (!done) {
            return null;
        }
        attempt.say("tariff.saved");
        return "/tariff?faces-redirect=true&id=" + id;
    }

    /** Each request looks anew; the page calls it before it shows itself. */
    public void beginLooking() {
        looked = false;
    }

    public void addRule() {
        if (rules.size() < TariffVersion.MAX_RULES && types().contains(newType)) {
            rules.add(EditedRule.begin(newType, freeId(newType)));
        }
    }

    private String freeId(String type) {
        String id = type.replace("_", "");
        int next = 1;
        while (taken(next == 1 ? id : id + next)) {
            next++;
        }
        return next == 1 ? id : id + next;
    }

    private boolean taken(String wanted) {
        return rules.stream().anyMatch(rule -> wanted.equals(rule.getId()));
    }

    public void removeRule(int index) {
        if (index >= 0 && index < rules.size()) {
            rules.remove(index);
        }
    }

    private JsonObject document() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        rules.forEach(rule -> array.add(rule.json()));
        return Json.createObjectBuilder().add("rules", array).build();
    }

    private LocalDate day() {
        try {
            return LocalDate.parse(effectiveFrom == null ? "" : effectiveFrom.strip());
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid("effectiveFrom", "refused.day", "effectiveFrom must be a day such as 2026-12-01.");
        }
    }

    /** Reads what is written and prices the sample, once in a request and not before all of it has come in; what is wrong is {@link #getProblem}. */
    private void look() {
        if (looked || FacesContext.getCurrentInstance().getCurrentPhaseId() != PhaseId.RENDER_RESPONSE) {
            return;
        }
        looked = true;
        read = null;
        bill = null;
        problem = null;
        try {
            read = TariffDocument.read(document());
            bill = prices.sample(getTariff(), read, sample.wanted(day()));
        } catch (RefusedException refused) {
            problem = texts.refused(refused);
        }
    }

    /** Prices as bars, or none while a rule is wrong. */
    public List<PriceRow> getPicture() {
        look();
        return read == null ? List.of() : PriceRow.of(read, texts);
    }

    /** The sample bill, or {@code null}. */
    public Charges getBill() {
        look();
        return bill;
    }

    public String getProblem() {
        look();
        return problem;
    }

    public TariffQueries.Row getTariff() {
        if (tariff == null) {
            tariff = tariffs.byId(visitor.caller().scope(), Id.ofInt("tariff", id)).orElseThrow(() -> RefusedException.notFound("tariff", id));
        }
        return tariff;
    }

    private List<String> types() {
        return getTariff().commodity() == Commodity.WATER ? WATER_TYPES : TYPES;
    }

    public List<String> getTypes() {
        return types();
    }

    public List<Register> getParts() {
        return PARTS;
    }

    public List<Integer> getMonthNumbers() {
        return IntStream.rangeClosed(1, 12).boxed().toList();
    }

    public StepPrice.Cycle[] getCycles() {
        return StepPrice.Cycle.values();
    }

    public StepPrice.PartCycle[] getPartCycles() {
        return StepPrice.PartCycle.values();
    }

    public FreeQuota.Per[] getPers() {
        return FreeQuota.Per.values();
    }

    public DemandCharge.Basis[] getBases() {
        return DemandCharge.Basis.values();
    }

    public List<String> getStandards() {
        return List.of("90", "85", "80");
    }

    public Sample getSample() {
        return sample;
    }

    public List<EditedRule> getRules() {
        return rules;
    }

    public int getNumber() {
        return number;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getEffectiveFrom() {
        return effectiveFrom;
    }

    public void setEffectiveFrom(String effectiveFrom) {
        this.effectiveFrom = effectiveFrom;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public String getNewType() {
        return newType;
    }

    public void setNewType(String newType) {
        this.newType = newType;
    }
}
