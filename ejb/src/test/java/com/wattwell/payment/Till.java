package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import com.wattwell.platform.TestTransactions;
import com.wattwell.platform.Wiring;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A company with a merchant account, a customer's account, and a channel that does what it is told. */
final class Till {

    static final Instant NOW = Instant.parse("2026-11-29T04:00:00Z");
    private static final String[] KEYS = keys();

    final Database database;
    final Wiring wiring;
    final StandInChannel channel = new StandInChannel();
    final int company;
    final long account;
    final Caller finance;
    final Caller cashier;
    final int merchant;
    final PaymentDesk desk;
    final NoticeDesk notices;

    Till() {
        this(TestDatabase.fresh(LocalDate.of(2026, 11, 29)));
    }

    private Till(Database database) {
        this(database, new Wiring(database, NOW), new Sample(database).company("A"), null);
    }

    /** @param known an account that is there, or {@code null} for a new one */
    Till(Database database, Wiring wiring, int company, Long known) {
        this.database = database;
        this.wiring = wiring;
        this.company = company;
        account = known == null ? account("1000000001") : known;
        finance = new Caller("fin", "Fin", new Scope(company), Set.of(Caller.FINANCE));
        cashier = new Caller("till", "Till", new Scope(company), Set.of(Caller.CASHIER));
        wiring.stand(Channels.class, new Channels(List.of(channel)));
        wiring.stand(Callbacks.class, new Callbacks("https://pay.example.cn/callback"));
        merchant = together(() -> wiring.bean(Merchants.class).save(new Caller("admin", "Admin", Scope.ALL, Set.of(Caller.SYSTEM_ADMIN)),
                new Merchants.Definition(company, Channel.ALIPAY, "2088000000000001", "2021000000000001", 6000, true, KEYS[0], null, KEYS[1], null, null, false)));
        desk = wiring.bean(PaymentDesk.class);
        notices = wiring.bean(NoticeDesk.class);
    }

    long account(String number) {
        long customer = database.one("insert into customer (company_id, name, created_at, created_by) values (?, 'Li', ?, 'test') returning id", row -> row.getLong(1), company, NOW);
        return database.one("""
                insert into customer_account (company_id, number, customer_id, mode, opened_on, created_at, created_by) values (?, ?, ?, 'PREPAID_SERVER', '2026-01-01', ?, 'test')
                returning id""", row -> row.getLong(1), company, number, customer, NOW);
    }

    PaymentOrder order(long fen) {
        return desk.order(cashier, new PaymentOrders.Wanted(account, Channel.ALIPAY, Product.QR, fen, "token-" + System.nanoTime(), null), null);
    }

    /** The channel tells of a payment now, in one transaction as the container would. */
    String notice(String trade, String order, long fen) {
        return notice(trade, order, fen, Map.of("sent", wiring.clock.instant().toString()));
    }

    String notice(String trade, String order, long fen, Map<String, String> headers) {
        return together(() -> notices.receive(Channel.ALIPAY, merchant, new IncomingNotice("1.2.3.4", headers, trade + " " + order + " " + fen))).body();
    }

    void paid(PaymentOrder order, String trade, long fen) {
        channel.trades.put(order.number(), new Trade.Paid(trade, order.number(), fen, wiring.clock.instant(), "payer"));
    }

    void later(long seconds) {
        wiring.clock.set(wiring.clock.instant().plusSeconds(seconds));
    }

    /** Finance decides about a difference, in one transaction. */
    void decide(long difference, Differences.Decision decision) {
        TestTransactions.run(() -> wiring.bean(Differences.class).decide(finance, difference, decision, "looked at"));
    }

    /** The only difference of this kind. */
    PaymentQueries.DifferenceRow difference(long statement, String kind, boolean ofRefund) {
        return new PaymentQueries(database).differences(finance.scope(), statement).stream().filter(each -> each.kind().equals(kind) && each.ofRefund() == ofRefund).findFirst().orElseThrow();
    }

    /** The channel's statement of a day, as finance fetches it on the next. */
    long statement(LocalDate day, StatementFile.Line... lines) {
        wiring.clock.set(day.plusDays(1).atTime(11, 0).atZone(Channel.ZONE).toInstant());
        channel.statement = new StatementFile("s.zip", new byte[] {1}, List.of(lines));
        return wiring.bean(StatementDesk.class).fetch(finance, merchant, day);
    }

    static StatementFile.Line line(String trade, String order, long fen) {
        return new StatementFile.Line(StatementFile.Kind.PAYMENT, trade, order, null, fen, (fen * 6 + 500) / 1000, NOW);
    }

    static StatementFile.Line refundLine(String trade, String order, String refund, long fen) {
        return new StatementFile.Line(StatementFile.Kind.REFUND, trade, order, refund, fen, -(fen * 6 + 500) / 1000, NOW);
    }

    PaymentQueries.PaymentRow payment(String trade) {
        return database.first("select id from payment where trade_number = ?", row -> row.getLong(1), trade).flatMap(id -> new PaymentQueries(database).payment(finance.scope(), id)).orElseThrow();
    }

    /** A refund that the channel has done. */
    long refund(String trade, long fen) {
        long payment = payment(trade).id();
        long id = together(() -> wiring.bean(Refunds.class).request(finance, payment, fen, "moved out", "token-" + System.nanoTime()));
        wiring.bean(RefundDesk.class).workDue();
        TestTransactions.run(wiring::doAside);
        return id;
    }

    String refundNumber(long refund) {
        return database.one("select number from payment_refund where id = ?", row -> row.getString(1), refund);
    }

    /** Nothing is wrong with what the channels say, and SUSPENSE is what its rows say. */
    List<com.wattwell.ledger.journal.Proof.Wrong> wrong() {
        assertThat(wiring.bean(Suspense.class).sum(finance.scope()).otherFen()).as("in SUSPENSE without a row").isZero();
        return wiring.bean(StatementProof.class).prove(company).wrong();
    }

    PaymentOrder now(PaymentOrder order) {
        return wiring.bean(PaymentOrders.class).byId(order.id()).orElseThrow();
    }

    long balance() {
        return wiring.bean(Journal.class).balanceFen(account);
    }

    long house(String account) {
        return database.one("select coalesce(sum(p.amount_fen), 0) from posting p join ledger_account a on a.id = p.account_id where a.company_id = ? and a.house = ?",
                row -> row.getLong(1), company, account);
    }

    long count(String what) {
        return database.one("select count(*) from " + what, row -> row.getLong(1));
    }

    String verdict() {
        return database.one("select verdict from payment_notice order by id desc limit 1", row -> row.getString(1));
    }

    static <T> T together(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        TestTransactions.run(() -> result.set(work.get()));
        return result.get();
    }

    private static String[] keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return new String[] {Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()), Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())};
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
