package com.wattwell.portal.control;

import com.wattwell.control.Brakes;
import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandService;
import com.wattwell.control.CommandState;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/** One command and its story. */
@Named
@ViewScoped
public class CommandPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int ATTEMPTS_SHOWN = 12;

    @Inject
    private CommandQueries commands;
    @Inject
    private CommandService service;
    @Inject
    private Brakes brakes;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private String reason;
    private transient Story story;
    private transient List<WireBytes> bytes;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        long command = Id.of("command", id);
        story = commands.byId(visitor.caller().scope(), command).map(row -> Story.of(row, commands.history(visitor.caller().scope(), command)))
                .orElseThrow(() -> RefusedException.notFound("command", id));
        bytes = commands.attempts(visitor.caller().scope(), command, ATTEMPTS_SHOWN).stream().map(WireBytes::of).toList();
    }

    public void withdraw() {
        attempt.to(() -> service.withdraw(visitor.caller(), Id.of("command", id)));
    }

    /** Lets it go on past the brake. */
    public void release() {
        attempt.to(() -> brakes.releaseCommand(visitor.caller(), Id.of("command", id), reason));
    }

    public boolean isReleasable() {
        return visitor.isAdministrator() && story.command().held() && story.command().batchId() == null && story.command().state() == CommandState.WAITING;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public boolean isWithdrawable() {
        return visitor.isOperator() && story.command().state() == CommandState.WAITING;
    }

    public Story getStory() {
        return story;
    }

    /** What went over the line, the latest attempt first. */
    public List<WireBytes> getBytes() {
        return bytes;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(story.command().companyId());
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
