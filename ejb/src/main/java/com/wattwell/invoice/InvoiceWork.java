package com.wattwell.invoice;

import com.wattwell.invoice.InvoiceProvider.Item;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The rows of invoices that the provider is asked for. */
@Stateless
public class InvoiceWork {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(15);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int MOST_ITEMS = 100;

    @Inject
    private Database database;
    @Inject
    private InvoiceService service;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** An invoice this node asks for now. */
    public record Claimed(int companyId, InvoiceProvider.Wanted wanted) {
    }

    public List<Long> due(int most) {
        return database.list("select id from electronic_invoice where state = 'ASKED' and next_try <= ? order by next_try limit ?", row -> row.getLong(1), clock.instant(), most);
    }

    /** Whoever claims it asks; should he not come back, it is asked again under the same number. */
    public Optional<Claimed> claim(long id) {
        Instant now = clock.instant();
        Optional<Integer> attempts = database.first("""
                        update electronic_invoice set attempts = attempts + 1, next_try = ? where id = (select id from electronic_invoice where id = ? and state = 'ASKED'
                            and next_try <= ? for update skip locked) returning attempts""", row -> row.getInt(1), now.plus(Duration.ofMinutes(1)), id, now);
        return attempts.flatMap(attempt -> read(id));
    }

    private Optional<Claimed> read(long id) {
        record Head(int company, String zone, String sellerTitle, String sellerTaxNumber, String title, String taxNumber, long amount, long tax, String reason, String reversed, long bill,
                    boolean red) {
        }
        return database.first("""
                        select i.company_id, c.time_zone, p.seller_title, p.seller_tax_no, i.title, i.tax_number, i.amount_fen, i.tax_fen, i.reason, r.number, i.bill_id, i.kind = 'RED'
                        from electronic_invoice i join company c on c.id = i.company_id left join invoice_provider p on p.company_id = i.company_id
                        left join electronic_invoice r on r.id = i.reverses where i.id = ?""",
                row -> new Head(row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getLong(7), row.getLong(8), row.getString(9),
                        row.getString(10), row.getLong(11), row.getBoolean(12)), id).map(head -> new Claimed(head.company(), new InvoiceProvider.Wanted("wattwell-" + id, head.reversed(),
                head.reason(), text(head.sellerTitle()), text(head.sellerTaxNumber()), head.title(), head.taxNumber(), LocalDate.ofInstant(clock.instant(), ZoneId.of(head.zone())),
                head.amount(), head.tax(), items(head.bill(), head.red()))));
    }

    private List<Item> items(long bill, boolean red) {
        int sign = red ? -1 : 1;
        return database.list("""
                        select l.name_zh, sum(l.quantity), case p.commodity when 'WATER' then 'm³' else 'kWh' end, sum(l.amount_fen)::bigint, sum(l.tax_fen)::bigint
                        from bill_line l join usage_point p on p.id = l.usage_point_id where l.bill_id = ? group by 1, 3 order by min(l.number) limit ?""",
                row -> new Item(row.getString(1), row.getBigDecimal(2).stripTrailingZeros().toPlainString(), row.getString(3), sign * row.getLong(4), sign * row.getLong(5)), bill, MOST_ITEMS);
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    /** What the provider gave is kept as it came. */
    public void issued(long id, InvoiceProvider.Issued issued) {
        if (database.update("update electronic_invoice set state = 'ISSUED', number = ?, issued_at = ?, document_xml = ?, document_pdf = ?, failure = null, next_try = null"
                + " where id = ? and state = 'ASKED'", issued.number(), issued.at(), issued.xml(), issued.pdf(), id) == 0) {
            return;
        }
        database.update("update electronic_invoice set state = 'REVERSED' where id = (select reverses from electronic_invoice where id = ?) and state = 'ISSUED'", id);
        boolean late = database.one("select i.kind = 'BLUE' and b.state = 'CANCELLED' from electronic_invoice i join bill b on b.id = i.bill_id where i.id = ?",
                row -> row.getBoolean(1), id);
        if (late) {
            service.lateForItsBill(id);
        }
        changed(id);
    }

    public void refused(long id, String why) {
        database.update("update electronic_invoice set state = 'REFUSED', failure = ?, next_try = null where id = ? and state = 'ASKED'", cut(why), id);
        changed(id);
    }

    /** It is asked for again, after ever longer. */
    public void later(long id, String why) {
        int attempts = database.one("select attempts from electronic_invoice where id = ?", row -> row.getInt(1), id);
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(10, Math.max(0, attempts - 1)));
        database.update("update electronic_invoice set failure = ?, next_try = ? where id = ? and state = 'ASKED'", cut(why),
                clock.instant().plus(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay), id);
        changed(id);
    }

    private void changed(long id) {
        pulse.changed("invoices", "invoice:" + id);
    }

    private static String cut(String text) {
        return text == null ? "" : text.substring(0, Math.min(500, text.length()));
    }
}
