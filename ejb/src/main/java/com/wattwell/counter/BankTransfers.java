package com.wattwell.counter;

import com.wattwell.customer.PayableAccounts;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.HouseBalances;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.payment.Channel;
import com.wattwell.payment.Yuan;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.AccountCredited;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Transfers from the bank's statement. What was imported stands in SUSPENSE until somebody says whose it is (对公转账认领). A line of a statement is known by
 * the bank's reference: it comes in once, in however many files. What a payment channel pays out comes the same way, and is matched to its clearing account.
 */
@Stateless
public class BankTransfers {

    public static final int MAX_ROWS = 5_000;
    private static final long MAX_FEN = 100_000_000_000L;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private HouseBalances balances;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private PayableAccounts payable;
    @Inject
    private Event<AccountCredited> credited;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A line of the statement. */
    public record Line(String reference, LocalDate receivedOn, Long amountFen, String payer, String text) {
    }

    /** A transfer. @param accountId whose it is, or {@code null} @param channel whose pay-out it is, or {@code null} */
    public record Row(long id, int companyId, String reference, LocalDate receivedOn, long amountFen, String payer, String text, Instant importedAt, String importedBy, Long accountId,
                      String account, Channel channel, Instant matchedAt, String matchedBy) {
    }

    /**
     * Takes lines of a statement over.
     *
     * @return how many are new
     * @throws RefusedException naming the first line that is wrong; nothing is taken over then
     */
    public int take(Caller caller, Integer companyId, List<Line> lines) {
        mayKeep(caller);
        int company = caller.scope().companyForWriting(companyId);
        if (lines == null || lines.isEmpty() || lines.size() > MAX_ROWS) {
            throw RefusedException.invalid("lines", "refused.lines", "lines must be 1 to " + MAX_ROWS + ".", MAX_ROWS);
        }
        LocalDate today = today(company);
        for (int i = 0; i < lines.size(); i++) {
            check(i + 1, lines.get(i), today);
        }
        Instant now = clock.instant();
        record New(long id, String reference, LocalDate day, long amountFen) {
        }
        List<New> taken = database.list("""
                insert into bank_transfer (company_id, reference, received_on, amount_fen, payer, text, imported_at, imported_by)
                select ?, l.reference, l.day::date, l.amount, l.payer, l.text, ?, ? from unnest(?, ?, ?, ?, ?) as l (reference, day, amount, payer, text)
                on conflict (company_id, reference) do nothing returning id, reference, received_on, amount_fen""",
                row -> new New(row.getLong(1), row.getString(2), row.getObject(3, LocalDate.class), row.getLong(4)), company, now, caller.name(),
                texts(lines, Line::reference), lines.stream().map(line -> line.receivedOn().toString()).toArray(String[]::new), lines.stream().mapToLong(Line::amountFen).toArray(),
                texts(lines, Line::payer), texts(lines, Line::text));
        differing(company, lines);
        journal.post(taken.stream().map(each -> new JournalEntry(company, "transfer:" + each.reference(), EntryKind.SETTLEMENT, each.day(), each.reference(),
                new JournalEntry.Source("bank_transfer", Long.toString(each.id())), null,
                List.of(Posting.debit(LedgerAccount.of(HouseAccount.BANK), each.amountFen()), Posting.credit(LedgerAccount.of(HouseAccount.SUSPENSE), each.amountFen())))).toList());
        pulse.changed("transfers");
        return taken.size();
    }

    /** The same reference with another amount is another transfer, or a wrong file. */
    private void differing(int company, List<Line> lines) {
        database.first("""
                select l.reference from unnest(?, ?) as l (reference, amount) join bank_transfer t on t.company_id = ? and t.reference = l.reference where t.amount_fen <> l.amount limit 1""",
                row -> row.getString(1), texts(lines, Line::reference), lines.stream().mapToLong(Line::amountFen).toArray(), company).ifPresent(reference -> {
                    throw RefusedException.invalid("lines", "refused.transferDiffers", "lines: " + reference + " came before with another amount.", reference);
                });
    }

    /**
     * Says whose a transfer is.
     *
     * @throws RefusedException CONFLICT when it is somebody's already
     */
    public void match(Caller caller, long transferId, long accountId) {
        mayKeep(caller);
        Row transfer = held(caller, transferId);
        if (transfer.matchedAt() != null) {
            if (transfer.accountId() != null && transfer.accountId() == accountId) {
                return;
            }
            throw matched(transfer);
        }
        boolean inTheMeter = payable.mustTake(transfer.companyId(), accountId, transfer.amountFen())
                && database.one("select mode = 'PREPAID_METER' from customer_account where id = ?", row -> row.getBoolean(1), accountId);
        if (inTheMeter) {
            purchases.mustTake(accountId, transfer.amountFen());
        }
        Instant now = clock.instant();
        String key = matching(transferId);
        journal.post(List.of(new JournalEntry(transfer.companyId(), key, EntryKind.TRANSFER, today(transfer.companyId()), transfer.reference(),
                new JournalEntry.Source("bank_transfer", Long.toString(transferId)), null,
                List.of(Posting.debit(LedgerAccount.of(HouseAccount.SUSPENSE), transfer.amountFen()), Posting.credit(LedgerAccount.customer(accountId), transfer.amountFen())))));
        database.update("update bank_transfer set account_id = ?, matched_at = ?, matched_by = ? where id = ?", accountId, now, caller.name(), transferId);
        if (inTheMeter) {
            purchases.bought(transfer.companyId(), accountId, key, transfer.amountFen(), now);
        }
        credited.fire(new AccountCredited(transfer.companyId(), accountId, transfer.amountFen(), now, key));
        pulse.changed("transfers", "account:" + accountId, "prepaid");
    }

    /**
     * Says that a transfer is what a payment channel paid out (渠道结算款): the bank has what the channel held for us.
     *
     * @throws RefusedException CONFLICT when it is somebody's already, or more than is posted on the channel's clearing account
     */
    public void matchPayOut(Caller caller, long transferId, int merchantAccountId) {
        mayKeep(caller);
        Row transfer = held(caller, transferId);
        // the merchant account's row after the transfer's: two pay-outs at once do not both find enough
        Channel channel = database.first("select channel from merchant_account where id = ? and company_id = ? for no key update", row -> Channel.valueOf(row.getString(1)), merchantAccountId,
                transfer.companyId()).orElseThrow(() -> RefusedException.notFound("merchant account", merchantAccountId));
        if (transfer.matchedAt() != null) {
            if (transfer.channel() == channel) {
                return;
            }
            throw matched(transfer);
        }
        long held = balances.of(new Scope(transfer.companyId()), channel.clearing());
        if (held < transfer.amountFen()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "merchant", "refused.payOutTooMuch",
                    "The channel holds " + held + " fen for us by our books, less than it paid out: look at the differences of its statements.", Yuan.of(held));
        }
        journal.post(List.of(new JournalEntry(transfer.companyId(), matching(transferId), EntryKind.SETTLEMENT, today(transfer.companyId()), transfer.reference(),
                new JournalEntry.Source("bank_transfer", Long.toString(transferId)), null, List.of(Posting.debit(LedgerAccount.of(HouseAccount.SUSPENSE), transfer.amountFen()),
                Posting.credit(LedgerAccount.of(channel.clearing()), transfer.amountFen())))));
        database.update("update bank_transfer set merchant_account_id = ?, matched_at = ?, matched_by = ? where id = ?", merchantAccountId, clock.instant(), caller.name(), transferId);
        pulse.changed("transfers");
    }

    private Row held(Caller caller, long transferId) {
        return database.first(SELECT + "where t.id = ?" + caller.scope().and("t.company_id") + " for update of t", BankTransfers::row, transferId)
                .orElseThrow(() -> RefusedException.notFound("transfer", transferId));
    }

    /** Key of what a transfer is matched by: made of our own number, as the bank writes whatever it likes into its references. */
    private static String matching(long transferId) {
        return "transfer-matched:" + transferId;
    }

    private static RefusedException matched(Row transfer) {
        String whose = transfer.channel() == null ? transfer.account() : transfer.channel().name();
        return new RefusedException(RefusedException.Kind.CONFLICT, "transfer", "refused.transferMatched", "This transfer belongs to " + whose + ".", whose);
    }

    private static final String SELECT = """
            select t.*, a.number, m.channel from bank_transfer t left join customer_account a on a.id = t.account_id left join merchant_account m on m.id = t.merchant_account_id
            """;

    /** @param open only what is nobody's yet, the oldest first; else all, the newest first */
    public Page<Row> list(Scope scope, boolean open, Page.Request page) {
        String where = "where " + (open ? "t.matched_at is null" : "true") + scope.and("t.company_id");
        return new Page<>(database.list(SELECT + where + " order by t.id" + (open ? "" : " desc") + " limit ? offset ?", BankTransfers::row, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from bank_transfer t " + where, row -> row.getLong(1)));
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where t.id = ?" + scope.and("t.company_id"), BankTransfers::row, id);
    }

    private LocalDate today(int company) {
        return clock.instant().atZone(ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), company))).toLocalDate();
    }

    private static void check(int number, Line line, LocalDate today) {
        if (line.reference() == null || line.reference().isBlank() || line.reference().length() > 64 || line.payer() == null || line.payer().length() > 100
                || line.text() != null && line.text().length() > 200 || line.receivedOn() == null || line.receivedOn().isAfter(today.plusDays(1))
                || line.receivedOn().isBefore(today.minusYears(2)) || line.amountFen() == null || line.amountFen() < 1 || line.amountFen() > MAX_FEN) {
            throw RefusedException.invalid("lines", "refused.transferLine", "lines: line " + number + " must be reference, day, amount, payer and text.", number);
        }
    }

    private static String[] texts(List<Line> lines, Function<Line, String> text) {
        return lines.stream().map(text).map(each -> each == null ? "" : each.strip()).toArray(String[]::new);
    }

    private static void mayKeep(Caller caller) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not book transfers.");
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getString("reference"), row.getObject("received_on", LocalDate.class), row.getLong("amount_fen"), row.getString("payer"),
                row.getString("text"), Database.instant(row, "imported_at"), row.getString("imported_by"), row.getObject("account_id", Long.class), row.getString("number"),
                row.getString("channel") == null ? null : Channel.valueOf(row.getString("channel")), Database.instant(row, "matched_at"), row.getString("matched_by"));
    }
}
