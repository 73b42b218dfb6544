package com.wattwell.schedule;

import com.wattwell.platform.Database;
import com.wattwell.platform.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** How late runs begin: their beginning minus the due instant, over the runs that fell due a short while ago. */
@ApplicationScoped
public class RunFigures implements Figures {

    private static final Duration BACK = Duration.ofMinutes(15);

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    @Override
    public SortedMap<String, Double> values() {
        return database.one("""
                select count(*), coalesce(avg(late), 0), coalesce(max(late), 0), count(*) filter (where finished_at is null)
                from (select extract(epoch from began_at - slot) as late, finished_at from reading_run where slot > ?) r""",
                RunFigures::read, clock.instant().minus(BACK));
    }

    private static SortedMap<String, Double> read(ResultSet row) throws SQLException {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("recent_runs", row.getDouble(1));
        values.put("recent_run_lateness_seconds_mean", row.getDouble(2));
        values.put("recent_run_lateness_seconds_max", row.getDouble(3));
        values.put("recent_runs_unfinished", row.getDouble(4));
        return values;
    }
}
