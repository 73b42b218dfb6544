package com.wattwell.portal.messages;

import com.wattwell.message.Medium;
import com.wattwell.message.MessageQueries;
import com.wattwell.message.Messages;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;

/** What residents were told, searched, and sent once more. */
@Named
@ViewScoped
public class MessagesPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String[] STATES = {"WAITING", "SENDING", "SENT", "DELIVERED", "FAILED"};

    @Inject
    private MessageQueries queries;
    @Inject
    private Messages messages;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String token = UUID.randomUUID().toString();
    private String text;
    private String state;
    private Medium medium;
    private transient LazyRows<MessageQueries.Row> rows;

    public LazyRows<MessageQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(MessageQueries.Row::id, (sort, descending, request) -> queries.list(visitor.scope(), text, state, medium, request));
        }
        return rows;
    }

    public void resend(long message) {
        if (attempt.to(() -> messages.resend(visitor.caller(), message, token))) {
            token = UUID.randomUUID().toString();
            attempt.say("message.again");
        }
    }

    public boolean isResending() {
        return visitor.isTakingMoney() || visitor.isOperator();
    }

    /** How a message looks. */
    public String tone(MessageQueries.Row row) {
        return switch (row.state()) {
            case "DELIVERED" -> "good";
            case "FAILED" -> "bad";
            case "SENT" -> "calm";
            default -> row.waitsFor() == null ? "busy" : "warn";
        };
    }

    public String[] getStates() {
        return STATES.clone();
    }

    public Medium[] getMedia() {
        return Medium.values();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public Medium getMedium() {
        return medium;
    }

    public void setMedium(Medium medium) {
        this.medium = medium;
    }
}
