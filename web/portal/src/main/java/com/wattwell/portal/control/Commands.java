package com.wattwell.portal.control;

import com.wattwell.control.CommandQueries;
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

    public CommandQueries.Kind[] getKinds() {
        return CommandQueries.Kind.values();
    }

    public CommandState[] getStates() {
        return CommandState.values();
    }
}
