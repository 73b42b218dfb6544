package com.wattwell.metering;

import com.wattwell.platform.Database;
import com.wattwell.platform.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.SortedMap;
import java.util.TreeMap;

/** Line tasks that are not done, in the whole installation. Both counts go along an index of the open ones alone. */
@ApplicationScoped
public class TaskFigures implements Figures {

    @Inject
    private Database database;

    @Override
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        for (String state : new String[] {"WAITING", "HANDED_OVER"}) {
            values.put("line_tasks_open{state=\"" + state + "\"}",
                    database.one("select count(*) from line_task where state = '" + state + "'", row -> row.getDouble(1)));
        }
        return values;
    }
}
