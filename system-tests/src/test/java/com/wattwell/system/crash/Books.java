package com.wattwell.system.crash;

import com.wattwell.simulator.VirtualMeter;
import com.wattwell.system.Api;
import com.wattwell.system.Rows;
import com.wattwell.system.SettlementCompany;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Holds what payers were told, and what the meters took, against what stands in the books; all from outside, by the rows and by the auditor's proofs. */
final class Books {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> PROOFS = Set.of("balances", "chain", "sum");
    /** Findings of one kind that are told by name. */
    private static final int MOST = 10;

    /** @param accounts of its company, each with one bill */
    record Settled(int company, String code, long run, int accounts) {
    }

    private final Rows rows;
    private final Api admin;
    private final CrashTown town;
    private final Promises promises;

    Books(Rows rows, Api admin, CrashTown town, Promises promises) {
        this.rows = rows;
        this.admin = admin;
        this.town = town;
        this.promises = promises;
    }

    /** Waits until all that was promised has come true, and looks at everything then. @return what is wrong */
    List<String> audit(Settled settled) {
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).ignoreExceptions().until(() -> missing(settled).isEmpty());
        } catch (ConditionTimeoutException tooLong) {
            // what is missing is told below
        }
        List<String> wrong = new ArrayList<>(missing(settled));
        wrong.addAll(promises.broken());
        wrong.addAll(unexpected(settled));
        wrong.addAll(ledger());
        wrong.addAll(proofs(town.company().code()));
        wrong.addAll(proofs(settled.code()));
        return wrong;
    }

    /** What was told and is not there, or not yet. */
    private List<String> missing(Settled settled) {
        List<String> missing = new ArrayList<>();
        missing.addAll(less(toldReceipts(), receipts(), "a payer was told of it and it is not so in the books: receipt "));
        missing.addAll(less(toldPayments(), payments(), "a payer was told of it and it is not so in the books: payment "));
        missing.addAll(rows.list("select 'purchase ' || id || ' is ' || state || ', not in its meter' from meter_purchase where company_id = ? and state <> 'CREDITED' order by id limit " + MOST,
                town.company().id()));
        missing.addAll(rows.list("select 'settlement ' || id || ' is ' || state from settlement_run where id = ? and state <> 'PUBLISHED'", settled.run()));
        missing.addAll(rows.list("select count(*) || ' entries are not sealed' from journal_entry where id > (select last_entry_id from ledger_sealer) having count(*) > 0"));
        return missing;
    }

    /** What is there and was told to nobody, or more than once. */
    private List<String> unexpected(Settled settled) {
        List<String> wrong = new ArrayList<>();
        wrong.addAll(less(receipts(), toldReceipts(), "stands in the books and nobody was told so: receipt "));
        wrong.addAll(less(payments(), toldPayments(), "stands in the books and nobody was told so: payment "));
        long tenders = Long.parseLong(rows.one("select count(*) from journal_entry where company_id = ? and kind = 'TENDER'", town.company().id()));
        int told = promises.receipts().size() + promises.payments().size();
        if (tenders != told) {
            wrong.add(told + " payments were told of, and " + tenders + " are posted");
        }
        town.meterAccounts().forEach(account -> wrong.addAll(meter(account)));
        wrong.addAll(rows.list("""
                select 'account ' || a.number || ' of the settlement: ' || count(b.id) || ' bills of ' || coalesce(sum(b.total_fen), 0) || ' fen, balance ' || coalesce(max(l.balance_fen), 0)
                from customer_account a left join bill b on b.account_id = a.id and b.state = 'PUBLISHED' left join ledger_balance l on l.customer_account_id = a.id where a.company_id = ?
                group by a.id having count(b.id) <> 1 or sum(b.total_fen) <> round(a.number::bigint % 90 * cast(? as numeric) * 100)
                    or coalesce(max(l.balance_fen), 0) <> -round(a.number::bigint % 90 * cast(? as numeric) * 100) order by a.id limit\s""" + MOST,
                settled.company(), SettlementCompany.PRICE, SettlementCompany.PRICE));
        long accounts = Long.parseLong(rows.one("select count(*) from bill where company_id = ? and state = 'PUBLISHED'", settled.company()));
        if (accounts != settled.accounts()) {
            wrong.add(settled.accounts() + " accounts were to be billed, and there are " + accounts + " bills");
        }
        return wrong;
    }

    /** The meter itself says what it took. */
    private List<String> meter(long account) {
        VirtualMeter meter = town.meter(account);
        long count = promises.receipts().stream().filter(each -> each.account() == account).count() + promises.payments().stream().filter(each -> each.account() == account).count();
        long fen = promises.receipts().stream().filter(each -> each.account() == account).mapToLong(Promises.Receipt::amountFen).sum()
                + promises.payments().stream().filter(each -> each.account() == account).mapToLong(Promises.Payment::amountFen).sum();
        String said = meter.purchases() + " purchases of " + meter.boughtFen() + " fen";
        List<String> wrong = new ArrayList<>();
        if (meter.purchases() != count || meter.boughtFen() != fen) {
            wrong.add("meter " + meter.address() + " took " + said + ", and payers were told of " + count + " of " + fen);
        }
        String books = rows.one("select count(distinct number) || ' purchases of ' || coalesce(sum(amount_fen), 0) || ' fen' from meter_purchase where account_id = ?", account);
        if (!books.equals(said)) {
            wrong.add("meter " + meter.address() + " took " + said + ", and the books say " + books);
        }
        return wrong;
    }

    private List<String> ledger() {
        List<String> wrong = new ArrayList<>();
        wrong.addAll(rows.list("select 'all postings sum to ' || sum(amount_fen) || ' fen' from posting having sum(amount_fen) <> 0"));
        wrong.addAll(rows.list("select 'entry ' || entry_id || ' sums to ' || sum(amount_fen) || ' fen' from posting group by entry_id having sum(amount_fen) <> 0 or count(*) < 2 limit " + MOST));
        wrong.addAll(rows.list("select 'key ' || business_key || ' is there ' || count(*) || ' times' from journal_entry group by company_id, business_key having count(*) > 1 limit " + MOST));
        wrong.addAll(rows.list("select 'entry ' || e.id || ' has no posting' from journal_entry e left join posting p on p.entry_id = e.id where p.entry_id is null limit " + MOST));
        wrong.addAll(rows.list("""
                select 'account ' || b.customer_account_id || ' has a balance of ' || b.balance_fen || ' fen and postings of ' || coalesce(-sum(p.amount_fen), 0)
                from ledger_balance b left join posting p on p.account_id = b.account_id group by b.customer_account_id having b.balance_fen <> coalesce(-sum(p.amount_fen), 0) limit\s""" + MOST));
        return wrong;
    }

    /** As an auditor asks for them: the chain of seals is reckoned again from the entries as they stand. */
    private List<String> proofs(String company) {
        String before = rows.one("select coalesce(max(p.id), 0) from ledger_proof p join company c on c.id = p.company_id where c.code = ?", company);
        admin.post("/proofs", "{'company':'%s'}", company).expect(202);
        String made = "select p.proof from ledger_proof p join company c on c.id = p.company_id where c.code = ? and p.id > ?";
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> rows.list(made, company, Long.parseLong(before)).containsAll(PROOFS));
        } catch (ConditionTimeoutException tooLong) {
            return List.of("the books of " + company + " could not be proved");
        }
        return admin.get("/proofs?company=" + company).expect(200).items().stream().filter(proof -> proof.getInt("id") > Long.parseLong(before) && !proof.getBoolean("holds"))
                .map(proof -> "proof " + proof.getString("proof") + " of " + company + " fails: " + proof.getJsonArray("wrong").getValuesAs(JsonObject.class)).toList();
    }

    private Set<String> toldReceipts() {
        Set<String> told = new TreeSet<>();
        promises.receipts().forEach(each -> told.add(line(each.number(), each.account(), each.amountFen())));
        return told;
    }

    private Set<String> toldPayments() {
        Set<String> told = new TreeSet<>();
        promises.payments().forEach(each -> told.add(line(each.channel() + " " + each.number(), each.account(), each.amountFen())));
        return told;
    }

    /** One entry, on this account, of this amount. */
    private static String line(String what, long account, long fen) {
        return what + ": account " + account + ", " + fen + " fen, 1 entry of " + fen;
    }

    private Set<String> receipts() {
        return books("r.number", "receipt r", "r.account_id", "e.business_key = 'receipt:' || r.number");
    }

    private Set<String> payments() {
        return books("r.channel || ' ' || r.trade_number", "payment r", "r.customer_account_id", "e.source_table = 'payment' and e.source_id = r.id::text and e.kind = 'TENDER'");
    }

    private Set<String> books(String name, String from, String account, String entries) {
        return new TreeSet<>(rows.list("""
                select %s || ': account ' || coalesce(%s::text, 'of nobody') || ', ' || r.amount_fen || ' fen, ' || count(distinct e.id) || ' entry of ' || coalesce(-sum(p.amount_fen), 0)
                from %s left join journal_entry e on e.company_id = r.company_id and %s
                left join ledger_account a on a.customer_account_id = %s left join posting p on p.entry_id = e.id and p.account_id = a.id
                where r.company_id = ? group by r.id""".formatted(name, account, from, entries, account), town.company().id()));
    }

    private static List<String> less(Set<String> these, Set<String> without, String what) {
        return these.stream().filter(each -> !without.contains(each)).limit(MOST).map(each -> what + each).toList();
    }
}
