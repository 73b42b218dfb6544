package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.wattwell.customer.Town;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.usage.book.ReadingCorrection;
import com.wattwell.usage.book.UsageQueries;
import com.wattwell.usage.book.Usages;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A reading that is booked already turns out to be wrong. The flat price is 0.50 yuan. */
class CorrectedReadingsTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);
    private static final String TOTAL = "ACTIVE_ENERGY_FORWARD";

    private final BillingTown town = new BillingTown();
    private final CorrectedReadings corrected = town.bean(CorrectedReadings.class);
    private final UsageQueries usage = new UsageQueries(town.database);
    private final Caller reader = new Caller("lin", "Lin", new Scope(town.company), Set.of(Caller.METER_OPERATOR));

    private List<CorrectedReadings.Charged> correct(long account, LocalDate day, String value) {
        BigDecimal right = value == null ? null : new BigDecimal(value);
        return together(() -> corrected.correct(reader, new ReadingCorrection(town.meter(account), TOTAL, Town.start(day), right), "misread"));
    }

    private long point(long account) {
        return town.town.point(account);
    }

    private List<String> booked(long account) {
        return usage.items(Scope.ALL, point(account), FIRST).items().stream().map(item -> item.from() + " " + item.quantity().stripTrailingZeros().toPlainString()).toList();
    }

    private BillQueries.Row newest(long account) {
        return town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst();
    }

    private void booksAreWhole() {
        assertThat(town.database.<Long>one("select coalesce(sum(amount_fen), 0) from posting", row -> row.getLong(1))).isZero();
    }

    @Test
    void usageThatNothingWasChargedByIsReckonedAnewAndTheReadingStaysAsItCame() {
        long account = town.account(town.town.tariff, town.month.from());
        LocalDate middle = town.month.from().plusDays(10);
        town.read(account, town.month.from(), "100");
        town.read(account, middle, "150");
        town.read(account, town.month.to(), "200");
        together(() -> town.bean(Usages.class).of(point(account), town.month.from(), town.month.to(), List.of(middle)));
        assertThat(booked(account)).containsExactly(middle + " 50", town.month.from() + " 50");
        assertThat(correct(account, middle, "120.5")).isEmpty();
        assertThat(booked(account)).containsExactly(middle + " 79.5", town.month.from() + " 20.5");
        assertThat(town.count("usage_span where withdrawn_at is not null and withdrawn_by = 'lin'")).isEqualTo(2);
        assertThat(town.database.<BigDecimal>one("select value from reading where meter_id = ? and slot = ?", row -> row.getBigDecimal(1), town.meter(account), Town.start(middle)))
                .isEqualByComparingTo("150");
        assertThat(usage.items(Scope.ALL, point(account), FIRST).items()).allSatisfy(item -> assertThat(item.corrected()).singleElement().satisfies(edit -> {
            assertThat(edit.before()).isEqualByComparingTo("150");
            assertThat(edit.after()).isEqualByComparingTo("120.5");
            assertThat(edit.by()).isEqualTo("lin");
        }));
        assertThat(usage.edits(Scope.ALL, point(account), 10)).extracting(UsageQueries.Edit::reason, UsageQueries.Edit::by).containsExactly(tuple("misread", "lin"));
    }

    @Test
    void aBillThatStandsOnItStaysUntilItIsCancelledAndIsRightWhenItIsMadeAnew() {
        long account = town.households(1)[0];
        town.settleAndPublish();
        BillQueries.Row wrong = newest(account);
        assertThat(correct(account, town.month.to(), "130")).singleElement().satisfies(charged -> {
            assertThat(charged.billId()).isEqualTo(wrong.id());
            assertThat(charged.draft()).isFalse();
        });
        assertThat(town.balance(account)).as("nothing is done to the books by it").isEqualTo(-500);
        assertThat(booked(account)).containsExactly(town.month.from() + " 10");
        assertThat(corrected.charged(Scope.ALL, point(account))).extracting(CorrectedReadings.Charged::number).containsExactly(wrong.number());
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, wrong.id(), "misread"));
        assertThat(town.balance(account)).isEqualTo(-1500);
        assertThat(newest(account).totalFen()).isEqualTo(1500);
        assertThat(corrected.charged(Scope.ALL, point(account))).isEmpty();
        booksAreWhole();

        Explanations explanations = town.bean(Explanations.class);
        Explanations.Charge line = explanations.billLine(Scope.ALL, newest(account).id(), 1).orElseThrow();
        Explanations.Reading end = explanations.readings(Scope.ALL, line.readings()).stream().filter(each -> each.used().at().equals(Town.start(town.month.to()))).findFirst().orElseThrow();
        assertThat(end.used().value()).isEqualByComparingTo("130");
        assertThat(end.raw()).isEqualByComparingTo("110");
        assertThat(end.edits()).extracting(Explanations.Edit::by, Explanations.Edit::reason).containsExactly(tuple("lin", "misread"));
    }

    @Test
    void aReadingCorrectedTwiceCountsAsItWasCorrectedLast() {
        long account = town.households(1)[0];
        town.settleAndPublish();
        correct(account, town.month.to(), "130");
        long first = newest(account).id();
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, first, "misread"));
        assertThat(correct(account, town.month.to(), "125.5")).extracting(CorrectedReadings.Charged::number).containsExactly(newest(account).number());
        long second = newest(account).id();
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, second, "misread again"));
        assertThat(town.balance(account)).isEqualTo(-1275);
        assertThat(town.database.<String>list("select trim_scale(before_value) || '>' || trim_scale(after_value) from reading_edit order by id", row -> row.getString(1)))
                .containsExactly("110>130", "130>125.5");
        assertThat(usage.items(Scope.ALL, point(account), FIRST).items().getFirst().corrected()).singleElement()
                .satisfies(edit -> assertThat(edit.before()).as("from what came to what counts").isEqualByComparingTo("110"));
        assertThat(correct(account, town.month.to(), "110")).as("it was right at first").hasSize(1);
        booksAreWhole();
    }

    @Test
    void aVoidedReadingDoesNotCountAndCountsAgainWhenSomebodySaysSo() {
        long account = town.account(town.town.tariff, town.month.from());
        town.read(account, town.month.from(), "100");
        town.read(account, town.month.to(), "900");
        town.town.spine.sample.reading(town.company, town.meter(account), 1, Town.start(town.month.to()).plusSeconds(6 * 3600), "160");
        long run = town.settleAndPublish();
        assertThat(run).isPositive();
        assertThat(town.balance(account)).isEqualTo(-40_000);
        assertThat(correct(account, town.month.to(), null)).hasSize(1);
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, newest(account).id(), "a wrong frame"));
        assertThat(town.balance(account)).as("the reading of six o'clock stands for midnight").isEqualTo(-3_000);
        assertThat(usage.items(Scope.ALL, point(account), FIRST).items().getFirst().corrected()).singleElement().satisfies(edit -> assertThat(edit.after()).isNull());
        assertThat(corrected.charged(Scope.ALL, point(account))).isEmpty();
        town.town.spine.wiring.clock.set(town.town.spine.wiring.clock.instant().plusSeconds(60));
        assertThat(correct(account, town.month.to(), "140")).hasSize(1);
        together(() -> town.bean(BillCorrections.class).rebill(town.finance, newest(account).id(), "it was 140"));
        assertThat(town.balance(account)).isEqualTo(-2_000);
        assertThat(corrected.charged(Scope.ALL, point(account))).isEmpty();
        booksAreWhole();
    }

    @Test
    void aDraftIsMadeAnewAtOnceAndStillWaitsForItsRun() {
        long account = town.households(1)[0];
        long run = town.start(false, false, 3);
        town.work(run, Integer.MAX_VALUE);
        town.runs.ended(run, SettlementRun.State.REVIEW, null);
        assertThat(correct(account, town.month.to(), "130")).isEmpty();
        assertThat(town.database.<Long>list("select total_fen from bill where run_id = ? and state = 'DRAFT'", row -> row.getLong(1), run)).containsExactly(1500L);
        assertThat(town.balance(account)).isZero();
        assertThat(town.count("usage_span where withdrawn_at is null")).isOne();
        assertThat(town.database.<String>list("select distinct withdrawn_why from usage_span where withdrawn_at is not null", row -> row.getString(1))).containsExactly("correctedReading|misread");
    }

    @Test
    void bothMonthsOfABoundaryAreNamedTheNewestFirst() {
        long account = town.account(town.town.tariff, town.monthBefore.from());
        town.read(account, town.monthBefore.from(), "0");
        town.read(account, town.month.from(), "80");
        town.read(account, town.month.to(), "160");
        together(() -> town.bean(Settlement.class).settle(town.monthBefore, null, new long[] {account}));
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {account}));
        together(() -> town.bean(Publication.class).publishAccount(account));
        assertThat(correct(account, town.month.to(), "170")).as("the month before does not stand on it").hasSize(1);
        List<CorrectedReadings.Charged> charged = correct(account, town.month.from(), "60");
        assertThat(charged).extracting(CorrectedReadings.Charged::from).containsExactly(town.month.from(), town.monthBefore.from());
        BillCorrections corrections = town.bean(BillCorrections.class);
        together(() -> {
            corrections.cancel(town.finance, charged.getFirst().billId(), "misread");
            return true;
        });
        together(() -> corrections.rebill(town.finance, charged.getLast().billId(), "misread"));
        together(() -> town.service.settleNow(town.operator, account, town.month.toString()));
        assertThat(town.database.<Long>list("select total_fen from bill where state = 'PUBLISHED' order by from_day", row -> row.getLong(1))).containsExactly(3000L, 5500L);
        assertThat(town.balance(account)).isEqualTo(-8_500);
        assertThat(corrected.charged(Scope.ALL, point(account))).isEmpty();
        booksAreWhole();
    }

    @Test
    void anothersReadingAValueThatCountsAlreadyAndWhoMayNotAreRefused() {
        long account = town.households(1)[0];
        ReadingCorrection correction = new ReadingCorrection(town.meter(account), TOTAL, Town.start(town.month.to()), new BigDecimal("130"));
        Caller stranger = new Caller("xu", "Xu", new Scope(town.town.spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));
        refused("refused.notFound", () -> corrected.correct(stranger, correction, "x"));
        refused("refused.right", () -> corrected.correct(town.operator, correction, "x"));
        refused("refused.reason", () -> corrected.correct(reader, correction, " "));
        refused("refused.sameValue", () -> corrected.correct(reader, new ReadingCorrection(correction.meterId(), TOTAL, correction.at(), new BigDecimal("110.0")), "x"));
        refused("refused.handValue", () -> corrected.correct(reader, new ReadingCorrection(correction.meterId(), TOTAL, correction.at(), new BigDecimal("-1")), "x"));
        refused("refused.notFound", () -> corrected.correct(reader, new ReadingCorrection(correction.meterId(), TOTAL, correction.at().plusSeconds(1), BigDecimal.ONE), "x"));
        assertThat(town.count("reading_edit")).isZero();
    }

    private static void refused(String key, Runnable work) {
        assertThatThrownBy(() -> together(() -> {
            work.run();
            return true;
        })).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    @Test
    void draftsOfTwoMonthsAreMadeAnewEachForItsMonth() {
        long account = town.account(town.town.tariff, town.monthBefore.from());
        town.read(account, town.monthBefore.from(), "0");
        town.read(account, town.month.from(), "80");
        town.read(account, town.month.to(), "160");
        together(() -> town.bean(Settlement.class).settle(town.monthBefore, run(town.monthBefore), new long[] {account}));
        together(() -> town.bean(Settlement.class).settle(town.month, run(town.month), new long[] {account}));
        assertThat(correct(account, town.month.from(), "60")).isEmpty();
        assertThat(town.database.<String>list("select from_day || ' ' || to_day || ' ' || total_fen || ' ' || state from bill order by from_day", row -> row.getString(1)))
                .containsExactly(town.monthBefore.from() + " " + town.month.from() + " 3000 DRAFT", town.month.from() + " " + town.month.to() + " 5000 DRAFT");
        assertThat(booked(account)).containsExactly(town.month.from() + " 100", town.monthBefore.from() + " 60");
    }

    /** A run of the month whose drafts wait. */
    private long run(BillingPeriod month) {
        long run = together(() -> town.service.start(town.operator, new SettlementService.Start(town.company, month.toString(), false, false, 3, 2, null)));
        town.town.spine.wiring.doAside();
        return run;
    }

    @Test
    void aBillIsNotCancelledUnderTheNextTenantsAndTheSentenceSaysWhose() {
        long account = town.account(town.town.tariff, town.monthBefore.from());
        town.read(account, town.monthBefore.from(), "0");
        town.read(account, town.month.from(), "80");
        town.read(account, town.month.to(), "160");
        long next = together(() -> town.town.accounts.changeTenant(town.town.cashier, account, new com.wattwell.customer.AccountService.NextTenant(town.month.from(), null,
                com.wattwell.customer.CustomerService.Details.of("李四", null), null, 1, null, List.of(), "moved", null)));
        together(() -> town.bean(FinalBills.class).make(account));
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {next}));
        together(() -> town.bean(Publication.class).publishAccount(next));
        long first = newest(account).id();
        refused("refused.nextCharged", () -> town.bean(BillCorrections.class).cancel(town.finance, first, "misread"));
        together(() -> {
            town.bean(BillCorrections.class).cancel(town.finance, newest(next).id(), "misread");
            town.bean(BillCorrections.class).cancel(town.finance, first, "misread");
            return true;
        });
        assertThat(town.count("usage_span where withdrawn_at is null")).isZero();
    }
}
