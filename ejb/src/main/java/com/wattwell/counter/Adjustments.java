package com.wattwell.counter;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.prepayment.AccountCredited;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is done to balances at the desk without a tender, for one account or many from a list: subsidies (补贴), write-offs (核销), and arrears that are carried
 * in from elsewhere (期初欠费). A list is booked as a whole or not at all, and once for each token.
 */
@Stateless
public class Adjustments {

    /** Accounts of one list. */
    public static final int MAX_ROWS = 10_000;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private Event<AccountCredited> credited;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** What it is. */
    public enum Kind {
        /** Given by somebody else. */
        SUBSIDY(EntryKind.SUBSIDY, HouseAccount.SUBSIDIES, true),
        /** A debt that is given up: at most what is owed. */
        WRITE_OFF(EntryKind.WRITE_OFF, HouseAccount.WRITE_OFFS, true),
        /** A debt from an old system. */
        ARREARS(EntryKind.OPENING_BALANCE, HouseAccount.OPENING_BALANCES, false);

        private final EntryKind entry;
        private final HouseAccount house;
        private final boolean gives;

        Kind(EntryKind entry, HouseAccount house, boolean gives) {
            this.entry = entry;
            this.house = house;
            this.gives = gives;
        }
    }

    /** One account of a list. @param account its number */
    public record Line(String account, Long amountFen) {
    }

    /** What was done. */
    public record Row(long id, long accountId, String account, String customer, Kind kind, long amountFen, String reason, Instant at, String by) {
    }

    private record Known(long id, long balanceFen, boolean open, boolean inTheMeter) {
    }

    /**
     * Books a list.
     *
     * @param companyId {@code null} for the caller's own
     * @return how many accounts it was booked for; 0 when this token had been booked already
     * @throws RefusedException naming the first line that is wrong; nothing is booked then
     */
    public int book(Caller caller, Integer companyId, Kind kind, List<Line> lines, String why, String token) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not book by hand.");
        }
        int company = caller.scope().companyForWriting(companyId);
        Tokens.lock(database, company, token);
        if (database.one("select exists (select 1 from account_adjustment where company_id = ? and batch_token = ?)", row -> row.getBoolean(1), company, token)) {
            return 0;
        }
        if (kind == null) {
            throw RefusedException.invalid("kind", "refused.adjustmentKind", "kind must be SUBSIDY, WRITE_OFF or ARREARS.");
        }
        if (lines == null || lines.isEmpty() || lines.size() > MAX_ROWS) {
            throw RefusedException.invalid("lines", "refused.lines", "lines must be 1 to " + MAX_ROWS + ".", MAX_ROWS);
        }
        String reason = Written.reason(why);
        Map<String, Known> known = known(company, lines);
        Instant now = clock.instant();
        LocalDate day = now.atZone(ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), company))).toLocalDate();
        List<JournalEntry> entries = new ArrayList<>();
        List<Long> accounts = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String number = line.account() == null ? "" : line.account().strip();
            Known account = known.get(number);
            long amount = checked(i + 1, kind, number, line.amountFen(), account, seen.add(number));
            accounts.add(account.id());
            amounts.add(amount);
            long debit = kind.gives ? amount : -amount;
            entries.add(new JournalEntry(company, kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + token + ":" + account.id(), kind.entry, day, reason,
                    new JournalEntry.Source("account_adjustment", token), null,
                    List.of(new Posting(LedgerAccount.of(kind.house), debit), new Posting(LedgerAccount.customer(account.id()), -debit))));
        }
        journal.post(entries);
        database.update("""
                insert into account_adjustment (company_id, account_id, batch_token, kind, amount_fen, reason, at, by_name)
                select ?, l.account, ?, ?, l.amount, ?, ?, ? from unnest(?, ?) as l (account, amount)""", company, token, kind, reason, now, caller.name(),
                accounts.stream().mapToLong(Long::longValue).toArray(), amounts.stream().mapToLong(Long::longValue).toArray());
        for (int i = 0; i < entries.size() && kind.gives; i++) {
            credited.fire(new AccountCredited(company, accounts.get(i), amounts.get(i), now, entries.get(i).businessKey()));
        }
        accounts.forEach(account -> pulse.changed("account:" + account));
        pulse.changed("prepaid");
        return lines.size();
    }

    private Map<String, Known> known(int company, List<Line> lines) {
        Map<String, Known> known = new HashMap<>();
        String[] numbers = lines.stream().map(line -> line.account() == null ? "" : line.account().strip()).distinct().toArray(String[]::new);
        // the balances stay as they are read: two lists must not give up the same debt
        database.list("""
                select b.customer_account_id from ledger_balance b join customer_account a on a.id = b.customer_account_id
                where a.company_id = ? and a.number = any(?) order by b.customer_account_id for update of b""", row -> row.getLong(1), company, numbers);
        database.list("""
                select a.number, a.id, coalesce(b.balance_fen, 0), a.state = 'OPEN', a.mode = 'PREPAID_METER' from customer_account a
                left join ledger_balance b on b.customer_account_id = a.id where a.company_id = ? and a.number = any(?)""",
                row -> known.put(row.getString(1), new Known(row.getLong(2), row.getLong(3), row.getBoolean(4), row.getBoolean(5))), company, numbers);
        return known;
    }

    private static long checked(int number, Kind kind, String account, Long amountFen, Known known, boolean first) {
        if (known == null) {
            throw RefusedException.invalid("lines", "refused.lineAccount", "lines: line " + number + ": there is no account " + account + ".", number, account);
        }
        if (!first) {
            throw RefusedException.invalid("lines", "refused.lineTwice", "lines: line " + number + ": account " + account + " stands there twice.", number, account);
        }
        if (amountFen == null || amountFen < 1 || amountFen > Counter.MAX_FEN) {
            throw RefusedException.invalid("lines", "refused.lineAmount", "lines: line " + number + ": the amount must be from 0.01 to " + Counter.MAX_FEN / 100 + " yuan.", number,
                    Long.toString(Counter.MAX_FEN / 100));
        }
        if (kind != Kind.WRITE_OFF && !known.open()) {
            throw RefusedException.invalid("lines", "refused.lineClosed", "lines: line " + number + ": account " + account + " is closed.", number, account);
        }
        if (kind == Kind.SUBSIDY && known.inTheMeter()) {
            throw RefusedException.invalid("lines", "refused.lineInTheMeter", "lines: line " + number + ": the money of account " + account
                    + " is counted in its meter; it is recharged at the counter.", number, account);
        }
        if (kind == Kind.WRITE_OFF && amountFen > -known.balanceFen()) {
            throw RefusedException.invalid("lines", "refused.lineNotOwed", "lines: line " + number + ": account " + account + " does not owe that much.", number, account);
        }
        return amountFen;
    }

    /** What was done to an account, the newest first. */
    public Page<Row> ofAccount(Scope scope, long accountId, Page.Request page) {
        return list("where d.account_id = ?" + scope.and("d.company_id"), page, accountId);
    }

    /** What was done, the newest first. */
    public Page<Row> list(Scope scope, Page.Request page) {
        return list("where true" + scope.and("d.company_id"), page);
    }

    private Page<Row> list(String where, Page.Request page, Object... parameters) {
        List<Object> paged = new ArrayList<>(List.of(parameters));
        paged.add(page.size());
        paged.add(page.offset());
        return new Page<>(database.list("""
                select d.id, d.account_id, a.number, c.name, d.kind, d.amount_fen, d.reason, d.at, d.by_name from account_adjustment d
                join customer_account a on a.id = d.account_id join customer c on c.id = a.customer_id\s""" + where + " order by d.id desc limit ? offset ?",
                row -> new Row(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), Kind.valueOf(row.getString(5)), row.getLong(6), row.getString(7),
                        Database.instant(row, 8), row.getString(9)), paged.toArray()),
                page.page(), page.size(), database.one("select count(*) from account_adjustment d " + where, row -> row.getLong(1), parameters));
    }
}
