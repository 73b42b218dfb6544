package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorKind;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.CollectorSettings;
import com.wattwell.collector.CollectorSettings.LineSetting;
import com.wattwell.collector.CollectorSettings.Settings;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Changes what a collector and its lines are set to. */
@Named
@ViewScoped
public class CollectorEditPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int MAX_LINES = 16;

    @Inject
    private CollectorQueries collectors;
    @Inject
    private CollectorSettings settings;
    @Inject
    private CollectorKinds kinds;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String name;
    private String place;
    private Integer kind = 0;
    private String heartbeat;
    private String heartbeatAnswer;
    private Integer idleSeconds;
    private boolean reconnect;
    private List<EditedLine> lines = new ArrayList<>();
    private transient CollectorQueries.Row row;
    private transient List<CollectorKind> choices;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        Settings now = settings.of(visitor.caller().scope(), Id.ofInt("collector", id));
        name = now.name();
        place = now.place();
        kind = now.kindId();
        heartbeat = now.heartbeat();
        heartbeatAnswer = now.heartbeatAnswer();
        idleSeconds = now.idleSeconds();
        lines = new ArrayList<>(now.lines().stream().map(EditedLine::new).toList());
    }

    public CollectorQueries.Row getRow() {
        if (row == null) {
            row = collectors.byId(visitor.caller().scope(), Id.ofInt("collector", id)).orElseThrow(() -> RefusedException.notFound("collector", id));
        }
        return row;
    }

    /** The kinds that this collector may be of. */
    public List<CollectorKind> getChoices() {
        if (choices == null) {
            choices = kinds.choices(new Scope(getRow().companyId()));
        }
        return choices;
    }

    /** Another kind was chosen: what it says stands in the form, for the person to keep or change. */
    public void kindChosen() {
        getChoices().stream().filter(choice -> choice.id() == kind).findFirst().ifPresent(chosen -> {
            heartbeat = chosen.heartbeat();
            heartbeatAnswer = chosen.heartbeatAnswer();
            idleSeconds = chosen.idleSeconds();
            lines.forEach(line -> {
                line.setBaud(chosen.baud());
                line.setFirstReplyMillis(chosen.firstReplyMillis());
            });
            while (lines.size() < chosen.lines()) {
                addLine();
            }
        });
    }

    /** The lowest number that is free. */
    public void addLine() {
        IntStream.rangeClosed(1, MAX_LINES).filter(number -> lines.stream().noneMatch(line -> line.getNumber() == number)).findFirst().ifPresent(number -> {
            EditedLine like = lines.isEmpty() ? null : lines.getLast();
            lines.add(new EditedLine(new LineSetting(number, like == null || like.getBaud() == null ? 2_400 : like.getBaud(),
                    like == null || like.getFirstReplyMillis() == null ? 2_500 : like.getFirstReplyMillis())));
        });
    }

    public void removeLine(int number) {
        lines.removeIf(line -> line.getNumber() == number);
    }

    public boolean isFull() {
        return lines.size() >= MAX_LINES;
    }

    public String save() {
        boolean done = attempt.to(() -> settings.change(visitor.caller(), Id.ofInt("collector", id), new Settings(name == null ? "" : name, text(place), kind,
                text(heartbeat), text(heartbeatAnswer), idleSeconds, lines.stream().map(EditedLine::setting).toList()), reconnect));
        if (!done) {
            return null;
        }
        attempt.say(reconnect ? "collector.savedAtOnce" : "collector.saved");
        return "/collector?faces-redirect=true&id=" + Id.ofInt("collector", id);
    }

    private static String text(String written) {
        return written == null ? "" : written;
    }

    public List<Integer> getBauds() {
        return NewCollectorPage.BAUDS;
    }

    public List<EditedLine> getLines() {
        return lines;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
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

    public Integer getKind() {
        return kind;
    }

    public void setKind(Integer kind) {
        this.kind = kind;
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

    public boolean isReconnect() {
        return reconnect;
    }

    public void setReconnect(boolean reconnect) {
        this.reconnect = reconnect;
    }
}
