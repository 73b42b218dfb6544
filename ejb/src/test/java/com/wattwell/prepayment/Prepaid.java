package com.wattwell.prepayment;

import com.wattwell.control.CommandEnded;
import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountService;
import com.wattwell.customer.AgreementChanged;
import com.wattwell.customer.CustomerService;
import com.wattwell.feecontrol.FeeControlEars;
import com.wattwell.feecontrol.MeterRemainders;
import com.wattwell.feecontrol.Standing;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Spine;
import com.wattwell.platform.TestTransactions;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.catalog.TariffDocument;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A company of Shanghai with prepaid meters, a flat tariff of 0.60 yuan and one by steps of a month, a cashier and somebody who keeps the books; it is ten in the morning. */
public final class Prepaid {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Label NAME = new Label("电费", "Energy");

    public final Spine spine = new Spine();
    public final LocalDate today;
    public final Caller cashier = new Caller("mei", "Mei", new Scope(spine.company), Set.of(Caller.CASHIER));
    public final Caller finance = new Caller("chen", "Chen", new Scope(spine.company), Set.of(Caller.FINANCE));
    public final Caller admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
    public final int flat;
    public final int steps;

    public Prepaid() {
        this(null);
    }

    /** @param day which day it is, or {@code null} for today's */
    public Prepaid(LocalDate day) {
        today = day == null ? spine.now.atZone(ZONE).toLocalDate() : day;
        at(today, 10);
        spine.database.update("update company set time_zone = 'Asia/Shanghai' where id = ?", spine.company);
        spine.database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1), today.minusDays(100), today.plusDays(100));
        flat = tariff("FLAT", new FlatPrice("E", NAME, Months.ALL, new BigDecimal("0.60")));
        steps = tariff("STEPS", new StepPrice("S", NAME, Months.ALL, StepPrice.Cycle.MONTH, 1, 1, List.of(StepPrice.Step.of("10", "0.4883"), StepPrice.Step.of(null, "0.7931")), 0, 0,
                StepPrice.PartCycle.WHOLE));
        FeeControlEars ears = spine.wiring.bean(FeeControlEars.class);
        spine.wiring.heard.add(event -> {
            switch (event) {
                case AccountCredited credited -> ears.credited(credited);
                case CommandEnded ended -> {
                    ears.ended(ended);
                    spine.wiring.bean(MeterPurchases.class).ended(ended);
                }
                case com.wattwell.feecontrol.FeeControlChanged changed -> ears.changed(changed);
                case PositionsChanged changed -> {
                    spine.wiring.bean(Standing.class).reckoned(changed);
                    spine.wiring.bean(MeterRemainders.class).read(changed);
                }
                case AgreementChanged changed -> bean(AgreementChanges.class).changed(changed);
                case com.wattwell.customer.AccountClosing closing -> {
                    bean(MeterPurchases.class).closed(closing);
                    bean(com.wattwell.billing.FinalBills.class).closed(closing);
                }
                case com.wattwell.payment.PaymentPosted posted -> bean(com.wattwell.payment.PaymentsHeard.class).posted(posted);
                case RemainingTold told -> spine.wiring.bean(MeterRemainders.class).told(told);
                default -> {
                    // nobody listens
                }
            }
        });
    }

    int tariff(String code, Rule... rules) {
        int id = spine.database.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, ?, 'ELECTRICITY', ?, ?, 'wang') returning id",
                row -> row.getInt(1), spine.company, code, code, code);
        spine.database.update("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, date '2020-01-01', 'PUBLISHED', ?::jsonb, now(), 'wang', now(), 'wang')""", id, spine.company, TariffDocument.write(List.of(rules)).toString());
        return id;
    }

    /** It is this hour of this day. */
    public Prepaid at(LocalDate day, int hour) {
        spine.wiring.clock.set(start(day).plus(Duration.ofHours(hour)));
        return this;
    }

    public static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    public Prepaid read(int meter, LocalDate day, String value) {
        return read(meter, start(day), value);
    }

    public Prepaid read(int meter, Instant at, String value) {
        spine.sample.reading(spine.company, meter, 1, at, value);
        return this;
    }

    public long open(LocalDate from, int tariff, AccountMode mode, int meter) {
        return open(from, tariff, null, mode, meter);
    }

    public long open(LocalDate from, int tariff, ContractTerms terms, AccountMode mode, int meter) {
        return transaction(() -> bean(AccountService.class).open(cashier, new AccountService.NewAccount(spine.company, null, CustomerService.Details.of("张三", "13800138000"), null, mode, 1, from,
                List.of(new AccountService.NewPoint(meter, tariff, terms, null, null)), null)));
    }

    public String number(long account) {
        return spine.database.one("select number from customer_account where id = ?", row -> row.getString(1), account);
    }

    public DailyCharges.Result charge(LocalDate day, long... accounts) {
        return transaction(() -> bean(DailyCharges.class).charge(day, java.util.Arrays.stream(accounts).boxed().toList()));
    }

    public Prepaid reckon(long account) {
        transaction(() -> {
            bean(Positions.class).ensure(List.of(account));
            bean(Positions.class).reckon(List.of(account));
            bean(Standing.class).judge(List.of(account));
            return null;
        });
        return this;
    }

    public Available available(long account) {
        return bean(Balances.class).of(Scope.ALL, account).orElseThrow();
    }

    /** Money from somewhere. */
    public Prepaid tender(long account, long fen, String key) {
        transaction(() -> bean(Journal.class).post(List.of(new JournalEntry(spine.company, key, EntryKind.TENDER, today, "", new JournalEntry.Source("test", key), null,
                List.of(Posting.debit(LedgerAccount.of(HouseAccount.CASH), fen), Posting.credit(LedgerAccount.customer(account), fen))))));
        return this;
    }

    public <T> T bean(Class<T> type) {
        return spine.wiring.bean(type);
    }

    public <T> T transaction(Supplier<T> work) {
        Object[] result = new Object[1];
        TestTransactions.run(() -> result[0] = work.get());
        @SuppressWarnings("unchecked")
        T value = (T) result[0];
        return value;
    }
}
