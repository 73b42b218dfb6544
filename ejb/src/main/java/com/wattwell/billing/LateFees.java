package com.wattwell.billing;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.ledger.journal.Posted;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Late fees (违约金) of bills that are past their day. What an account owes is laid on its newest bills and late fees, because whoever pays, pays the
 * oldest first; late fees bear none themselves. An entry is for the days since the one before, by what is open on the day it is posted: days on which nothing ran are never
 * charged by more than is still owed.
 */
@Stateless
public class LateFees {

    /** Longer than this nobody is charged at once. */
    private static final int MOST_DAYS = 31;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private BillingRules rules;
    @Inject
    private Clock clock;

    /** A bill past its day with what of it is not paid. */
    record Overdue(long billId, long accountId, String number, LocalDate dueOn, long totalFen, long openFen, long feesFen, LocalDate through) {
    }

    /** A fee that is due. */
    record Fee(Overdue bill, int days, long amountFen) {
    }

    /** Companies that have a bill past its day. */
    public List<Integer> companies() {
        // a local day may be ahead of the clock's by one; each company's own is looked at when its fees are posted
        return database.list("select distinct company_id from bill where state = 'PUBLISHED' and due_on <= ? order by 1", row -> row.getInt(1),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /**
     * Posts what is due by the company's present day, for accounts behind one id, in their order.
     *
     * @return the last account looked at, or 0 when there are no more
     */
    public long post(int companyId, long afterAccount, int most) {
        LocalDate today = rules.today(companyId);
        BillingRules.Rule rule = rules.of(companyId);
        long[] accounts = database.list("""
                        select distinct b.account_id from bill b join ledger_balance l on l.customer_account_id = b.account_id and l.balance_fen < 0
                        where b.company_id = ? and b.state = 'PUBLISHED' and b.due_on < ? and b.account_id > ? order by b.account_id limit ?""", row -> row.getLong(1),
                companyId, today.minusDays(rule.graceDays()), afterAccount, most).stream().mapToLong(Long::longValue).toArray();
        if (accounts.length == 0) {
            return 0;
        }
        List<Fee> fees = new ArrayList<>();
        for (Overdue bill : overdue(accounts, today.minusDays(rule.graceDays()))) {
            Fee fee = fee(bill, rule, today);
            if (fee != null) {
                fees.add(fee);
            }
        }
        write(companyId, fees, rule, today);
        return accounts[accounts.length - 1];
    }

    /** Bills past their day with what of them is open; locks the balances, so that a payment counts or does not. */
    private List<Overdue> overdue(long[] accounts, LocalDate before) {
        database.list("select customer_account_id from ledger_balance where customer_account_id = any(?) order by 1 for update", row -> row.getLong(1), accounts);
        return database.list("""
                        with item as (
                            select b.account_id, b.id as bill_id, b.published_at as at, 0 as rank, greatest(b.total_fen, 0) as fen from bill b
                            where b.account_id = any(?) and b.state = 'PUBLISHED'
                            union all
                            select b.account_id, null, f.posted_at, 1, f.amount_fen from late_fee f join bill b on b.id = f.bill_id where b.account_id = any(?)
                        ), laid as (
                            select i.bill_id, -l.balance_fen - coalesce(sum(i.fen) over (partition by i.account_id order by i.at desc, i.rank desc, i.bill_id desc
                                rows between unbounded preceding and 1 preceding), 0) as rest from item i join ledger_balance l on l.customer_account_id = i.account_id
                        )
                        select b.id, b.account_id, b.number, b.due_on, b.total_fen, least(b.total_fen, l.rest), coalesce(sum(f.amount_fen), 0), max(f.through)
                        from laid l join bill b on b.id = l.bill_id left join late_fee f on f.bill_id = b.id where b.due_on < ? and l.rest > 0 and b.total_fen > 0
                        group by b.id, b.account_id, b.number, b.due_on, b.total_fen, l.rest order by b.account_id, b.id""",
                row -> new Overdue(row.getLong(1), row.getLong(2), row.getString(3), row.getObject(4, LocalDate.class), row.getLong(5), row.getLong(6), row.getLong(7),
                        row.getObject(8, LocalDate.class)), accounts, accounts, before);
    }

    /** @return what is due of a bill by the end of yesterday, or {@code null} */
    static Fee fee(Overdue bill, BillingRules.Rule rule, LocalDate today) {
        LocalDate first = bill.through() == null ? bill.dueOn().plusDays(1 + rule.graceDays()) : bill.through().plusDays(1);
        long days = Math.min(MOST_DAYS, today.toEpochDay() - first.toEpochDay());
        if (days <= 0) {
            return null;
        }
        long fee = BigDecimal.valueOf(bill.openFen()).multiply(rule.lateFeePerDay()).multiply(BigDecimal.valueOf(days)).setScale(0, java.math.RoundingMode.DOWN).longValueExact();
        long cap = BigDecimal.valueOf(bill.totalFen()).multiply(rule.lateFeeCap()).setScale(0, java.math.RoundingMode.DOWN).longValueExact();
        long due = Math.min(fee, Math.max(0, cap - bill.feesFen()));
        return due > 0 ? new Fee(bill, (int) days, due) : null;
    }

    private void write(int companyId, List<Fee> fees, BillingRules.Rule rule, LocalDate today) {
        if (fees.isEmpty()) {
            return;
        }
        LocalDate through = today.minusDays(1);
        List<JournalEntry> entries = fees.stream().map(fee -> new JournalEntry(companyId, "latefee:" + fee.bill().billId() + ':' + through, EntryKind.LATE_FEE, through,
                fee.bill().number(), new JournalEntry.Source("bill", Long.toString(fee.bill().billId())), null,
                List.of(Posting.debit(LedgerAccount.customer(fee.bill().accountId()), fee.amountFen()), Posting.credit(LedgerAccount.of(HouseAccount.LATE_FEES), fee.amountFen())))).toList();
        List<Posted> posted = journal.post(entries);
        database.update("""
                insert into late_fee (bill_id, through, company_id, days, open_fen, per_day, amount_fen, entry_id, posted_at)
                select bill, ?, ?, days, open_fen, ?, amount, entry, ? from unnest(?::bigint[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[]) as f (bill, days, open_fen, amount, entry)
                on conflict do nothing""", through, companyId, rule.lateFeePerDay(), clock.instant(), fees.stream().mapToLong(fee -> fee.bill().billId()).toArray(),
                fees.stream().mapToInt(Fee::days).toArray(), fees.stream().mapToLong(fee -> fee.bill().openFen()).toArray(), fees.stream().mapToLong(Fee::amountFen).toArray(),
                posted.stream().mapToLong(Posted::entryId).toArray());
    }
}
