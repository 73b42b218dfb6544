package com.wattwell.portal.control;

import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandState;
import com.wattwell.identity.Scope;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of commands, of all meters or of one. */
@Named
@ViewScoped
public class CommandsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CommandQueries commands;
    @Inject
    private Visitor visitor;

    private String meterId;
    private CommandKind kind;
    private CommandState state;
    private transient LazyRows<CommandQueries.Row> rows;

    public LazyRows<CommandQueries.Row> getRows() {
        if (rows == null) {
            Integer meter = meterId == null ? null : Id.ofInt("meter", meterId);
            Scope scope = meter == null ? visitor.scope() : visitor.caller().scope();
            rows = new LazyRows<>(CommandQueries.Row::id, (sort, descending, request) ->
                    commands.list(scope, new CommandQueries.Filter(meter, kind, state), request));
        }
        return rows;
    }

    public String getMeterId() {
        return meterId;
    }

    public void setMeterId(String meterId) {
        this.meterId = meterId;
    }

    public CommandKind getKind() {
        return kind;
    }

    public void setKind(CommandKind kind) {
        this.kind = kind;
    }

    public CommandState getState() {
        return state;
    }

    public void setState(CommandState state) {
        this.state = state;
    }
}
