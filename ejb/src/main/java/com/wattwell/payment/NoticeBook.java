package com.wattwell.payment;

import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps every notice of a known merchant account as it came, and what became of it. */
@Stateless
public class NoticeBook {

    static final int MOST_BODY = 16_000;
    private static final int MOST_HEADERS = 4_000;
    /** Notices that nobody signed, kept of one merchant account in an hour: anybody may send them. */
    private static final int MOST_BAD_AN_HOUR = 500;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** Whether another notice that is not believed may be kept, or there were too many lately. */
    public boolean hasRoomForBad(MerchantKeys merchant) {
        return database.one("select count(*) < ? from payment_notice where merchant_account_id = ? and received_at > ? and verdict in ('BAD_SIGNATURE', 'MALFORMED')",
                row -> row.getBoolean(1), MOST_BAD_AN_HOUR, merchant.accountId(), clock.instant().minus(Duration.ofHours(1)));
    }

    /** @return the notice's id */
    public long keep(MerchantKeys merchant, IncomingNotice notice) {
        String headers = new TreeMap<>(notice.headers()).toString();
        return database.one("""
                        insert into payment_notice (company_id, merchant_account_id, received_at, remote_address, headers, body, verdict) values (?, ?, ?, ?, ?, ?, ?) returning id""",
                row -> row.getLong(1), merchant.companyId(), merchant.accountId(), clock.instant(), cut(notice.remoteAddress(), 64), cut(headers, MOST_HEADERS),
                cut(notice.body().replace("\0", ""), MOST_BODY), Verdict.RECEIVED);
    }

    public void judged(long id, Verdict verdict, Trade.Paid paid, String orderNumber) {
        database.update("update payment_notice set verdict = ?, order_number = ?, trade_number = ?, amount_fen = cast(? as bigint), answered_at = ? where id = ?", verdict,
                paid != null ? cut(paid.orderNumber(), 64) : orderNumber, paid == null ? null : cut(paid.tradeNumber(), 64), paid == null ? null : paid.amountFen(), clock.instant(), id);
    }

    /** What was ordered under this number with this merchant. */
    public Optional<Long> orderedFen(MerchantKeys merchant, String orderNumber) {
        return database.first("select amount_fen from payment_order where merchant_account_id = ? and number = ?", row -> row.getLong(1), merchant.accountId(), orderNumber);
    }

    private static String cut(String text, int most) {
        return text == null ? "" : text.length() > most ? text.substring(0, most) : text;
    }
}
