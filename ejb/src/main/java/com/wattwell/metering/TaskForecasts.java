package com.wattwell.metering;

import com.wattwell.connector.Exchange;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes beside each line's share of a run how long it should take, when it is handed over for the first time. */
@ApplicationScoped
public class TaskForecasts {

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** @param exchanges of one or several tasks, about to be handed over */
    public void predict(List<Exchange> exchanges) {
        record Told(long task, int millis) {
        }
        Instant now = clock.instant();
        Map<Long, List<SweepForecast.Ask>> byTask = exchanges.stream().collect(Collectors.groupingBy(exchange -> exchange.ref().work(),
                Collectors.mapping(exchange -> new SweepForecast.Ask(exchange.request().length, UsualReply.bytes(exchange.protocol(), exchange.request()),
                        exchange.timing()), Collectors.toList())));
        List<Told> told = database.list("""
                        select t.id, l.baud, l.first_reply_millis from line_task t join line l on l.id = t.line_id
                        where t.id = any (?) and t.predicted_millis is null""",
                row -> new Told(row.getLong(1), (int) Math.min(Integer.MAX_VALUE,
                        new SweepForecast(row.getInt(2), row.getInt(3)).millis(byTask.get(row.getLong(1)), now))),
                byTask.keySet().stream().mapToLong(Long::longValue).toArray());
        if (!told.isEmpty()) {
            database.update("update line_task t set predicted_millis = u.millis from unnest(?, ?) as u (id, millis) where t.id = u.id",
                    told.stream().mapToLong(Told::task).toArray(), told.stream().mapToInt(Told::millis).toArray());
        }
    }
}
