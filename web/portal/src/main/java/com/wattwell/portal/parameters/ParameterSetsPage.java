package com.wattwell.portal.parameters;

import com.wattwell.parameters.ParameterSets;
import com.wattwell.portal.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The list of parameter sets. */
@Named
@RequestScoped
public class ParameterSetsPage {

    private static final int SHOWN = 500;

    @Inject
    private ParameterSets sets;
    @Inject
    private Visitor visitor;

    public List<ParameterSets.Row> getRows() {
        return sets.list(visitor.scope(), SHOWN);
    }
}
