package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.RefusedException;
import com.wattwell.platform.TestTransactions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The way of an order and of the money that comes for it, on a real database. */
class PaymentWayTest {

    private final Till till = new Till();

    @Test
    void anOrderIsShownAndANoticePostsItsPayment() {
        List<Object> heard = new ArrayList<>();
        till.wiring.heard.add(heard::add);
        PaymentOrder order = till.order(5000);
        assertThat(order.state()).isEqualTo(OrderState.OPEN);
        assertThat(order.code()).isEqualTo("code:" + order.number());

        assertThat(till.notice("T1", order.number(), 5000)).isEqualTo("success");

        assertThat(till.now(order).state()).isEqualTo(OrderState.PAID);
        assertThat(till.balance()).isEqualTo(5000);
        assertThat(till.house("ALIPAY_CLEARING")).isEqualTo(5000);
        assertThat(heard).hasOnlyElementsOfType(PaymentPosted.class).hasSize(1);
        assertThat(new PaymentQueries(till.database).story(till.finance.scope(), order.id())).extracting(PaymentQueries.Event::kind)
                .containsExactlyInAnyOrder("created", "shown", "posted", "notice");
    }

    @Test
    void twentyDeliveriesOfOneNoticeAtOnceAreOnePosting() throws Exception {
        PaymentOrder order = till.order(5000);
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> till.notice("T1", order.number(), 5000)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("success");
            }
        }

        assertThat(till.balance()).isEqualTo(5000);
        assertThat(till.count("payment")).isEqualTo(1);
        assertThat(till.count("journal_entry")).isEqualTo(1);
        assertThat(till.count("payment_notice")).isEqualTo(20);
        assertThat(till.count("payment_notice where verdict = 'POSTED'")).isEqualTo(1);
    }

    @Test
    void twoPaymentsOfOneOrderAreTwoFactsAndBothAreTheCustomers() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        till.notice("T2", order.number(), 5000);

        assertThat(till.balance()).isEqualTo(10_000);
        assertThat(till.count("payment where remark = 'SECOND'")).isEqualTo(1);
    }

    @Test
    void aNoticeWithoutAnOrderEndsInSuspense() {
        assertThat(till.notice("T1", "nobodysOrder", 700)).isEqualTo("success");

        assertThat(till.verdict()).isEqualTo("NO_ORDER");
        assertThat(till.house("SUSPENSE")).isEqualTo(-700);
        assertThat(till.house("ALIPAY_CLEARING")).isEqualTo(700);
        assertThat(till.balance()).isZero();
    }

    @Test
    void anotherAmountThanOrderedIsNotBelievedUntilTheChannelIsAsked() {
        PaymentOrder order = till.order(5000);
        assertThat(till.notice("T1", order.number(), 5001)).isEqualTo("fail");
        assertThat(till.verdict()).isEqualTo("OTHER_AMOUNT");
        assertThat(till.balance()).isZero();

        till.paid(order, "T1", 5000);
        till.desk.askDue();
        till.wiring.doAside();

        assertThat(till.balance()).isEqualTo(5000);
    }

    @Test
    void forgedForeignAndStaleNoticesLeaveNoTraceInTheBooks() {
        PaymentOrder order = till.order(5000);
        String now = Till.NOW.toString();
        assertThat(till.notice("forged", order.number(), 5000)).isEqualTo("fail");
        assertThat(till.verdict()).isEqualTo("BAD_SIGNATURE");
        assertThat(till.notice("T1", order.number(), 5000, Map.of("sent", now, "merchant", "2088999999999999"))).isEqualTo("fail");
        assertThat(till.verdict()).isEqualTo("OTHER_MERCHANT");
        assertThat(till.notice("T1", order.number(), 5000, Map.of("sent", Till.NOW.minusSeconds(27 * 3600).toString()))).isEqualTo("fail");
        assertThat(till.verdict()).isEqualTo("STALE");

        assertThat(till.count("journal_entry")).isZero();
        assertThat(till.count("payment_notice")).isEqualTo(3);
    }

    @Test
    void aFloodOfForgedNoticesIsNotKeptWithoutEnd() {
        PaymentOrder order = till.order(5000);
        for (int i = 0; i < 510; i++) {
            till.notice("forged", order.number(), 5000);
        }
        assertThat(till.count("payment_notice")).isEqualTo(500);
        assertThat(till.notice("T1", order.number(), 5000)).isEqualTo("success");
        assertThat(till.balance()).isEqualTo(5000);
    }

    @Test
    void aLostNoticeIsFoundByAskingWithGrowingPauses() {
        PaymentOrder order = till.order(5000);
        till.later(3);
        till.desk.askDue();
        till.wiring.doAside();
        assertThat(till.now(order).queries()).isEqualTo(1);
        till.later(3);
        till.desk.askDue();
        till.wiring.doAside();
        assertThat(till.now(order).queries()).as("the second pause is longer").isEqualTo(1);

        till.paid(order, "T1", 5000);
        till.later(3);
        till.desk.askDue();
        till.wiring.doAside();
        assertThat(till.balance()).isEqualTo(5000);
        assertThat(till.count("payment where learned_by = 'QUERY'")).isEqualTo(1);
    }

    @Test
    void whatNobodyPaidIsClosedAndALatePaymentIsMoneyAllTheSame() {
        PaymentOrder order = till.order(5000);
        till.later(1100);
        till.desk.askDue();
        till.wiring.doAside();
        assertThat(till.now(order).state()).isEqualTo(OrderState.CLOSED);
        assertThat(till.channel.closed).containsExactly(order.number());

        till.notice("T1", order.number(), 5000);
        assertThat(till.balance()).isEqualTo(5000);
        assertThat(till.count("payment where remark = 'LATE'")).isEqualTo(1);
    }

    @Test
    void closingAnOrderThatHasJustBeenPaidPostsIt() {
        PaymentOrder order = till.order(5000);
        till.paid(order, "T1", 5000);

        assertThat(till.desk.close(till.cashier, order.id()).state()).isEqualTo(OrderState.PAID);
        assertThat(till.balance()).isEqualTo(5000);
    }

    @Test
    void theSameFormTwiceIsOneOrder() {
        PaymentOrders.Wanted wanted = new PaymentOrders.Wanted(till.account, Channel.ALIPAY, Product.QR, 5000, "the-very-token", null);
        PaymentOrder first = till.desk.order(till.cashier, wanted, null);

        assertThat(till.desk.order(till.cashier, wanted, null).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> till.desk.order(till.cashier, new PaymentOrders.Wanted(till.account, Channel.ALIPAY, Product.QR, 6000, "the-very-token", null), null))
                .isInstanceOf(RefusedException.class).hasMessageContaining("sent before");
    }

    @Test
    void anOrderThatTheChannelRefusesSaysWhy() {
        till.channel.unwell = new ChannelException(ChannelException.Kind.REFUSED, "NO", "we do not", null);
        assertThatThrownBy(() -> till.order(5000)).isInstanceOf(RefusedException.class).hasMessageContaining("NO: we do not");
        assertThat(till.count("payment_order where state = 'FAILED'")).isEqualTo(1);
    }

    @Test
    void whileTheChannelIsDownTheOrderStaysAndIsAskedAbout() {
        till.channel.unwell = new ChannelException(ChannelException.Kind.UNREACHABLE, "no answer", "down", null);
        PaymentOrder order = till.order(5000);
        assertThat(order.state()).isEqualTo(OrderState.CREATED);
        till.later(61);
        till.desk.askDue();
        till.wiring.doAside();
        till.channel.unwell = null;
        till.paid(order, "T1", 5000);
        till.later(61);
        till.desk.askDue();
        till.wiring.doAside();

        assertThat(till.balance()).isEqualTo(5000);
    }

    @Test
    void anOrderThatTheChannelNeverHeardOfIsOpenedAgainUnderItsNumber() {
        till.channel.unwell = new ChannelException(ChannelException.Kind.UNREACHABLE, "no answer", "down", null);
        PaymentOrder order = till.order(5000);
        assertThat(order.state()).isEqualTo(OrderState.CREATED);
        till.channel.unwell = null;
        ask(61);
        assertThat(till.now(order).state()).isEqualTo(OrderState.OPEN);
        assertThat(till.now(order).code()).isEqualTo("code:" + order.number());
        ask(3);
        assertThat(till.now(order).queries()).as("and asked about like any other").isEqualTo(2);
    }

    @Test
    void anOrderThatNobodyAnswersForIsClosedADayAfterItsEndAndAskedNoMore() {
        till.channel.unwell = new ChannelException(ChannelException.Kind.REFUSED, "NO", "who are you", null);
        assertThatThrownBy(() -> till.order(4000)).isInstanceOf(RefusedException.class);
        till.channel.unwell = null;
        PaymentOrder order = till.order(5000);
        till.channel.unwell = new ChannelException(ChannelException.Kind.UNREACHABLE, "no answer", "down", null);
        ask(3600);
        assertThat(till.now(order).state()).isEqualTo(OrderState.OPEN);
        ask(86_400);
        assertThat(till.now(order).state()).isEqualTo(OrderState.CLOSED);
        assertThat(till.count("payment_order where next_query_at is not null")).isZero();

        till.channel.unwell = null;
        till.notice("T1", order.number(), 5000);
        assertThat(till.balance()).as("a late payment is money all the same").isEqualTo(5000);
    }

    @Test
    void whatANoticeSaysOfAnotherMerchantsOrOfAnOldOrderMakesNobodyAsk() {
        PaymentOrder order = till.order(5000);
        ask(1100);
        assertThat(till.now(order).state()).isEqualTo(OrderState.CLOSED);
        MerchantKeys mine = till.wiring.bean(Merchants.class).of(till.company, Channel.ALIPAY);
        MerchantKeys another = new MerchantKeys(mine.accountId() + 1, mine.companyId(), mine.channel(), "x", "x", 0, mine.keySets());
        till.wiring.bean(PaymentOrders.class).askSoon(another, order.number());
        assertThat(till.count("payment_order where next_query_at is not null")).isZero();
        till.wiring.bean(PaymentOrders.class).askSoon(mine, order.number());
        assertThat(till.count("payment_order where next_query_at is not null")).isEqualTo(1);
        till.channel.unwell = new ChannelException(ChannelException.Kind.UNREACHABLE, "no answer", "down", null);
        ask(1);
        assertThat(till.count("payment_order where next_query_at > '" + till.wiring.clock.instant() + "'")).as("after a pause, not every minute").isEqualTo(1);
        ask(2 * 86_400);
        assertThat(till.count("payment_order where next_query_at is not null")).isZero();
        till.wiring.bean(PaymentOrders.class).askSoon(mine, order.number());
        assertThat(till.count("payment_order where next_query_at is not null")).isZero();
    }

    private void ask(long laterSeconds) {
        till.later(laterSeconds);
        till.desk.askDue();
        till.wiring.doAside();
    }

    @Test
    void aRefundLeavesTheBalanceAtOnceAndComesBackWhenItIsRefused() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        long payment = till.database.one("select id from payment", row -> row.getLong(1));
        Refunds refunds = till.wiring.bean(Refunds.class);
        Till.together(() -> refunds.request(till.finance, payment, 2000, "moved out", "token-refund-1"));
        assertThat(till.balance()).isEqualTo(3000);

        till.channel.refundStanding = new RefundStanding.Failed("no money");
        till.wiring.bean(RefundDesk.class).workDue();
        TestTransactions.run(till.wiring::doAside);
        assertThat(till.balance()).isEqualTo(5000);
        assertThat(till.house("ALIPAY_CLEARING")).isEqualTo(5000);
        assertThat(refunds.ofPayment(payment)).singleElement().satisfies(refund -> assertThat(refund.state()).isEqualTo(Refunds.State.FAILED));
    }

    @Test
    void aRefundGoesOutOnceAndANoticeAfterItPostsNothing() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        long payment = till.database.one("select id from payment", row -> row.getLong(1));
        Refunds refunds = till.wiring.bean(Refunds.class);
        long id = Till.together(() -> refunds.request(till.finance, payment, 5000, "moved out", "token-refund-1"));
        assertThat(Till.<Long>together(() -> refunds.request(till.finance, payment, 5000, "moved out", "token-refund-1"))).isEqualTo(id);
        till.wiring.bean(RefundDesk.class).workDue();
        till.wiring.doAside();
        till.wiring.bean(RefundDesk.class).workDue();

        assertThat(till.channel.refunds).hasSize(1);
        assertThat(till.notice("T1", order.number(), 5000)).isEqualTo("success");
        assertThat(till.verdict()).isEqualTo("KNOWN");
        assertThat(till.balance()).isZero();
    }

    @Test
    void moreThanThePaymentOrTheBalanceIsNotGivenBack() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        long payment = till.database.one("select id from payment", row -> row.getLong(1));
        Refunds refunds = till.wiring.bean(Refunds.class);

        assertThatThrownBy(() -> refunds.request(till.finance, payment, 5001, "why", "token-refund-1")).hasMessageContaining("5000");
        assertThatThrownBy(() -> refunds.request(till.cashier, payment, 100, "why", "token-refund-1")).hasMessageContaining("finance");
        assertThat(till.balance()).isEqualTo(5000);
    }

    @Test
    void keysAreNeverShownAndTwoAreBelievedForAWeek() {
        Merchants merchants = till.wiring.bean(Merchants.class);
        MerchantKeys before = merchants.of(till.company, Channel.ALIPAY);
        String newer = before.signing().privateKey();
        Till.together(() -> merchants.save(new com.wattwell.identity.Caller("a", "A", com.wattwell.identity.Scope.ALL, java.util.Set.of(com.wattwell.identity.Caller.SYSTEM_ADMIN)),
                new Merchants.Definition(till.company, Channel.ALIPAY, "2088000000000001", "2021000000000001", 6000, true, newer, null, before.signing().channelPublicKey(), null, null, false)));

        assertThat(merchants.of(till.company, Channel.ALIPAY).keySets()).hasSize(2);
        till.later(8 * 86_400);
        assertThat(merchants.of(till.company, Channel.ALIPAY).keySets()).hasSize(1);
        assertThat(merchants.of(till.company, Channel.ALIPAY).toString()).doesNotContain(newer);
        assertThat(till.database.list("select encode(private_key_sealed, 'escape') from merchant_key", row -> row.getString(1))).noneMatch(sealed -> sealed.contains(newer.substring(0, 40)));
    }

    @Test
    void whatWasUsedSinceTheLastChargeDoesNotGoBackThroughTheChannel() throws Exception {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        long payment = till.database.one("select id from payment", row -> row.getLong(1));
        Refunds refunds = till.wiring.bean(Refunds.class);
        till.database.update("insert into prepaid_position (account_id, company_id, next_day, charge_so_far_fen) values (?, ?, '2026-11-29', 3001) "
                + "on conflict (account_id) do update set charge_so_far_fen = 3001", till.account, till.company);
        assertThatThrownBy(() -> Till.together(() -> refunds.request(till.finance, payment, 2000, "moved out", "token-refund-1"))).hasMessageContaining("30.01");
        Till.together(() -> refunds.request(till.finance, payment, 1999, "moved out", "token-refund-2"));
        assertThat(refunds.ofPayment(payment)).singleElement().satisfies(refund -> assertThat(refund.amountFen()).isEqualTo(1999));
    }

    @Test
    void anotherNumberAtTheChannelComesWithKeysOfItsOwnAndTheySignAtOnce() {
        Merchants merchants = till.wiring.bean(Merchants.class);
        com.wattwell.identity.Caller admin = new com.wattwell.identity.Caller("a", "A", com.wattwell.identity.Scope.ALL, java.util.Set.of(com.wattwell.identity.Caller.SYSTEM_ADMIN));
        MerchantKeys before = merchants.of(till.company, Channel.ALIPAY);
        assertThatThrownBy(() -> Till.together(() -> merchants.save(admin, new Merchants.Definition(till.company, Channel.ALIPAY, "2088000000000002", "2021000000000001", 6000, true, null,
                null, null, null, null, true)))).hasMessageContaining("privateKey is missing");
        Till.together(() -> merchants.save(admin, new Merchants.Definition(till.company, Channel.ALIPAY, "2088000000000002", "2021000000000001", 6000, true, before.signing().privateKey(),
                null, before.signing().channelPublicKey(), null, null, true)));
        assertThat(merchants.of(till.company, Channel.ALIPAY).merchantNumber()).isEqualTo("2088000000000002");
        assertThat(merchants.of(till.company, Channel.ALIPAY).signing().id()).isNotEqualTo(before.signing().id());
    }

    @Test
    void newKeysThatWaitAreBelievedAndSignOnlyWhenTheChannelHasThem() {
        Merchants merchants = till.wiring.bean(Merchants.class);
        com.wattwell.identity.Caller admin = new com.wattwell.identity.Caller("a", "A", com.wattwell.identity.Scope.ALL, java.util.Set.of(com.wattwell.identity.Caller.SYSTEM_ADMIN));
        MerchantKeys before = merchants.of(till.company, Channel.ALIPAY);
        for (int i = 0; i < 5; i++) {
            Till.together(() -> merchants.save(admin, new Merchants.Definition(till.company, Channel.ALIPAY, "2088000000000001", "2021000000000001", 6000, true, before.signing().privateKey(),
                    null, before.signing().channelPublicKey(), null, null, true)));
        }
        assertThat(merchants.of(till.company, Channel.ALIPAY).signing().id()).as("also when many wait").isEqualTo(before.signing().id());
        assertThat(merchants.keyRows(till.finance.scope(), till.merchant)).hasSize(6).last().satisfies(row -> assertThat(row.state()).isEqualTo(Merchants.KeyState.SIGNS));
        till.later(30 * 86_400);
        assertThat(merchants.of(till.company, Channel.ALIPAY).keySets()).as("the one that signs has no end, nor the newest that waits").hasSize(2);

        assertThatThrownBy(() -> merchants.letSign(till.finance, till.merchant)).hasMessageContaining("administrators");
        TestTransactions.run(() -> merchants.letSign(admin, till.merchant));
        assertThat(merchants.of(till.company, Channel.ALIPAY).signing().id()).isNotEqualTo(before.signing().id());
        assertThat(merchants.keyRows(till.finance.scope(), till.merchant)).extracting(Merchants.KeyRow::state).containsExactly(Merchants.KeyState.SIGNS, Merchants.KeyState.BELIEVED);
        assertThatThrownBy(() -> TestTransactions.run(() -> merchants.letSign(admin, till.merchant))).hasMessageContaining("No new keys");
        till.later(8 * 86_400);
        assertThat(merchants.keyRows(till.finance.scope(), till.merchant)).hasSize(1);
    }

    @Test
    void anotherMasterKeySealsTheKeysAnew() {
        String former = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        String present = "YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk=";
        String key = till.wiring.bean(Merchants.class).of(till.company, Channel.ALIPAY).signing().privateKey();
        com.wattwell.platform.Wiring next = new com.wattwell.platform.Wiring(till.database, Till.NOW);
        next.stand(com.wattwell.platform.Vault.class, new com.wattwell.platform.Vault(present, former));
        assertThat(next.bean(Merchants.class).sealAnew()).isEqualTo(1);
        assertThat(next.bean(Merchants.class).sealAnew()).isZero();

        com.wattwell.platform.Wiring after = new com.wattwell.platform.Wiring(till.database, Till.NOW);
        after.stand(com.wattwell.platform.Vault.class, new com.wattwell.platform.Vault(present, null));
        assertThat(after.bean(Merchants.class).of(till.company, Channel.ALIPAY).signing().privateKey()).isEqualTo(key);
    }

    @Test
    void theStatementProofHoldsThroughADayOfDifferences() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        till.notice("T2", order.number(), 3000, Map.of("sent", Till.NOW.toString()));
        PaymentOrder other = till.order(4000);
        till.notice("T3", other.number(), 4000);
        LocalDate day = LocalDate.of(2026, 11, 29);
        till.channel.statement = new StatementFile("s.zip", new byte[] {1}, List.of(
                new StatementFile.Line(StatementFile.Kind.PAYMENT, "T1", order.number(), null, 5000, 30, Till.NOW),
                new StatementFile.Line(StatementFile.Kind.PAYMENT, "T3", other.number(), null, 4100, 25, Till.NOW),
                new StatementFile.Line(StatementFile.Kind.PAYMENT, "T9", "unknown", null, 900, 50, Till.NOW)));
        long statement = till.wiring.bean(StatementDesk.class).fetch(till.finance, till.merchant, day);

        PaymentQueries queries = new PaymentQueries(till.database);
        assertThat(queries.differences(till.finance.scope(), statement)).extracting(each -> each.kind() + " " + each.tradeNumber())
                .containsExactlyInAnyOrder("AMOUNT_DIFFERS T3", "MISSING_HERE T9", "FEE T9");
        proofHolds();
        Differences differences = till.wiring.bean(Differences.class);
        for (PaymentQueries.DifferenceRow each : queries.differences(till.finance.scope(), statement)) {
            Differences.Decision decision = switch (each.kind()) {
                case "MISSING_HERE" -> Differences.Decision.BOOK;
                case "AMOUNT_DIFFERS" -> Differences.Decision.ADJUST;
                default -> Differences.Decision.LEAVE;
            };
            TestTransactions.run(() -> differences.decide(till.finance, each.id(), decision, "looked at"));
            proofHolds();
        }
        assertThat(till.house("CHANNEL_FEES")).isEqualTo(105);
        assertThat(till.house("ALIPAY_CLEARING")).isEqualTo(5000 + 4100 + 900 - 105);
        assertThat(till.wiring.bean(Statements.class).file(till.finance.scope(), statement).orElseThrow().content()).containsExactly(1);
        assertThat(till.wiring.bean(StatementDesk.class).fetch(till.finance, till.merchant, day)).isEqualTo(statement);
        assertThat(till.house("CHANNEL_FEES")).as("fetched again").isEqualTo(105);
    }

    @Test
    void whatTheChannelHasNotIsTakenBackByAPersonOnly() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        till.wiring.clock.set(java.time.Instant.parse("2026-11-30T03:00:00Z"));
        till.channel.statement = new StatementFile("s.zip", new byte[] {1}, List.of());
        long statement = till.wiring.bean(StatementDesk.class).fetch(till.finance, till.merchant, LocalDate.of(2026, 11, 29));
        PaymentQueries.DifferenceRow missing = new PaymentQueries(till.database).differences(till.finance.scope(), statement).getFirst();
        assertThat(missing.kind()).isEqualTo("MISSING_THERE");
        assertThat(till.balance()).isEqualTo(5000);

        assertThatThrownBy(() -> till.wiring.bean(Differences.class).decide(till.finance, missing.id(), Differences.Decision.BOOK, "")).isInstanceOf(RefusedException.class);
        TestTransactions.run(() -> till.wiring.bean(Differences.class).decide(till.finance, missing.id(), Differences.Decision.REVERSE, ""));
        assertThat(till.balance()).isZero();
        proofHolds();
    }

    @Test
    void aStatementLookedAtTooEarlyIsNotBelievedAndFetchedAgain() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        LocalDate day = LocalDate.of(2026, 11, 29);
        StatementDesk desk = till.wiring.bean(StatementDesk.class);
        assertThatThrownBy(() -> desk.fetch(till.finance, till.merchant, day)).as("nothing yet is not nothing").hasMessageContaining("not made yet");
        assertThat(till.database.<String>list("select state from channel_statement", row -> row.getString(1))).containsExactly("WAITING");

        till.channel.statement = new StatementFile("early.zip", new byte[] {1}, List.of());
        long statement = desk.fetch(till.finance, till.merchant, day);
        long missing = new PaymentQueries(till.database).differences(till.finance.scope(), statement).getFirst().id();
        assertThatThrownBy(() -> TestTransactions.run(() -> till.wiring.bean(Differences.class).decide(till.finance, missing, Differences.Decision.REVERSE, ""))).hasMessageContaining("fetched again");
        assertThat(till.balance()).isEqualTo(5000);

        till.wiring.clock.set(java.time.Instant.parse("2026-11-30T03:00:00Z"));
        till.channel.statement = new StatementFile("s.zip", new byte[] {1}, List.of(new StatementFile.Line(StatementFile.Kind.PAYMENT, "T1", order.number(), null, 5000, 30, Till.NOW)));
        desk.fetchDue();
        assertThat(new PaymentQueries(till.database).differences(till.finance.scope(), statement)).allSatisfy(each -> assertThat(each.state()).isEqualTo("RESOLVED"));
        proofHolds();
    }

    @Test
    void aSecondSendingThatIsRefusedSaysNothingOfTheFirst() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        long payment = till.database.one("select id from payment", row -> row.getLong(1));
        Refunds refunds = till.wiring.bean(Refunds.class);
        Till.together(() -> refunds.request(till.finance, payment, 2000, "moved out", "token-refund-1"));
        till.channel.unwell = new ChannelException(ChannelException.Kind.UNREACHABLE, "down", "no answer", null);
        till.wiring.bean(RefundDesk.class).workDue();
        TestTransactions.run(till.wiring::doAside);
        till.channel.unwell = null;
        till.channel.refundStanding = new RefundStanding.UnderWay();
        till.wiring.clock.set(Till.NOW.plusSeconds(3600));
        till.wiring.bean(RefundDesk.class).workDue();
        TestTransactions.run(till.wiring::doAside);

        assertThat(till.channel.refunds).as("it was asked about, not sent again").isEmpty();
        assertThat(till.balance()).isEqualTo(3000);
    }

    @Test
    void whatWasPaidJustBeforeMidnightIsNotTakenBackBeforeTheNextStatementIsThere() {
        till.wiring.clock.set(java.time.Instant.parse("2026-11-29T15:50:00Z"));
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        till.wiring.clock.set(java.time.Instant.parse("2026-11-30T03:00:00Z"));
        till.channel.statement = new StatementFile("s.zip", new byte[] {1}, List.of());
        long statement = till.wiring.bean(StatementDesk.class).fetch(till.finance, till.merchant, LocalDate.of(2026, 11, 29));
        long missing = new PaymentQueries(till.database).differences(till.finance.scope(), statement).getFirst().id();
        assertThatThrownBy(() -> till.wiring.bean(Differences.class).decide(till.finance, missing, Differences.Decision.REVERSE, "")).hasMessageContaining("next day");

        till.wiring.clock.set(java.time.Instant.parse("2026-12-01T03:00:00Z"));
        till.channel.statement = new StatementFile("t.zip", new byte[] {1}, List.of(new StatementFile.Line(StatementFile.Kind.PAYMENT, "T1", order.number(), null, 5000, 30, Till.NOW)));
        till.wiring.bean(StatementDesk.class).fetch(till.finance, till.merchant, LocalDate.of(2026, 11, 30));
        assertThat(new PaymentQueries(till.database).differences(till.finance.scope(), statement)).singleElement().satisfies(each -> assertThat(each.state()).isEqualTo("RESOLVED"));
        proofHolds();
    }

    private void proofHolds() {
        assertThat(till.wrong()).isEmpty();
    }
}
