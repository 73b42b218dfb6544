package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.wattwell.customer.Town;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bills of those whose tariffs reckon with more than what a meter counts: large users and dormitories. */
class ContractTermsTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);
    private static final Label NAME = new Label("电费", "Energy");
    private static final int MAX_DEMAND = 90;

    private final BillingTown town = new BillingTown();
    private final LocalDate from = town.month.from();
    private final LocalDate changed = from.plusDays(10);
    private final FlatPrice energy = new FlatPrice("E", NAME, Months.ALL, new BigDecimal("0.60"));
    private final int contract = town.town.tariff("CONTRACT", energy, new DemandCharge("D", NAME, DemandCharge.Basis.CONTRACT_DEMAND, new BigDecimal("48")));
    private final int capacity = town.town.tariff("CAPACITY", energy, new DemandCharge("D", NAME, DemandCharge.Basis.CAPACITY, new BigDecimal("30")));
    private final int dormitory = town.town.tariff("DORMITORY", energy, new FreeQuota("Q", NAME, new BigDecimal("6"), FreeQuota.Per.BED));

    private static ContractTerms terms(String contractKw, String capacityKva, Integer beds) {
        return ContractTerms.of(contractKw == null ? null : new BigDecimal(contractKw), capacityKva == null ? null : new BigDecimal(capacityKva), beds);
    }

    /** The total register at the month's beginning, on the day of the change and at its end. */
    private long reads(long account, String begin, String middle, String end) {
        town.read(account, from, begin);
        town.read(account, changed, middle);
        town.read(account, town.month.to(), end);
        return account;
    }

    private void change(long account, int tariff, ContractTerms terms, LocalDate day) {
        together(() -> {
            town.town.accounts.changeTariff(town.town.cashier, account, town.town.point(account), tariff, terms, day);
            return true;
        });
    }

    private List<String> lines(long account) {
        town.settleAndPublish();
        return town.database.list("""
                select l.kind || ' ' || l.from_day || ' ' || trim_scale(l.quantity) || ' ' || l.amount_fen from bill_line l join bill b on b.id = l.bill_id
                where b.account_id = ? order by l.from_day, l.number""", row -> row.getString(1), account);
    }

    @Test
    void aLargeUserPaysForTheContractedDemandAndTwiceForWhatWentFarAboveIt() {
        long account = reads(town.account(contract, terms("400", null, null), from), "0", "300", "1000");
        town.town.spine.sample.reading(town.company, town.meter(account), MAX_DEMAND, Town.start(from.plusDays(20)), "430");
        // 1000 kWh at 0.60; 105 % of 400 kW are 420, 10 kW above it count twice: 420 kW at 48
        assertThat(lines(account)).containsExactly("ENERGY " + from + " 1000 60000", "DEMAND " + from + " 420 2016000");
        assertThat(town.balance(account)).isEqualTo(-2_076_000);
    }

    @Test
    void anotherCapacityFromTheMiddleOfThePeriodIsPaidByItsDays() {
        long account = reads(town.account(capacity, terms(null, "315", null), from), "0", "200", "500");
        change(account, capacity, terms(null, "630", null), changed);
        int days = from.lengthOfMonth();
        assertThat(lines(account)).containsExactly("ENERGY " + from + " 200 12000", "DEMAND " + from + " 315 " + share(315 * 3_000L, 10, days),
                "ENERGY " + changed + " 300 18000", "DEMAND " + changed + " 630 " + share(630 * 3_000L, days - 10, days));
        assertThat(town.town.queries.agreements(Scope.ALL, account)).extracting(each -> each.terms().capacityKva().toPlainString(), each -> each.from(), each -> each.to())
                .containsExactly(tuple("630", changed, null), tuple("315", from, changed));
    }

    private static long share(long fen, int part, int of) {
        return BigDecimal.valueOf(fen * part).divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP).longValueExact();
    }

    @Test
    void aDormitorysFourBedsEachHaveTheirFreeQuota() {
        long account = reads(town.account(dormitory, terms(null, null, 4), from), "0", "20", "40");
        // 4 beds at 6 kWh are free
        assertThat(lines(account)).containsExactlyInAnyOrder("FREE_QUOTA " + from + " 24 0", "ENERGY " + from + " 16 960");
    }

    @Test
    void moreBedsFromTheMiddleOfTheMonthGiveMoreOfItsQuotaWithoutGivingTwiceWhatWasTaken() {
        long account = reads(town.account(dormitory, terms(null, null, 4), from), "0", "20", "40");
        change(account, dormitory, terms(null, null, 6), changed);
        // 24 kWh for the first days, of which 20 are taken; then 36 less those 20
        assertThat(lines(account)).containsExactlyInAnyOrder("FREE_QUOTA " + from + " 20 0", "FREE_QUOTA " + changed + " 16 0", "ENERGY " + changed + " 4 240");
    }

    @Test
    void anAccountWithoutTheCapacityThatItsTariffChargesIsParkedUntilItIsWrittenDown() {
        long account = reads(town.account(capacity, from), "0", "200", "500");
        long run = town.start(false, false, 100);
        assertThat(town.work(run, 100)).isTrue();
        ParkedAccounts.Row parked = town.bean(ParkedAccounts.class).list(Scope.ALL, run, true, FIRST).items().getFirst();
        assertThat(parked).extracting(ParkedAccounts.Row::accountId, ParkedAccounts.Row::reason).containsExactly(account, Settled.Reason.NOT_PRICED);
        assertThat(parked.detail()).startsWith("NO_FACT|");
        change(account, capacity, terms(null, "100", null), from);
        assertThat(together(() -> town.service.runAlone(town.operator, parked.id()))).isInstanceOfSatisfying(Settled.Billed.class,
                bill -> assertThat(bill.totalFen()).as("500 kWh at 0.60 and 100 kVA at 30").isEqualTo(30_000 + 300_000));
    }
}
