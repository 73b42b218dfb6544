package com.wattwell.portal.models;

import com.wattwell.metermodel.MeterModelService;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Takes models from a document, and shows first what would become of each. */
@Named
@ViewScoped
public class MeterModelImportPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterModelService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String document;
    private boolean good;
    private transient List<MeterModelService.Imported> told;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
    }

    /** Looks what each model would become; nothing is written. */
    public void look() {
        judge(true);
    }

    public String take() {
        judge(false);
        if (!good) {
            return null;
        }
        attempt.say("model.imported", told.size());
        return "/meter-models?faces-redirect=true";
    }

    private void judge(boolean dryRun) {
        told = null;
        boolean done = attempt.to(() -> told = service.importAll(visitor.caller(), company.forWriting(), document, dryRun));
        good = done && told.stream().allMatch(each -> each.problem() == null);
    }

    /** What would become of each model, or {@code null} before one has looked. */
    public List<MeterModelService.Imported> getTold() {
        return told;
    }

    /** Whether all of them may be taken. */
    public boolean isGood() {
        return good;
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getDocument() {
        return document;
    }

    public void setDocument(String document) {
        this.document = document;
    }
}
