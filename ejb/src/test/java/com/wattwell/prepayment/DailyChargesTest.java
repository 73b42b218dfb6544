package com.wattwell.prepayment;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.billing.CorrectedReadings;
import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountService;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.usage.book.ReadingCorrection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole local days charged once, and what is available between them. */
class DailyChargesTest {

    private static final Label NAME = new Label("电费", "Energy");

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(8);
    private final Prepaid prepaid = new Prepaid(day.plusDays(5));

    private long account(int tariff) {
        return prepaid.open(day, tariff, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
    }

    private List<String> lines(long account) {
        return prepaid.spine.database.list("select from_day || ' ' || step || ' ' || trim_scale(quantity) || ' ' || amount_fen from charge_line where account_id = ? order by id",
                row -> row.getString(1), account);
    }

    @Test
    void anAccountThatEndsBeforeAnybodyReckonedItIsChargedForItsDaysAllTheSame() {
        Prepaid town = new Prepaid(LocalDate.now(Prepaid.ZONE).minusDays(5));
        LocalDate first = town.today;
        long id = town.read(town.spine.meter, first, "100").open(first, town.flat, com.wattwell.customer.AccountMode.PREPAID_SERVER, town.spine.meter);
        town.at(first.plusDays(1), 14).read(town.spine.meter, first.plusDays(1), "110");
        town.transaction(() -> {
            town.bean(com.wattwell.customer.AccountService.class).close(town.cashier, id, first.plusDays(1), java.util.List.of(), "moved out");
            return null;
        });
        town.charge(first.plusDays(1), id);
        assertThat(town.available(id).balanceFen()).isEqualTo(-600);
    }

    @Test
    void eachDayIsPostedOnceWithItsLinesAndReadings() {
        for (int i = 0; i <= 3; i++) {
            prepaid.read(prepaid.spine.meter, day.plusDays(i), Integer.toString(100 + 5 * i));
        }
        long account = account(prepaid.flat);
        prepaid.tender(account, 10_000, "t1");
        assertThat(prepaid.charge(day.plusDays(2), account).posted()).isEqualTo(3);
        assertThat(prepaid.charge(day.plusDays(2), account).posted()).as("told again").isZero();
        assertThat(prepaid.available(account)).extracting(Available::balanceFen, Available::nextDay).containsExactly(10_000L - 900, day.plusDays(3));
        assertThat(lines(account)).containsExactly(day + " 0 5 300", day.plusDays(1) + " 0 5 300", day.plusDays(2) + " 0 5 300");
        assertThat(prepaid.spine.database.<Integer>one("select jsonb_array_length(readings) from charge_line where account_id = ? limit 1", row -> row.getInt(1), account)).isEqualTo(2);
        assertThat(prepaid.spine.database.<String>list("select business_key from journal_entry where kind = 'CHARGE' order by id", row -> row.getString(1)))
                .containsExactly("charge:" + account + ":" + day, "charge:" + account + ":" + day.plusDays(1), "charge:" + account + ":" + day.plusDays(2));
    }

    @Test
    void theDaysOfAMonthsStepsAddUpToTheMonthToTheFenHoweverTheyAreCalledFor() {
        Prepaid month = new Prepaid(LocalDate.now(Prepaid.ZONE).withDayOfMonth(1).minusDays(1));
        LocalDate first = month.today.withDayOfMonth(1).minusMonths(1);
        month.spine.database.one("select ensure_reading_partitions(?, ?)", row -> row.getInt(1), first.minusDays(5), month.today.plusDays(5));
        BigDecimal register = new BigDecimal("100");
        LocalDate end = first.plusMonths(1);
        for (LocalDate at = first; !at.isAfter(end.plusDays(3)); at = at.plusDays(1)) {
            month.read(month.spine.meter, at, register.toPlainString());
            register = register.add(new BigDecimal("0.77"));
        }
        month.at(end.plusDays(4), 10);
        long account = month.open(first, month.steps, AccountMode.PREPAID_SERVER, month.spine.meter);
        month.charge(first.plusDays(3), account);
        month.charge(first.plusDays(4), account);
        month.charge(end.minusDays(1), account);
        BigDecimal used = new BigDecimal("0.77").multiply(BigDecimal.valueOf(first.lengthOfMonth()));
        long whole = new BigDecimal("10").multiply(new BigDecimal("48.83")).add(used.subtract(BigDecimal.TEN).multiply(new BigDecimal("79.31"))).setScale(0, java.math.RoundingMode.HALF_UP).longValue();
        long sum = month.spine.database.one("select sum(amount_fen) from charge_line where account_id = ?", row -> row.getLong(1), account);
        // each step is a line that is rounded by itself
        assertThat(sum).isBetween(whole - 1, whole + 1);
        assertThat(month.spine.database.<Long>one("select sum(amount_fen) from charge_line where account_id = ? and step = 1", row -> row.getLong(1), account)).isEqualTo(488);
        month.charge(end, account);
        assertThat(month.spine.database.<Integer>one("select min(step) from charge_line where account_id = ? and from_day = ?", row -> row.getInt(1), account, end))
                .as("a month begins its steps anew").isEqualTo(1);
        assertThat(month.spine.database.<String>one("select trim_scale(this_month) || ' ' || trim_scale(this_year) from step_use where period_from = ?", row -> row.getString(1), end))
                .isEqualTo("0 " + (end.getDayOfYear() == 1 ? "0" : used.stripTrailingZeros().toPlainString()));
    }

    @Test
    void whatIsAvailableFollowsTheReadingsAndStaysWhenTheDayIsPosted() {
        prepaid.read(prepaid.spine.meter, day, "100").read(prepaid.spine.meter, day.plusDays(1), "110");
        long account = account(prepaid.flat);
        prepaid.tender(account, 2_000, "t1").reckon(account);
        assertThat(prepaid.available(account)).extracting(Available::balanceFen, Available::availableFen).containsExactly(2_000L, 1_400L);
        prepaid.read(prepaid.spine.meter, Prepaid.start(day.plusDays(1)).plus(Duration.ofHours(9)), "112.5").reckon(account);
        assertThat(prepaid.available(account).availableFen()).isEqualTo(1_250L);
        prepaid.charge(day, account);
        assertThat(prepaid.available(account)).extracting(Available::balanceFen, Available::availableFen).containsExactly(1_400L, 1_250L);
    }

    @Test
    void aRegisterThatWentBackParksTheAccountAtThatDayAndTheOthersGoOn() {
        prepaid.read(prepaid.spine.meter, day, "100").read(prepaid.spine.meter, day.plusDays(1), "105").read(prepaid.spine.meter, day.plusDays(2), "50");
        prepaid.read(prepaid.spine.otherMeter, day, "7").read(prepaid.spine.otherMeter, day.plusDays(1), "8").read(prepaid.spine.otherMeter, day.plusDays(2), "9");
        long account = account(prepaid.flat);
        long other = prepaid.open(day, prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.otherMeter);
        DailyCharges.Result result = prepaid.charge(day.plusDays(1), account, other);
        assertThat(result.parked()).containsExactly(java.util.Map.entry(account, "parked.usage|NEGATIVE"));
        assertThat(lines(account)).containsExactly(day + " 0 5 300");
        assertThat(lines(other)).hasSize(2);
        assertThat(prepaid.available(account).parked()).isEqualTo("parked.usage|NEGATIVE");
    }

    @Test
    void aReadingThatMayStillComeIsWaitedFor() {
        prepaid.at(day.plusDays(1), 1).read(prepaid.spine.meter, day, "100");
        long account = account(prepaid.flat);
        DailyCharges.Result result = prepaid.charge(day, account);
        assertThat(result.waiting()).containsExactly(account);
        assertThat(result.posted()).isZero();
        assertThat(prepaid.available(account).parked()).isNull();
    }

    @Test
    void aDayWhoseReadingWasWrongIsTakenBackAndChargedAnewUnderItsNextRevision() {
        prepaid.read(prepaid.spine.meter, day, "100").read(prepaid.spine.meter, day.plusDays(1), "105").read(prepaid.spine.meter, day.plusDays(2), "110");
        long account = account(prepaid.flat);
        prepaid.charge(day.plusDays(1), account);
        prepaid.spine.database.update("""
                insert into reading_edit (company_id, meter_id, reading_type, slot, before_value, after_value, reason, edited_at, edited_by) values (?, ?, 1, ?, 110, 106, 'misread', now(), 'chen')""",
                prepaid.spine.company, prepaid.spine.meter, Prepaid.start(day.plusDays(2)));
        ChargeTakeBack takeBack = prepaid.bean(ChargeTakeBack.class);
        assertThat(prepaid.<Integer>transaction(() -> takeBack.from(prepaid.finance, account, day.plusDays(1), "misread"))).isOne();
        assertThat(prepaid.available(account)).extracting(Available::balanceFen, Available::nextDay, Available::availableFen).containsExactly(-300L, day.plusDays(1), -360L);
        prepaid.charge(day.plusDays(1), account);
        assertThat(prepaid.available(account).balanceFen()).isEqualTo(-360);
        assertThat(prepaid.spine.database.<String>list("select business_key from journal_entry where kind = 'CHARGE' order by id", row -> row.getString(1))).containsExactly(
                "charge:" + account + ":" + day, "charge:" + account + ":" + day.plusDays(1), "charge:" + account + ":" + day.plusDays(1) + ":reversed", "charge:" + account + ":" + day.plusDays(1) + ":r1");
        assertThat(prepaid.<Integer>transaction(() -> takeBack.from(prepaid.finance, account, day.plusDays(2), "nothing"))).isZero();
    }

    @Test
    void aCorrectedReadingNamesTheDaysThatStandOnItAndTheyAreChargedAnewWhenFinanceTakesThemBack() {
        prepaid.read(prepaid.spine.meter, day, "100").read(prepaid.spine.meter, day.plusDays(1), "105").read(prepaid.spine.meter, day.plusDays(2), "110").read(prepaid.spine.meter, day.plusDays(3), "115");
        long account = account(prepaid.flat);
        prepaid.charge(day.plusDays(1), account);
        long point = prepaid.spine.database.one("select usage_point_id from agreement where account_id = ?", row -> row.getLong(1), account);
        CorrectedReadings corrected = prepaid.bean(CorrectedReadings.class);
        List<CorrectedReadings.Charged> charged = prepaid.transaction(() -> corrected.correct(prepaid.finance,
                new ReadingCorrection(prepaid.spine.meter, "ACTIVE_ENERGY_FORWARD", Prepaid.start(day.plusDays(2)), new BigDecimal("106")), "misread"));
        assertThat(charged).singleElement().satisfies(days -> {
            assertThat(days.billId()).isNull();
            assertThat(days.from()).as("the day before ends at another reading").isEqualTo(day.plusDays(1));
            assertThat(days.to()).isEqualTo(day.plusDays(2));
        });
        assertThat(prepaid.available(account).balanceFen()).isEqualTo(-600);
        prepaid.<Integer>transaction(() -> prepaid.bean(ChargeTakeBack.class).from(prepaid.finance, account, charged.getFirst().from(), "misread"));
        prepaid.charge(day.plusDays(2), account);
        assertThat(prepaid.available(account).balanceFen()).as("5, 1 and 9 kWh: 100, 105, 106, 115").isEqualTo(-900);
        assertThat(lines(account)).endsWith(day.plusDays(1) + " 0 1 60", day.plusDays(2) + " 0 9 540");
        assertThat(corrected.charged(com.wattwell.identity.Scope.ALL, point)).isEmpty();
    }

    /** A month that is over, with 10 kWh each day of its first week. */
    private static Prepaid week(LocalDate first) {
        Prepaid town = new Prepaid(first.plusMonths(1).minusDays(1));
        for (int i = 0; i <= 7; i++) {
            town.read(town.spine.meter, first.plusDays(i), Integer.toString(100 + 10 * i));
        }
        return town;
    }

    private static void change(Prepaid town, long account, int tariff, ContractTerms terms, LocalDate from) {
        town.transaction(() -> {
            long point = town.spine.database.one("select usage_point_id from agreement where account_id = ? and to_day is null", row -> row.getLong(1), account);
            town.bean(AccountService.class).changeTariff(town.cashier, account, point, tariff, terms, from);
            return null;
        });
    }

    @Test
    void eachBedOfADormitoryHasItsQuotaAndMoreBedsGiveMoreFromTheirDayOn() {
        LocalDate first = LocalDate.now(Prepaid.ZONE).withDayOfMonth(1).minusMonths(1);
        Prepaid town = week(first);
        int dormitory = town.tariff("DORMITORY", new FlatPrice("E", NAME, Months.ALL, new BigDecimal("0.60")), new FreeQuota("Q", NAME, new BigDecimal("6"), FreeQuota.Per.BED));
        long account = town.open(first, dormitory, ContractTerms.of(null, null, 4), AccountMode.PREPAID_SERVER, town.spine.meter);
        town.charge(first.plusDays(2), account);
        assertThat(town.available(account).balanceFen()).as("24 of 30 kWh are free").isEqualTo(-360);
        change(town, account, dormitory, ContractTerms.of(null, null, 6), first.plusDays(3));
        town.charge(first.plusDays(6), account);
        assertThat(town.available(account).balanceFen()).as("36 - 24 more of the 40 kWh that followed").isEqualTo(-360 - 1_680);
    }

    @Test
    void anotherTariffFromTheFirstDayThatIsNotChargedGoesOnWhereTheStepsWere() {
        LocalDate first = LocalDate.now(Prepaid.ZONE).withDayOfMonth(1).minusMonths(1);
        Prepaid town = week(first);
        long account = town.open(first, town.flat, AccountMode.PREPAID_SERVER, town.spine.meter);
        town.charge(first.plusDays(2), account);
        change(town, account, town.steps, null, first.plusDays(3));
        town.charge(first.plusDays(3), account);
        assertThat(town.available(account).balanceFen()).as("30 kWh at 0.60, then 10 above the first step's 10 kWh").isEqualTo(-1_800 - 793);
    }

    @Test
    void aHouseholdOfManyHasOneBedUnlessMoreAreAgreedOn() {
        LocalDate first = LocalDate.now(Prepaid.ZONE).withDayOfMonth(1).minusMonths(1);
        Prepaid town = week(first);
        int dormitory = town.tariff("DORMITORY", new FlatPrice("E", NAME, Months.ALL, new BigDecimal("0.60")), new FreeQuota("Q", NAME, new BigDecimal("6"), FreeQuota.Per.BED));
        long account = town.open(first, dormitory, AccountMode.PREPAID_SERVER, town.spine.meter);
        town.spine.database.update("update customer_account set household_size = 5 where id = ?", account);
        town.charge(first, account);
        assertThat(town.available(account).balanceFen()).as("6 of 10 kWh are free").isEqualTo(-240);
    }

    @Test
    void aPrepaidAccountWithoutTheCapacityThatItsTariffChargesIsParkedAndGoesOnWhenItIsWrittenDown() {
        LocalDate first = LocalDate.now(Prepaid.ZONE).withDayOfMonth(1).minusMonths(1);
        Prepaid town = week(first);
        int capacity = town.tariff("CAPACITY", new DemandCharge("D", NAME, DemandCharge.Basis.CAPACITY, new BigDecimal("30")));
        long account = town.open(first, capacity, AccountMode.PREPAID_SERVER, town.spine.meter);
        assertThat(town.charge(first, account).parked()).containsExactly(java.util.Map.entry(account, "parked.price|NO_FACT"));
        change(town, account, capacity, ContractTerms.of(null, new BigDecimal("62"), null), first);
        assertThat(town.available(account).parked()).as("tried again").isNull();
        town.charge(first, account);
        long wanted = new BigDecimal("186000").divide(BigDecimal.valueOf(first.lengthOfMonth()), 0, java.math.RoundingMode.HALF_UP).longValueExact();
        assertThat(town.available(account)).extracting(Available::balanceFen, Available::parked).containsExactly(-wanted, null);
    }

    private void close(long account, LocalDate last) {
        prepaid.transaction(() -> {
            prepaid.bean(com.wattwell.customer.AccountService.class).close(prepaid.cashier, account, last, List.of(), "moved out");
            return null;
        });
    }

    @Test
    void anAccountEndsOnTheDayItsPlannedTariffWouldHaveBegunThoughTheNightCarriedItsStepsOver() {
        LocalDate end = prepaid.today;
        prepaid.read(prepaid.spine.meter, end.minusDays(2), "100").read(prepaid.spine.meter, end.minusDays(1), "105").read(prepaid.spine.meter, end, "110");
        long account = prepaid.open(end.minusDays(2), prepaid.steps, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
        long point = prepaid.spine.database.one("select usage_point_id from agreement where account_id = ?", row -> row.getLong(1), account);
        prepaid.bean(com.wattwell.customer.AccountService.class).changeTariff(prepaid.cashier, account, point, prepaid.flat, null, end);
        prepaid.charge(end.minusDays(1), account);
        assertThat(prepaid.spine.database.<Boolean>one("select exists (select 1 from step_use u join agreement g on g.id = u.agreement_id where g.tariff_id = ?)", row -> row.getBoolean(1), prepaid.flat))
                .isTrue();
        close(account, end);
        assertThat(prepaid.spine.database.<String>list("select tariff_id || ' ' || to_day from agreement where account_id = ?", row -> row.getString(1), account))
                .containsExactly(prepaid.steps + " " + end);
    }

    @Test
    void anAccountDoesNotEndInFrontOfChargesByAPlannedTariffThatWereTakenBack() {
        LocalDate begin = prepaid.today.minusDays(1);
        prepaid.read(prepaid.spine.meter, begin.minusDays(1), "100").read(prepaid.spine.meter, begin, "105").read(prepaid.spine.meter, prepaid.today, "110");
        long account = prepaid.open(begin.minusDays(1), prepaid.steps, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
        long point = prepaid.spine.database.one("select usage_point_id from agreement where account_id = ?", row -> row.getLong(1), account);
        prepaid.bean(com.wattwell.customer.AccountService.class).changeTariff(prepaid.cashier, account, point, prepaid.flat, null, begin);
        prepaid.charge(begin, account);
        prepaid.transaction(() -> prepaid.bean(ChargeTakeBack.class).from(prepaid.finance, account, begin, "misread"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> close(account, begin)).isInstanceOfSatisfying(com.wattwell.platform.RefusedException.class,
                refused -> assertThat(refused.messageKey()).isEqualTo("refused.chargedOnce"));
        close(account, prepaid.today);
    }

    @Test
    void aTenantsDaysAreNotTakenBackUnderTheNextTenantsAndAllAreTakenBackAtOnce() {
        for (int i = 0; i <= 3; i++) {
            prepaid.read(prepaid.spine.meter, day.plusDays(i), Integer.toString(100 + 5 * i));
        }
        long account = account(prepaid.flat);
        long point = prepaid.spine.database.one("select usage_point_id from agreement where account_id = ?", row -> row.getLong(1), account);
        prepaid.charge(day, account);
        close(account, day.plusDays(1));
        long next = prepaid.open(day.plusDays(1), prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
        prepaid.charge(day.plusDays(2), next);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> prepaid.transaction(() -> prepaid.bean(ChargeTakeBack.class).from(prepaid.finance, account, day, "misread")))
                .isInstanceOfSatisfying(com.wattwell.platform.RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo("refused.nextCharged"));
        CorrectedReadings corrected = prepaid.bean(CorrectedReadings.class);
        prepaid.transaction(() -> corrected.correct(prepaid.finance,
                new ReadingCorrection(prepaid.spine.meter, "ACTIVE_ENERGY_FORWARD", Prepaid.start(day.plusDays(1)), new BigDecimal("106")), "misread"));
        prepaid.transaction(() -> {
            corrected.takeBack(prepaid.finance, point, "misread");
            return null;
        });
        prepaid.charge(day, account);
        prepaid.charge(day.plusDays(2), next);
        assertThat(prepaid.available(account).balanceFen()).isEqualTo(-360);
        assertThat(prepaid.available(next).balanceFen()).as("4 and 5 kWh").isEqualTo(-540);
    }
}
