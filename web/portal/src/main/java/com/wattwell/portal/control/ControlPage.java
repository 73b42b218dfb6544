package com.wattwell.portal.control;

import com.wattwell.control.CommandService;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.IdempotentWork;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** The last look before a meter is tripped or closed: which one, where, what it means for whom, and why. */
@Named
@ViewScoped
public class ControlPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterQueries meters;
    @Inject
    private CommandService orders;
    @Inject
    private IdempotentWork once;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    /** Of this opened page: however often it is posted, by two tabs or a doubled click, one order is written. */
    private final String token = UUID.randomUUID().toString();
    private String meterId;
    private String action;
    private String reason;
    private transient MeterQueries.Row meter;

    /** Before the page is shown. */
    public void refresh() {
        visitor.mustOperate();
        meter = meters.byId(visitor.caller().scope(), Id.ofInt("meter", meterId)).orElseThrow(() -> RefusedException.notFound("meter", meterId));
        if (!isTrip() && !isClose()) {
            throw RefusedException.notFound("action", action);
        }
    }

    /** Writes the order down; its story is told on the meter's page. */
    public String order() {
        byte[] request = (meterId + action).getBytes(StandardCharsets.UTF_8);
        boolean done = attempt.to(() -> once.once(visitor.caller().name(), "page-" + token, request,
                () -> new IdempotentWork.Answer(202, "", Long.toString(orders.control(visitor.caller(), Id.ofInt("meter", meterId), action, reason)))));
        return done ? "/meter?faces-redirect=true&id=" + Id.ofInt("meter", meterId) : null;
    }

    public boolean isTrip() {
        return is("TRIP");
    }

    public boolean isClose() {
        return is("CLOSE");
    }

    private boolean is(String kind) {
        return action != null && kind.equals(action.toUpperCase(Locale.ROOT));
    }

    public MeterQueries.Row getMeter() {
        return meter;
    }

    public long getMinutesToExpiry() {
        return CommandService.CONTROL_EXPIRES.toMinutes();
    }

    public String getMeterId() {
        return meterId;
    }

    public void setMeterId(String meterId) {
        this.meterId = meterId;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
