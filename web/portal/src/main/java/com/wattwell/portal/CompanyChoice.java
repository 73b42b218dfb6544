package com.wattwell.portal;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** Which company somebody who sees several looks at. */
@SessionScoped
public class CompanyChoice implements Serializable {

    private static final long serialVersionUID = 1;

    private Integer companyId;

    /** @return the company, or {@code null} for all */
    public Integer companyId() {
        return companyId;
    }

    public void choose(Integer company) {
        this.companyId = company;
    }
}
