package com.wattwell.usage.book;

import static com.wattwell.customer.Town.of;
import static com.wattwell.customer.Town.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.customer.Town;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.Ruling;
import com.wattwell.usage.UsageHeld.Reason;
import com.wattwell.usage.UsageOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage in the database: booked with what it was reckoned from, held, decided, withdrawn. */
class UsagesTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);

    private final Town town = new Town();
    private final LocalDate first = town.today.minusDays(30);
    private final Usages usages = town.spine.wiring.bean(Usages.class);
    private final HeldUsage held = town.spine.wiring.bean(HeldUsage.class);
    private final UsageQueries queries = new UsageQueries(town.spine.database);
    private long point;

    @BeforeEach
    void anAccount() {
        town.read(first, "100");
        point = town.point(town.open(first));
    }

    private static List<UsageSpan> known(UsageOutcome outcome) {
        assertThat(outcome).isInstanceOf(UsageOutcome.Known.class);
        return ((UsageOutcome.Known) outcome).spans();
    }

    private static UsageItem total(UsageSpan span) {
        return span.items().stream().filter(item -> item.register() == Register.TOTAL).findFirst().orElseThrow();
    }

    private static Reason reason(UsageOutcome outcome) {
        assertThat(outcome).isInstanceOf(UsageOutcome.Held.class);
        return ((UsageOutcome.Held) outcome).held().reason();
    }

    private void days(int from, int to) {
        for (int i = from; i <= to; i++) {
            town.read(first.plusDays(i), String.valueOf(100 + 10 * i));
        }
    }

    private long rows(String table) {
        return town.spine.database.one("select count(*) from " + table, row -> row.getLong(1));
    }

    @Test
    void whatIsAskedForIsBookedOnceWithItsReadings() {
        town.read(first.plusDays(10), "180.5");
        List<UsageSpan> spans = known(usages.of(point, first, first.plusDays(10)));
        assertThat(total(spans.getFirst()).quantity()).isEqualByComparingTo("80.5");
        assertThat(total(spans.getFirst()).readings()).extracting(each -> each.value().toPlainString()).containsExactly("100", "180.5");
        town.spine.database.update("update reading set value = 170 where value = 180.5");
        assertThat(known(usages.of(point, first, first.plusDays(10)))).isEqualTo(spans);
        assertThat(rows("usage_span")).isEqualTo(1);
    }

    @Test
    void daysThatWereChargedOneByOneAreTheMonth() {
        days(1, 20);
        for (int i = 0; i < 20; i++) {
            known(usages.of(point, first.plusDays(i), first.plusDays(i + 1)));
        }
        assertThat(known(usages.of(point, first, first.plusDays(20)))).hasSize(20).allSatisfy(span -> assertThat(total(span).quantity()).isEqualByComparingTo("10"));
        assertThat(reason(usages.of(point, first.minusDays(1), first.plusDays(2)))).isEqualTo(Reason.BOOKED_OTHERWISE);
    }

    @Test
    void cutsMakeSpansAndAPreviewWritesNothing() {
        days(1, 20);
        Map<Long, UsageOutcome> outcome = usages.preview(List.of(point), first, first.plusDays(20), List.of(first.plusDays(5), first.plusDays(12)));
        assertThat(known(outcome.get(point))).extracting(span -> total(span).quantity().intValue()).containsExactly(50, 70, 80);
        assertThat(rows("usage_span")).isZero();
    }

    @Test
    void aMissingDayIsEstimatedMarkedAndSettledByTheNextReading() {
        days(1, 20);
        usages.daily(List.of(point), first, first.plusDays(20));
        town.spine.wiring.clock.set(start(first.plusDays(21)).plus(Duration.ofHours(11)));
        assertThat(reason(usages.of(point, first.plusDays(20), first.plusDays(21)))).isEqualTo(Reason.READING_AWAITED);
        assertThat(rows("usage_held")).isZero();
        town.spine.wiring.clock.set(start(first.plusDays(21)).plus(Duration.ofHours(12)));
        UsageItem estimated = total(known(usages.of(point, first.plusDays(20), first.plusDays(21))).getFirst());
        assertThat(estimated.quantity()).isEqualByComparingTo("10");
        assertThat(estimated.estimated()).isTrue();
        town.spine.wiring.clock.set(start(town.today).plus(Duration.ofHours(12)));
        town.read(first.plusDays(22), "335");
        UsageItem settled = total(known(usages.of(point, first.plusDays(21), first.plusDays(22))).getFirst());
        assertThat(settled.quantity()).isEqualByComparingTo("25");
        assertThat(settled.estimated()).isFalse();
    }

    @Test
    void anAbsurdValueIsHeldOnceAndBookedAsItIsWhenSomebodyAcceptsIt() {
        days(1, 20);
        town.read(first.plusDays(21), "1300");
        usages.daily(List.of(point), first, first.plusDays(20));
        for (int i = 0; i < 2; i++) {
            assertThat(reason(usages.of(point, first.plusDays(20), first.plusDays(21)))).isEqualTo(Reason.ABOVE_LIMIT);
        }
        HeldUsage.Row row = held.open(town.admin.scope(), FIRST).items().getFirst();
        assertThat(held.open(town.admin.scope(), FIRST).total()).isEqualTo(1);
        assertThat(row.quantity()).isEqualByComparingTo("1000");
        assertThat(held.open(new Scope(town.spine.sample.company("B")), FIRST).total()).isZero();
        held.decide(town.admin, row.id(), Ruling.ACCEPT, "a construction site", null);
        assertThat(total(known(usages.of(point, first.plusDays(20), first.plusDays(21))).getFirst()).quantity()).isEqualByComparingTo("1000");
        assertThatThrownBy(() -> held.decide(town.admin, row.id(), Ruling.ACCEPT, "again", null)).isInstanceOf(RefusedException.class);
        assertThat(held.byId(Scope.ALL, row.id()).orElseThrow()).extracting(HeldUsage.Row::decision, HeldUsage.Row::decidedBy, HeldUsage.Row::why)
                .containsExactly(Ruling.ACCEPT, "wang", "a construction site");
    }

    @Test
    void aWrongReadingIsReplacedByAnEstimateAndStaysAsItCame() {
        days(1, 20);
        town.read(first.plusDays(21), "3000").read(first.plusDays(22), "320");
        usages.daily(List.of(point), first, first.plusDays(20));
        usages.of(point, first.plusDays(20), first.plusDays(21));
        HeldUsage.Row row = held.open(Scope.ALL, FIRST).items().getFirst();
        held.decide(town.admin, row.id(), Ruling.ESTIMATE, "a wrong frame", null);
        assertThat(total(known(usages.of(point, first.plusDays(20), first.plusDays(21))).getFirst())).extracting(UsageItem::estimated, item -> item.quantity().intValue()).containsExactly(true, 10);
        assertThat(total(known(usages.of(point, first.plusDays(21), first.plusDays(22))).getFirst()).quantity()).isEqualByComparingTo("10");
        assertThat(town.spine.database.<BigDecimal>one("select value from reading where slot = ?", r -> r.getBigDecimal(1), start(first.plusDays(21)))).isEqualByComparingTo("3000");
    }

    @Test
    void aCorrectedReadingCountsAndWhatItWasStaysToBeSeen() {
        town.read(first.plusDays(10), "90");
        assertThat(reason(usages.of(point, first, first.plusDays(10)))).isEqualTo(Reason.NEGATIVE);
        HeldUsage.Row row = held.open(Scope.ALL, FIRST).items().getFirst();
        assertThatThrownBy(() -> held.decide(town.admin, row.id(), Ruling.CORRECT, "misread", null)).isInstanceOf(RefusedException.class);
        held.decide(town.admin, row.id(), Ruling.CORRECT, "misread", new ReadingCorrection(town.spine.meter, "ACTIVE_ENERGY_FORWARD", start(first.plusDays(10)), of("190")));
        assertThat(total(known(usages.of(point, first, first.plusDays(10))).getFirst()).quantity()).isEqualByComparingTo("90");
        assertThat(queries.edits(Scope.ALL, point, 10)).extracting(UsageQueries.Edit::before, UsageQueries.Edit::after, UsageQueries.Edit::by)
                .usingRecursiveFieldByFieldElementComparator().containsExactly(org.assertj.core.groups.Tuple.tuple(of("90"), of("190"), "wang"));
    }

    @Test
    void withdrawnUsageIsReckonedAnewAndKept() {
        days(1, 3);
        usages.daily(List.of(point), first, first.plusDays(3));
        town.spine.database.update("update reading set value = 125 where slot = ?", start(first.plusDays(2)));
        UsageCorrections corrections = town.spine.wiring.bean(UsageCorrections.class);
        assertThat(corrections.withdraw(point, first.plusDays(1), "wang", "corrected")).isEqualTo(2);
        assertThat(known(usages.of(point, first, first.plusDays(3))).stream().map(span -> total(span).quantity().intValue()).toList()).containsExactly(10, 20);
        assertThat(rows("usage_span")).isEqualTo(4);
    }

    @Test
    void manyPointsCostAFewStatementsAndOneWithoutReadingsHoldsNobodyElseUp() {
        long other = town.point(town.accounts.open(town.cashier, town.account("李四", first, town.spine.otherMeter)));
        town.read(first.plusDays(10), "150");
        Map<Long, UsageOutcome> outcomes = usages.ofMany(List.of(other, point), first, first.plusDays(10));
        assertThat(known(outcomes.get(point))).hasSize(1);
        assertThat(reason(outcomes.get(other))).isEqualTo(Reason.NO_FIRST_READING);
    }

    @Test
    void theNextTenantsUsageBeginsWhereTheLastOnesEnds() {
        days(1, 10);
        known(usages.of(point, first, first.plusDays(10)));
        days(20, 20);
        List<UsageSpan> later = known(usages.of(point, first.plusDays(10), first.plusDays(20)));
        assertThat(total(later.getFirst()).quantity()).isEqualByComparingTo("100");
        assertThat(queries.items(Scope.ALL, point, FIRST).total()).isEqualTo(2);
    }
}
