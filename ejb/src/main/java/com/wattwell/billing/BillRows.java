package com.wattwell.billing;

import com.wattwell.billing.Settled.Billed;
import com.wattwell.platform.Database;
import com.wattwell.usage.book.ReadingRefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes bills, their lines and their points: one statement each, whatever the number. */
@ApplicationScoped
public class BillRows {

    private static final LocalDate EPOCH = LocalDate.EPOCH;

    @Inject
    private Database database;

    /** @param runId {@code null} for one that is settled alone @return ids by account */
    Map<Long, Long> write(BillingPeriod period, Long runId, List<Billed> bills, Instant now) {
        Map<Long, Long> ids = new HashMap<>(bills.size() * 2);
        if (bills.isEmpty()) {
            return ids;
        }
        int n = bills.size();
        int[] companies = new int[n];
        long[] accounts = new long[n];
        int[] revisions = new int[n];
        String[] numbers = new String[n];
        String[] kinds = new String[n];
        int[] from = new int[n];
        int[] to = new int[n];
        long[] totals = new long[n];
        long[] taxes = new long[n];
        int[] lines = new int[n];
        for (int i = 0; i < n; i++) {
            Billed bill = bills.get(i);
            AccountToSettle account = bill.account();
            companies[i] = account.companyId();
            accounts[i] = account.id();
            revisions[i] = account.revision();
            numbers[i] = period.billNumber(account.number(), account.revision());
            kinds[i] = account.last() ? "FINAL" : "MONTHLY";
            from[i] = day(account.from());
            to[i] = day(account.to());
            totals[i] = bill.totalFen();
            taxes[i] = bill.taxFen();
            lines[i] = bill.lines().size();
        }
        database.list("""
                        insert into bill (company_id, account_id, run_id, period, revision, number, kind, state, from_day, to_day, total_fen, tax_fen, lines, settled_at)
                        select company, account, cast(? as bigint), ?, revision, number, kind, 'DRAFT', date '1970-01-01' + day_from, date '1970-01-01' + day_to, total, tax, lines, ?
                        from unnest(?::int[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::int[])
                            as b (company, account, revision, number, kind, day_from, day_to, total, tax, lines) returning account_id, id""",
                row -> ids.put(row.getLong(1), row.getLong(2)), runId, period.from(), now, companies, accounts, revisions, numbers, kinds, from, to, totals, taxes, lines);
        writeLines(bills, ids);
        writePoints(bills, ids);
        return ids;
    }

    private void writeLines(List<Billed> bills, Map<Long, Long> ids) {
        int n = bills.stream().mapToInt(bill -> bill.lines().size()).sum();
        Columns row = new Columns(n);
        for (Billed bill : bills) {
            long id = ids.get(bill.account().id());
            int number = 1;
            for (Settled.Line line : bill.lines()) {
                row.add(id, number++, bill.account().companyId(), line);
            }
        }
        database.update("""
                insert into bill_line (bill_id, number, company_id, usage_point_id, kind, house, rule_id, name_zh, name_en, tariff_code, tariff_version, from_day, to_day,
                    register, step, quantity, unit_price, amount_fen, tax_fen, detail, estimated, readings)
                select bill, number, company, point, kind, house, rule, zh, en, tariff, version, date '1970-01-01' + day_from, date '1970-01-01' + day_to, register, step,
                    quantity::numeric, price::numeric, amount, tax, detail, estimated = 1, readings::jsonb
                from unnest(?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::text[],
                    ?::int[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::text[])
                    as l (bill, number, company, point, kind, house, rule, zh, en, tariff, version, day_from, day_to, register, step, quantity, price, amount, tax, detail,
                        estimated, readings)""",
                row.bills, row.numbers, row.companies, row.points, row.kinds, row.houses, row.rules, row.zh, row.en, row.tariffs, row.versions, row.from, row.to, row.registers,
                row.steps, row.quantities, row.prices, row.amounts, row.taxes, row.details, row.estimated, row.readings);
    }

    private void writePoints(List<Billed> bills, Map<Long, Long> ids) {
        record Point(long bill, int company, Settled.Point point) {
        }
        List<Point> points = bills.stream().flatMap(bill -> bill.points().stream().map(point -> new Point(ids.get(bill.account().id()), bill.account().companyId(), point)))
                .toList();
        database.update("""
                insert into bill_point (bill_id, usage_point_id, from_day, to_day, company_id, tariff_id, quantity, used_year, used_month, used_free)
                select bill, point, date '1970-01-01' + day_from, date '1970-01-01' + day_to, company, tariff, quantity::numeric, year::numeric, month::numeric, free::numeric
                from unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as p (bill, point, day_from, day_to, company, tariff, quantity, year, month, free)""",
                points.stream().mapToLong(Point::bill).toArray(), points.stream().mapToLong(each -> each.point().unit().usagePointId()).toArray(),
                points.stream().mapToInt(each -> day(each.point().unit().from())).toArray(), points.stream().mapToInt(each -> day(each.point().unit().to())).toArray(),
                points.stream().mapToInt(Point::company).toArray(), points.stream().mapToInt(each -> each.point().unit().tariffId()).toArray(),
                points.stream().map(each -> each.point().quantity().toPlainString()).toArray(String[]::new),
                points.stream().map(each -> each.point().after().thisYear().toPlainString()).toArray(String[]::new),
                points.stream().map(each -> each.point().after().thisMonth().toPlainString()).toArray(String[]::new),
                points.stream().map(each -> each.point().after().freeThisMonth().toPlainString()).toArray(String[]::new));
    }

    /** Takes back drafts that nobody has published. @return how many, at most {@code most} */
    int discard(long runId, int most, Instant now) {
        long[] ids = database.list("select id from bill where run_id = ? and state = 'DRAFT' order by account_id limit ? for update", row -> row.getLong(1), runId, most)
                .stream().mapToLong(Long::longValue).toArray();
        if (ids.length > 0) {
            discard(ids, "discardedRun|" + runId, now);
        }
        return ids.length;
    }

    /** Takes one draft back. */
    void discard(long billId, String why, Instant now) {
        if (database.first("select id from bill where id = ? and state = 'DRAFT' for update", row -> row.getLong(1), billId).isPresent()) {
            discard(new long[] {billId}, why, now);
        }
    }

    private void discard(long[] ids, String why, Instant now) {
        // their usage is reckoned anew: a reading may have been corrected since
        database.update("""
                update usage_span s set withdrawn_at = ?, withdrawn_by = 'settlement', withdrawn_why = ? from bill_point p
                where p.bill_id = any(?) and s.usage_point_id = p.usage_point_id and s.from_day >= p.from_day and s.to_day <= p.to_day and s.withdrawn_at is null""", now, why, ids);
        database.update("delete from bill_line where bill_id = any(?)", (Object) ids);
        database.update("delete from bill_point where bill_id = any(?)", (Object) ids);
        database.update("delete from bill where id = any(?)", (Object) ids);
    }

    private static int day(LocalDate day) {
        return (int) (day.toEpochDay() - EPOCH.toEpochDay());
    }

    /** The lines by column, as the driver sends them. */
    private static final class Columns {
        private final long[] bills;
        private final int[] numbers;
        private final int[] companies;
        private final long[] points;
        private final String[] kinds;
        private final String[] houses;
        private final String[] rules;
        private final String[] zh;
        private final String[] en;
        private final String[] tariffs;
        private final int[] versions;
        private final int[] from;
        private final int[] to;
        private final String[] registers;
        private final int[] steps;
        private final String[] quantities;
        private final String[] prices;
        private final long[] amounts;
        private final long[] taxes;
        private final String[] details;
        private final int[] estimated;
        private final String[] readings;
        private int at;

        Columns(int n) {
            long[][] longs = new long[4][n];
            bills = longs[0];
            points = longs[1];
            amounts = longs[2];
            taxes = longs[3];
            int[][] ints = new int[7][n];
            numbers = ints[0];
            companies = ints[1];
            versions = ints[2];
            from = ints[3];
            to = ints[4];
            steps = ints[5];
            estimated = ints[6];
            String[][] texts = new String[11][n];
            Arrays.setAll(texts, i -> new String[n]);
            kinds = texts[0];
            houses = texts[1];
            rules = texts[2];
            zh = texts[3];
            en = texts[4];
            tariffs = texts[5];
            registers = texts[6];
            quantities = texts[7];
            prices = texts[8];
            details = texts[9];
            readings = texts[10];
        }

        void add(long bill, int number, int company, Settled.Line line) {
            var charge = line.charge();
            bills[at] = bill;
            numbers[at] = number;
            companies[at] = company;
            points[at] = line.usagePointId();
            kinds[at] = charge.kind().name();
            houses[at] = line.house().name();
            rules[at] = charge.ruleId();
            zh[at] = charge.name().zh();
            en[at] = charge.name().en();
            tariffs[at] = charge.tariffCode();
            versions[at] = charge.tariffVersion();
            from[at] = day(charge.from());
            to[at] = day(charge.to());
            registers[at] = charge.register() == null ? null : charge.register().name();
            steps[at] = charge.step();
            quantities[at] = charge.quantity().toPlainString();
            prices[at] = charge.unitPrice() == null ? null : charge.unitPrice().toPlainString();
            amounts[at] = charge.amountFen();
            taxes[at] = charge.taxFen();
            details[at] = charge.detail();
            estimated[at] = charge.estimated() ? 1 : 0;
            readings[at] = ReadingRefs.write(charge.readings());
            at++;
        }
    }
}
