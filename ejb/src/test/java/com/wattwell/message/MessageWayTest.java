package com.wattwell.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.feecontrol.LowBalance;
import com.wattwell.feecontrol.LowBalances;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import com.wattwell.platform.TestTransactions;
import com.wattwell.platform.Wiring;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a message from the outbox to the phone, on a real database. */
class MessageWayTest {

    private static final Instant NOON = Instant.parse("2026-11-29T04:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-29T15:00:00Z");

    private final Database database = TestDatabase.fresh(LocalDate.of(2026, 11, 29));
    private final Wiring wiring = new Wiring(database, NOON);
    private final int company = new Sample(database).company("A");
    private final Caller admin = new Caller("a", "A", new Scope(company), Set.of(Caller.COMPANY_ADMIN));
    private final StandIn aliyun = new StandIn(Supplier.ALIYUN);
    private final StandIn tencent = new StandIn(Supplier.TENCENT);
    private final Messages messages = wiring.bean(Messages.class);
    private MessageDesk desk;

    /** A supplier that does what a test tells it. */
    private static final class StandIn implements MessageChannel {
        final Supplier supplier;
        final List<Letter> sent = new ArrayList<>();
        final Map<String, State> states = new HashMap<>();
        MessageException unwell;
        boolean takesAndFallsSilent;

        StandIn(Supplier supplier) {
            this.supplier = supplier;
        }

        @Override
        public Supplier supplier() {
            return supplier;
        }

        @Override
        public boolean tellsDelivery() {
            return true;
        }

        @Override
        public String send(SupplierKeys keys, Letter letter) throws MessageException {
            if (unwell != null) {
                throw unwell;
            }
            sent.add(letter);
            states.putIfAbsent(letter.reference(), State.UNDER_WAY);
            if (takesAndFallsSilent) {
                throw new MessageException(false, "no answer", null);
            }
            return "N" + sent.size();
        }

        @Override
        public Optional<Standing> find(SupplierKeys keys, Letter letter, String number) {
            return Optional.ofNullable(states.get(letter.reference())).map(state -> new Standing(state, "N1", "word"));
        }
    }

    @BeforeEach
    void open() {
        wiring.stand(MessageChannels.class, new MessageChannels(List.of(aliyun, tencent, new AppChannel())));
        MessageSuppliers suppliers = wiring.bean(MessageSuppliers.class);
        suppliers.save(admin, new MessageSuppliers.Definition(company, Supplier.ALIYUN, "LTAI1234", "the secret one", null, "A", 1, true));
        suppliers.save(admin, new MessageSuppliers.Definition(company, Supplier.TENCENT, "AKID1234", "the secret two", "1400", "A", 2, true));
        desk = wiring.bean(MessageDesk.class);
    }

    @Test
    void aMessageIsSentOnceAndItsArrivalIsAsked() {
        long id = put("k1", "BALANCE_LOW");
        assertThat(put("k1", "BALANCE_LOW")).as("the same key").isEqualTo(id);
        tick(0);
        assertThat(aliyun.sent).singleElement().satisfies(letter -> {
            assertThat(letter.templateId()).isEqualTo("SMS_BALANCE_LOW");
            assertThat(letter.variables()).containsEntry("balance", "3.00");
        });
        aliyun.states.replaceAll((reference, state) -> MessageChannel.State.DELIVERED);
        tick(11);

        assertThat(state(id)).isEqualTo("DELIVERED");
        assertThat(text(id)).isEqualTo("您的账户1000000001余额3.00元，请及时充值。");
    }

    @Test
    void theSecondSupplierSendsWhatTheFirstRefuses() {
        aliyun.unwell = new MessageException(true, "isv.OUT_OF_SERVICE", null);
        long id = put("k1", "BALANCE_LOW");
        tick(0);
        tick(1);

        assertThat(tencent.sent).hasSize(1);
        assertThat(tencent.sent.getFirst().order()).containsExactly("account", "balance");
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void whatEverySupplierRefusesHasFailed() {
        aliyun.unwell = new MessageException(true, "no", null);
        tencent.unwell = new MessageException(true, "no", null);
        long id = put("k1", "BALANCE_LOW");
        tick(0);
        tick(1);
        tick(1);

        assertThat(state(id)).isEqualTo("FAILED");
    }

    @Test
    void whatWasPerhapsSentIsLookedForAndNotSentAgain() {
        aliyun.takesAndFallsSilent = true;
        long id = put("k1", "BALANCE_LOW");
        tick(0);
        assertThat(state(id)).isEqualTo("SENDING");
        tick(61);

        assertThat(aliyun.sent).hasSize(1);
        assertThat(tencent.sent).isEmpty();
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void whatNobodyAnsweredForIsNotSentBySomebodyElseBeforeTwoMinutesAreOver() {
        aliyun.unwell = new MessageException(false, "no answer", null);
        long id = put("k1", "BALANCE_LOW");
        tick(0);
        tick(11);
        tick(20);
        tick(41);
        assertThat(tencent.sent).as("it may have arrived there").isEmpty();
        tick(81);
        tick(1);

        assertThat(tencent.sent).hasSize(1);
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void whoWasAwayIsTriedAgainWhenNobodyElseIsLeft() {
        wiring.bean(MessageSuppliers.class).save(admin, new MessageSuppliers.Definition(company, Supplier.TENCENT, "AKID1234", "the secret two", "1400", "A", 2, false));
        aliyun.unwell = new MessageException(false, "no answer", null);
        long id = put("k1", "BALANCE_LOW");
        for (int i = 0; i < 20; i++) {
            tick(30);
        }
        assertThat(state(id)).isNotEqualTo("FAILED");
        aliyun.unwell = null;
        for (int i = 0; i < 20; i++) {
            tick(30);
        }
        assertThat(aliyun.sent).hasSize(1);
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void aLongExcuseIsCutAndEndsTheMessageAllTheSame() {
        aliyun.unwell = new MessageException(true, "no ".repeat(200), null);
        tencent.unwell = new MessageException(true, "no ".repeat(200), null);
        long id = put("k1", "BALANCE_LOW");
        for (int i = 0; i < 5; i++) {
            tick(30);
        }
        assertThat(state(id)).isEqualTo("FAILED");
    }

    @Test
    void theCompanysDailyLimitCountsWhatWasSentByTextAlone() {
        database.update("update message_rules set per_day = 1 where company_id = ?", company);
        messages.put(new Messages.Wanted(company, Medium.IN_APP, "1000000001", null, "SUPPLY_BACK", "en", Map.of("account", "1000000001"), "app"), "test");
        tick(0);
        long id = put("k1", "BALANCE_LOW");
        tick(1);

        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void anAttemptThatNeverLeftTheServerIsMadeAnewAfterTheSupplierWasAsked() {
        long id = put("k1", "BALANCE_LOW");
        MessageWork.Job job = wiring.bean(MessageWork.class).claimDue(1).getFirst();
        wiring.bean(MessageWork.class).begin(job, Supplier.ALIYUN); // and here the server stopped
        tick(130);
        tick(1);

        assertThat(database.list("select supplier || ' ' || state from message_attempt order by number", row -> row.getString(1))).containsExactly("ALIYUN NOT_SENT", "TENCENT TAKEN");
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void quietHoursHoldWhatIsNotUrgent() {
        wiring.clock.set(NIGHT);
        long low = put("k1", "BALANCE_LOW");
        long posted = messages.put(new Messages.Wanted(company, Medium.SMS, "13800138000", null, "PAYMENT_POSTED", "zh", Map.of("account", "1", "yuan", "2", "balance", "3"), "k2"), "test");
        tick(0);
        assertThat(state(low)).isEqualTo("WAITING");
        assertThat(state(posted)).isEqualTo("SENT");
        wiring.clock.set(Instant.parse("2026-11-30T00:00:01Z"));
        tick(0);

        assertThat(state(low)).isEqualTo("SENT");
    }

    @Test
    void morePerHourThanTheLimitWaits() {
        for (int i = 0; i < 7; i++) {
            put("k" + i, "BALANCE_LOW");
        }
        tick(0);

        assertThat(aliyun.sent).hasSize(5);
        long waiting = database.one("select count(*) from message where waits_for = 'LIMIT'", row -> row.getLong(1));
        assertThat(waiting).isEqualTo(2);
        tick(3601);
        assertThat(aliyun.sent).hasSize(7);
    }

    @Test
    void sendingAgainIsAMessageOfItsOwnAndOnce() {
        long id = put("k1", "BALANCE_LOW");
        assertThatThrownBy(() -> messages.resend(admin, id, "token-12345")).hasMessageContaining("ended");
        tick(0);
        long again = messages.resend(admin, id, "token-12345");
        assertThat(messages.resend(admin, id, "token-12345")).isEqualTo(again);
        tick(1);

        assertThat(aliyun.sent).hasSize(2);
    }

    @Test
    void aMessageInTheAppIsThereAtOnce() {
        long id = messages.put(new Messages.Wanted(company, Medium.IN_APP, "1000000001", null, "SUPPLY_BACK", "en", Map.of("account", "1000000001"), "k1"), "test");
        tick(0);
        tick(1);

        assertThat(state(id)).isEqualTo("DELIVERED");
    }

    @Test
    void aTemplateNamesItsVariables() {
        assertThatThrownBy(() -> messages.put(new Messages.Wanted(company, Medium.SMS, "13800138000", null, "BALANCE_LOW", "zh", Map.of("account", "1"), "k"), "t")).hasMessageContaining("balance");
        assertThatThrownBy(() -> messages.put(new Messages.Wanted(company, Medium.SMS, "12", null, "BALANCE_LOW", "zh", Map.of(), "k"), "t")).hasMessageContaining("recipient");
        MessageTemplates templates = wiring.bean(MessageTemplates.class);
        assertThatThrownBy(() -> templates.save(admin, new MessageTemplates.Template(0, company, "A", "MINE", "{a}", "{b}", List.of("a"), false, null, null, null))).hasMessageContaining("a, b");
        templates.save(admin, new MessageTemplates.Template(0, company, "A", "MINE", "{a}", "{b}", List.of("b", "a"), false, "X", null, null));
        assertThat(templates.list(admin.scope())).anyMatch(template -> template.code().equals("MINE") && template.variables().equals(List.of("b", "a")));
    }

    @Test
    void aTemplateThatWantsMoreThanIsThereIsNotPutIn() {
        assertThat(messages.can(company, "PAYMENT_POSTED", Set.of("account", "yuan", "balance"))).isTrue();
        assertThat(messages.can(company, "PAYMENT_POSTED", Set.of("account", "yuan"))).isFalse();
        assertThat(messages.can(company, "NO_SUCH", Set.of())).isFalse();
    }

    @Test
    void whoRunsLowIsToldInTheAppAndByTextOnceForEachLevel() {
        long customer = database.one("insert into customer (company_id, name, phone, created_at, created_by) values (?, '李娜', '13800138000', ?, 'wang') returning id", row -> row.getLong(1),
                company, NOON);
        long account = database.one("""
                insert into customer_account (company_id, number, customer_id, mode, opened_on, created_at, created_by)
                values (?, '1000000013', ?, 'PREPAID_SERVER', '2026-01-01', ?, 'wang') returning id""", row -> row.getLong(1), company, customer, NOON);
        BalanceMessages balance = wiring.bean(BalanceMessages.class);
        LowBalance first = new LowBalance(company, account, 1, 1234, null, NOON);
        balance.low(new LowBalances(List.of(first, new LowBalance(company, account, 2, -100, NIGHT, NOON))));
        balance.low(new LowBalances(List.of(first)));

        assertThat(database.list("select channel || ' ' || recipient || ' ' || text from message where customer_account_id = ? order by id", row -> row.getString(1), account))
                .hasSize(4).anyMatch(each -> each.startsWith("SMS 13800138000") && each.contains("12.34")).anyMatch(each -> each.startsWith("IN_APP 1000000013") && each.contains("-1.00"));
    }

    @Test
    void quietHoursGoOverMidnight() {
        QuietHours quiet = new QuietHours(LocalTime.of(21, 30), LocalTime.of(8, 0));
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(quiet.nextAllowed(NOON, zone)).isEqualTo(NOON);
        assertThat(quiet.nextAllowed(NIGHT, zone)).isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(quiet.nextAllowed(Instant.parse("2026-11-29T23:59:59Z"), zone)).isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(quiet.nextAllowed(Instant.parse("2026-11-30T00:00:00Z"), zone)).isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(new QuietHours(LocalTime.NOON, LocalTime.NOON).nextAllowed(NOON, zone)).isEqualTo(NOON);
    }

    private long put(String key, String template) {
        return messages.put(new Messages.Wanted(company, Medium.SMS, "13800138000", null, template, "zh", Map.of("account", "1000000001", "balance", "3.00"), key), "test");
    }

    private void tick(long seconds) {
        wiring.clock.set(wiring.clock.instant().plusSeconds(seconds));
        desk.workDue();
        while (!wiring.aside.isEmpty()) {
            TestTransactions.run(wiring.aside.removeFirst());
        }
    }

    private String state(long id) {
        return database.one("select state from message where id = ?", row -> row.getString(1), id);
    }

    private String text(long id) {
        return database.one("select text from message where id = ?", row -> row.getString(1), id);
    }
}
