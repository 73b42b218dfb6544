package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Spine;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.catalog.TariffDocument;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** A company with two meters, two tariffs, a cashier and its days in Shanghai; it is noon there. */
public final class Town {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public final Spine spine = new Spine();
    public final LocalDate today = spine.now.atZone(ZONE).toLocalDate();
    public final Caller cashier = new Caller("mei", "Mei", new Scope(spine.company), Set.of(Caller.CASHIER));
    public final Caller admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
    public final AccountService accounts = spine.wiring.bean(AccountService.class);
    public final AccountQueries queries = new AccountQueries(spine.database);
    public final int tariff;
    public final int otherTariff;

    public Town() {
        spine.wiring.clock.set(start(today).plus(12, ChronoUnit.HOURS));
        spine.database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1), today.minusDays(400), today.plusDays(60));
        tariff = tariff("HOME", new FlatPrice("ENERGY", new Label("电量电费", "Energy"), Months.ALL, new BigDecimal("0.50")));
        otherTariff = tariff("OTHER", new StepPrice("STEPS", new Label("阶梯电价", "Steps"), Months.ALL, StepPrice.Cycle.YEAR, 1, 1,
                List.of(StepPrice.Step.of("100", "0.5"), StepPrice.Step.of(null, "0.9")), 0, 0, StepPrice.PartCycle.WHOLE));
    }

    /** A tariff with one version, in force since 2020. */
    public int tariff(String code, Rule... rules) {
        int tariff = spine.database.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, ?, 'ELECTRICITY', ?, ?, 'wang') returning id", row -> row.getInt(1),
                spine.company, code, code, code);
        spine.database.update("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, '2020-01-01', 'PUBLISHED', ?::jsonb, now(), 'wang', now(), 'wang')""", tariff, spine.company, TariffDocument.write(List.of(rules)).toString());
        return tariff;
    }

    public static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** The total register at the beginning of a day. */
    public Town read(LocalDate day, String value) {
        return read(spine.meter, day, value);
    }

    public Town read(int meter, LocalDate day, String value) {
        spine.sample.reading(spine.company, meter, 1, start(day), value);
        return this;
    }

    public AccountService.NewAccount account(String name, LocalDate from, int... meters) {
        List<AccountService.NewPoint> points = java.util.Arrays.stream(meters).mapToObj(meter -> new AccountService.NewPoint(meter, tariff, null, null, null)).toList();
        return new AccountService.NewAccount(spine.company, null, CustomerService.Details.of(name, "138 0013 8000"), null, AccountMode.POSTPAID, 3, from, points, null);
    }

    public long open(LocalDate from) {
        return accounts.open(cashier, account("张三", from, spine.meter));
    }

    public long point(long account) {
        return queries.agreements(Scope.ALL, account).getFirst().usagePointId();
    }

    public static BigDecimal of(String value) {
        return new BigDecimal(value);
    }
}
