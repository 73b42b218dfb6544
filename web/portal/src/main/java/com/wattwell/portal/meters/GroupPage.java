package com.wattwell.portal.meters;

import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterGroups;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One group: which meters are in it, and others that a search finds to be put into it, one by one or all at once. */
@Named
@ViewScoped
public class GroupPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterGroups groups;
    @Inject
    private MeterQueries meters;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String text;
    private transient MeterGroups.Row row;
    private transient Set<Integer> members;
    private transient LazyRows<MeterQueries.Row> inside;
    private transient LazyRows<MeterQueries.Row> found;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = groups.byId(visitor.caller().scope(), number()).orElseThrow(() -> RefusedException.notFound("group", id));
        members = new HashSet<>(groups.members(visitor.caller().scope(), number()));
    }

    public LazyRows<MeterQueries.Row> getInside() {
        if (inside == null) {
            inside = new LazyRows<>(MeterQueries.Row::id, (sort, descending, request) -> meters.list(visitor.caller().scope(),
                    new MeterQueries.Filter(null, null, number(), null, false), MeterSorts.of(sort), descending, request));
        }
        return inside;
    }

    public LazyRows<MeterQueries.Row> getFound() {
        if (found == null) {
            found = new LazyRows<>(MeterQueries.Row::id, (sort, descending, request) ->
                    meters.list(ofCompany(), searched(), MeterSorts.of(sort), descending, request));
        }
        return found;
    }

    public boolean has(int meter) {
        return members.contains(meter);
    }

    public void add(int meter) {
        change(current -> current.add(meter));
    }

    /** Puts in every meter that the search finds. */
    public void addFound() {
        change(current -> {
            Set<Integer> known = new HashSet<>(current);
            meters.ids(ofCompany(), searched(), MeterGroups.MAX_MEMBERS + 1).stream().filter(known::add).forEach(current::add);
        });
    }

    public void remove(int meter) {
        change(current -> current.remove(Integer.valueOf(meter)));
    }

    private void change(java.util.function.Consumer<List<Integer>> how) {
        attempt.to(() -> {
            List<Integer> wanted = new ArrayList<>(groups.members(visitor.caller().scope(), number()));
            how.accept(wanted);
            groups.change(visitor.caller(), number(), wanted);
        });
    }

    private MeterQueries.Filter searched() {
        return new MeterQueries.Filter(text, null, null, false);
    }

    private Scope ofCompany() {
        int company = groups.byId(visitor.caller().scope(), number()).orElseThrow(() -> RefusedException.notFound("group", id)).companyId();
        return new Scope(company);
    }

    private int number() {
        return Id.ofInt("group", id);
    }

    public boolean isSearched() {
        return text != null && !text.isBlank();
    }

    public MeterGroups.Row getRow() {
        return row;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
