package com.wattwell.system;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** A company with so many accounts, each with a meter read at both ends of a month; the same numbers in every company: account n used {@code n % 90} kWh. */
public final class SettlementCompany {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Yuan for a kWh. */
    public static final String PRICE = "0.5224";

    private SettlementCompany() {
    }

    /** @return id of the company */
    public static int make(Api rest, Rows rows, String code, int accounts, YearMonth month) {
        rest.post("/companies", "{'code':'%s','name':'%s'}", code, code).expect(201);
        int company = Integer.parseInt(rows.one("select id from company where code = ?", code));
        rows.list("insert into collector (company_id, code, name, created_at) values (?, ?, 'Box', now()) returning id", company, code);
        rows.list("insert into line (company_id, collector_id) select company_id, id from collector where company_id = ? returning id", company);
        int customer = Integer.parseInt(rows.one("insert into customer (company_id, name, created_at, created_by) values (?, '住户', now(), 'test') returning id", company));
        int tariff = Integer.parseInt(rows.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'HOME', 'ELECTRICITY', '居民', 'Home', 'test') returning id", company));
        rows.list("insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by) values (?, ?, 1, '2020-01-01',"
                + " 'PUBLISHED', '{\"rules\":[{\"type\":\"FLAT\",\"id\":\"ENERGY\",\"zh\":\"电量电费\",\"en\":\"Energy\",\"price\":\"" + PRICE + "\"}]}', now(), 'test', now(), 'test') returning id", tariff, company);
        LocalDate first = month.atDay(1);
        rows.list("""
                with n as (select generate_series(1, ?) as n),
                m as (insert into meter (company_id, line_id, model_id, protocol, address, name, created_at)
                    select ?, (select id from line where company_id = ?), (select id from meter_model where code = 'STANDARD.DLT645_2007'),
                        (select protocol from meter_model where code = 'STANDARD.DLT645_2007'), lpad(n::text, 12, '0'), 'Flat ' || n, now() - interval '400 days' from n returning id, address::bigint as n),
                p as (insert into usage_point (company_id, commodity, name, most_a_day, digits, created_at, created_by)
                    select ?, 'ELECTRICITY', n::text, 450, 6, now(), 'test' from n returning id, name::bigint as n),
                f as (insert into usage_point_meter (company_id, usage_point_id, meter_id, multiplier, from_at, recorded_at, recorded_by)
                    select ?, p.id, m.id, 1, now() - interval '400 days', now(), 'test' from p join m using (n)),
                a as (insert into customer_account (company_id, number, customer_id, mode, opened_on, created_at, created_by)
                    select ?, lpad(n::text, 9, '0'), ?, 'POSTPAID', ?, now(), 'test' from n returning id, number::bigint as n),
                g as (insert into agreement (company_id, account_id, usage_point_id, tariff_id, from_day, recorded_at, recorded_by)
                    select ?, a.id, p.id, ?, ?, now(), 'test' from a join p using (n))
                insert into reading (slot, received_at, meter_id, company_id, reading_type, source, quality, value)
                select t.slot, t.slot, m.id, ?, (select id from reading_type where code = 'ACTIVE_ENERGY_FORWARD'), 1, 1, t.base + t.used * (m.n % 90)
                from m cross join (values (cast(? as timestamptz), 1000, 0), (cast(? as timestamptz), 1000, 1)) t (slot, base, used) returning meter_id""",
                accounts, company, company, company, company, company, customer, first, company, tariff, first, company, first.atStartOfDay(ZONE).toOffsetDateTime(),
                month.plusMonths(1).atDay(1).atStartOfDay(ZONE).toOffsetDateTime());
        return company;
    }
}
