package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.customer.AccountClosings;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A settlement in the database, without the jobs' container. */
class SettlementTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);

    private final BillingTown town = new BillingTown();

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    @Test
    void aMonthIsSettledLookedAtAndThenStandsInTheBooks() {
        long[] accounts = town.households(7);
        long run = town.start(false, false, 3);
        assertThat(town.started).containsExactly("start " + run);
        assertThat(town.work(run, 100)).isTrue();
        assertThat(town.bills.list(Scope.ALL, null, null, null, run, FIRST).items()).hasSize(7).allSatisfy(bill -> assertThat(bill.state()).isEqualTo(BillQueries.State.DRAFT));
        assertThat(town.balance(accounts[0])).as("a draft is nothing to pay").isZero();
        town.runs.ended(run, SettlementRun.State.REVIEW, null);
        together(() -> {
            town.service.publish(town.operator, run);
            return true;
        });
        assertThat(town.work(run, 100)).isTrue();
        for (int i = 0; i < 7; i++) {
            assertThat(town.balance(accounts[i])).as("10 kWh at 0.50 yuan each").isEqualTo(-500L * (i + 1));
        }
        BillQueries.Row bill = town.bills.ofAccount(Scope.ALL, accounts[6], FIRST).items().getFirst();
        assertThat(bill).extracting(BillQueries.Row::state, BillQueries.Row::totalFen, BillQueries.Row::balanceBeforeFen, BillQueries.Row::from, BillQueries.Row::to)
                .containsExactly(BillQueries.State.PUBLISHED, 3500L, 0L, town.month.from(), town.month.to());
        assertThat(bill.number()).isEqualTo(bill.account() + "-" + town.month.toString().replace("-", ""));
        assertThat(town.bills.lines(Scope.ALL, bill.id()).getFirst().readings()).hasSize(2);
        assertThat(town.count("journal_entry where kind = 'CHARGE'")).isEqualTo(7);
    }

    @Test
    void whateverChunkTheServerDiesInTheBillsAreTheSame() {
        town.households(11);
        long undisturbed = town.start(false, false, 2);
        town.work(undisturbed, 100);
        List<String> wanted = town.content();
        for (int dies = 0; dies < 6; dies++) {
            BillingTown other = new BillingTown();
            other.households(11);
            long run = other.start(false, false, 2);
            assertThat(other.work(run, dies)).isFalse();
            other.town.spine.wiring.clock.set(other.town.spine.wiring.clock.instant().plus(SettlementRuns.LEASE).plusSeconds(1));
            other.bean(SettlementSweep.class).goOn();
            assertThat(other.started).last().asString().startsWith("goOn " + run);
            assertThat(other.work(run, 100)).isTrue();
            assertThat(other.content()).as("died in chunk " + dies).isEqualTo(wanted);
        }
    }

    @Test
    void oneBadAccountIsParkedWithItsReasonAndTheOthersAreSettled() {
        long[] accounts = town.households(4);
        long held = town.account(town.town.tariff, town.month.from());
        town.read(held, town.month.from(), "500");
        town.read(held, town.month.to(), "400");
        long unpriced = town.account(town.town.tariff, town.month.from());
        town.database.update("update agreement set tariff_id = ? where account_id = ?", town.database.one(
                "insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'NONE', 'ELECTRICITY', '无', 'None', 'w') returning id",
                row -> row.getInt(1), town.company), unpriced);
        town.read(unpriced, town.month.from(), "0");
        town.read(unpriced, town.month.to(), "5");
        long run = town.start(false, false, 100);
        assertThat(town.work(run, 100)).isTrue();
        assertThat(town.runs.progress(town.runs.byId(Scope.ALL, run).orElseThrow())).extracting(SettlementProgress::done, SettlementProgress::billed, SettlementProgress::parked)
                .containsExactly(6L, 4L, 2L);
        ParkedAccounts parked = town.bean(ParkedAccounts.class);
        assertThat(parked.list(Scope.ALL, run, true, FIRST).items()).extracting(ParkedAccounts.Row::accountId, ParkedAccounts.Row::reason)
                .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple(held, Settled.Reason.USAGE_HELD), org.assertj.core.groups.Tuple.tuple(unpriced, Settled.Reason.NOT_PRICED));
        assertThat(town.count("bill where account_id = " + accounts[0])).isEqualTo(1);

        // somebody corrects the reading and runs it alone: it joins the drafts of its run
        town.database.update("update reading set value = 600 where meter_id = ? and value = 400", town.meter(held));
        long id = parked.list(Scope.ALL, run, true, FIRST).items().stream().filter(row -> row.accountId() == held).findFirst().orElseThrow().id();
        assertThat(together(() -> town.service.runAlone(town.operator, id))).isInstanceOf(Settled.Billed.class);
        assertThat(town.bills.ofAccount(Scope.ALL, held, FIRST).items()).extracting(BillQueries.Row::state, BillQueries.Row::totalFen).containsExactly(
                org.assertj.core.groups.Tuple.tuple(BillQueries.State.DRAFT, 5000L));
        assertThat(parked.list(Scope.ALL, run, true, FIRST).total()).isEqualTo(1);
        refused("refused.parkedOver", () -> town.service.runAlone(town.operator, id));
    }

    @Test
    void whatNobodyExpectedSetsAsideTheOneAccountThatDoesIt() {
        long[] accounts = town.households(5);
        town.database.update("alter table bill add constraint trouble check (account_id <> " + accounts[2] + ")");
        long run = town.start(false, false, 100);
        SettlementRun begun = together(() -> town.runs.begin(run, 1, 1));
        town.runs.slices(run, SettlementRun.Phase.SETTLE).forEach(slice -> {
            long[] page = town.bean(Settlement.class).accounts(town.company, slice.afterId(), slice.uptoId(), 100);
            halved(begun, slice.number(), page);
        });
        assertThat(town.count("bill where run_id = " + run)).isEqualTo(4);
        assertThat(town.bean(ParkedAccounts.class).list(Scope.ALL, run, true, FIRST).items()).singleElement()
                .satisfies(row -> assertThat(row.reason()).isEqualTo(Settled.Reason.FAILED)).satisfies(row -> assertThat(row.accountId()).isEqualTo(accounts[2]));
        assertThat(town.runs.complete(run, SettlementRun.Phase.SETTLE)).isTrue();
    }

    /** Each try in a transaction of its own, as REQUIRES_NEW has it. */
    private void halved(SettlementRun run, int slice, long[] page) {
        SettlementWork inner = town.bean(SettlementWork.class);
        SettlementWork each = new SettlementWork() {
            @Override
            public void chunk(SettlementRun of, SettlementRun.Phase phase, int number, long[] accounts) {
                together(() -> {
                    inner.chunk(of, phase, number, accounts);
                    return true;
                });
            }

            @Override
            public void failed(SettlementRun of, SettlementRun.Phase phase, int number, long account, String why) {
                together(() -> {
                    inner.failed(of, phase, number, account, why);
                    return true;
                });
            }
        };
        BillingTown.wire(town.chunks, each);
        town.chunks.work(run, SettlementRun.Phase.SETTLE, slice, page);
    }

    @Test
    void whoMovesOutInTheMiddleOfARunIsSettledOnceAndAtOnce() {
        long[] accounts = town.households(4);
        LocalDate today = town.town.today;
        town.read(accounts[3], today, "200");
        town.town.spine.wiring.heard.add(event -> {
            if (event instanceof com.wattwell.customer.AccountClosing closing) {
                town.bean(FinalBills.class).closed(closing);
            }
        });
        long run = town.start(false, false, 1);
        assertThat(town.work(run, 1)).isFalse();
        together(() -> {
            town.town.accounts.close(town.town.cashier, accounts[3], today, List.of(), "moved out");
            return true;
        });
        BillQueries.Row last = town.bills.ofAccount(Scope.ALL, accounts[3], FIRST).items().getFirst();
        assertThat(last).extracting(BillQueries.Row::state, BillQueries.Row::last, BillQueries.Row::from, BillQueries.Row::to, BillQueries.Row::totalFen)
                .containsExactly(BillQueries.State.PUBLISHED, true, town.month.from(), today, 5000L);
        assertThat(town.bean(AccountClosings.class).byAccount(Scope.ALL, accounts[3]).orElseThrow().state()).isEqualTo(AccountClosings.State.BILLED);
        assertThat(town.work(run, 100)).isTrue();
        assertThat(town.bills.ofAccount(Scope.ALL, accounts[3], FIRST).total()).isEqualTo(1);
        assertThat(town.count("bill")).isEqualTo(4);
    }

    @Test
    void theStepsGoOnFromBillToBillAndBeginAnewWithTheYear() {
        BillingTown other = town;
        LocalDate from = other.month.from();
        long account = other.account(other.town.otherTariff, other.monthBefore.from());
        other.read(account, other.monthBefore.from(), "0");
        other.read(account, from, "80");
        other.read(account, other.month.to(), "160");
        together(() -> other.bean(Settlement.class).settle(other.monthBefore, null, new long[] {account}));
        together(() -> other.bean(Settlement.class).settle(other.month, null, new long[] {account}));
        boolean newYear = from.getMonthValue() == 1;
        assertThat(other.bills.ofAccount(Scope.ALL, account, FIRST).items()).extracting(BillQueries.Row::totalFen)
                .containsExactly(newYear ? 4000L : 20 * 50 + 60 * 90L, 4000L);
    }

    @Test
    void aMonthThatWasLeftOutIsOnTheNextBill() {
        long account = town.account(town.town.tariff, town.monthBefore.from());
        town.read(account, town.monthBefore.from(), "0");
        town.read(account, town.month.from(), "80");
        town.read(account, town.month.to(), "160");
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {account}));
        assertThat(town.bills.ofAccount(Scope.ALL, account, FIRST).items()).singleElement().extracting(BillQueries.Row::from, BillQueries.Row::totalFen)
                .containsExactly(town.monthBefore.from(), 8000L);
        assertThat(town.count("usage_span where usage_point_id = (select usage_point_id from agreement where account_id = " + account + ")")).as("by months").isEqualTo(2);
    }

    @Test
    void aDryRunWritesNothingButItsTotals() {
        town.households(5);
        long bad = town.account(town.town.tariff, town.month.from());
        long run = town.start(true, false, 2);
        assertThat(town.work(run, 100)).isTrue();
        town.runs.ended(run, SettlementRun.State.DONE, null);
        assertThat(town.count("bill") + town.count("usage_span") + town.count("usage_held")).isZero();
        SettlementRun done = town.runs.byId(Scope.ALL, run).orElseThrow();
        assertThat(town.bean(SettlementComparison.class).now(done)).extracting(SettlementComparison.Totals::bills, SettlementComparison.Totals::amountFen)
                .containsExactly(5L, 500L * (1 + 2 + 3 + 4 + 5));
        assertThat(town.bean(ParkedAccounts.class).list(Scope.ALL, run, false, FIRST).items()).singleElement()
                .satisfies(row -> assertThat(row.accountId()).isEqualTo(bad)).satisfies(row -> assertThat(row.state()).isEqualTo(ParkedAccounts.State.DRY));
    }

    @Test
    void aRunThatIsStoppedGoesOnWhereItStood() {
        town.households(6);
        long run = town.start(false, false, 1);
        town.work(run, 2);
        together(() -> {
            town.service.stop(town.operator, run);
            return true;
        });
        assertThat(town.work0(run)).as("nothing more is done").isEqualTo(2);
        town.runs.ended(run, SettlementRun.State.STOPPED, null);
        together(() -> {
            town.service.restart(town.operator, run);
            return true;
        });
        assertThat(town.work(run, 100)).isTrue();
        assertThat(town.count("bill")).isEqualTo(6);
    }

    @Test
    void aPeriodHasOneRunAtATimeAndWhatIsAskedTwiceIsOne() {
        town.households(1);
        SettlementService.Start asked = new SettlementService.Start(town.company, town.month.toString(), false, false, null, null, "view-1");
        long run = together(() -> town.service.start(town.operator, asked));
        assertThat((long) together(() -> town.service.start(town.operator, asked))).isEqualTo(run);
        refused("refused.settlementUnderWay", () -> together(() -> town.service.start(town.operator, new SettlementService.Start(null, town.month.toString(), false, false, null, null, "view-2"))));
        refused("refused.period", () -> town.service.checked(town.operator, new SettlementService.Start(null, "November", true, false, null, null, null)));
        refused("refused.periodAhead", () -> town.service.checked(town.operator, new SettlementService.Start(null, "2199-01", true, false, null, null, null)));
        refused("refused.periodRunning", () -> town.service.checked(town.operator, new SettlementService.Start(null, BillingPeriod.of(town.town.today).toString(), false, false, null, null, null)));
        refused("refused.between", () -> town.service.checked(town.operator, new SettlementService.Start(null, town.month.toString(), true, false, 0, null, null)));
        refused("refused.between", () -> town.service.checked(town.operator, new SettlementService.Start(null, town.month.toString(), true, false, null, 17, null)));
        refused("refused.right", () -> town.service.checked(new Caller("v", "V", town.operator.scope(), Set.of(Caller.VIEWER)),
                new SettlementService.Start(null, town.month.toString(), true, false, null, null, null)));
    }

    @Test
    void draftsAreTakenBackAndTheMonthIsSettledAnew() {
        town.households(3);
        long run = town.start(false, false, 10);
        town.work(run, 100);
        List<String> wanted = town.content();
        town.runs.ended(run, SettlementRun.State.REVIEW, null);
        assertThat((boolean) together(() -> town.service.discard(town.operator, run))).isTrue();
        assertThat(town.count("bill") + town.count("bill_line") + town.count("bill_point")).isZero();
        town.work(town.start(false, false, 10), 100);
        assertThat(town.content()).isEqualTo(wanted);
    }

    @Test
    void whatWasCorrectedBeforeARunWasDiscardedIsInTheNextOne() {
        long account = town.households(1)[0];
        long run = town.start(false, false, 10);
        town.work(run, 100);
        town.runs.ended(run, SettlementRun.State.REVIEW, null);
        town.database.update("update reading set value = 130 where meter_id = ? and value = 110", town.meter(account));
        together(() -> town.service.discard(town.operator, run));
        town.work(town.start(false, false, 10), 100);
        assertThat(town.bills.ofAccount(Scope.ALL, account, FIRST).items()).singleElement().satisfies(bill -> assertThat(bill.totalFen()).isEqualTo(1_500));
    }
}
