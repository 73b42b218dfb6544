package com.wattwell.collector;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How much of the time a collector was online, each from 0 to 1, reckoned from when it became known if that is later.
 *
 * @param today       since midnight in its company's zone
 * @param sevenDays   the last 7 times 24 hours
 * @param thirtyDays  the last 30 times 24 hours
 */
public record OnlineShare(double today, double sevenDays, double thirtyDays) {

    /**
     * Joins the share to rows of {@code collector c} with {@code company o}. The present instant is its parameter, four
     * times. The session under way when the month began is looked up by itself, so that only a month's rows are read.
     */
    static final String LATERAL = """
            cross join lateral (select ?::timestamptz as now) n
            cross join lateral (select greatest(date_trunc('day', ?::timestamptz, o.time_zone), c.created_at) as today,
                                       greatest(?::timestamptz - interval '7 days', c.created_at) as week,
                                       greatest(?::timestamptz - interval '30 days', c.created_at) as month) w
            cross join lateral (
                select sum(extract(epoch from greatest(coalesce(s.ended_at, n.now) - greatest(s.began_at, w.today), interval '0')))
                           / nullif(extract(epoch from n.now - w.today), 0) as share_today,
                       sum(extract(epoch from greatest(coalesce(s.ended_at, n.now) - greatest(s.began_at, w.week), interval '0')))
                           / nullif(extract(epoch from n.now - w.week), 0) as share_week,
                       sum(extract(epoch from greatest(coalesce(s.ended_at, n.now) - greatest(s.began_at, w.month), interval '0')))
                           / nullif(extract(epoch from n.now - w.month), 0) as share_month
                from (select s.began_at, s.ended_at from collector_session s where s.collector_id = c.id and s.began_at > w.month
                      union all
                      (select s.began_at, s.ended_at from collector_session s where s.collector_id = c.id and s.began_at <= w.month
                       order by s.began_at desc limit 1)) s
            ) share
            """;

    static OnlineShare read(ResultSet row) throws SQLException {
        return new OnlineShare(share(row, "share_today"), share(row, "share_week"), share(row, "share_month"));
    }

    private static double share(ResultSet row, String column) throws SQLException {
        return Math.clamp(row.getDouble(column), 0, 1); // sessions of a swap may overlap by a moment
    }
}
