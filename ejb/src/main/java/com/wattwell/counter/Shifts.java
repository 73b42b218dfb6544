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
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cashiers' shifts: opened with the change in the till, closed by counting it (日结). What is missing or too much is explained and posted, so that the
 * books hold as much cash as the tills; what is brought to the bank is posted too.
 */
@Stateless
public class Shifts {

    public static final long MAX_FLOAT_FEN = 100_000_000;
    private static final long MAX_COUNTED_FEN = 1_000_000_000;

    private static final String SELECT = """
            select s.*, coalesce(t.cash_in, 0) as cash_in, coalesce(t.cash_out, 0) as cash_out, coalesce(t.card, 0) as card, coalesce(t.receipts, 0) as receipts,
                coalesce(t.reversed, 0) as reversed
            from cashier_shift s left join lateral (
                select sum(r.amount_fen) filter (where r.tender = 'CASH' and r.kind = 'RECHARGE' and r.reversed_at is null)::bigint as cash_in,
                    sum(r.amount_fen) filter (where r.tender = 'CASH' and r.kind = 'REFUND')::bigint as cash_out,
                    sum(r.amount_fen) filter (where r.tender = 'CARD' and r.kind = 'RECHARGE' and r.reversed_at is null)::bigint as card,
                    count(*)::int as receipts, (count(*) filter (where r.reversed_at is not null))::int as reversed
                from receipt r where r.shift_id = s.id) t on true
            """;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** How a shift ends. @param countedFen what is in the till @param depositFen of it, what is brought to the bank; @param explanation of a difference */
    public record Closing(Long countedFen, Long depositFen, String explanation) {
    }

    /**
     * Opens a shift; the same token again gives the same one.
     *
     * @throws RefusedException CONFLICT while the cashier has another one open
     */
    public Shift open(Caller caller, Integer companyId, Long floatFen, String token) {
        if (!caller.mayTakeMoney()) {
            throw forbidden();
        }
        int company = caller.scope().companyForWriting(companyId);
        Tokens.lock(database, company, token);
        Optional<Long> before = database.first("select id from cashier_shift where company_id = ? and token = ?", row -> row.getLong(1), company, token);
        if (before.isEmpty()) {
            if (floatFen == null || floatFen < 0 || floatFen > MAX_FLOAT_FEN) {
                throw RefusedException.invalid("float", "refused.amount", "float must be from 0 to " + MAX_FLOAT_FEN / 100 + " yuan.", "0", Long.toString(MAX_FLOAT_FEN / 100));
            }
            before = database.first("""
                    insert into cashier_shift (company_id, cashier, token, float_fen, opened_at) values (?, ?, ?, ?, ?) on conflict do nothing returning id""", row -> row.getLong(1),
                    company, caller.name(), token, floatFen, clock.instant());
            if (before.isEmpty()) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "shift", "refused.shiftOpen", "You have a shift open already.");
            }
            pulse.changed("shifts");
        }
        return byId(caller.scope(), before.get()).orElseThrow();
    }

    /**
     * Closes a shift. Its cashier does it, or who keeps the books.
     *
     * @throws RefusedException {@code explanation} when the till has more or less than it should and nobody says why
     */
    public Shift close(Caller caller, long shiftId, Closing closing) {
        if (!caller.mayTakeMoney()) {
            throw forbidden();
        }
        database.first("select id from cashier_shift s where s.id = ?" + caller.scope().and("s.company_id") + " for update", row -> row.getLong(1), shiftId)
                .orElseThrow(() -> RefusedException.notFound("shift", shiftId));
        Shift shift = byId(caller.scope(), shiftId).orElseThrow();
        if (!shift.cashier().equals(caller.name()) && !caller.mayKeepBooks()) {
            throw forbidden();
        }
        if (!shift.open()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "shift", "refused.shiftClosed", "The shift is closed already.");
        }
        long counted = inRange("counted", closing.countedFen(), MAX_COUNTED_FEN);
        long deposit = closing.depositFen() == null ? 0 : inRange("deposit", closing.depositFen(), counted);
        String explanation = Counter.text("explanation", closing.explanation(), Written.REASON);
        long difference = counted - shift.expectedFen();
        if (difference != 0 && explanation == null) {
            throw RefusedException.invalid("explanation", "refused.differenceUnexplained", "The till should have " + shift.expectedFen() + " fen: explain the difference.",
                    yuan(shift.expectedFen()), yuan(difference));
        }
        post(shift, difference, deposit, explanation);
        database.update("update cashier_shift set closed_at = ?, expected_fen = ?, counted_fen = ?, deposit_fen = ?, explanation = ?, closed_by = ? where id = ?",
                clock.instant(), shift.expectedFen(), counted, deposit, explanation, caller.name(), shiftId);
        pulse.changed("shift:" + shiftId, "shifts");
        return byId(caller.scope(), shiftId).orElseThrow();
    }

    private void post(Shift shift, long difference, long deposit, String explanation) {
        LocalDate day = clock.instant().atZone(ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), shift.companyId()))).toLocalDate();
        JournalEntry.Source source = new JournalEntry.Source("cashier_shift", Long.toString(shift.id()));
        List<JournalEntry> entries = new ArrayList<>();
        if (difference != 0) {
            entries.add(new JournalEntry(shift.companyId(), "shift:" + shift.id() + ":difference", EntryKind.SETTLEMENT, day, explanation, source, null,
                    List.of(new Posting(LedgerAccount.of(HouseAccount.CASH), difference), new Posting(LedgerAccount.of(HouseAccount.SUSPENSE), -difference))));
        }
        if (deposit != 0) {
            entries.add(new JournalEntry(shift.companyId(), "shift:" + shift.id() + ":deposit", EntryKind.SETTLEMENT, day, shift.cashier(), source, null,
                    List.of(Posting.debit(LedgerAccount.of(HouseAccount.BANK), deposit), Posting.credit(LedgerAccount.of(HouseAccount.CASH), deposit))));
        }
        journal.post(entries);
    }

    /** The shift that a cashier has open. */
    public Optional<Shift> ofCashier(Scope scope, String cashier) {
        return database.first(SELECT + "where s.cashier = ? and s.closed_at is null" + scope.and("s.company_id") + " order by s.id desc limit 1", Shifts::row, cashier);
    }

    public Optional<Shift> byId(Scope scope, long id) {
        return database.first(SELECT + "where s.id = ?" + scope.and("s.company_id"), Shifts::row, id);
    }

    /** The newest first. @param cashier {@code null} for all */
    public Page<Shift> list(Scope scope, String cashier, Page.Request page) {
        String where = "where (cast(? as text) is null or s.cashier = ?)" + scope.and("s.company_id");
        return new Page<>(database.list(SELECT + where + " order by s.id desc limit ? offset ?", Shifts::row, cashier, cashier, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from cashier_shift s " + where, row -> row.getLong(1), cashier, cashier));
    }

    private static long inRange(String field, Long fen, long most) {
        if (fen == null || fen < 0 || fen > most) {
            throw RefusedException.invalid(field, "refused.amount", field + " must be from 0 to " + most / 100 + " yuan.", "0", yuan(most));
        }
        return fen;
    }

    private static String yuan(long fen) {
        return java.math.BigDecimal.valueOf(fen, 2).toPlainString();
    }

    private static RefusedException forbidden() {
        return new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not do that with this shift.");
    }

    private static Shift row(ResultSet row) throws SQLException {
        long in = row.getLong("cash_in");
        long out = row.getLong("cash_out");
        Long expected = row.getObject("expected_fen", Long.class);
        return new Shift(row.getLong("id"), row.getInt("company_id"), row.getString("cashier"), Database.instant(row, "opened_at"), row.getLong("float_fen"), in, out, row.getLong("card"),
                expected == null ? row.getLong("float_fen") + in - out : expected, Database.instant(row, "closed_at"), row.getObject("counted_fen", Long.class),
                row.getObject("deposit_fen", Long.class), row.getString("explanation"), row.getInt("receipts"), row.getInt("reversed"));
    }
}
