package com.wattwell.prepayment;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.platform.Database;
import com.wattwell.tariff.ChargeLine;
import com.wattwell.tariff.Commodity;
import com.wattwell.usage.book.ReadingRefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The lines of charges, each with the readings it stands on and the key of the journal entry that took it; written once, in sets. */
@ApplicationScoped
public class ChargeLines {

    @Inject
    private Database database;

    /** Whose lines they are. */
    public enum Kind {
        /** Of one account and local day. */
        DAY,
        /** Of a bill. */
        BILL
    }

    /**
     * A line that was charged.
     *
     * @param entryKey business key of the journal entry
     * @param number   within the entry, from 1
     * @param from     what was charged: the day, or the bill's period
     */
    public record Charged(int companyId, long accountId, long usagePointId, long agreementId, Kind kind, String entryKey, int number, LocalDate from, LocalDate to, ChargeLine line) {
    }

    /** What lines make of the books: the customer owes their sum, and each stands as revenue or tax where it belongs. Empty when nothing is left to post. */
    public static List<Posting> postings(long accountId, List<ChargeLine> lines, Commodity commodity) {
        Map<HouseAccount, Long> credits = new EnumMap<>(HouseAccount.class);
        add(credits, lines, commodity);
        return postings(accountId, credits);
    }

    /** Adds what lines of a commodity give to each house account. */
    static void add(Map<HouseAccount, Long> credits, List<ChargeLine> lines, Commodity commodity) {
        for (ChargeLine line : lines) {
            credits.merge(line.kind().revenue(commodity), line.amountFen() - line.taxFen(), Math::addExact);
            credits.merge(HouseAccount.OUTPUT_TAX, line.taxFen(), Math::addExact);
        }
    }

    static List<Posting> postings(long accountId, Map<HouseAccount, Long> credits) {
        List<Posting> postings = new ArrayList<>();
        long total = 0;
        for (Map.Entry<HouseAccount, Long> credit : credits.entrySet()) {
            if (credit.getValue() != 0) {
                postings.add(Posting.credit(LedgerAccount.of(credit.getKey()), credit.getValue()));
                total = Math.addExact(total, credit.getValue());
            }
        }
        if (total != 0) {
            postings.addFirst(Posting.debit(LedgerAccount.customer(accountId), total));
        }
        return postings;
    }

    /** Writes them with one statement. */
    public void write(List<Charged> lines) {
        if (lines.isEmpty()) {
            return;
        }
        database.update("""
                insert into charge_line (company_id, account_id, usage_point_id, agreement_id, kind, entry_key, number, from_day, to_day, line_kind, rule_id, name_zh, name_en,
                    tariff_code, tariff_version, line_from, line_to, register, step, quantity, unit_price, amount_fen, tax_fen, detail, readings, estimated)
                select company, account, point, agreement, kind, key, number, from_day::date, to_day::date, line_kind, rule, zh, en, code, version, line_from::date, line_to::date,
                    register, step, quantity::numeric, price::numeric, amount, tax, detail, readings::jsonb, estimated = 1
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as l (company, account, point, agreement, kind, key, number, from_day, to_day,
                    line_kind, rule, zh, en, code, version, line_from, line_to, register, step, quantity, price, amount, tax, detail, readings, estimated)""",
                lines.stream().mapToInt(Charged::companyId).toArray(), lines.stream().mapToLong(Charged::accountId).toArray(), lines.stream().mapToLong(Charged::usagePointId).toArray(),
                lines.stream().mapToLong(Charged::agreementId).toArray(), texts(lines, Charged::kind), texts(lines, Charged::entryKey), lines.stream().mapToInt(Charged::number).toArray(),
                texts(lines, Charged::from), texts(lines, Charged::to), of(lines, ChargeLine::kind), of(lines, ChargeLine::ruleId), of(lines, line -> line.name().zh()),
                of(lines, line -> line.name().en()), of(lines, ChargeLine::tariffCode), lines.stream().mapToInt(each -> each.line().tariffVersion()).toArray(),
                of(lines, ChargeLine::from), of(lines, ChargeLine::to), of(lines, ChargeLine::register), lines.stream().mapToInt(each -> each.line().step()).toArray(),
                of(lines, line -> line.quantity().toPlainString()), of(lines, line -> line.unitPrice().toPlainString()),
                lines.stream().mapToLong(each -> each.line().amountFen()).toArray(), lines.stream().mapToLong(each -> each.line().taxFen()).toArray(),
                of(lines, ChargeLine::detail), of(lines, line -> ReadingRefs.write(line.readings())), lines.stream().mapToInt(each -> each.line().estimated() ? 1 : 0).toArray());
    }

    private static String[] of(List<Charged> lines, Function<ChargeLine, Object> text) {
        return texts(lines, each -> text.apply(each.line()));
    }

    private static String[] texts(List<Charged> lines, Function<Charged, Object> text) {
        return lines.stream().map(text).map(each -> each == null ? null : each.toString()).toArray(String[]::new);
    }
}
