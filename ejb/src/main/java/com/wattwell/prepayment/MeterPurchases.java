package com.wattwell.prepayment;

import com.wattwell.control.CommandEnded;
import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandState;
import com.wattwell.control.Purchases;
import com.wattwell.customer.AccountClosing;
import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Money that was taken for a meter that counts it itself. From the moment it is paid it is PAID, on its way; an order brings it to the meter
 * ({@link PurchaseSending}), and another when that one ended without effect. Nobody knows what became of an order that went out and was not read back: the
 * purchase is UNCLEAR, and each further order begins with the meter's own counter, until that or a person says more. It is CREDITED when the counter
 * proves it, FAILED when the meter refused it and its counter proves that nothing was credited, and REFUNDED when the money was given back. A failed one
 * is sent anew or given back by a person. Purchases of one meter go one after the other.
 */
@Stateless
public class MeterPurchases {

    static final int MAX_NOTE = 200;
    private static final String COLUMNS = "select p.id, p.company_id, p.account_id, p.meter_id, p.amount_fen, p.state, p.command_id from meter_purchase p where ";
    private static final String ENTRIES_OF_PAYMENT = "select entry_id from payment where id = ? union all select entry_id from suspense_claim where payment_id = ? and reversal_id is null";

    @Inject
    private Database database;
    @Inject
    private Purchases orders;
    @Inject
    private PurchaseSweep sweep;
    @Inject
    private Event<RemainingTold> remaining;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A purchase as it stands. @param command the latest order that brings it, or {@code null} */
    public record Purchase(long id, int companyId, long accountId, int meterId, long amountFen, String state, Long command) {
    }

    /**
     * Whether this account's meter could take a purchase: asked before money is taken.
     *
     * @throws RefusedException saying why not
     */
    public void mustTake(long accountId, long amountFen) {
        orders.mustTake(meter(accountId), amountFen);
    }

    /** Whether it is known which meter the account's money goes to. */
    public boolean hasMeter(long accountId) {
        return meter(database, accountId).isPresent();
    }

    /** The one meter that an account's money goes to now. */
    static Optional<Integer> meter(Database database, long accountId) {
        List<Integer> meters = database.list("""
                select f.meter_id from agreement g join usage_point_meter f on f.usage_point_id = g.usage_point_id and f.to_at is null
                where g.account_id = ? and g.to_day is null order by f.meter_id limit 2""", row -> row.getInt(1), accountId);
        return meters.size() == 1 ? Optional.of(meters.getFirst()) : Optional.empty();
    }

    private int meter(long accountId) {
        return meter(database, accountId)
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.notOneMeter", "An account whose money is counted in the meter has one meter."));
    }

    /** Money for the account's meter has been posted: in the same transaction it begins its way, and goes as soon as that is committed. */
    public void bought(int companyId, long accountId, String entryKey, long amountFen, Instant paidAt) {
        int meter = meter(accountId);
        database.first("""
                insert into meter_purchase (company_id, account_id, meter_id, entry_key, amount_fen, paid_at, next_try_at) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (company_id, entry_key) do nothing returning id""", row -> row.getLong(1), companyId, accountId, meter, entryKey, amountFen, paidAt, paidAt).ifPresent(sweep::soon);
        changed(meter, accountId);
    }

    /** What the meter proved, or left open, by the end of an order; in the transaction that wrote it. */
    public void ended(@Observes CommandEnded ended) {
        if (ended.kind() != CommandKind.RECHARGE || ended.state() == CommandState.WITHDRAWN) {
            return; // what waited was not sent, or the counter had said that it did not arrive
        }
        if (ended.state() == CommandState.CONFIRMED) {
            credited(ended);
        } else if (ended.detail().startsWith("failed.refused|")) {
            failed(ended);
        } else if (ended.detail().equals("failed.unheard")) {
            // the counter said each time that it did not arrive; the number may be another's next
            database.update("update meter_purchase set state = 'PAID', number = null where command_id = ? and state in ('PAID', 'UNCLEAR')", ended.commandId());
        } else {
            database.update("""
                    update meter_purchase p set number = (c.parameters ->> 'number')::int, state = 'UNCLEAR' from command c
                    where p.command_id = c.id and c.id = ? and c.acts > 0 and p.state in ('PAID', 'UNCLEAR')""", ended.commandId());
        }
        pulse.changed("purchases", "meter:" + ended.meterId());
    }

    private void credited(CommandEnded ended) {
        String[] told = ended.detail().split("\\|");
        int count = Integer.parseInt(told[1]);
        database.update("update meter_purchase set state = 'CREDITED', number = ?, held_back = null, ended_at = ?, ended_by = '' where command_id = ? and state in ('PAID', 'UNCLEAR')",
                count, ended.at(), ended.commandId());
        remaining.fire(new RemainingTold(ended.companyId(), ended.meterId(), new BigDecimal(told[2]).movePointRight(2).longValue(), count, ended.at()));
        nextGoes(ended.meterId());
    }

    /** The money stays on the account; the number is another's now. */
    private void failed(CommandEnded ended) {
        int failed = database.update("update meter_purchase set state = 'FAILED', number = null, ended_at = ?, ended_by = '' where command_id = ? and state in ('PAID', 'UNCLEAR')", ended.at(),
                ended.commandId());
        if (failed > 0) {
            notices.write(Notices.Severity.WARNING, "purchaseRefused", ended.companyId(), null, ended.meterId(), ended.at(), Long.toString(ended.commandId()));
            nextGoes(ended.meterId());
        }
    }

    private void nextGoes(int meterId) {
        database.update("update meter_purchase set next_try_at = ? where meter_id = ? and state in ('PAID', 'UNCLEAR')", clock.instant(), meterId);
    }

    /** Takes back what is not in the meter, with its recharge. @throws RefusedException CONFLICT when it may be in the meter */
    public void takeBack(int companyId, String entryKey, String why, String by) {
        database.first(COLUMNS + "p.company_id = ? and p.entry_key = ?", MeterPurchases::row, companyId, entryKey).ifPresent(purchase -> takeBack(purchase, why, by));
    }

    /** @throws RefusedException CONFLICT when it may be in the meter: its counter decides, or a person */
    public void takeBack(Purchase seen, String why, String by) {
        if (!end(seen, why, by)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "purchase", "refused.perhapsInMeter", "It is in the meter, or may be: its counter has to say so first.");
        }
    }

    /**
     * Ends a purchase whose money is given back; its paying out is the caller's, in the same transaction.
     *
     * @param seen as it was looked up
     * @throws RefusedException CONFLICT while it may be in the meter, or when money of it went back through its channel
     */
    public void giveBack(Purchase seen, String why, String by) {
        mustBeWhole(seen);
        takeBack(seen, why, by);
    }

    /**
     * Ends a purchase whose money goes back, unless it is in the meter, or may be.
     *
     * @param seen as it was looked up
     * @return whether it is ended by this
     */
    public boolean end(Purchase seen, String why, String by) {
        Purchase purchase = stopped(seen, "withdrawn.refund").orElse(null);
        if (purchase == null) {
            return false;
        }
        database.update("update meter_purchase set state = 'REFUNDED', held_back = null, ended_at = ?, ended_by = ?, why = ? where id = ?", clock.instant(), by, why, purchase.id());
        nextGoes(purchase.meterId());
        changed(purchase.meterId(), purchase.accountId());
        return true;
    }

    /** The row of one that is not in the meter, held; what waited to bring it there is withdrawn. Empty when it may be in the meter, or is over. */
    private Optional<Purchase> stopped(Purchase seen, String why) {
        lockMeter(seen.meterId());
        // the order first, as its end locks in this order too
        if (seen.state().equals("PAID") && seen.command() != null && !orders.withdraw(seen.command(), why)) {
            return Optional.empty();
        }
        Purchase purchase = locked(seen.id());
        boolean same = java.util.Objects.equals(purchase.command(), seen.command());
        return purchase.state().equals("FAILED") || purchase.state().equals("PAID") && same ? Optional.of(purchase) : Optional.empty();
    }

    /** The account ended: what was not sent does not go into the meter any more, which may be another tenant's by now. */
    public void closed(@Observes AccountClosing closing) {
        for (Purchase seen : database.list(COLUMNS + "p.account_id = ? and p.state = 'PAID' order by p.id", MeterPurchases::row, closing.accountId())) {
            stopped(seen, "withdrawn.closed").ifPresent(purchase -> {
                database.update("update meter_purchase set state = 'FAILED', held_back = 'held.noMeter', ended_at = ?, ended_by = '' where id = ?", clock.instant(), purchase.id());
                nextGoes(purchase.meterId());
                changed(purchase.meterId(), purchase.accountId());
            });
        }
    }

    /**
     * Ends what failed of an account whose whole balance is paid out, so that it is not paid once more.
     *
     * @throws RefusedException CONFLICT while something is on its way into the meter, or nobody knows whether it is there
     */
    public void paidOut(long accountId, String by) {
        for (Purchase purchase : database.list(COLUMNS + "p.account_id = ? and p.state in ('PAID', 'UNCLEAR', 'FAILED') order by p.id for update", MeterPurchases::row, accountId)) {
            if (!purchase.state().equals("FAILED")) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.purchaseOpen",
                        "A purchase of this account is on its way into the meter, or unclear: wait for its end, or decide on it.");
            }
            database.update("update meter_purchase set state = 'REFUNDED', held_back = null, ended_at = ?, ended_by = ?, why = ? where id = ?", clock.instant(), by, "ended.accountClosed", purchase.id());
            changed(purchase.meterId(), accountId);
        }
    }

    /** What a payment bought, by its own entry or those of its claims; without what its refunds have ended. */
    public List<Purchase> ofPayment(long paymentId) {
        return database.list(COLUMNS + "p.refund_id is null and (p.company_id, p.entry_key) in (select e.company_id, e.business_key from journal_entry e where e.id in (" + ENTRIES_OF_PAYMENT
                + ")) order by p.id", MeterPurchases::row, paymentId, paymentId);
    }

    /** These were ended by a refund, in the same transaction. */
    public void endedBy(long refundId, List<Purchase> purchases) {
        purchases.forEach(purchase -> database.update("update meter_purchase set refund_id = ? where id = ?", refundId, purchase.id()));
    }

    /** The channel did not make the refund: its money is on the account again, and a person decides about what it bought, as about any that failed. */
    public void refundFailed(long refundId) {
        database.<Purchase>list("update meter_purchase p set state = 'FAILED', refund_id = null, ended_at = ?, ended_by = '', why = null where refund_id = ? and state = 'REFUNDED' returning p.*",
                MeterPurchases::row, clock.instant(), refundId).forEach(purchase -> changed(purchase.meterId(), purchase.accountId()));
    }

    /** What went back through its channel is neither given back at the counter nor sent into the meter once more. */
    private void mustBeWhole(Purchase purchase) {
        database.first("""
                select 1 from meter_purchase p join journal_entry e on e.company_id = p.company_id and e.business_key = p.entry_key
                join payment_refund r on r.state <> 'FAILED' and r.customer_account_id = p.account_id and r.payment_id in (
                    select y.id from payment y where y.entry_id = e.id union all select s.payment_id from suspense_claim s where s.entry_id = e.id)
                where p.id = ? limit 1""", row -> row.getInt(1), purchase.id()).ifPresent(refunded -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "purchase", "refused.paymentRefunded",
                            "Money of its payment went back through the channel: give back there what is left of it.");
                });
    }

    /**
     * A person says what became of an unclear purchase, because the meter does not: it is in the meter, or it is not and may be given back.
     *
     * @param note how the person knows
     * @throws RefusedException CONFLICT when nothing is unclear, or an order is on the line at this moment
     */
    public void decide(Caller caller, long purchaseId, boolean inTheMeter, String note) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not decide on a purchase.");
        }
        String stated = Written.reason("note", note, MAX_NOTE);
        Purchase seen = purchase(caller, purchaseId);
        lockMeter(seen.meterId());
        boolean over = seen.state().equals("UNCLEAR") && (seen.command() == null || orders.giveUp(seen.command()));
        Purchase purchase = locked(purchaseId);
        if (!purchase.state().equals("UNCLEAR")) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "purchase", "refused.notUnclear", "Nothing is unclear about this purchase.");
        }
        if (!over || !java.util.Objects.equals(purchase.command(), seen.command())) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "purchase", "refused.orderOnItsWay", "An order is with the meter at this moment: wait for its end.");
        }
        database.update("update meter_purchase set state = ?, number = case when ? then number end, held_back = null, ended_at = ?, ended_by = ?, why = ? where id = ?",
                inTheMeter ? "CREDITED" : "FAILED", inTheMeter, clock.instant(), caller.name(), stated, purchaseId);
        nextGoes(purchase.meterId());
        changed(purchase.meterId(), purchase.accountId());
    }

    /** Sends a failed purchase anew: behind those that are on their way, under the meter's next number. @throws RefusedException CONFLICT when it has not failed */
    public void sendAnew(Caller caller, long purchaseId) {
        if (!caller.mayTakeMoney()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not send a purchase.");
        }
        Purchase seen = purchase(caller, purchaseId);
        lockMeter(seen.meterId());
        Purchase purchase = locked(purchaseId);
        if (!purchase.state().equals("FAILED")) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "purchase", "refused.notFailed", "Only a failed purchase is sent anew.");
        }
        mustBeWhole(purchase);
        mustTake(seen.accountId(), seen.amountFen());
        database.update("update meter_purchase set state = 'PAID', ended_at = null, ended_by = null, why = null, alarmed_at = null, next_try_at = ? where id = ?", clock.instant(), purchaseId);
        sweep.soon(purchaseId);
        changed(purchase.meterId(), purchase.accountId());
    }

    /** @throws RefusedException NOT_FOUND when the caller's company has no such purchase */
    public Purchase purchase(Caller caller, long id) {
        return database.first(COLUMNS + "p.id = ?" + caller.scope().and("p.company_id"), MeterPurchases::row, id).orElseThrow(() -> RefusedException.notFound("purchase", id));
    }

    /** In front of the purchase, as {@link PurchaseSending} does. */
    private void lockMeter(int meterId) {
        database.one("select 1 from meter_state where meter_id = ? for update", row -> row.getInt(1), meterId);
    }

    private Purchase locked(long id) {
        return database.one(COLUMNS + "p.id = ? for update", MeterPurchases::row, id);
    }

    private static Purchase row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Purchase(row.getLong("id"), row.getInt("company_id"), row.getLong("account_id"), row.getInt("meter_id"), row.getLong("amount_fen"), row.getString("state"),
                row.getObject("command_id", Long.class));
    }

    private void changed(int meterId, long accountId) {
        pulse.changed("purchases", "meter:" + meterId, "account:" + accountId);
    }
}
