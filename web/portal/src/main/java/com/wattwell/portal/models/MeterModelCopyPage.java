package com.wattwell.portal.models;

import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModelService;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Locale;

/** Makes another model like one, for a company to change. */
@Named
@ViewScoped
public class MeterModelCopyPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterModelQueries models;
    @Inject
    private MeterModelService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String code;
    private String name;
    private transient MeterModel model;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        name = getModel().name();
    }

    public String copy() {
        int[] made = new int[1];
        boolean done = attempt.to(() -> made[0] = service.copy(visitor.caller(), getModel().id(), company.forWriting(),
                code == null ? "" : code.toUpperCase(Locale.ROOT), name));
        if (!done) {
            return null;
        }
        attempt.say("model.copied");
        return "/meter-model?faces-redirect=true&id=" + made[0];
    }

    public MeterModel getModel() {
        if (model == null) {
            model = models.byId(visitor.caller().scope(), Id.ofInt("meter model", id)).orElseThrow(() -> RefusedException.notFound("meter model", id));
        }
        return model;
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
