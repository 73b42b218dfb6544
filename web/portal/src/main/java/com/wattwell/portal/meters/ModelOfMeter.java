package com.wattwell.portal.meters;

import com.wattwell.collector.CollectorQueries;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterService;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/** Of which model a meter is, whether its line suits it, and the passwords that are its own. */
@Named
@ViewScoped
public class ModelOfMeter implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterModelQueries models;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private MeterService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private Integer chosen;
    private Integer level;
    private String password;
    private transient MeterModel model;
    private transient List<CollectorQueries.LineRow> lines;

    public MeterModel of(MeterQueries.Row meter) {
        if (model == null || model.id() != meter.modelId()) {
            model = models.byId(visitor.caller().scope(), meter.modelId()).orElseThrow(() -> RefusedException.notFound("meter model", meter.modelId()));
        }
        return model;
    }

    /** The speed of the meter's line where it is not that of its model, else {@code null}. */
    public Integer otherBaud(MeterQueries.Row meter) {
        if (lines == null) {
            lines = collectors.lines(visitor.caller().scope(), meter.collectorId());
        }
        return lines.stream().filter(line -> line.id() == meter.lineId()).map(CollectorQueries.LineRow::baud)
                .filter(baud -> baud != of(meter).baud()).findFirst().orElse(null);
    }

    /** Models of the meter's protocol that its company may use. */
    public List<MeterModel> choices(MeterQueries.Row meter) {
        return models.list(new Scope(meter.companyId()), null, meter.protocol(), new Page.Request(1, Page.MAX_SIZE)).items().stream().map(MeterModelQueries.Row::model)
                .sorted(Comparator.comparing(MeterModel::make).thenComparing(MeterModel::name)).toList();
    }

    public String change(int meter) {
        boolean done = attempt.to(() -> {
            if (chosen != null) {
                service.changeModel(visitor.caller(), meter, chosen);
            }
        });
        return done ? again(meter, "meter.modelChanged") : null;
    }

    /** Levels of which the meter has a password of its own. */
    public List<Integer> levels(MeterQueries.Row meter) {
        return models.passwordLevelsOfMeter(visitor.caller().scope(), meter.id());
    }

    public String keepPassword(int meter) {
        boolean done = attempt.to(() -> {
            if (level == null || password == null) {
                throw RefusedException.invalid(level == null ? "level" : "password", "refused.passwordMissing", "A password has a level and six digits.");
            }
            service.changePassword(visitor.caller(), meter, level, password);
        });
        password = null;
        return done ? again(meter, "meter.passwordKept") : null;
    }

    public String forgetPassword(int meter, int ofLevel) {
        boolean done = attempt.to(() -> service.changePassword(visitor.caller(), meter, ofLevel, null));
        return done ? again(meter, "meter.passwordForgotten") : null;
    }

    private String again(int meter, String said) {
        attempt.say(said);
        return "/meter?faces-redirect=true&id=" + meter;
    }

    /** The model as it is chosen; at first the meter's own. */
    public Integer getChosen() {
        return chosen == null && model != null ? Integer.valueOf(model.id()) : chosen;
    }

    public void setChosen(Integer chosen) {
        this.chosen = chosen;
    }

    public Integer getLevel() {
        return level;
    }

    public void setLevel(Integer level) {
        this.level = level;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
