package com.wattwell.portal.meters;

import com.wattwell.metering.MeterGroups;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of meters, searched by last digits, name or place. */
@Named
@ViewScoped
public class MetersPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterQueries meters;
    @Inject
    private Visitor visitor;

    @Inject
    private MeterGroups groups;
    @Inject
    private ChosenMeters kept;
    @Inject
    private Attempt attempt;

    /** Whether a meter is chosen, by its id; kept while one searches and turns pages. */
    private final Map<Integer, Boolean> chosen = new HashMap<>();
    private Integer group;
    private String text;
    private boolean silent;
    private MeterQueries.Supply supply;
    private transient LazyRows<MeterQueries.Row> rows;

    public LazyRows<MeterQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(MeterQueries.Row::id, (sort, descending, request) -> meters.list(visitor.scope(),
                    new MeterQueries.Filter(text, null, supply, silent), MeterSorts.of(sort), descending, request));
        }
        return rows;
    }

    public Map<Integer, Boolean> getChosen() {
        return chosen;
    }

    public int getChosenCount() {
        return ids().size();
    }

    private List<Integer> ids() {
        return chosen.entrySet().stream().filter(entry -> Boolean.TRUE.equals(entry.getValue())).map(Map.Entry::getKey).sorted().toList();
    }

    /** Every meter on the page of the table that is shown. */
    public void chooseShown() {
        List<MeterQueries.Row> shown = getRows().getWrappedData();
        if (shown != null) {
            shown.forEach(row -> chosen.put(row.id(), true));
        }
    }

    public void chooseNone() {
        chosen.clear();
    }

    /** On to the last look before the same is ordered of them. */
    public String order() {
        String[] key = new String[1];
        return attempt.to(() -> key[0] = kept.keep(checked())) ? "/batch-new?faces-redirect=true&chosen=" + key[0] : null;
    }

    public void putIntoGroup() {
        attempt.to(() -> {
            if (group == null) {
                throw RefusedException.invalid("into", "refused.targetId", "Choose one from the list.");
            }
            Set<Integer> members = new LinkedHashSet<>(groups.members(visitor.caller().scope(), group));
            members.addAll(checked());
            groups.change(visitor.caller(), group, List.copyOf(members));
            attempt.say("meters.put", checked().size());
            chosen.clear();
        });
    }

    private List<Integer> checked() {
        List<Integer> ids = ids();
        if (ids.isEmpty() || ids.size() > ChosenMeters.MOST) {
            throw RefusedException.invalid("chosen", "refused.chosen", "Choose 1 to " + ChosenMeters.MOST + " meters.", ChosenMeters.MOST);
        }
        return ids;
    }

    public List<MeterGroups.Row> getGroups() {
        return groups.list(visitor.scope(), new Page.Request(1, Page.MAX_SIZE)).items();
    }

    public Integer getGroup() {
        return group;
    }

    public void setGroup(Integer group) {
        this.group = group;
    }

    public MeterQueries.Supply[] getSupplies() {
        return MeterQueries.Supply.values();
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank() || silent || supply != null;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public boolean isSilent() {
        return silent;
    }

    public void setSilent(boolean silent) {
        this.silent = silent;
    }

    public MeterQueries.Supply getSupply() {
        return supply;
    }

    public void setSupply(MeterQueries.Supply supply) {
        this.supply = supply;
    }
}
