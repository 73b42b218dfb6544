package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.customer.Town;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.tariff.ReadingRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every fen back to the bytes, and forward; common meters; what is told about bills. */
class ExplanationsTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);

    private final BillingTown town = new BillingTown();
    private final Explanations explanations = town.bean(Explanations.class);

    private void frame(int meter, Instant at) {
        town.database.one("select ensure_frame_partitions(?, ?)", row -> row.getInt(1), LocalDate.ofInstant(at, java.time.ZoneOffset.UTC), LocalDate.ofInstant(at, java.time.ZoneOffset.UTC));
        town.database.update("insert into frame_log (at, company_id, collector_id, meter_id, priority, outcome, request, reply) values (?, ?, 1, ?, false, 'REPLIED', ?, ?)", at, town.company,
                meter, new byte[] {0x68}, new byte[] {0x16});
    }

    @Test
    void aFenLeadsToItsRuleUsageReadingsAndBytesAndBack() {
        long account = town.households(1)[0];
        int meter = town.meter(account);
        Instant end = Town.start(town.month.to());
        frame(meter, end.plusSeconds(5));
        town.settleAndPublish();
        BillQueries.Row bill = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst();
        Explanations.Charge charge = explanations.billLine(Scope.ALL, bill.id(), 1).orElseThrow();
        assertThat(charge.amountFen()).isEqualTo(500);
        assertThat(explanations.rule(Scope.ALL, charge, town.company).orElseThrow().rule().id()).isEqualTo(charge.ruleId());
        assertThat(explanations.usage(charge)).singleElement().satisfies(usage -> assertThat(usage.quantity()).isEqualByComparingTo("10"));
        List<Explanations.Reading> readings = explanations.readings(Scope.ALL, charge.readings());
        assertThat(readings).extracting(reading -> reading.raw().intValue()).containsExactly(100, 110);
        assertThat(readings.get(0).bytes()).isNull();
        assertThat(readings.get(1).bytes().reply()).containsExactly(0x16);
        assertThat(explanations.ofEntry(Scope.ALL, bill.entryId())).extracting(Explanations.Charge::billId).containsExactly(bill.id());
        ReadingRef last = readings.get(1).used();
        assertThat(explanations.standingOn(Scope.ALL, last.meterId(), last.readingType(), last.at())).extracting(Explanations.Charge::title).containsExactly(bill.number());
        assertThat(explanations.standingOn(Scope.ALL, last.meterId(), last.readingType(), last.at().plusSeconds(1))).isEmpty();
        assertThat(explanations.billLine(new Scope(town.town.spine.sample.company("B")), bill.id(), 1)).isEmpty();
    }

    @Test
    void aReadingByHandHasNoBytesThoughTheMeterAnsweredAtThatTime() {
        long account = town.households(1)[0];
        int meter = town.meter(account);
        Instant end = Town.start(town.month.to());
        frame(meter, end.plusSeconds(5));
        ReadingRef used = new ReadingRef(meter, "ACTIVE_ENERGY_FORWARD", end, BigDecimal.ZERO);
        assertThat(explanations.reading(Scope.ALL, used).bytes()).isNotNull();
        town.database.update("update reading set source = 4 where meter_id = ?", meter);
        assertThat(explanations.reading(Scope.ALL, used).bytes()).isNull();
    }

    @Test
    void aCancelledBillStandsOnItsOwnUsageAndNotOnItsSuccessors() {
        long account = town.households(1)[0];
        town.settleAndPublish();
        BillQueries.Row first = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst();
        town.town.spine.wiring.clock.set(town.town.spine.wiring.clock.instant().plusSeconds(3600));
        town.database.update("update reading set value = 130 where meter_id = ? and slot = ?", town.meter(account), Town.start(town.month.to()));
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, first.id(), "misread"));
        assertThat(used(first.id())).containsExactly("10 cancelledBill|" + first.number());
        long second = town.bills.ofAccount(Scope.ALL, account, FIRST).items().stream().mapToLong(BillQueries.Row::id).max().orElseThrow();
        assertThat(used(second)).containsExactly("30 null");
    }

    private List<String> used(long bill) {
        return explanations.usage(explanations.billLine(Scope.ALL, bill, 1).orElseThrow()).stream().map(each -> each.quantity().intValue() + " " + each.withdrawnWhy()).toList();
    }

    @Test
    void bytesThatAChargeStandsOnAreKeptWhenTheirDayIsDropped() {
        long account = town.households(1)[0];
        int meter = town.meter(account);
        Instant end = Town.start(town.month.to());
        frame(meter, end.plusSeconds(5));
        frame(meter, end.plusSeconds(3600));
        town.settleAndPublish();
        town.database.update("update usage_span set booked_at = now() - interval '1 hour'");
        ChargeEvidence evidence = town.bean(ChargeEvidence.class);
        assertThat((boolean) together(evidence::keepNext)).isTrue();
        assertThat((boolean) together(evidence::keepNext)).isFalse();
        town.database.one("select drop_frame_log_before(current_date + 1)", row -> row.getInt(1));
        assertThat(town.count("charge_evidence")).isEqualTo(1);
        ReadingRef used = new ReadingRef(meter, "ACTIVE_ENERGY_FORWARD", end, BigDecimal.ZERO);
        assertThat(explanations.reading(Scope.ALL, used).bytes().kept()).isTrue();
    }

    @Test
    void aCommonMetersUsageFallsToItsUnitsByTheirAreasAndNothingIsLost() {
        long[] accounts = town.households(3);
        long common = town.account(town.town.tariff, town.month.from());
        town.read(common, town.month.from(), "0");
        town.read(common, town.month.to(), "100");
        long point = town.town.point(common);
        int share = town.database.one("insert into public_share (company_id, usage_point_id, basis, name_zh, name_en, from_day, created_at, created_by) values (?, ?, 'AREA', '楼道', 'Stairs', ?, now(), 'w')"
                + " returning id", row -> row.getInt(1), town.company, point, town.month.from());
        for (int i = 0; i < 3; i++) {
            town.database.update("insert into public_share_member (share_id, usage_point_id, company_id, weight) values (?, ?, ?, ?)", share, town.town.point(accounts[i]), town.company,
                    BigDecimal.valueOf(50 + 20L * i));
        }
        PublicShares shares = town.bean(PublicShares.class);
        assertThat(shares.due(town.company, town.month)).containsExactly(share);
        together(() -> {
            shares.reckon(share, town.month);
            return true;
        });
        assertThat(town.database.<BigDecimal>one("select sum(quantity) from public_share_part", row -> row.getBigDecimal(1))).isEqualByComparingTo("100");
        assertThat(shares.due(town.company, town.month)).as("once").isEmpty();
    }

    @Test
    void whoGetsABillIsToldOnce() {
        long account = town.households(1)[0];
        town.database.update("update customer set phone = '13800138000' where id = (select customer_id from customer_account where id = ?)", account);
        town.town.spine.wiring.heard.add(event -> {
            if (event instanceof BillsPublished bills) {
                town.bean(BillNotices.class).published(bills);
                town.bean(BillNotices.class).published(bills);
            }
        });
        town.settleAndPublish();
        assertThat(town.database.list("select recipient, text from message", row -> row.getString(1) + " " + row.getString(2))).singleElement().asString()
                .startsWith("13800138000 ").contains(town.month.toString(), "5.00", town.town.today.plusDays(15).toString()).doesNotContain("$");
    }
}
