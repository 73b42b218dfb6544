package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorKind;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.collector.CollectorService;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Adds a collector, so that its box is let in when it dials. */
@Named
@ViewScoped
public class NewCollectorPage implements Serializable {

    private static final long serialVersionUID = 1;
    static final List<Integer> BAUDS = List.of(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 115200);

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

    private String code;
    private String name;
    private String place;
    private String token;
    private String heartbeat;
    private String heartbeatAnswer;
    private Integer idleSeconds;
    private Integer baud;
    private Integer kind;

    public String add() {
        int[] made = new int[1];
        boolean done = attempt.to(() -> made[0] = service.create(visitor.caller(), new CollectorService.NewCollector(company.forWriting(), code, name, place,
                token, heartbeat, heartbeatAnswer, idleSeconds, baud, kind)).id());
        if (!done) {
            return null;
        }
        attempt.say("collector.added");
        return "/collector?faces-redirect=true&id=" + made[0];
    }

    /** The kinds that it may be of; of which company's is judged when it is added. */
    public List<CollectorKind> getChoices() {
        return kinds.choices(visitor.scope());
    }

    public Integer getKind() {
        return kind;
    }

    public void setKind(Integer kind) {
        this.kind = kind;
    }

    public List<Integer> getBauds() {
        return BAUDS;
    }

    public CompanyField getCompany() {
        return company;
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

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getHeartbeat() {
        return heartbeat;
    }

    public void setHeartbeat(String heartbeat) {
        this.heartbeat = heartbeat;
    }

    public String getHeartbeatAnswer() {
        return heartbeatAnswer;
    }

    public void setHeartbeatAnswer(String heartbeatAnswer) {
        this.heartbeatAnswer = heartbeatAnswer;
    }

    public Integer getIdleSeconds() {
        return idleSeconds;
    }

    public void setIdleSeconds(Integer idleSeconds) {
        this.idleSeconds = idleSeconds;
    }

    public Integer getBaud() {
        return baud;
    }

    public void setBaud(Integer baud) {
        this.baud = baud;
    }
}
