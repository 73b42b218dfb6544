package com.wattwell.payment;

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

    final Database database = TestDatabase.fresh(LocalDate.of(2026, 11, 29));
    final Wiring wiring = new Wiring(database, NOW);
    final StandInChannel channel = new StandInChannel();
    final int company = new Sample(database).company("A");
    final long account = account("1000000001");
    final Caller finance = new Caller("fin", "Fin", new Scope(company), Set.of(Caller.FINANCE));
    final Caller cashier = new Caller("till", "Till", new Scope(company), Set.of(Caller.CASHIER));
    final int merchant;
    final PaymentDesk desk;
    final NoticeDesk notices;

    Till() {
        wiring.stand(Channels.class, new Channels(List.of(channel)));
        wiring.stand(Callbacks.class, new Callbacks("https://pay.example.cn/callback"));
        merchant = together(() -> wiring.bean(Merchants.class).save(new Caller("admin", "Admin", Scope.ALL, Set.of(Caller.SYSTEM_ADMIN)),
                new Merchants.Definition(company, Channel.ALIPAY, "2088000000000001", "2021000000000001", 6000, true, KEYS[0], null, KEYS[1], null, null)));
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
