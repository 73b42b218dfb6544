package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.Database;
import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.Sample;
import com.wattwell.platform.SchemaMigration;
import com.wattwell.platform.TestDatabase;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules that there were before they could follow a calendar, and what the table takes since. */
class ScheduleMigrationTest {

    private static final Instant SLOT = Instant.parse("2026-05-10T10:00:00Z");

    private Database database;
    private int company;

    @BeforeEach
    void aDatabaseWithSchedulesIsMigrated() {
        DataSource old = TestDatabase.empty();
        Flyway.configure(SchemaMigration.class.getClassLoader()).dataSource(old).locations("classpath:db/migration").target("3").load().migrate();
        database = new Database(old);
        Sample sample = new Sample(database);
        company = sample.company("OLD");
        int line = sample.line(company, sample.collector(company, "BOX-1", "Basement", SLOT));
        int hourly = database.one("""
                insert into schedule (company_id, name, kind, interval_seconds, target, items) values (?, 'Hourly', 'INTERVAL', 3600, 'ALL', '{00010000}')
                returning id""", row -> row.getInt(1), company);
        database.update("insert into schedule (company_id, name, kind, cron, target, items) values (?, 'Nightly', 'CRON', '5 0 * * *', 'ALL', '{00010000}')", company);
        sample.task(company, sample.run(company, hourly, SLOT, 1, 0, SLOT.plusSeconds(9)), line, 1, SLOT, 1, SLOT.plusSeconds(9));
        SchemaMigration.migrate(old);
    }

    @Test
    void whatWasThereStays() {
        assertThat(database.list("select kind from schedule order by kind", row -> row.getString(1))).containsExactly("CRON", "INTERVAL");
        assertThat(database.<String>one("select coalesce(predicted_millis::text, 'unknown') from line_task", row -> row.getString(1))).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            WORKING_DAYS   | -         | {06:00} | false | -        | -     | taken
            WORKING_DAYS   | -         | {06:00} | -     | -        | -     | refused
            WORKING_DAYS   | -         | -       | false | -        | -     | refused
            WORKING_DAYS   | -         | {}      | false | -        | -     | refused
            WORKING_DAYS   | 0 * * * * | {06:00} | false | -        | -     | refused
            WORKING_DAYS   | -         | {06:00} | false | {1}      | -     | refused
            SETTLEMENT_DAY | -         | {06:00} | -     | {1,LAST} | true  | taken
            SETTLEMENT_DAY | -         | {06:00} | -     | {1}      | -     | refused
            SETTLEMENT_DAY | -         | {06:00} | -     | -        | false | refused
            CRON           | 0 * * * * | -       | -     | -        | -     | taken
            CRON           | 0 * * * * | {06:00} | -     | -        | -     | refused
            CRON           | -         | -       | -     | -        | -     | refused
            EVER           | -         | -       | -     | -        | -     | refused
            """)
    void theTableTakesTheFieldsOfEachKindAndNoOthers(String kind, String cron, String times, Boolean nonWorking, String monthDays, Boolean shift, String answer) {
        Runnable insert = () -> database.update("""
                insert into schedule (company_id, name, kind, cron, times, non_working, month_days, shift, target, reading_types)
                values (?, 'New', ?, ?, cast(? as text[]), cast(? as boolean), cast(? as text[]), cast(? as boolean), 'ALL', '{1}')""",
                company, kind, cron, times, nonWorking, monthDays, shift);
        if (answer.equals("taken")) {
            insert.run();
        } else {
            assertThatThrownBy(insert::run).isInstanceOf(DatabaseException.class);
        }
    }
}
