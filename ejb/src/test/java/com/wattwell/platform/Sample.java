package com.wattwell.platform;

import java.math.BigDecimal;
import java.time.Instant;

/** Writes the rows that tests of queries look at. Each method returns the new row's id. */
public final class Sample {

    private final Database database;

    public Sample(Database database) {
        this.database = database;
    }

    public int company(String code) {
        return id("insert into company (code, name) values (?, ?) returning id", code, code);
    }

    public int area(int company, Integer parent, String kind, String name, String path) {
        return id("insert into area (company_id, parent_id, kind, name, path) values (?, cast(? as int), ?, ?, ?) returning id", company, parent, kind, name, path);
    }

    /** A collector that became known at {@code created}. */
    public int collector(int company, String code, String name, Instant created) {
        return id("insert into collector (company_id, code, name, created_at) values (?, ?, ?, ?) returning id", company, code, name, created);
    }

    /** @param ended {@code null} while it lasts */
    public void online(int company, int collector, int epoch, Instant began, Instant ended) {
        database.update("""
                insert into collector_session (company_id, collector_id, owner_epoch, node, remote_address, began_at, ended_at)
                values (?, ?, ?, 'n', '127.0.0.1', ?, cast(? as timestamptz))""", company, collector, epoch, began, ended);
    }

    public int line(int company, int collector) {
        return id("insert into line (company_id, collector_id) values (?, ?) returning id", company, collector);
    }

    public int meter(int company, int line, Integer area, String address, String name, Instant created) {
        int meter = id("""
                insert into meter (company_id, line_id, area_id, model_id, protocol, address, name, created_at)
                select ?, ?, cast(? as int), id, protocol, ?, ?, ? from meter_model where code = 'STANDARD.DLT645_2007' returning id""",
                company, line, area, address, name, created);
        database.update("insert into meter_state (meter_id, company_id) values (?, ?)", meter, company);
        return meter;
    }

    public void reading(int company, int meter, int type, Instant slot, String value) {
        database.update("""
                insert into reading (slot, received_at, meter_id, company_id, reading_type, source, quality, value)
                values (?, ?, ?, ?, ?, 1, 1, ?)""", slot, slot.plusSeconds(5), meter, company, type, new BigDecimal(value));
    }

    /** A schedule with its plan. @param readingTypes ids */
    public int schedule(int company, String name, String target, Integer targetId, int... readingTypes) {
        int schedule = id("""
                insert into schedule (company_id, name, kind, interval_seconds, target, target_id, reading_types)
                values (?, ?, 'INTERVAL', 3600, ?, cast(? as int), ?::int[]::smallint[]) returning id""", company, name, target, targetId, readingTypes);
        new Wiring(database, Instant.now()).bean(com.wattwell.schedule.SchedulePlans.class).bringUpToDate(schedule);
        return schedule;
    }

    /** @param finished {@code null} while it lasts */
    public long run(int company, int schedule, Instant slot, int expected, int failed, Instant finished) {
        return database.one("""
                insert into reading_run (company_id, schedule_id, slot, began_at, lines, expected, failed, finished_at)
                values (?, ?, ?, ?, 1, ?, ?, cast(? as timestamptz)) returning id""", row -> row.getLong(1),
                company, schedule, slot, slot, expected, failed, finished);
    }

    /** A line's part of a run, done when {@code finished} is given. */
    public long task(int company, long run, int line, int collector, Instant slot, int expected, Instant finished) {
        return database.one("""
                insert into line_task (company_id, run_id, line_id, collector_id, slot, expected, state, wake_at, expires_at, finished_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz)) returning id""", row -> row.getLong(1),
                company, run, line, collector, slot, expected, finished == null ? "WAITING" : "DONE", slot, slot.plusSeconds(600), finished);
    }

    public void failure(int company, long run, long task, int meter, String item, String reason, Instant at) {
        database.update("insert into run_failure (line_task_id, meter_id, item, company_id, run_id, reason, at) values (?, ?, ?, ?, ?, ?, ?)",
                task, meter, item, company, run, reason, at);
    }

    public long command(int company, int meter, String kind, String state, Instant created) {
        long command = database.one("""
                insert into command (company_id, meter_id, kind, requested_by, created_at, expires_at, wake_at, state)
                values (?, ?, ?, 'li', ?, ?, ?, ?) returning id""", row -> row.getLong(1),
                company, meter, kind, created, created.plusSeconds(600), created, state);
        event(company, command, created, "WAITING", "step.ordered|li");
        return command;
    }

    public void event(int company, long command, Instant at, String state, String detail) {
        database.update("insert into command_event (command_id, company_id, at, state, detail) values (?, ?, ?, ?, ?)", command, company, at, state, detail);
    }

    private int id(String sql, Object... parameters) {
        return database.one(sql, row -> row.getInt(1), parameters);
    }
}
