package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorKind;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.collector.RegistrationTrial;
import com.wattwell.connector.ListeningPort;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dtu.DialectKind;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** One kind of collector: looked at, copied, changed, and tried on what a box sends. */
@Named
@ViewScoped
public class CollectorKindPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CollectorKinds kinds;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String copy;
    private String make;
    private String model;
    private String dialect = DialectKind.TRANSPARENT.name();
    private String registration = "ascii:LOGIN:{id}";
    private String heartbeat;
    private String heartbeatAnswer;
    private Integer idleSeconds = 300;
    private Integer baud = 2400;
    private Integer firstReplyMillis = 2_500;
    private Integer lines = 1;
    private String notes;
    private String sample;
    private transient CollectorKind kind;
    private transient List<ListeningPort> ports;
    private transient RegistrationTrial trial;

    /** When the page is opened. */
    public void open() {
        if (id == null) {
            visitor.mustAdminister();
        }
        if (id != null || copy != null) {
            show(find(id == null ? copy : id));
        }
    }

    private void show(CollectorKind shown) {
        make = shown.make();
        model = shown.model();
        dialect = shown.dialect().name();
        registration = shown.registration();
        heartbeat = shown.heartbeat();
        heartbeatAnswer = shown.heartbeatAnswer();
        idleSeconds = shown.idleSeconds();
        baud = shown.baud();
        firstReplyMillis = shown.firstReplyMillis();
        lines = shown.lines();
        notes = shown.notes();
    }

    public String save() {
        int[] saved = new int[1];
        boolean done = attempt.to(() -> {
            CollectorKind.Definition wanted = new CollectorKind.Definition(make, model, dialect, isPatterned() ? registration : null, heartbeat, heartbeatAnswer,
                    idleSeconds, baud, firstReplyMillis, lines, notes);
            if (id == null) {
                saved[0] = kinds.create(visitor.caller(), company.forWriting(), wanted);
            } else {
                saved[0] = Id.ofInt("kind of collector", id);
                kinds.change(visitor.caller(), saved[0], wanted);
            }
        });
        if (!done) {
            return null;
        }
        attempt.say("kind.saved");
        return "/collector-kind?faces-redirect=true&id=" + saved[0];
    }

    public String delete() {
        if (!attempt.to(() -> kinds.delete(visitor.caller(), Id.ofInt("kind of collector", id)))) {
            return null;
        }
        attempt.say("kind.deleted", make + " " + model);
        return "/collector-kinds?faces-redirect=true";
    }

    /** Looks which id would be found in what was pasted, with what stands in the form now. */
    public void tryOut() {
        trial = null;
        attempt.to(() -> trial = RegistrationTrial.of(sample, dialect, isPatterned() ? registration : null, heartbeat, getPorts()));
    }

    public RegistrationTrial getTrial() {
        return trial;
    }

    public String getTriedBytes() {
        return Hex.of(trial.bytes()).replaceAll("..(?=.)", "$0 ");
    }

    private CollectorKind find(String number) {
        return kinds.byId(visitor.caller().scope(), Id.ofInt("kind of collector", number)).orElseThrow(() -> RefusedException.notFound("kind of collector", number));
    }

    /** The kind as it is stored, or {@code null} while it is new. */
    public CollectorKind getKind() {
        if (kind == null && id != null) {
            kind = find(id);
        }
        return kind;
    }

    /** Whether this person may change what is shown. */
    public boolean isEditable() {
        return visitor.isAdministrator() && (id == null || !getKind().shipped());
    }

    public List<ListeningPort> getPorts() {
        if (ports == null) {
            ports = kinds.ports();
        }
        return ports;
    }

    /** The ports on which such a box dials in. */
    public List<ListeningPort> getOwnPorts() {
        return getPorts().stream().filter(port -> port.dialect().name().equals(dialect)).toList();
    }

    /** What a server's configuration would say for a port of this dialect. */
    public String getMissingPort() {
        int free = getPorts().stream().mapToInt(ListeningPort::port).max().orElse(8600) + 1;
        return free + " " + DialectKind.valueOf(dialect).written();
    }

    /** Whether boxes of the chosen dialect register by a pattern. */
    public boolean isPatterned() {
        return DialectKind.valueOf(dialect).registersByPattern();
    }

    public List<String> getDialects() {
        return Arrays.stream(DialectKind.values()).map(DialectKind::name).toList();
    }

    public List<Integer> getBauds() {
        return NewCollectorPage.BAUDS;
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

    public String getCopy() {
        return copy;
    }

    public void setCopy(String copy) {
        this.copy = copy;
    }

    public String getMake() {
        return make;
    }

    public void setMake(String make) {
        this.make = make;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getDialect() {
        return dialect;
    }

    public void setDialect(String dialect) {
        this.dialect = dialect;
    }

    public String getRegistration() {
        return registration;
    }

    public void setRegistration(String registration) {
        this.registration = registration;
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

    public Integer getFirstReplyMillis() {
        return firstReplyMillis;
    }

    public void setFirstReplyMillis(Integer firstReplyMillis) {
        this.firstReplyMillis = firstReplyMillis;
    }

    public Integer getLines() {
        return lines;
    }

    public void setLines(Integer lines) {
        this.lines = lines;
    }

    public String getNotes() {
        return notes;
    }

    public void setNotes(String notes) {
        this.notes = notes;
    }

    public String getSample() {
        return sample;
    }

    public void setSample(String sample) {
        this.sample = sample;
    }
}
