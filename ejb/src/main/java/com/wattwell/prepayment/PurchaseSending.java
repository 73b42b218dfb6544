package com.wattwell.prepayment;

import com.wattwell.control.Purchases;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Orders that bring purchases to meters, one purchase and one transaction at a time: one that is refused takes no other with it. The meter numbers its
 * purchases, so only one of a meter is on its way: an unclear one first, then the oldest.
 */
@Stateless
public class PurchaseSending {

    /** Paid for so long and not in the meter is an alarm. */
    public static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int BATCH = 200;

    private static final String OPEN = "p.state in ('PAID', 'UNCLEAR')";
    private static final String ITS_TURN = OPEN + """
             and not exists (select 1 from command c where c.id = p.command_id and c.state in ('WAITING', 'SENT', 'ACCEPTED'))
            and not exists (select 1 from meter_purchase o where o.meter_id = p.meter_id and o.id <> p.id and o.state in ('PAID', 'UNCLEAR')
                and ((o.state <> 'UNCLEAR', o.id) < (p.state <> 'UNCLEAR', p.id)
                    or exists (select 1 from command c where c.id = o.command_id and c.state in ('WAITING', 'SENT', 'ACCEPTED'))))
            """;

    @Inject
    private Database database;
    @Inject
    private Purchases orders;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Open(long accountId, int meterId, long amountFen, Integer number, String entryKey, int tries, boolean unclear) {
    }

    private record Late(long id, int companyId, int meterId, long amountFen) {
    }

    /** Purchases whose turn it is and whose pause is over, the oldest first. */
    public List<Long> due() {
        return database.list("select p.id from meter_purchase p where " + ITS_TURN + " and p.next_try_at <= ? order by p.next_try_at, p.id limit ?", row -> row.getLong(1), clock.instant(), BATCH);
    }

    /**
     * Orders one purchase, if it is its turn. What was never sent goes to the meter that the account has now; without one it has failed.
     *
     * @throws com.wattwell.platform.RefusedException when the order cannot be given: {@link #later} keeps why
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void send(long purchaseId) {
        Open seen = database.first("select p.* from meter_purchase p where p.id = ? and " + OPEN, PurchaseSending::row, purchaseId).orElse(null);
        if (seen == null) {
            return;
        }
        Integer meter = seen.unclear() ? (Integer) seen.meterId() : MeterPurchases.meter(database, seen.accountId()).orElse(null);
        // in front of the purchase, as the ends of orders lock in this order; and so that two of one meter are not ordered at once
        database.one("select 1 from meter_state where meter_id = ? for update", row -> row.getInt(1), meter == null ? seen.meterId() : meter);
        Open open = database.first("select p.* from meter_purchase p where p.id = ? and " + ITS_TURN + " for update of p", PurchaseSending::row, purchaseId).orElse(null);
        if (open == null || open.unclear() != seen.unclear()) {
            return;
        }
        Instant now = clock.instant();
        if (meter == null) {
            database.update("update meter_purchase set state = 'FAILED', held_back = ?, ended_at = ?, ended_by = '' where id = ?", "held.noMeter", now, purchaseId);
        } else if (meter != open.meterId()) {
            database.update("update meter_purchase set meter_id = ?, number = null, next_try_at = ? where id = ?", meter, now, purchaseId); // its turn there is another
        } else {
            long command = orders.order(meter, open.amountFen(), open.number(), BigDecimal.valueOf(open.amountFen(), 2).toPlainString(), open.entryKey());
            database.update("update meter_purchase set command_id = ?, held_back = null, tries = tries + 1, next_try_at = ? where id = ?", command, now.plus(pause(open.tries())), purchaseId);
        }
        pulse.changed("purchases", "meter:" + open.meterId(), "account:" + open.accountId());
    }

    /** Keeps why a purchase could not be ordered, to be tried again; behind a transaction that failed. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void later(long purchaseId, String why) {
        database.update("update meter_purchase set next_try_at = ?, held_back = ? where id = ? and state in ('PAID', 'UNCLEAR')", clock.instant().plus(LONGEST_PAUSE), why, purchaseId);
        pulse.changed("purchases");
    }

    /** An alarm for each that is paid and not in its meter for too long. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void tellLate() {
        Instant now = clock.instant();
        for (Late late : database.list("select p.id, p.company_id, p.meter_id, p.amount_fen from meter_purchase p where " + OPEN
                + " and p.paid_at <= ? and p.alarmed_at is null order by p.id limit ? for update skip locked",
                row -> new Late(row.getLong(1), row.getInt(2), row.getInt(3), row.getLong(4)), now.minus(LATE), BATCH)) {
            database.update("update meter_purchase set alarmed_at = ? where id = ?", now, late.id());
            notices.write(Notices.Severity.ALARM, "purchaseLate", late.companyId(), null, late.meterId(), now, BigDecimal.valueOf(late.amountFen(), 2).toPlainString());
        }
    }

    private static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Open row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Open(row.getLong("account_id"), row.getInt("meter_id"), row.getLong("amount_fen"), Database.integer(row, "number"), row.getString("entry_key"), row.getInt("tries"),
                row.getString("state").equals("UNCLEAR"));
    }
}
