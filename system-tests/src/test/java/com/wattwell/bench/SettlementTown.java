package com.wattwell.bench;

import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.PartPrices;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.TimeOfUsePrice;
import com.wattwell.tariff.catalog.TariffDocument;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * Accounts for a settlement: one electricity meter each, its registers at both ends of the month, what it had used in the year. Half have steps, a quarter times of use, a
 * quarter both; whoever has times of use has the four registers beside the total. Account, usage point and meter have the same number.
 */
final class SettlementTown {

    static final LocalDate FROM = LocalDate.of(2026, 10, 1);
    static final LocalDate TO = LocalDate.of(2026, 11, 1);
    private static final int AT_ONCE = 100_000;

    private final Connection connection;
    private int company;

    SettlementTown(Connection connection) {
        this.connection = connection;
    }

    /** @return the company's id */
    int found(Run run, long accounts) throws SQLException {
        company = (int) Sql.number(connection, "insert into company (code, name) values ('BENCH', 'Bench') returning id");
        Sql.execute(connection, "select ensure_reading_partitions('2026-09-30', '2026-11-02')");
        Sql.execute(connection, """
                insert into collector (company_id, code, name, created_at) values (%1$d, 'BENCH', 'Bench', '2026-01-01Z');
                insert into line (company_id, collector_id) select %1$d, id from collector;
                insert into customer (company_id, name, created_at, created_by) values (%1$d, '住户', '2026-01-01Z', 'bench');
                insert into meter_model (code, make, name, protocol) values ('BENCH', 'Bench', 'Bench', 'DLT645_2007')""".formatted(company));
        tariff(1, "STEPS", steps("0.5224", "0.6224", "0.8334"));
        tariff(2, "TIMES", times());
        tariff(3, "BOTH", times(), steps("0", "0.0500", "0.3000"));
        for (long first = 1; first <= accounts; first += AT_ONCE) {
            households(first, Math.min(accounts, first + AT_ONCE - 1));
            run.goOn("while accounts were opened");
            run.say(Math.min(accounts, first + AT_ONCE - 1) + " accounts opened");
        }
        Sql.execute(connection, "vacuum analyze");
        return company;
    }

    private void tariff(int id, String code, Rule... rules) throws SQLException {
        Sql.execute(connection, "insert into tariff (id, company_id, code, commodity, name_zh, name_en, created_by) overriding system value values (" + id + ", " + company + ", '" + code
                + "', 'ELECTRICITY', '" + code + "', '" + code + "', 'bench')");
        Sql.update(connection, """
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, '2020-01-01', 'PUBLISHED', ?::jsonb, now(), 'bench', now(), 'bench')""", id, company, TariffDocument.write(List.of(rules)).toString());
    }

    private static StepPrice steps(String first, String second, String third) {
        return new StepPrice("STEPS", new Label("阶梯电价", "Steps"), Months.ALL, StepPrice.Cycle.YEAR, 1, 1,
                List.of(StepPrice.Step.of("2160", first), StepPrice.Step.of("4200", second), StepPrice.Step.of(null, third)), 0, 0, StepPrice.PartCycle.WHOLE);
    }

    private static TimeOfUsePrice times() {
        return new TimeOfUsePrice("TIMES", new Label("峰谷电价", "Times of use"), Months.ALL,
                new PartPrices(new BigDecimal("0.95"), new BigDecimal("0.78"), new BigDecimal("0.52"), new BigDecimal("0.31")), null);
    }

    private void households(long first, long last) throws SQLException {
        String series = "generate_series(" + first + ", " + last + ") n";
        Sql.execute(connection, """
                insert into meter (id, company_id, line_id, model_id, protocol, address, name, created_at) %2$s
                select n, %1$d, (select min(id) from line), (select id from meter_model where code = 'BENCH'), 'DLT645_2007', lpad(n::text, 12, '0'), 'Flat ' || n, '2026-01-01Z' from %3$s;
                insert into usage_point (id, company_id, commodity, name, most_a_day, digits, created_at, created_by) overriding system value
                select n, %1$d, 'ELECTRICITY', 'Flat ' || n, 450, 6, '2026-01-01Z', 'bench' from %3$s;
                insert into usage_point_meter (company_id, usage_point_id, meter_id, multiplier, from_at, recorded_at, recorded_by)
                select %1$d, n, n, 1, '2026-01-01Z', now(), 'bench' from %3$s;
                insert into customer_account (id, company_id, number, customer_id, mode, opened_on, created_at, created_by) overriding system value
                select n, %1$d, lpad(n::text, 9, '0'), (select min(id) from customer), 'POSTPAID', '2026-10-01', now(), 'bench' from %3$s;
                insert into agreement (company_id, account_id, usage_point_id, tariff_id, from_day, recorded_at, recorded_by)
                select %1$d, n, n, case n %% 4 when 2 then 2 when 3 then 3 else 1 end, '2026-10-01', now(), 'bench' from %3$s;
                insert into usage_carried_in (usage_point_id, company_id, day, year_to_date) select n, %1$d, '2026-10-01', n * 7 %% 4800 from %3$s;
                insert into reading (slot, received_at, meter_id, company_id, reading_type, source, quality, value)
                select t.slot, t.slot, n, %1$d, r.id, 1, 1, case when t.slot < '2026-10-15Z' then 1000 else 1000 + (n %% 400) * (case when r.code = 'ACTIVE_ENERGY_FORWARD' then 4 else 1 end) * 0.25 end
                from %3$s cross join (values (timestamptz '2026-09-30 16:00Z'), (timestamptz '2026-10-31 16:00Z')) t (slot)
                join reading_type r on r.code = 'ACTIVE_ENERGY_FORWARD' or n %% 4 >= 2 and r.code ~ '^ACTIVE_ENERGY_FORWARD_T[1-4]$'"""
                .formatted(company, identity(), series));
    }

    private String identity() throws SQLException {
        return Sql.texts(connection, "select is_identity from information_schema.columns where table_name = 'meter' and column_name = 'id'").getFirst().equals("YES")
                ? "overriding system value" : "";
    }
}
