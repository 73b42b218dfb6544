package com.wattwell.portal.control;

import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Small things that pages ask about commands. */
@Named
@ApplicationScoped
public class Commands {

    public String tone(CommandState state) {
        return Story.tone(state);
    }

    public CommandKind[] getKinds() {
        return CommandKind.values();
    }

    public CommandState[] getStates() {
        return CommandState.values();
    }
}
