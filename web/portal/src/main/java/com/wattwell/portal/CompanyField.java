package com.wattwell.portal;

import com.wattwell.identity.Company;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.Serializable;

/** Which company a form writes for: the visitor's own, or one that is chosen in the form. */
@Dependent
public class CompanyField implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Visitor visitor;

    private Integer chosen;

    /** The company, asked for only when there are several; the one that is looked at stands there first. */
    public Integer getId() {
        return chosen != null ? chosen : visitor.company().map(Company::id).orElse(null);
    }

    public void setId(Integer id) {
        this.chosen = id;
    }

    public boolean isAsked() {
        return visitor.isSeeingSeveral();
    }

    /** @throws com.wattwell.platform.RefusedException when none is chosen, or one that the visitor does not see */
    public int forWriting() {
        Integer id = getId();
        int company = visitor.caller().scope().companyForWriting(id);
        visitor.zoneOf(company);
        return company;
    }
}
