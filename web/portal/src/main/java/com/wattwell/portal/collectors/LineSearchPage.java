package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorQueries;
import com.wattwell.control.LineSearches;
import com.wattwell.control.LineSearches.Adoption;
import com.wattwell.control.LineSearches.Sighting;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Searches a line for its meters, and adopts what is found. */
@Named
@ViewScoped
public class LineSearchPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String ADDRESS = "{address}";

    @Inject
    private LineSearches searches;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private MeterModelQueries models;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private Integer line = 1;
    private List<String> protocols = new ArrayList<>();
    private boolean thorough;
    private Integer questions = LineSearches.USUAL_QUESTIONS;
    private Integer minutes = LineSearches.USUAL_MINUTES;
    private Map<String, Boolean> ticked = new HashMap<>();
    private Map<String, String> modelOf = new HashMap<>();
    private String namePattern = ADDRESS;
    private String place;
    private transient CollectorQueries.Row collector;
    private transient List<LineSearches.Search> found;

    /** When the page is opened: what hangs on the line is searched for. */
    public void open() {
        visitor.mustAdminister();
        refresh();
        line = getLines().stream().map(CollectorQueries.LineRow::number).filter(line::equals).findFirst().orElse(1);
        protocols = new ArrayList<>(searches.spoken(visitor.caller().scope(), collector.id(), line));
        if (protocols.isEmpty()) {
            protocols.addAll(LineSearches.protocols());
        }
        place = collector.place();
        getNewOnes().forEach(each -> ticked.put(key(each), true));
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        visitor.mustAdminister();
        int number = Id.ofInt("collector", id);
        collector = collectors.byId(visitor.caller().scope(), number).orElseThrow(() -> RefusedException.notFound("collector", id));
        found = null;
    }

    public String start() {
        return attempt.to(() -> searches.start(visitor.caller(), Id.ofInt("collector", id), line, new LineSearches.NewSearch(protocols, thorough, questions, minutes))) ? here() : null;
    }

    public String stop() {
        return attempt.to(() -> searches.stop(visitor.caller(), getSearch().id())) ? here() : null;
    }

    public String adopt() {
        int[] made = new int[1];
        boolean done = attempt.to(() -> made[0] = searches.adopt(visitor.caller(), getSearch().id(), getNewOnes().stream()
                .filter(each -> Boolean.TRUE.equals(ticked.get(key(each)))).map(this::adoption).toList()).size());
        if (!done) {
            return null;
        }
        attempt.say("lineSearch.adopted", made[0]);
        return here();
    }

    private Adoption adoption(Sighting each) {
        String address = each.found().address();
        String pattern = namePattern == null || namePattern.isBlank() ? ADDRESS : namePattern;
        return new Adoption(each.found().protocol(), address, modelOf.get(each.found().protocol()), pattern.replace(ADDRESS, address), place);
    }

    private String here() {
        return "/line-search?faces-redirect=true&collector=" + id + "&line=" + line;
    }

    /** The latest search of the line, or {@code null}. */
    public LineSearches.Search getSearch() {
        if (found == null) {
            found = searches.list(visitor.caller().scope(), Id.ofInt("collector", id), line);
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /** What was found and is no meter yet; while the search goes on, nothing is adopted. */
    public List<Sighting> getNewOnes() {
        LineSearches.Search search = getSearch();
        return search == null || !search.ended() ? List.of() : search.sightings().stream().filter(each -> each.meterId() == null).toList();
    }

    public List<String> getNewProtocols() {
        return getNewOnes().stream().map(each -> each.found().protocol()).distinct().sorted().toList();
    }

    /** The models that a meter of this protocol can be of, the standard's first. */
    public List<MeterModel> models(String protocol) {
        List<MeterModel> offered = new ArrayList<>(List.of(models.standard(protocol)));
        models.list(visitor.caller().scope(), null, protocol, new Page.Request(1, Page.MAX_SIZE)).items().stream().map(MeterModelQueries.Row::model)
                .filter(model -> !model.code().equals(offered.getFirst().code())).forEach(offered::add);
        return offered;
    }

    public String key(Sighting each) {
        return each.found().protocol() + " " + each.found().address();
    }

    public String getTone() {
        return switch (getSearch().state()) {
            case "DONE" -> "good";
            case "FAILED", "EXPIRED" -> "bad";
            default -> "busy";
        };
    }

    public List<CollectorQueries.LineRow> getLines() {
        return collectors.lines(visitor.caller().scope(), collector.id());
    }

    public List<String> getOffered() {
        return LineSearches.protocols();
    }

    public CollectorQueries.Row getCollector() {
        return collector;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(collector.companyId());
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Integer getLine() {
        return line;
    }

    public void setLine(Integer line) {
        this.line = line == null ? 1 : line;
    }

    public List<String> getProtocols() {
        return protocols;
    }

    public void setProtocols(List<String> protocols) {
        this.protocols = protocols;
    }

    public boolean isThorough() {
        return thorough;
    }

    public void setThorough(boolean thorough) {
        this.thorough = thorough;
    }

    public Integer getQuestions() {
        return questions;
    }

    public void setQuestions(Integer questions) {
        this.questions = questions;
    }

    public Integer getMinutes() {
        return minutes;
    }

    public void setMinutes(Integer minutes) {
        this.minutes = minutes;
    }

    public Map<String, Boolean> getTicked() {
        return ticked;
    }

    public Map<String, String> getModelOf() {
        return modelOf;
    }

    public String getNamePattern() {
        return namePattern;
    }

    public void setNamePattern(String namePattern) {
        this.namePattern = namePattern;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }
}
