package com.wattwell.portal.meters;

import com.wattwell.metering.MeterGroups;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The list of groups of meters, and a new one. */
@Named
@ViewScoped
public class GroupsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterGroups groups;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String name;
    private transient LazyRows<MeterGroups.Row> rows;

    public LazyRows<MeterGroups.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(MeterGroups.Row::id, (sort, descending, request) -> groups.list(visitor.scope(), request));
        }
        return rows;
    }

    /** Makes an empty group; its page is where meters are put into it. */
    public String add() {
        int[] made = new int[1];
        boolean done = attempt.to(() -> made[0] = groups.create(visitor.caller(), company.forWriting(), name, List.of()));
        return done ? "/group?faces-redirect=true&id=" + made[0] : null;
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
