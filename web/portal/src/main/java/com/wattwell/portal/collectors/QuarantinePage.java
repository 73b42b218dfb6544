package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorKind;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.collector.CollectorService;
import com.wattwell.collector.QuarantineQueries;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Boxes that knocked and were not let in: adopted or forgotten with one click. */
@Named
@ViewScoped
public class QuarantinePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private QuarantineQueries quarantine;
    @Inject
    private CollectorService service;
    @Inject
    private CollectorKinds kinds;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String text;
    private Integer kind;
    private transient LazyRows<QuarantineQueries.Box> rows;

    public LazyRows<QuarantineQueries.Box> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(QuarantineQueries.Box::id, (sort, descending, request) -> quarantine.list(visitor.scope(), text, request));
        }
        return rows;
    }

    /** Makes the box a collector of the chosen company, its id its name until somebody gives it a better one; or lets a known collector in again. */
    public void adopt(int box) {
        boolean done = attempt.to(() -> {
            QuarantineQueries.Box known = seen(box);
            int owner = known.collectorId() == null ? company.forWriting() : 0;
            service.adopt(visitor.caller(), box, owner, null, null, kind);
            attempt.say(known.collectorId() == null ? "quarantine.adopted" : "quarantine.released", known.registrationId());
        });
        if (done) {
            rows = null;
        }
    }

    public void dismiss(int box) {
        attempt.to(() -> {
            QuarantineQueries.Box known = seen(box);
            service.dismiss(visitor.caller(), box);
            attempt.say("quarantine.dismissed", known.registrationId());
        });
        rows = null;
    }

    private QuarantineQueries.Box seen(int box) {
        return quarantine.byId(visitor.caller().scope(), box).orElseThrow(() -> RefusedException.notFound("box in quarantine", box));
    }

    /** The kinds that a box may be adopted as. */
    public List<CollectorKind> getChoices() {
        return kinds.choices(visitor.scope());
    }

    public Integer getKind() {
        return kind;
    }

    public void setKind(Integer kind) {
        this.kind = kind;
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
