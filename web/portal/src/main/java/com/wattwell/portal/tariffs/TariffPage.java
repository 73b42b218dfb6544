package com.wattwell.portal.tariffs;

import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.catalog.TariffQueries;
import com.wattwell.tariff.catalog.TariffService;
import com.wattwell.tariff.catalog.TariffTrials;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** One tariff: its versions, the prices of one of them, and what real meters would have cost by it. */
@Named
@ViewScoped
public class TariffPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int LINES_SHOWN = 50;

    @Inject
    private TariffQueries tariffs;
    @Inject
    private TariffService service;
    @Inject
    private TariffTrials trials;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;

    private String id;
    private Integer shown;
    private int revision;
    private Integer tried;
    private Integer against;
    private String which;
    private String from;
    private String to;
    private String capacity;
    private transient TariffQueries.Row tariff;
    private transient List<TariffQueries.Version> versions;
    private transient TariffTrials.Trial trial;

    /** When the page is opened: the version to look at first, and last month for a trial. */
    public void open() {
        TariffQueries.Row row = getTariff();
        shown = row.draftNumber() != null ? row.draftNumber() : row.nowNumber() != null ? row.nowNumber() : getVersions().getFirst().number();
        tried = shown;
        against = row.nowNumber() != null && !row.nowNumber().equals(shown) ? row.nowNumber() : null;
        revision = getDraft() == null ? 0 : getDraft().revision();
        LocalDate month = service.today(row.companyId()).withDayOfMonth(1);
        from = month.minusMonths(1).toString();
        to = month.toString();
    }

    public String draft() {
        return attempt.to(() -> service.draft(visitor.caller(), getTariff().id())) ? "/tariff-edit?faces-redirect=true&id=" + id : null;
    }

    public String publish() {
        if (!attempt.to(() -> service.publish(visitor.caller(), getTariff().id(), revision))) {
            return null;
        }
        attempt.say("tariff.published");
        return "/tariff?faces-redirect=true&id=" + id;
    }

    public String discard() {
        boolean whole = getTariff().published() == 0;
        if (!attempt.to(() -> service.discard(visitor.caller(), getTariff().id(), revision))) {
            return null;
        }
        attempt.say("tariff.discarded");
        return whole ? "/tariffs?faces-redirect=true" : "/tariff?faces-redirect=true&id=" + id;
    }

    public void show(int number) {
        shown = number;
    }

    /** Prices real readings; the result stands below. */
    public void tryIt() {
        trial = null;
        attempt.to(() -> trial = trials.run(visitor.caller(), new TariffTrials.Question(getTariff().id(), tried, against, which, null, day("from", from), day("to", to), power())));
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(field, "refused.day", field + " must be a day such as 2026-12-01.");
        }
    }

    private BigDecimal power() {
        if (capacity == null || capacity.isBlank()) {
            return null;
        }
        if (!capacity.strip().matches("[0-9]{1,7}(\\.[0-9]{1,2})?")) {
            throw RefusedException.invalid("capacity", "refused.quantity", "capacity must be a number of kVA.");
        }
        return new BigDecimal(capacity.strip());
    }

    public TariffTrials.Trial getTrial() {
        return trial;
    }

    /** The dearest, or those that rise most. */
    public List<TariffTrials.Line> getTrialLines() {
        return trial == null ? List.of() : trial.lines().subList(0, Math.min(LINES_SHOWN, trial.lines().size()));
    }

    /** Whether it is compared with another version. */
    public boolean isCompared() {
        return against != null;
    }

    public List<PriceRow> getPrices() {
        return PriceRow.of(version(shown).rules(), texts);
    }

    public TariffQueries.Version getShownVersion() {
        return version(shown);
    }

    private TariffQueries.Version version(Integer number) {
        return getVersions().stream().filter(version -> number != null && version.number() == number).findFirst()
                .orElseThrow(() -> RefusedException.notFound("tariff version", String.valueOf(number)));
    }

    /** What may still be changed, or {@code null}. */
    public TariffQueries.Version getDraft() {
        return getVersions().stream().filter(version -> version.state() == TariffQueries.State.DRAFT).findFirst().orElse(null);
    }

    public List<TariffQueries.Version> getVersions() {
        if (versions == null) {
            versions = tariffs.versions(visitor.caller().scope(), getTariff().id());
        }
        return versions;
    }

    public TariffQueries.Row getTariff() {
        if (tariff == null) {
            tariff = tariffs.byId(visitor.caller().scope(), Id.ofInt("tariff", id)).orElseThrow(() -> RefusedException.notFound("tariff", id));
        }
        return tariff;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Integer getTried() {
        return tried;
    }

    public void setTried(Integer tried) {
        this.tried = tried;
    }

    public Integer getAgainst() {
        return against;
    }

    public void setAgainst(Integer against) {
        this.against = against;
    }

    public String getWhich() {
        return which;
    }

    public void setWhich(String which) {
        this.which = which;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getCapacity() {
        return capacity;
    }

    public void setCapacity(String capacity) {
        this.capacity = capacity;
    }
}
