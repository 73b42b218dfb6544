package com.wattwell.portal.meters;

import com.wattwell.metering.MeterReplacements;
import com.wattwell.portal.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The devices that were at a meter's place before the one that is there now. */
@Named
@RequestScoped
public class DevicesHere {

    @Inject
    private MeterReplacements replacements;
    @Inject
    private Visitor visitor;

    private List<MeterReplacements.Replacement> found;

    /** The latest first. */
    public List<MeterReplacements.Replacement> at(int meter) {
        if (found == null) {
            found = replacements.list(visitor.caller().scope(), meter);
        }
        return found;
    }
}
