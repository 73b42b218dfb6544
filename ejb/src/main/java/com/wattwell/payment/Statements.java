package com.wattwell.payment;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.payment.Reconciliation.Fact;
import com.wattwell.payment.Reconciliation.Found;
import com.wattwell.payment.StatementFile.Kind;
import com.wattwell.payment.StatementFile.Line;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * The channels' statements of each day: kept as they came, their lines compared with our facts, their fees posted, and every difference
 * written into the work list. Reconciling a day again adds only what is new.
 */
@Stateless
public class Statements {

    /** Channel time from which yesterday's statement is there. */
    static final LocalTime READY = LocalTime.of(10, 30);
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final int MOST_ATTEMPTS = 60;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A statement to be fetched. */
    public record Due(long id, int merchantAccountId, LocalDate day, int attempts) {
    }

    /** Yesterday's statement of every merchant account is due; makes the rows. One that a person has looked at too early is fetched again. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void plan() {
        LocalDate yesterday = clock.instant().atZone(Channel.ZONE).toLocalDate().minusDays(1);
        database.update("""
                insert into channel_statement (company_id, merchant_account_id, day, state, next_attempt_at) select company_id, id, ?, 'WAITING', ? from merchant_account where enabled
                on conflict (merchant_account_id, day) do update set next_attempt_at = excluded.next_attempt_at
                    where channel_statement.next_attempt_at is null and channel_statement.fetched_at < excluded.next_attempt_at""", yesterday, readyAt(yesterday));
    }

    /** Before this a channel may say that there was nothing, and mean that it has not counted yet. */
    static Instant readyAt(LocalDate day) {
        return day.plusDays(1).atTime(READY).atZone(Channel.ZONE).toInstant();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Due> claimDue(int most) {
        Instant now = clock.instant();
        return database.list("""
                        with due as (select id from channel_statement where next_attempt_at <= ? and (claimed_until is null or claimed_until <= ?)
                            order by next_attempt_at limit ? for update skip locked)
                        update channel_statement s set claimed_until = ?, attempts = attempts + 1 from due where s.id = due.id
                        returning s.id, s.merchant_account_id, s.day, s.attempts""",
                row -> new Due(row.getLong(1), row.getInt(2), row.getObject(3, LocalDate.class), row.getInt(4)), now, now, most, now.plus(CLAIM));
    }

    /** A person wants the statement of a day now, perhaps once more. @return the row to fetch */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Due want(Caller caller, int merchantAccountId, LocalDate day) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance reconciles.");
        }
        LocalDate today = clock.instant().atZone(Channel.ZONE).toLocalDate();
        if (day == null || day.isAfter(today) || day.isBefore(today.minusDays(90))) {
            throw RefusedException.invalid("day", "refused.statementDay", "day must be one of the last 90 days.");
        }
        int company = database.first("select company_id from merchant_account where id = ?" + caller.scope().and("company_id"), row -> row.getInt(1), merchantAccountId)
                .orElseThrow(() -> RefusedException.notFound("merchant account", merchantAccountId));
        return database.one("""
                        insert into channel_statement (company_id, merchant_account_id, day, state, claimed_until) values (?, ?, ?, 'WAITING', ?)
                        on conflict (merchant_account_id, day) do update set claimed_until = excluded.claimed_until returning id, attempts""",
                row -> new Due(row.getLong(1), merchantAccountId, day, row.getInt(2)), company, merchantAccountId, day, clock.instant().plus(CLAIM));
    }

    /** It could not be fetched: again later. */
    public void later(Due due, String why) {
        database.update("""
                update channel_statement set failure = ?, claimed_until = null,
                    next_attempt_at = case when (state = 'WAITING' or next_attempt_at is not null) and attempts < ? then greatest(?::timestamptz, ?::timestamptz) end where id = ?""", why, MOST_ATTEMPTS,
                clock.instant().plus(Duration.ofMinutes(Math.min(10L * Math.max(due.attempts(), 1), 360))), readyAt(due.day()), due.id());
        pulse.changed("reconciliation");
    }

    /** Keeps a statement and compares it. @param file empty when the channel says that there was nothing */
    public void keep(MerchantKeys merchant, Due due, Optional<StatementFile> file) {
        database.one("select id from channel_statement where id = ? for update", row -> row.getLong(1), due.id());
        database.update("delete from channel_statement_line where statement_id = ?", due.id());
        List<Line> lines = file.map(StatementFile::lines).orElse(List.of());
        database.update("""
                insert into channel_statement_line (statement_id, line, company_id, kind, trade_number, order_number, refund_number, amount_fen, fee_fen, at)
                select ?, l.line, ?, l.kind, l.trade, l.order_number, nullif(l.refund, ''), l.amount, l.fee, l.at::timestamptz
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[]) with ordinality l(kind, trade, order_number, refund, amount, fee, at, line)""",
                due.id(), merchant.companyId(), texts(lines, line -> line.kind().name()), texts(lines, Line::tradeNumber), texts(lines, Line::orderNumber),
                texts(lines, line -> line.refundNumber() == null ? "" : line.refundNumber()), lines.stream().mapToLong(Line::amountFen).toArray(),
                lines.stream().mapToLong(Line::feeFen).toArray(), texts(lines, line -> line.at().toString()));
        long fee = lines.stream().mapToLong(Line::feeFen).sum();
        database.update("""
                update channel_statement set state = ?, file_name = ?, file = ?, fetched_at = ?, failure = null, claimed_until = null, next_attempt_at = null, payments = ?, refunds = ?,
                    paid_fen = ?, refunded_fen = ?, fee_fen = ? where id = ?""", file.isPresent() ? "FETCHED" : "EMPTY", file.map(StatementFile::name).orElse(null),
                file.map(StatementFile::content).orElse(null), clock.instant(), lines.stream().filter(line -> line.kind() == Kind.PAYMENT).count(),
                lines.stream().filter(line -> line.kind() == Kind.REFUND).count(), sum(lines, Kind.PAYMENT), sum(lines, Kind.REFUND), fee, due.id());
        postFee(merchant, due, fee);
        compare(merchant, due, lines);
        pulse.changed("reconciliation");
    }

    /** What the channel has kept; a statement that is fetched again with another fee posts the difference. */
    private void postFee(MerchantKeys merchant, Due due, long fee) {
        String prefix = "fee:" + merchant.accountId() + ":" + due.day();
        long before = database.one("""
                select coalesce(sum(p.amount_fen), 0) from journal_entry e join posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id
                where e.company_id = ? and e.source_table = 'channel_statement' and e.source_id = ? and a.house = 'CHANNEL_FEES'""", row -> row.getLong(1), merchant.companyId(),
                Long.toString(due.id()));
        long more = fee - before;
        if (more == 0) {
            return;
        }
        long entry = journal.post(List.of(new JournalEntry(merchant.companyId(), prefix + ":" + fee + (before == 0 ? "" : ":" + before), EntryKind.SETTLEMENT, due.day(),
                merchant.channel() + " fee " + due.day(), new JournalEntry.Source("channel_statement", Long.toString(due.id())), null,
                List.of(new Posting(LedgerAccount.of(HouseAccount.CHANNEL_FEES), more), new Posting(LedgerAccount.of(merchant.channel().clearing()), -more))))).getFirst().entryId();
        database.update("update channel_statement set entry_id = ? where id = ?", entry, due.id());
    }

    private void compare(MerchantKeys merchant, Due due, List<Line> lines) {
        // ours of the day, and whatever of other days the statement names: a payment just before midnight stands in the next one
        List<Fact> facts = database.list("""
                        select p.trade_number, p.order_number, null as refund_number, coalesce(p.channel_fen, p.amount_fen), p.channel_day = ? and not exists (select 1 from channel_statement_line l
                                join channel_statement s on s.id = l.statement_id where s.merchant_account_id = p.merchant_account_id and l.trade_number = p.trade_number
                                and l.kind = 'PAYMENT' and s.id <> ?) as of_the_day
                        from payment p where p.merchant_account_id = ? and p.reversal_id is null and (p.channel_day = ? or p.company_id = ? and p.trade_number = any(?))
                        union all
                        select p.trade_number, p.order_number, r.number, coalesce(r.channel_fen, r.amount_fen), coalesce(r.channel_day = ?, false) and not exists (select 1 from channel_statement_line l
                                where l.company_id = r.company_id and l.trade_number = p.trade_number and coalesce(l.refund_number, '') = r.number and l.kind = 'REFUND'
                                and l.statement_id <> ?)
                        from payment_refund r join payment p on p.id = r.payment_id
                        where p.merchant_account_id = ? and r.state <> 'FAILED' and (r.channel_day = ? or p.company_id = ? and p.trade_number = any(?))""",
                row -> new Fact(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getBoolean(5)),
                due.day(), due.id(), merchant.accountId(), due.day(), merchant.companyId(), texts(lines, Line::tradeNumber),
                due.day(), due.id(), merchant.accountId(), due.day(), merchant.companyId(), texts(lines, Line::tradeNumber));
        List<Found> found = Reconciliation.compare(lines, facts, merchant.feePpm());
        Instant now = clock.instant();
        database.update("""
                update reconciliation_difference d set state = 'RESOLVED', decided_at = ? where d.state = 'OPEN' and d.statement_id = ? and not (d.kind || '/' || d.trade_number || '/'
                    || d.refund_number = any(?))""", now, due.id(), texts(found, each -> each.kind() + "/" + each.tradeNumber() + "/" + none(each.refundNumber())));
        // what was missing there may have come in this one
        database.update("""
                update reconciliation_difference d set state = 'RESOLVED', decided_at = ? from channel_statement s where s.id = d.statement_id and s.merchant_account_id = ?
                and d.state = 'OPEN' and d.kind = 'MISSING_THERE' and exists (select 1 from channel_statement_line l where l.statement_id = ? and l.trade_number = d.trade_number
                    and coalesce(l.refund_number, '') = d.refund_number)""", now, merchant.accountId(), due.id());
        int added = 0;
        for (Found each : found) {
            added += database.update("""
                    insert into reconciliation_difference (company_id, statement_id, kind, of_refund, trade_number, order_number, refund_number, here_fen, there_fen, found_at)
                    values (?, ?, ?, ?, ?, ?, ?, cast(? as bigint), cast(? as bigint), ?) on conflict (statement_id, kind, trade_number, refund_number) do nothing""",
                    merchant.companyId(), due.id(), each.kind(), each.ofRefund(), each.tradeNumber(), each.orderNumber(), none(each.refundNumber()), each.hereFen(), each.thereFen(), now);
        }
        if (added > 0) {
            notices.write(Notices.Severity.WARNING, "reconciliation", merchant.companyId(), null, null, now, merchant.channel() + " " + due.day() + ": " + added);
        }
    }

    private static String none(String text) {
        return text == null ? "" : text;
    }

    private static <T> String[] texts(List<T> all, java.util.function.Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static long sum(List<Line> lines, Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).mapToLong(Line::amountFen).sum();
    }

    /** A statement's file as it came. */
    public record File(String name, byte[] content) {
    }

    public Optional<File> file(Scope scope, long id) {
        return database.first("select file_name, file from channel_statement where id = ? and file is not null" + scope.and("company_id"), Statements::file, id);
    }

    private static File file(ResultSet row) throws SQLException {
        return new File(row.getString(1), row.getBytes(2));
    }
}
