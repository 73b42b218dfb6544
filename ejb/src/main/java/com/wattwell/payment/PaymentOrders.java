package com.wattwell.payment;

import com.wattwell.customer.PayableAccounts;
import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The rows of payment orders and what happens to them, each step a transaction of its own. {@link PaymentDesk} asks the channels in between. */
@Stateless
public class PaymentOrders {

    /** How long an order can be paid. */
    public static final Duration LIFE = Duration.ofMinutes(15);
    /** 100,000 yuan. */
    public static final long MOST_FEN = 10_000_000;
    /** After its end an order is asked for this long: a payer may have been in the middle of it. */
    static final Duration AFTERCARE = Duration.ofMinutes(2);
    /** A channel that says nothing of an order for this long after its end is asked no more: what was paid all the same comes by notice or statement. */
    static final Duration GIVEN_UP = Duration.ofDays(1);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Database database;
    @Inject
    private Merchants merchants;
    @Inject
    private Pulse pulse;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private PayableAccounts payable;
    @Inject
    private Clock clock;

    /**
     * What a caller wants.
     *
     * @param token made once by the view or the client: the same again is the same order
     * @param payer openid for JSAPI, the scanned code for PAYMENT_CODE, else {@code null}
     */
    public record Wanted(long customerAccountId, Channel channel, Product product, long amountFen, String token, String payer) {

        @Override
        public String toString() {
            return channel + " " + product + " " + amountFen; // a payment code is as good as money
        }
    }

    /** @param newly whether this call made it */
    public record Created(PaymentOrder order, boolean newly) {
    }

    /** Writes the order down; the channel has not heard of it. @throws RefusedException naming the field; nothing is done then */
    public Created create(Caller caller, Wanted wanted) {
        if (!caller.mayTakeMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not take money.");
        }
        record Account(int company, String number, String companyName, boolean inTheMeter) {
        }
        Account account = database.first("select a.company_id, a.number, c.name, a.mode = 'PREPAID_METER' from customer_account a join company c on c.id = a.company_id where a.id = ?"
                        + caller.scope().and("a.company_id"), row -> new Account(row.getInt(1), row.getString(2), row.getString(3), row.getBoolean(4)), wanted.customerAccountId())
                .orElseThrow(() -> RefusedException.notFound("account", wanted.customerAccountId()));
        check(wanted);
        Optional<PaymentOrder> before = byToken(account.company(), wanted.token());
        if (before.isPresent()) {
            return same(before.get(), wanted);
        }
        if (payable.mustTake(account.company(), wanted.customerAccountId(), wanted.amountFen()) && account.inTheMeter()) {
            purchases.mustTake(wanted.customerAccountId(), wanted.amountFen());
        }
        MerchantKeys merchant = merchants.of(account.company(), wanted.channel());
        Instant now = clock.instant();
        String subject = account.companyName() + " " + account.number();
        Optional<PaymentOrder> made = database.first("""
                        insert into payment_order (company_id, merchant_account_id, channel, product, number, customer_account_id, amount_fen, subject, token, payer, state,
                            created_at, created_by, expires_at, next_query_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'CREATED', ?, ?, ?, ?) on conflict (company_id, token) do nothing returning *""",
                PaymentOrder::read, account.company(), merchant.accountId(), wanted.channel(), wanted.product(), number(now), wanted.customerAccountId(), wanted.amountFen(),
                subject.length() > 60 ? subject.substring(subject.length() - 60) : subject, wanted.token(), wanted.product() == Product.JSAPI ? wanted.payer() : null, now,
                caller.name(), now.plus(LIFE), now.plus(CLAIM));
        if (made.isEmpty()) {
            return same(byToken(account.company(), wanted.token()).orElseThrow(), wanted);
        }
        event(made.get(), "created", caller.name());
        pulse.changed("payments");
        return new Created(made.get(), true);
    }

    private static void check(Wanted wanted) {
        if (wanted.channel() == null) {
            throw RefusedException.invalid("channel", "refused.channel", "channel must be ALIPAY or WECHAT.");
        }
        if (wanted.product() == null) {
            throw RefusedException.invalid("product", "refused.product", "product must be QR, H5, JSAPI or PAYMENT_CODE.");
        }
        if (wanted.amountFen() < 1 || wanted.amountFen() > MOST_FEN) {
            throw RefusedException.invalid("amountFen", "refused.payAmount", "amountFen must be from 1 to " + MOST_FEN + ".", Yuan.of(MOST_FEN));
        }
        Written.token(wanted.token());
        boolean needsPayer = wanted.product() == Product.JSAPI || wanted.product() == Product.PAYMENT_CODE;
        if (needsPayer != (wanted.payer() != null && !wanted.payer().isBlank()) || needsPayer && !wanted.payer().matches("[0-9A-Za-z_-]{10,128}")) {
            throw RefusedException.invalid("payer", "refused.payer", "payer must be the openid for JSAPI, the scanned code for PAYMENT_CODE, and nothing else.");
        }
    }

    private static Created same(PaymentOrder order, Wanted wanted) {
        if (order.customerAccountId() != wanted.customerAccountId() || order.amountFen() != wanted.amountFen() || order.channel() != wanted.channel() || order.product() != wanted.product()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "token", "refused.tokenUsed", "This form was sent before with something else in it.");
        }
        return new Created(order, false);
    }

    /** Twenty-four digits: when, and chance. */
    private static String number(Instant now) {
        return STAMP.format(now.atZone(Channel.ZONE)) + "%010d".formatted(RANDOM.nextLong(10_000_000_000L));
    }

    private Optional<PaymentOrder> byToken(int company, String token) {
        return database.first(PaymentOrder.SELECT + "where o.company_id = ? and o.token = ?", PaymentOrder::read, company, token);
    }

    public Optional<PaymentOrder> byId(long id) {
        return database.first(PaymentOrder.SELECT + "where o.id = ?", PaymentOrder::read, id);
    }

    /** The channel has made something that can be paid. */
    public void opened(PaymentOrder order, String code) {
        if (database.update("update payment_order set state = 'OPEN', code = ?, next_query_at = ?, claimed_until = null where id = ? and state = 'CREATED'", code,
                clock.instant().plus(Delays.afterQueries(0)), order.id()) == 1) {
            event(order, "shown", "");
            pulse.changed("payments");
        }
    }

    /** The channel refused it. */
    public void failed(PaymentOrder order, String why) {
        if (database.update("update payment_order set state = 'FAILED', failure = ?, ended_at = ?, next_query_at = null where id = ? and state = 'CREATED'", why, clock.instant(),
                order.id()) == 1) {
            event(order, "refused", why);
            pulse.changed("payments");
        }
    }

    /** Orders whose time to be asked about has come; nobody else gets them for a minute. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<PaymentOrder> claimDue(int most) {
        Instant now = clock.instant();
        return database.list("""
                        with due as (select id from payment_order where next_query_at <= ? and (claimed_until is null or claimed_until <= ?)
                            order by next_query_at limit ? for update skip locked)
                        update payment_order o set claimed_until = ?, queries = queries + 1 from due where o.id = due.id returning o.*""",
                PaymentOrder::read, now, now, most, now.plus(CLAIM));
    }

    /** Not known to be paid: asked again after a longer pause, until a day after its end. */
    public void stillOpen(PaymentOrder order, String detail) {
        Instant now = clock.instant();
        if (!detail.isEmpty()) {
            event(order, "asked", detail);
        }
        if (now.isAfter(order.expiresAt().plus(GIVEN_UP))) {
            closed(order, "unanswered");
            restNow(order);
        } else {
            database.update("update payment_order set next_query_at = ?, claimed_until = null where id = ? and (state in ('CREATED', 'OPEN') or next_query_at is not null)",
                    now.plus(Delays.afterQueries(order.queries())), order.id());
        }
    }

    /** Asked about at once, because this merchant's channel said something that only its answer can decide. Of an order that ended long ago nothing is asked. */
    public void askSoon(MerchantKeys merchant, String number) {
        Instant now = clock.instant();
        database.update("""
                update payment_order set next_query_at = ? where merchant_account_id = ? and number = ? and expires_at > ? and (next_query_at is null or next_query_at > ?)""", now,
                merchant.accountId(), number, now.minus(GIVEN_UP), now);
    }

    /** Nothing more is asked about it, whatever its state. */
    public void restNow(PaymentOrder order) {
        database.update("update payment_order set next_query_at = null, claimed_until = null where id = ?", order.id());
    }

    /** Nobody can pay it any more. */
    public void closed(PaymentOrder order, String by) {
        if (database.update("update payment_order set state = 'CLOSED', ended_at = ?, next_query_at = null, claimed_until = null where id = ? and state in ('CREATED', 'OPEN')",
                clock.instant(), order.id()) == 1) {
            event(order, "closed", by);
            pulse.changed("payments");
        }
    }

    /** A line of its story. */
    public void event(PaymentOrder order, String kind, String detail) {
        database.update("insert into payment_order_event (company_id, order_id, at, kind, detail) values (?, ?, ?, ?, ?)", order.companyId(), order.id(), clock.instant(), kind,
                detail.length() > 300 ? detail.substring(0, 300) : detail);
    }
}
