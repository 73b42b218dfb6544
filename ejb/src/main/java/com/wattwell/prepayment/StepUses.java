package com.wattwell.prepayment;

import com.wattwell.platform.Database;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the steps held at the beginning of each period, carried from one to the next. */
@ApplicationScoped
public class StepUses {

    @Inject
    private Database database;

    /** The beginning of a period of an agreement. */
    record Key(long agreementId, LocalDate periodFrom) {
    }

    /**
     * A period as far as it was charged.
     *
     * @param begun     what the steps held at its beginning
     * @param chargedTo the day up to which it was charged, or {@code null}
     * @param spans     what was used until then, in as few spans as give the same price
     */
    record Period(StepUse begun, LocalDate chargedTo, List<UsageSpan> spans) {
        static final Period NEW = new Period(StepUse.NONE, null, List.of());
    }

    /** A period that is to be written down. */
    record Carried(int companyId, Key key, Period period) {
    }

    /** Those that are known; an agreement that begins takes over what was carried in from another system for its usage point. */
    Map<Key, Period> at(Collection<Agreed> agreements, LocalDate from) {
        long[] ids = agreements.stream().mapToLong(Agreed::id).toArray();
        Map<Key, Period> known = new HashMap<>();
        database.list("""
                select g.id, g.from_day, c.year_to_date, c.month_to_date, 0::numeric, null::date, '' from agreement g
                join usage_carried_in c on c.usage_point_id = g.usage_point_id and c.day = g.from_day where g.id = any(?)
                union all
                select u.agreement_id, u.period_from, u.this_year, u.this_month, u.free_taken, u.charged_to, u.used from step_use u where u.agreement_id = any(?) and u.period_from >= ?""",
                row -> known.put(new Key(row.getLong(1), row.getObject(2, LocalDate.class)), new Period(new StepUse(row.getBigDecimal(3), row.getBigDecimal(4), row.getBigDecimal(5)),
                        row.getObject(6, LocalDate.class), spans(row.getString(7)))), ids, ids, from.minusMonths(1).withDayOfMonth(1));
        return known;
    }

    void write(List<Carried> carried) {
        if (carried.isEmpty()) {
            return;
        }
        database.update("""
                insert into step_use (agreement_id, company_id, period_from, this_year, this_month, free_taken, charged_to, used)
                select agreement, company, period::date, year::numeric, month::numeric, free::numeric, charged::date, used
                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as u (agreement, company, period, year, month, free, charged, used)
                on conflict (agreement_id, period_from) do update set this_year = excluded.this_year, this_month = excluded.this_month, free_taken = excluded.free_taken,
                    charged_to = excluded.charged_to, used = excluded.used""",
                carried.stream().mapToLong(each -> each.key().agreementId()).toArray(), carried.stream().mapToInt(Carried::companyId).toArray(),
                texts(carried, each -> each.key().periodFrom()), texts(carried, each -> plain(each.period().begun().thisYear())), texts(carried, each -> plain(each.period().begun().thisMonth())),
                texts(carried, each -> plain(each.period().begun().freeThisMonth())), texts(carried, each -> each.period().chargedTo()), texts(carried, each -> text(each.period().spans())));
    }

    /** {@code 2026-11-01/2026-11-15=TOTAL:12.5,PEAK:3;…} */
    static String text(List<UsageSpan> spans) {
        return spans.stream().map(span -> span.from() + "/" + span.to() + "=" + span.items().stream().map(item -> item.register() + ":" + plain(item.quantity())).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    static List<UsageSpan> spans(String text) {
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(";")).map(span -> {
            String[] parts = span.split("[/=]", 3);
            return new UsageSpan(LocalDate.parse(parts[0]), LocalDate.parse(parts[1]), parts[2].isEmpty() ? List.of() : Arrays.stream(parts[2].split(",")).map(item -> item.split(":"))
                    .map(item -> new UsageItem(Register.valueOf(item[0]), new BigDecimal(item[1]), false, List.of())).toList());
        }).toList();
    }

    private static String[] texts(List<Carried> carried, java.util.function.Function<Carried, Object> text) {
        return carried.stream().map(text).map(each -> each == null ? null : each.toString()).toArray(String[]::new);
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }
}
