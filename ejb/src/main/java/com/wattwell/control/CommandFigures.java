package com.wattwell.control;

import com.wattwell.platform.Database;
import com.wattwell.platform.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.SortedMap;
import java.util.TreeMap;

/** Commands that have not ended, in the whole installation, and how long the oldest has waited. */
@ApplicationScoped
public class CommandFigures implements Figures {

    @Inject
    private Database database;

    @Override
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        for (CommandState state : CommandState.values()) {
            if (!state.ended()) {
                values.put("commands_open{state=\"" + state + "\"}", 0.0);
            }
        }
        record Open(String state, double count, double oldestSeconds) {
        }
        double oldest = 0;
        // the condition is that of the index command_open
        for (Open open : database.list("""
                        select state, count(*), greatest(extract(epoch from now() - min(created_at)), 0) from command
                        where state in ('WAITING', 'SENT', 'ACCEPTED') group by state""",
                row -> new Open(row.getString(1), row.getDouble(2), row.getDouble(3)))) {
            values.put("commands_open{state=\"" + open.state() + "\"}", open.count());
            oldest = Math.max(oldest, open.oldestSeconds());
        }
        values.put("command_oldest_open_seconds", oldest);
        return values;
    }
}
