package com.wattwell.customer;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Sheet;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes accounts over from another system: customers, meters, tariffs, registers, what was charged of the running step year, and balances as
 * OPENING_BALANCE entries with the key {@code opening:<account number>}. A dry run shows each wrong row and the totals; a file that was taken
 * over once is not doubled when it comes again; and the books must say the same total as the file, or nothing stays.
 */
@Stateless
public class CutOver {

    @Inject
    private Database database;
    @Inject
    private AccountService accounts;
    @Inject
    private AccountEvents events;
    @Inject
    private Journal journal;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** @param refused why it cannot be taken over, or {@code null} */
    public record Line(int number, String text, RefusedException refused) {
    }

    /**
     * @param known      accounts that were taken over before
     * @param creditFen  what customers have with us
     * @param arrearsFen what customers owe, as a positive number
     */
    public record Totals(int rows, int accounts, int known, long creditFen, long arrearsFen) {
        public long netFen() {
            return creditFen - arrearsFen;
        }
    }

    /** What a dry run found. */
    public record Trial(List<Line> lines, Totals totals) {
        public long wrong() {
            return lines.stream().filter(line -> line.refused() != null).count();
        }
    }

    /** A file that was taken over. */
    public record Done(long id, LocalDate day, String fileName, int rows, int accounts, int opened, long creditFen, long arrearsFen, long postedFen, Instant at, String by) {
    }

    private record Parsed(Line line, CutOverRow row, Integer meterId, Integer tariffId, Long known) {
    }

    public byte[] template() {
        return Sheet.template("Cut-over", CutOverRow.HEADING, CutOverRow.EXAMPLE);
    }

    public List<Done> list(Scope scope, int most) {
        return database.list("select o.* from cut_over o where true" + scope.and("o.company_id") + " order by o.id desc limit ?", row -> new Done(row.getLong("id"),
                row.getObject("day", LocalDate.class), row.getString("file_name"), row.getInt("rows"), row.getInt("accounts"), row.getInt("opened"), row.getLong("credit_fen"),
                row.getLong("arrears_fen"), row.getLong("posted_fen"), Database.instant(row, "taken_at"), row.getString("taken_by")), most);
    }

    /** Only looks. */
    public Trial check(Caller caller, int companyId, byte[] file) {
        List<Parsed> parsed = parse(caller, companyId, file);
        return new Trial(parsed.stream().map(Parsed::line).toList(), totals(parsed));
    }

    /**
     * @param day             the first day that is charged here
     * @param expectedNetFen  what the other system says that all balances sum to
     * @throws RefusedException naming the first wrong row, or that totals differ; nothing is done then
     */
    public Done takeOver(Caller caller, int companyId, LocalDate day, byte[] file, String fileName, Long expectedNetFen) {
        List<Parsed> parsed = parse(caller, companyId, file);
        parsed.stream().map(Parsed::line).filter(line -> line.refused() != null).findFirst().ifPresent(CutOver::refuse);
        Totals totals = totals(parsed);
        if (expectedNetFen == null || expectedNetFen != totals.netFen()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "expected", "refused.cutOverTotal", "The rows sum to " + yuan(totals.netFen()) + " yuan; the other system's total differs.",
                    yuan(totals.netFen()));
        }
        Map<String, List<Parsed>> byAccount = new LinkedHashMap<>();
        parsed.forEach(each -> byAccount.computeIfAbsent(each.row().account(), number -> new ArrayList<>()).add(each));
        List<JournalEntry> entries = new ArrayList<>();
        byAccount.forEach((number, rows) -> {
            Long known = rows.getFirst().known();
            long account = known != null ? known : open(caller, companyId, day, number, rows);
            long balance = rows.stream().mapToLong(each -> each.row().balanceFen()).sum();
            if (balance != 0) {
                LedgerAccount customer = LedgerAccount.customer(account);
                LedgerAccount opening = LedgerAccount.of(HouseAccount.OPENING_BALANCES);
                // a repetition on a later day is the same fact of the first one's
                LocalDate valueDate = known == null ? day : database.one("select opened_on from customer_account where id = ?", row -> row.getObject(1, LocalDate.class), account);
                entries.add(new JournalEntry(companyId, "opening:" + number, EntryKind.OPENING_BALANCE, valueDate, "Taken over", new JournalEntry.Source("customer_account", Long.toString(account)), null,
                        List.of(new Posting(opening, balance), new Posting(customer, -balance))));
            }
        });
        for (int i = 0; i < entries.size(); i += Journal.MAX_ENTRIES) {
            journal.post(entries.subList(i, Math.min(i + Journal.MAX_ENTRIES, entries.size())));
        }
        long posted = posted(companyId, byAccount.keySet());
        if (posted != totals.netFen()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "file", "refused.cutOverProof", "The books say " + yuan(posted) + " yuan of these openings, the file "
                    + yuan(totals.netFen()) + ": an account was taken over with another balance before.", yuan(posted), yuan(totals.netFen()));
        }
        return done(caller, companyId, day, file, fileName, totals, posted);
    }

    private long open(Caller caller, int companyId, LocalDate day, String number, List<Parsed> rows) {
        CutOverRow first = rows.getFirst().row();
        List<AccountService.NewPoint> points = rows.stream().map(each -> new AccountService.NewPoint(each.meterId(), each.tariffId(), each.row().terms(),
                new UsagePoints.Facts(null, each.row().multiplier(), null, null), each.row().register())).toList();
        long account;
        try {
            account = accounts.open(caller, new AccountService.NewAccount(companyId, null, CustomerService.Details.of(first.customer(), first.phone()), number, first.mode(), first.household(),
                    day, points, null));
        } catch (RefusedException refused) {
            refuse(new Line(first.number(), number, refused));
            throw refused;
        }
        for (Parsed each : rows) {
            if (each.row().yearToDate().signum() > 0 || each.row().monthToDate().signum() > 0) {
                database.update("""
                        insert into usage_carried_in (usage_point_id, company_id, day, year_to_date, month_to_date)
                        select f.usage_point_id, f.company_id, ?, ?, ? from usage_point_meter f where f.meter_id = ? and f.to_at is null""", day, each.row().yearToDate(), each.row().monthToDate(),
                        each.meterId());
            }
        }
        events.write(companyId, account, day, AccountEvents.Kind.TAKEN_OVER, "", caller.name());
        return account;
    }

    /** What the books say of the openings of these accounts. */
    private long posted(int companyId, Set<String> numbers) {
        return database.one("""
                select coalesce(sum(p.amount_fen), 0)::bigint from journal_entry e join posting p on p.entry_id = e.id join ledger_account l on l.id = p.account_id
                where e.company_id = ? and e.business_key = any(?) and l.house = 'OPENING_BALANCES'""", row -> row.getLong(1), companyId,
                numbers.stream().map(number -> "opening:" + number).toArray(String[]::new));
    }

    private Done done(Caller caller, int companyId, LocalDate day, byte[] file, String fileName, Totals totals, long posted) {
        String name = fileName == null ? "" : fileName.length() > 200 ? fileName.substring(0, 200) : fileName;
        int opened = totals.accounts() - totals.known();
        long id = database.one("""
                insert into cut_over (company_id, day, file_name, file_hash, rows, accounts, opened, credit_fen, arrears_fen, posted_fen, taken_at, taken_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1), companyId, day, name, hash(file), totals.rows(), totals.accounts(), opened,
                totals.creditFen(), totals.arrearsFen(), posted, clock.instant(), caller.name());
        pulse.changed("accounts");
        return new Done(id, day, name, totals.rows(), totals.accounts(), opened, totals.creditFen(), totals.arrearsFen(), posted, clock.instant(), caller.name());
    }

    private static void refuse(Line line) {
        throw RefusedException.invalid("file", "refused.fileRow", "Row " + line.number() + ": " + line.refused().getMessage(), line.number(), line.text());
    }

    private static Totals totals(List<Parsed> parsed) {
        Map<String, Long> balances = new HashMap<>();
        Set<String> known = new HashSet<>();
        parsed.stream().filter(each -> each.line().refused() == null).forEach(each -> {
            balances.merge(each.row().account(), each.row().balanceFen(), Long::sum);
            if (each.known() != null) {
                known.add(each.row().account());
            }
        });
        return new Totals(parsed.size(), balances.size(), known.size(), balances.values().stream().filter(fen -> fen > 0).mapToLong(Long::longValue).sum(),
                -balances.values().stream().filter(fen -> fen < 0).mapToLong(Long::longValue).sum());
    }

    private List<Parsed> parse(Caller caller, int companyId, byte[] file) {
        CustomerService.mayServe(caller, companyId);
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only who keeps the books takes balances over.");
        }
        List<Sheet.Row> rows = Sheet.read(file);
        if (rows.isEmpty()) {
            throw RefusedException.invalid("file", "refused.fileEmpty", "The file has no row below its heading.");
        }
        Set<String> meters = new HashSet<>();
        Map<String, Long> known = new HashMap<>();
        database.list("select a.number, a.id from customer_account a where a.company_id = ? and a.number = any(?)", row -> known.put(row.getString(1), row.getLong(2)), companyId,
                rows.stream().map(row -> row.cell(0).toUpperCase(java.util.Locale.ROOT)).distinct().toArray(String[]::new));
        List<Parsed> parsed = new ArrayList<>();
        for (Sheet.Row row : rows) {
            try {
                parsed.add(parse(companyId, row, meters, known));
            } catch (RefusedException refused) {
                parsed.add(new Parsed(new Line(row.number(), row.shown(), refused), null, null, null, null));
            }
        }
        return parsed;
    }

    private Parsed parse(int companyId, Sheet.Row raw, Set<String> meters, Map<String, Long> known) {
        CutOverRow row = CutOverRow.of(raw);
        CustomerService.checked(CustomerService.Details.of(row.customer(), row.phone()));
        if (!row.account().matches("[0-9A-Z-]{4,24}")) {
            throw RefusedException.invalid("number", "refused.accountNumber", "number must be 4 to 24 digits, capital letters or hyphens.");
        }
        if (!meters.add(row.meter())) {
            throw RefusedException.invalid("meter", "refused.meterTwice", "The same meter stands there twice.");
        }
        record Meter(int id, String commodity, String account) {
        }
        List<Meter> found = database.list("""
                select m.id, mm.commodity, a.number from meter m join meter_model mm on mm.id = m.model_id left join usage_point_meter f on f.meter_id = m.id and f.to_at is null
                left join agreement g on g.usage_point_id = f.usage_point_id and g.to_day is null left join customer_account a on a.id = g.account_id
                where m.address = ? and m.company_id = ? limit 2""", each -> new Meter(each.getInt(1), each.getString(2), each.getString(3)), row.meter(), companyId);
        if (found.size() != 1) {
            throw RefusedException.invalid("meter", found.isEmpty() ? "refused.rowMeter" : "refused.rowMeters",
                    (found.isEmpty() ? "There is no meter " : "There are several meters ") + row.meter() + ".", row.meter());
        }
        Meter meter = found.getFirst();
        Long account = known.get(row.account());
        if (meter.account() != null && !meter.account().equals(row.account()) || account != null && meter.account() == null) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "meter", "refused.meterTaken", "The meter belongs to another account.", meter.account() == null ? row.account() : meter.account());
        }
        int tariff = database.first("select id from tariff where company_id = ? and code = ? and commodity = ?", each -> each.getInt(1), companyId, row.tariff(), meter.commodity())
                .orElseThrow(() -> RefusedException.invalid("tariff", "refused.tariffUnknown", "There is no tariff " + row.tariff() + " for " + meter.commodity() + ".", meter.commodity()));
        return new Parsed(new Line(raw.number(), raw.shown(), null), row, meter.id(), tariff, account);
    }

    private static String yuan(long fen) {
        return java.math.BigDecimal.valueOf(fen, 2).toPlainString();
    }

    private static byte[] hash(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }
}
