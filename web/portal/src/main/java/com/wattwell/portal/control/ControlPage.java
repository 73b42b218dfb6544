package com.wattwell.portal.control;

import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandService;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.IdempotentWork;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The last look before something is ordered of a meter's supply: which one, where, what it means for whom, and why. */
@Named
@ViewScoped
public class ControlPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterQueries meters;
    @Inject
    private MeterModelQueries models;
    @Inject
    private CommandService orders;
    @Inject
    private IdempotentWork once;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;

    /** Of this opened page: however often it is posted, by two tabs or a doubled click, one order is written. */
    private final String token = UUID.randomUUID().toString();
    private String meterId;
    private String action;
    private String reason;
    private transient MeterQueries.Row meter;
    private transient CommandKind kind;
    private transient boolean valve;

    /** Before the page is shown. */
    public void refresh() {
        visitor.mustOperate();
        meter = meters.byId(visitor.caller().scope(), Id.ofInt("meter", meterId)).orElseThrow(() -> RefusedException.notFound("meter", meterId));
        kind = wanted();
        valve = models.byId(visitor.caller().scope(), meter.modelId()).map(MeterModel::supply).orElse(MeterModel.Supply.NONE) == MeterModel.Supply.VALVE;
    }

    /** Writes the order down; its story is told on the meter's page. */
    public String order() {
        byte[] request = (meterId + action).getBytes(StandardCharsets.UTF_8);
        boolean done = attempt.to(() -> once.once(visitor.caller().name(), "page-" + token, request,
                () -> new IdempotentWork.Answer(202, "", Long.toString(orders.control(visitor.caller(), Id.ofInt("meter", meterId), wanted().name(), reason)))));
        return done ? "/meter?faces-redirect=true&id=" + Id.ofInt("meter", meterId) : null;
    }

    private CommandKind wanted() {
        String name = action == null ? "" : action.toUpperCase(Locale.ROOT);
        return Arrays.stream(CommandKind.values()).filter(each -> each.action() != null && each.name().equals(name)).findFirst()
                .orElseThrow(() -> RefusedException.notFound("action", action));
    }

    /** Whether it takes something from somebody. */
    public boolean isTrip() {
        return kind == CommandKind.TRIP;
    }

    public boolean isValve() {
        return valve;
    }

    public String getTitle() {
        return texts.word(valve ? "control.valveTitle" : "control.title", kind);
    }

    public String getEffect() {
        return texts.word(valve ? "control.valveEffect" : "control.effect", kind);
    }

    public String getButton() {
        return texts.of((valve ? "control.valveButton." : "control.button.") + kind, meter.name());
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
