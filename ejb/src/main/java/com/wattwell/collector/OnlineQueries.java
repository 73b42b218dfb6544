package com.wattwell.collector;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Being online over time: how many collectors are, were over the day, and when one of them was. */
@Stateless
public class OnlineQueries {

    /** Most spells of one answer; a box that flaps all day still fits a page. */
    public static final int MAX_SPELLS = 2000;

    private static final int MAX_STEPS = 500;

    /** Collectors that are wanted (not disabled), and how many of them are online. */
    public record Counts(int online, int total) {
    }

    /** How many were online at an instant. */
    public record Sample(Instant at, int online) {
    }

    /**
     * A stretch of being online.
     *
     * @param endedAt   {@code null} while it lasts
     * @param endReason why it ended, or {@code null}
     */
    public record Spell(Instant beganAt, Instant endedAt, String remoteAddress, String endReason) {
    }

    private final Database database;
    private final Clock clock;

    @Inject
    public OnlineQueries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    protected OnlineQueries() {
        this(null, null); // the container's proxy wants it
    }

    public Counts counts(Scope scope) {
        return database.one("select count(*) filter (where c.online), count(*) from collector c where c.state <> 'DISABLED'" + scope.and("c.company_id"),
                row -> new Counts(row.getInt(1), row.getInt(2)));
    }

    /**
     * How many were online at each step of the time before now; the last sample is now. Sessions that began before the
     * window are looked up one per collector, so that the whole history is never read.
     */
    public List<Sample> overTime(Scope scope, Duration back, Duration step) {
        Instant to = clock.instant();
        Instant from = to.minus(back);
        int steps = (int) Math.min(MAX_STEPS, back.dividedBy(step));
        Map<Integer, Integer> changes = new HashMap<>();
        database.list("""
                with spell as (
                    select s.began_at, s.ended_at from collector_session s where s.began_at > ?%1$s
                    union all
                    select s.began_at, s.ended_at from collector c cross join lateral (
                        select s.began_at, s.ended_at from collector_session s where s.collector_id = c.id and s.began_at <= ?
                        order by s.began_at desc limit 1) s
                    where coalesce(s.ended_at > ?, true)%2$s
                ), change as (
                    select began_at as at, 1 as change from spell
                    union all
                    select ended_at, -1 from spell where ended_at is not null
                )
                select greatest(ceil(extract(epoch from at - ?::timestamptz) / ?), 0)::int as step, sum(change)::int as change
                from change group by 1""".formatted(scope.and("s.company_id"), scope.and("c.company_id")),
                row -> changes.put(row.getInt("step"), row.getInt("change")), from, from, from, from, step.toMillis() / 1000.0);
        List<Sample> samples = new ArrayList<>(steps + 1);
        int online = 0;
        for (int i = 0; i <= steps; i++) {
            online += changes.getOrDefault(i, 0);
            samples.add(new Sample(from.plus(step.multipliedBy(i)), online));
        }
        return samples;
    }

    /** When a collector was online between two instants, oldest first; of very many only the newest {@link #MAX_SPELLS}. */
    public List<Spell> spells(Scope scope, int collectorId, Instant from, Instant to) {
        return database.list("""
                select * from (
                    select s.* from (
                        (select s.* from collector_session s where s.collector_id = ? and s.began_at > ? and s.began_at < ?)
                        union all
                        (select s.* from collector_session s where s.collector_id = ? and s.began_at <= ? order by s.began_at desc limit 1)
                    ) s where coalesce(s.ended_at > ?, true)%s order by s.began_at desc limit ?
                ) s order by s.began_at""".formatted(scope.and("s.company_id")),
                row -> new Spell(Database.instant(row, "began_at"), Database.instant(row, "ended_at"), row.getString("remote_address"),
                        row.getString("end_reason")),
                collectorId, from, to, collectorId, from, from, MAX_SPELLS);
    }
}
