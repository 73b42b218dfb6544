package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.customer.AccountService;
import com.wattwell.customer.CustomerService;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.SharePrice;
import com.wattwell.tariff.catalog.TariffDocument;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each month's share of a unit stands on one bill, whenever its account is settled. Two units share a meter of 100 kWh a month equally; a shared kWh costs 1 yuan. */
class PublicSharesTest {

    private final BillingTown town = new BillingTown();
    private long common;
    private long one;
    private long other;

    @BeforeEach
    void twoUnitsAndTheirStairs() {
        int tariff = tariff();
        common = town.account(town.town.tariff, town.monthBefore.from());
        one = town.account(tariff, town.monthBefore.from());
        other = town.account(tariff, town.monthBefore.from());
        LocalDate[] days = {town.monthBefore.from(), town.month.from(), town.month.to()};
        for (int i = 0; i < days.length; i++) {
            town.read(common, days[i], String.valueOf(100 * i));
            town.read(other, days[i], String.valueOf(10 * i));
        }
        town.read(one, town.monthBefore.from(), "0");
        town.read(one, town.month.to(), "20");
        int share = town.database.one("insert into public_share (company_id, usage_point_id, basis, name_zh, name_en, from_day, created_at, created_by) values (?, ?, 'EQUAL', '楼道', 'Stairs', ?, now(), 'w')"
                + " returning id", row -> row.getInt(1), town.company, town.town.point(common), town.monthBefore.from());
        for (long account : new long[] {one, other}) {
            town.database.update("insert into public_share_member (share_id, usage_point_id, company_id, weight) values (?, ?, ?, 1)", share, town.town.point(account), town.company);
        }
    }

    private int tariff() {
        int tariff = town.database.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'SHARED', 'ELECTRICITY', '公摊', 'Shared', 'wang') returning id",
                row -> row.getInt(1), town.company);
        town.database.update("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                values (?, ?, 1, '2020-01-01', 'PUBLISHED', ?::jsonb, now(), 'wang', now(), 'wang')""", tariff, town.company,
                TariffDocument.write(List.of(new FlatPrice("ENERGY", new Label("电量电费", "Energy"), Months.ALL, new BigDecimal("0.50")),
                        new SharePrice("SHARE", new Label("公摊电费", "Share"), BigDecimal.ONE))).toString());
        return tariff;
    }

    private void reckon(BillingPeriod period) {
        PublicShares shares = town.bean(PublicShares.class);
        shares.due(town.company, period).forEach(share -> together(() -> {
            shares.reckon(share, period);
            return true;
        }));
    }

    private List<String> shares(long account) {
        return town.database.list("""
                select b.from_day || ' ' || trim_scale(l.quantity) || ' ' || l.amount_fen from bill_line l join bill b on b.id = l.bill_id
                where b.account_id = ? and b.state <> 'CANCELLED' and l.rule_id = 'SHARE' order by b.from_day""", row -> row.getString(1), account);
    }

    @Test
    void whoIsSettledLateForTwoMonthsHasTheSharesOfBoth() {
        reckon(town.monthBefore);
        together(() -> town.bean(Settlement.class).settle(town.monthBefore, null, new long[] {other}));
        reckon(town.month);
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {one, other}));
        assertThat(shares(one)).containsExactly(town.monthBefore.from() + " 100 10000");
        assertThat(shares(other)).containsExactly(town.monthBefore.from() + " 50 5000", town.month.from() + " 50 5000");
    }

    @Test
    void whoPaysBeforeTheRunHasItsShareAndTheRunGivesItToNobodyAgain() {
        together(() -> town.service.settleNow(town.operator, one, town.month.toString()));
        assertThat(shares(one)).containsExactly(town.monthBefore.from() + " 100 10000");
        reckon(town.monthBefore);
        reckon(town.month);
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {one, other}));
        assertThat(shares(one)).hasSize(1);
        assertThat(shares(other)).containsExactly(town.monthBefore.from() + " 100 10000");
    }

    @Test
    void aShareThatNobodyHasReckonedYetIsWaitedFor() {
        Settlement.Result result = together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {other}));
        assertThat(result.settled()).singleElement().isInstanceOfSatisfying(Settled.Parked.class, parked -> assertThat(parked.reason()).isEqualTo(Settled.Reason.SHARE_HELD));
    }

    @Test
    void theMonthInWhichTenantsChangeFallsToWhoIsThereAtItsEnd() {
        LocalDate moved = town.month.from().plusDays(9);
        town.read(other, moved, "13");
        reckon(town.monthBefore);
        reckon(town.month);
        long next = together(() -> town.town.accounts.changeTenant(town.town.cashier, other, new AccountService.NextTenant(moved, null, CustomerService.Details.of("李四", null), null, 1, null,
                List.of(), "moved", null)));
        together(() -> town.bean(FinalBills.class).make(other));
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {next}));
        assertThat(shares(other)).as("of the month before alone").containsExactly(town.monthBefore.from() + " 50 5000");
        assertThat(shares(next)).containsExactly(moved + " 50 5000");
    }

    @Test
    void aCommonMeterThatIsCorrectedIsDividedAnewAndThePublishedBillsOfItAreNamed() {
        com.wattwell.usage.book.ReadingCorrection correction = new com.wattwell.usage.book.ReadingCorrection(town.meter(common), "ACTIVE_ENERGY_FORWARD",
                com.wattwell.customer.Town.start(town.month.to()), new BigDecimal("260"));
        reckon(town.monthBefore);
        reckon(town.month);
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {other}));
        together(() -> town.bean(Publication.class).publishAccount(other));
        together(() -> town.bean(Settlement.class).settle(town.month, run(), new long[] {one}));
        town.town.spine.wiring.clock.set(town.town.spine.wiring.clock.instant().plusSeconds(60));
        CorrectedReadings corrected = town.bean(CorrectedReadings.class);
        List<CorrectedReadings.Charged> charged = together(() -> corrected.correct(town.finance, correction, "misread"));
        assertThat(charged).singleElement().satisfies(bill -> assertThat(bill.accountId()).isEqualTo(other));
        assertThat(shares(one)).as("a draft is made anew").containsExactly(town.monthBefore.from() + " 130 13000");
        assertThat(shares(other)).as("a bill stays until it is cancelled").containsExactly(town.monthBefore.from() + " 100 10000");
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, charged.getFirst().billId(), "misread"));
        assertThat(shares(other)).containsExactly(town.monthBefore.from() + " 130 13000");
        assertThat(corrected.charged(com.wattwell.identity.Scope.ALL, town.town.point(common))).isEmpty();
    }

    /** A run of the month whose drafts wait. */
    private long run() {
        long run = together(() -> town.service.start(town.operator, new SettlementService.Start(town.company, town.month.toString(), false, false, 3, 2, null)));
        town.town.spine.wiring.doAside();
        return run;
    }

    @Test
    void aMemberWhoIsAddedLateDoesNotWaitForEver() {
        reckon(town.monthBefore);
        reckon(town.month);
        long late = town.account(tariffOf(one), town.month.from());
        town.read(late, town.month.from(), "0");
        town.read(late, town.month.to(), "5");
        town.database.update("insert into public_share_member (share_id, usage_point_id, company_id, weight) select id, ?, company_id, 1 from public_share", town.town.point(late));
        together(() -> town.service.settleNow(town.operator, late, town.month.toString()));
        assertThat(shares(late)).hasSize(1);
    }

    private int tariffOf(long account) {
        return town.database.one("select tariff_id from agreement where account_id = ?", row -> row.getInt(1), account);
    }
}
