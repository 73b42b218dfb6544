package com.wattwell.prepayment;

import com.wattwell.control.CommandEnded;
import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandState;
import com.wattwell.control.Purchases;
import com.wattwell.identity.Caller;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Money that was taken for a meter that counts it itself. From the moment it is paid it is <em>paid, not yet in the meter</em>, with its age; an order
 * brings it there, and another when that one ended without effect, with growing pauses and for ever. It ends as credited, which the meter's own counter
 * proves, or as a refund that a person decided. Purchases of one meter go one after the other.
 */
@Stateless
public class MeterPurchases {

    /** Paid for so long and not in the meter is an alarm. */
    public static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int BATCH = 200;
    private static final int MAX_WHY = 200;

    @Inject
    private Database database;
    @Inject
    private Purchases orders;
    @Inject
    private Journal journal;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Open(long id, int companyId, int meterId, String entryKey, long accountId, long amountFen, Integer number, Long command, int tries) {
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
        return meters(accountId).size() == 1;
    }

    private List<Integer> meters(long accountId) {
        return database.list("""
                select f.meter_id from agreement g join usage_point_meter f on f.usage_point_id = g.usage_point_id and f.to_at is null
                where g.account_id = ? and g.to_day is null order by f.meter_id limit 2""", row -> row.getInt(1), accountId);
    }

    private int meter(long accountId) {
        List<Integer> meters = meters(accountId);
        if (meters.size() != 1) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.notOneMeter", "An account whose money is counted in the meter has one meter.");
        }
        return meters.getFirst();
    }

    /** Money for the account's meter has been posted: in the same transaction it begins its way. */
    public void bought(int companyId, long accountId, String entryKey, long amountFen, Instant paidAt) {
        int meter = meter(accountId);
        database.update("""
                insert into meter_purchase (company_id, account_id, meter_id, entry_key, amount_fen, paid_at, next_try_at) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (company_id, entry_key) do nothing""", companyId, accountId, meter, entryKey, amountFen, paidAt, paidAt);
        send("p.company_id = ? and p.entry_key = ?", companyId, entryKey);
        pulse.changed("purchases", "meter:" + meter);
    }

    /** Orders what is due to be tried, and tells what is late. */
    public void tryAgain() {
        send("p.next_try_at <= ?", clock.instant());
        for (Open late : open("p.paid_at <= ? and p.alarmed_at is null", clock.instant().minus(LATE))) {
            database.update("update meter_purchase set alarmed_at = ? where id = ?", clock.instant(), late.id());
            notices.write(Notices.Severity.ALARM, "purchaseLate", late.companyId(), null, late.meterId(), clock.instant(), BigDecimal.valueOf(late.amountFen(), 2).toPlainString());
        }
    }

    /** The oldest of each meter goes; others wait for it. */
    private void send(String condition, Object... parameters) {
        for (Open purchase : open(condition + """
                 and not exists (select 1 from meter_purchase o where o.meter_id = p.meter_id and o.state = 'PAID' and o.id < p.id)
                and not exists (select 1 from command c where c.id = p.command_id and c.state in ('WAITING', 'SENT', 'ACCEPTED'))""", parameters)) {
            try {
                long command = orders.order(purchase.meterId(), purchase.amountFen(), purchase.number(), BigDecimal.valueOf(purchase.amountFen(), 2).toPlainString(), purchase.entryKey());
                database.update("update meter_purchase set command_id = ?, tries = tries + 1, next_try_at = ? where id = ?", command,
                        clock.instant().plus(pause(purchase.tries())), purchase.id());
            } catch (RefusedException e) {
                database.update("update meter_purchase set next_try_at = ? where id = ?", clock.instant().plus(LONGEST_PAUSE), purchase.id());
            }
        }
    }

    private static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private List<Open> open(String condition, Object... parameters) {
        List<Object> all = new java.util.ArrayList<>(List.of(parameters));
        all.add(BATCH);
        return database.list("select p.* from meter_purchase p where p.state = 'PAID' and " + condition + " order by p.id limit ? for update skip locked",
                row -> new Open(row.getLong("id"), row.getInt("company_id"), row.getInt("meter_id"), row.getString("entry_key"), row.getLong("account_id"), row.getLong("amount_fen"),
                        Database.integer(row, "number"), row.getObject("command_id", Long.class), row.getInt("tries")), all.toArray());
    }

    /** What the meter proved ends here; in the transaction that wrote the command's end. */
    public void ended(@Observes CommandEnded ended) {
        if (ended.kind() != CommandKind.RECHARGE) {
            return;
        }
        Instant now = clock.instant();
        if (ended.state() == CommandState.CONFIRMED) {
            String[] told = ended.detail().split("\\|");
            database.update("update meter_purchase set state = 'CREDITED', number = ?, ended_at = ?, ended_by = '' where command_id = ? and state = 'PAID'",
                    Integer.parseInt(told[1]), ended.at(), ended.commandId());
            database.update("""
                    insert into meter_remaining (meter_id, company_id, remaining_fen, purchases, read_at, books_fen)
                    select ?, ?, ?, ?, ?, (select b.balance_fen from meter_purchase p join ledger_balance b on b.customer_account_id = p.account_id where p.command_id = ?)
                    on conflict (meter_id) do update set remaining_fen = excluded.remaining_fen, purchases = excluded.purchases, read_at = excluded.read_at, books_fen = excluded.books_fen""",
                    ended.meterId(), ended.companyId(), new BigDecimal(told[2]).movePointRight(2).longValue(), Integer.parseInt(told[1]), ended.at(), ended.commandId());
            database.update("update meter_purchase set next_try_at = ? where meter_id = ? and state = 'PAID'", now, ended.meterId());
        } else {
            database.update("""
                    update meter_purchase p set number = case when c.acts > 0 then (c.parameters ->> 'number')::int else p.number end from command c
                    where p.command_id = c.id and c.id = ? and p.state = 'PAID'""", ended.commandId());
        }
        pulse.changed("purchases", "meter:" + ended.meterId());
    }

    /** Takes back what was not sent, with its recharge. @throws RefusedException CONFLICT when it may be in the meter */
    public void takeBack(int companyId, String entryKey, String why, String by) {
        Optional<Open> purchase = open("p.company_id = ? and p.entry_key = ?", companyId, entryKey).stream().findFirst();
        boolean any = database.one("select exists (select 1 from meter_purchase where company_id = ? and entry_key = ?)", row -> row.getBoolean(1), companyId, entryKey);
        if (purchase.isEmpty()) {
            if (any) {
                throw inTheMeter();
            }
            return;
        }
        notSent(purchase.get());
        database.update("update meter_purchase set state = 'REFUNDED', ended_at = ?, ended_by = ?, why = ? where id = ?", clock.instant(), by, why, purchase.get().id());
    }

    /**
     * Gives a purchase back that never reached its meter: the money goes out of the till or the bank account, and the purchase is over.
     *
     * @param from CASH or BANK
     * @param why  a person's reason
     * @throws RefusedException CONFLICT while it may still be in the meter: its counter decides
     */
    public void refund(Caller caller, long purchaseId, HouseAccount from, String why) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not give a purchase back.");
        }
        if (why == null || why.isBlank() || why.strip().length() > MAX_WHY) {
            throw RefusedException.invalid("reason", "refused.reason", "reason must have 1 to " + MAX_WHY + " characters.", MAX_WHY);
        }
        if (from != HouseAccount.CASH && from != HouseAccount.BANK) {
            throw RefusedException.invalid("tender", "refused.refundTender", "tender must be CASH or BANK.");
        }
        Open purchase = open("p.id = ?" + caller.scope().and("p.company_id"), purchaseId).stream().findFirst().orElseThrow(() -> RefusedException.notFound("open purchase", purchaseId));
        notSent(purchase);
        Instant now = clock.instant();
        LocalDate day = now.atZone(ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), purchase.companyId()))).toLocalDate();
        journal.post(List.of(new JournalEntry(purchase.companyId(), "purchase:" + purchase.id() + ":refund", EntryKind.REFUND, day, why.strip(),
                new JournalEntry.Source("meter_purchase", Long.toString(purchase.id())), null,
                List.of(Posting.debit(LedgerAccount.customer(purchase.accountId()), purchase.amountFen()), Posting.credit(LedgerAccount.of(from), purchase.amountFen())))));
        database.update("update meter_purchase set state = 'REFUNDED', ended_at = ?, ended_by = ?, why = ? where id = ?", now, caller.name(), why.strip(), purchase.id());
        pulse.changed("purchases", "account:" + purchase.accountId());
    }

    /** @throws RefusedException when an order with it has gone out, or is just going */
    private void notSent(Open purchase) {
        if (purchase.command() == null) {
            return;
        }
        boolean acted = database.one("select exists (select 1 from command c where c.kind = 'RECHARGE' and c.meter_id = ? and c.requested_by = ? and c.acts > 0)",
                row -> row.getBoolean(1), purchase.meterId(), purchase.entryKey());
        boolean over = database.one("select state not in ('WAITING', 'SENT', 'ACCEPTED') from command where id = ?", row -> row.getBoolean(1), purchase.command());
        if (acted || !over && !orders.withdraw(purchase.command(), "withdrawn.refund")) {
            throw inTheMeter();
        }
    }

    private static RefusedException inTheMeter() {
        return new RefusedException(RefusedException.Kind.CONFLICT, "purchase", "refused.perhapsInMeter", "It is in the meter, or may be: its counter has to say so first.");
    }
}
