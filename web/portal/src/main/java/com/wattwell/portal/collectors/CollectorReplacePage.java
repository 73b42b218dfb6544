package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.CollectorReplacements;
import com.wattwell.collector.Quarantine;
import com.wattwell.collector.QuarantineQueries;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LocalTime;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/** Puts another box in the place of a broken one. */
@Named
@ViewScoped
public class CollectorReplacePage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int WAITING_SHOWN = 6;

    @Inject
    private CollectorQueries collectors;
    @Inject
    private CollectorReplacements replacements;
    @Inject
    private QuarantineQueries quarantine;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String code;
    private String at;
    private String reason;
    private String token;
    private transient CollectorQueries.Row row;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
    }

    public CollectorQueries.Row getRow() {
        if (row == null) {
            row = collectors.byId(visitor.caller().scope(), Id.ofInt("collector", id)).orElseThrow(() -> RefusedException.notFound("collector", id));
        }
        return row;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getRow().companyId());
    }

    /** Unknown boxes that wait: the new one is probably among them. */
    public List<QuarantineQueries.Box> getWaiting() {
        return quarantine.list(visitor.caller().scope(), null, new Page.Request(1, Page.MAX_SIZE)).items().stream()
                .filter(box -> box.reason() == Quarantine.Reason.UNKNOWN && box.waiting()).limit(WAITING_SHOWN).toList();
    }

    public String replace() {
        boolean done = attempt.to(() -> replacements.replace(visitor.caller(), Id.ofInt("collector", id),
                new CollectorReplacements.NewBox(code, LocalTime.parse("at", at, getZone()), reason, token)));
        if (!done) {
            return null;
        }
        attempt.say("collector.replaced", code);
        return "/collector?faces-redirect=true&id=" + Id.ofInt("collector", id);
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

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }
}
