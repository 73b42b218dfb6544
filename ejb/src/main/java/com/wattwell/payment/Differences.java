package com.wattwell.payment;

import com.wattwell.customer.PayableAccounts;
import com.wattwell.identity.Caller;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.payment.PaymentFacts.Source;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person decides about a difference between a channel's statement and our books; each decision that moves money is an entry. */
@Stateless
public class Differences {

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private Merchants merchants;
    @Inject
    private PaymentFacts facts;
    @Inject
    private Holders holders;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private PayableAccounts payable;
    @Inject
    private Event<PaymentPosted> posted;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** What can be decided. */
    public enum Decision {
        /** Missing here: write it down as what it is. */
        BOOK,
        /** Missing there: what we posted was not so; take it back. */
        REVERSE,
        /** Another amount: bring the channel's account to what the channel says; the rest goes to SUSPENSE, or comes from there. */
        ADJUST,
        /** Nothing is posted; the note says why. */
        LEAVE
    }

    private record Open(long id, int company, int merchant, Channel channel, String kind, boolean ofRefund, String trade, String order, String refund, Long here, Long there, Instant at,
                        LocalDate day) {
    }

    /** @throws RefusedException when it is decided already, or this cannot be decided about it */
    public void decide(Caller caller, long id, Decision decision, String note) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance reconciles.");
        }
        Open open = database.first("""
                        select d.*, s.merchant_account_id, s.day, m.channel, (select l.at from channel_statement_line l where l.statement_id = d.statement_id
                            and l.trade_number = d.trade_number and coalesce(l.refund_number, '') = d.refund_number limit 1) as at
                        from reconciliation_difference d join channel_statement s on s.id = d.statement_id join merchant_account m on m.id = s.merchant_account_id
                        where d.id = ? and d.state = 'OPEN'""" + caller.scope().and("d.company_id") + " for update of d",
                row -> new Open(row.getLong("id"), row.getInt("company_id"), row.getInt("merchant_account_id"), Channel.valueOf(row.getString("channel")), row.getString("kind"),
                        row.getBoolean("of_refund"), row.getString("trade_number"), row.getString("order_number"), row.getString("refund_number"), row.getObject("here_fen", Long.class),
                        row.getObject("there_fen", Long.class), Database.instant(row, "at"), row.getObject("day", LocalDate.class)), id)
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "difference", "refused.decided", "The difference is decided already, or there is none."));
        String why = note == null ? "" : note.strip();
        if (why.length() > 200 || decision == Decision.LEAVE && why.isEmpty()) {
            throw RefusedException.invalid("note", "refused.decisionNote", "note must have at most 200 characters, and at least one when nothing is posted.");
        }
        Long entry = carryOut(open, decision, caller.name(), why);
        database.update("update reconciliation_difference set state = 'DECIDED', decision = ?, note = ?, decided_at = ?, decided_by = ?, entry_id = cast(? as bigint) where id = ?",
                decision, why, clock.instant(), caller.name(), entry, id);
        pulse.changed("reconciliation", "payments");
    }

    /** The payment that a difference is about. @param channelFen as we know that the channel has it */
    private record Ours(long id, Long account, long amountFen, long channelFen, Long entry, boolean takenBack) {
    }

    private Optional<Ours> ours(Open open) {
        return database.first("select * from payment where company_id = ? and channel = ? and trade_number = ? for update", row -> new Ours(row.getLong("id"),
                row.getObject("customer_account_id", Long.class), row.getLong("amount_fen"), row.getObject("channel_fen") == null ? row.getLong("amount_fen") : row.getLong("channel_fen"),
                row.getObject("entry_id", Long.class), row.getObject("reversal_id") != null), open.company(), open.channel(), open.trade());
    }

    private Long carryOut(Open open, Decision decision, String by, String why) {
        Optional<Ours> ours = ours(open);
        String what = open.kind() + " " + decision + (open.ofRefund() ? " REFUND" : "");
        return switch (what) {
            case "MISSING_HERE BOOK" -> bookPayment(open, ours);
            case "MISSING_HERE BOOK REFUND" -> bookRefund(open, ours, by, why);
            case "MISSING_THERE REVERSE" -> takePaymentBack(open, ours.orElseThrow(), by);
            case "MISSING_THERE REVERSE REFUND" -> takeRefundBack(open, ours.orElseThrow());
            case "AMOUNT_DIFFERS ADJUST" -> adjustPayment(open, ours.orElseThrow());
            case "AMOUNT_DIFFERS ADJUST REFUND" -> adjustRefund(open, ours.orElseThrow());
            case "MISSING_HERE LEAVE", "MISSING_THERE LEAVE", "AMOUNT_DIFFERS LEAVE", "FEE LEAVE", "MISSING_HERE LEAVE REFUND", "MISSING_THERE LEAVE REFUND",
                 "AMOUNT_DIFFERS LEAVE REFUND", "FEE LEAVE REFUND" -> null;
            default -> throw RefusedException.invalid("decision", "refused.decision", "decision: this cannot be decided about it.");
        };
    }

    private Long bookPayment(Open open, Optional<Ours> ours) {
        if (ours.isPresent() && ours.get().takenBack()) {
            // it was taken back, and came after all: to where it was, or to SUSPENSE when that account takes nothing any more
            Ours back = ours.get();
            Long account = back.account() != null && payable.take(back.account(), back.amountFen()) ? back.account() : null;
            List<Posting> postings = new ArrayList<>(List.of(Posting.debit(clearing(open), open.there()), Posting.credit(Holders.account(account), back.amountFen())));
            add(postings, LedgerAccount.of(HouseAccount.SUSPENSE), back.amountFen() - open.there());
            long entry = post(open, EntryKind.TENDER, postings);
            database.update("""
                    update payment set reversal_id = null, entry_id = ?, channel_fen = nullif(?::bigint, amount_fen), suspense_fen = suspense_fen + ?,
                        customer_account_id = cast(? as bigint), remark = case when ? then 'ACCOUNT_CLOSED' else remark end where id = ?""", entry,
                    open.there(), open.there() - (account == null ? 0 : back.amountFen()), account, account == null && back.account() != null, back.id());
            if (account != null) {
                posted.fire(new PaymentPosted(account, back.id(), back.amountFen(), key(open)));
            }
            return entry;
        }
        PaymentFacts.Learned learned = facts.learn(merchants.keys(open.merchant()).orElseThrow(), new Trade.Paid(open.trade(), open.order(), open.there(), open.at(), null),
                Source.STATEMENT);
        return database.one("select entry_id from payment where id = ?", row -> row.getLong(1), learned.paymentId());
    }

    /** Made at the channel's own console, or refused to us and made all the same: it went from whoever has the payment's money. */
    private long bookRefund(Open open, Optional<Ours> ours, String by, String why) {
        if (ours.isEmpty() || ours.get().takenBack()) {
            if (ours.isPresent() || database.first("""
                    select 1 from reconciliation_difference where company_id = ? and trade_number = ? and kind = 'MISSING_HERE' and not of_refund and state = 'OPEN'""",
                    row -> true, open.company(), open.trade()).isPresent()) {
                throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.paymentFirst", "Its payment is missing here too: decide about that one first.");
            }
            database.update("update reconciliation_difference set suspense_fen = ? where id = ?", -open.there(), open.id());
            return post(open, EntryKind.REFUND, List.of(Posting.debit(LedgerAccount.of(HouseAccount.SUSPENSE), open.there()), Posting.credit(clearing(open), open.there())));
        }
        long payment = ours.get().id();
        Optional<Refunded> before = refunded(open, payment);
        if (before.isPresent() && !before.get().state().equals("FAILED")) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.refundKnown", "This refund is known here by now: fetch the statement again.");
        }
        Holders.Holder holder = holders.of(payment);
        Long from = holder.leftFen() < open.there() && ours.get().account() == null ? null : holder.account();
        long entry = post(open, EntryKind.REFUND, List.of(Posting.debit(Holders.account(from), open.there()), Posting.credit(clearing(open), open.there())));
        long refund;
        if (before.isPresent()) {
            refund = before.get().id();
            database.update("""
                    update payment_refund set state = 'DONE', amount_fen = ?, failure = null, done_at = ?, channel_day = ?, entry_id = ?, reversal_id = null,
                        customer_account_id = cast(? as bigint) where id = ?""", open.there(), open.at(), open.day(), entry, from, refund);
        } else {
            refund = database.one("""
                    insert into payment_refund (company_id, payment_id, number, amount_fen, reason, token, state, requested_at, requested_by, done_at, channel_day, entry_id,
                        customer_account_id) values (?, ?, ?, ?, ?, ?, 'DONE', ?, ?, ?, ?, ?, cast(? as bigint)) returning id""", row -> row.getLong(1), open.company(), payment, open.refund(), open.there(),
                    why.isEmpty() ? open.kind() : why.length() > 80 ? why.substring(0, 80) : why, "reconcile-" + open.id(), open.at(), by, open.at(), open.day(), entry, from);
        }
        if (from == null) {
            holders.moveSuspense(payment, -open.there());
        } else {
            // the money is gone, so what is not in the meter does not go there; what may be there stays what it is
            purchases.endedBy(refund, purchases.ofPayment(payment).stream().filter(each -> each.accountId() == from && purchases.end(each, "ended.byRefund|" + open.refund(), by)).toList());
        }
        return entry;
    }

    private long takePaymentBack(Open open, Ours ours, String by) {
        if (ours.takenBack()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.decided", "The difference is decided already, or there is none.");
        }
        mustNotStandInTheNextStatement(open, "select paid_at from payment where id = ?", ours.id());
        if (database.first("select 1 from payment_refund where payment_id = ? and state <> 'FAILED'", row -> true, ours.id()).isPresent()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.refundsFirst", "Something of it went back: decide about its refunds first.");
        }
        for (MeterPurchases.Purchase bought : purchases.ofPayment(ours.id())) {
            if (!bought.state().equals("REFUNDED")) { // what was given back at the counter is owed then
                purchases.takeBack(bought, "ended.notInStatement|" + open.day(), by);
            }
        }
        record Claimed(long id, long entry, long amountFen) {
        }
        long back = 0;
        for (Claimed claim : database.list("select id, entry_id, amount_fen from suspense_claim where payment_id = ? and reversal_id is null order by id for update",
                row -> new Claimed(row.getLong(1), row.getLong(2), row.getLong(3)), ours.id())) {
            long reversal = journal.reverse(claim.entry(), key(open) + ":claim:" + claim.id(), "not in the statement of " + open.day()).entryId();
            database.update("update suspense_claim set reversal_id = ? where id = ?", reversal, claim.id());
            back += claim.amountFen();
        }
        long entry = journal.reverse(ours.entry(), key(open), "not in the statement of " + open.day()).entryId();
        database.update("update payment set reversal_id = ?, suspense_fen = suspense_fen + ? where id = ?", entry, back - (ours.account() == null ? ours.amountFen() : 0), ours.id());
        return entry;
    }

    /** The channel did not give it back, whatever it said: who had the money has it again, and it may be given back once more. */
    private long takeRefundBack(Open open, Ours ours) {
        Refunded refund = refunded(open, ours.id()).filter(each -> each.state().equals("DONE")).orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "decision",
                "refused.refundKnown", "This refund stands otherwise by now: fetch the statement again."));
        mustNotStandInTheNextStatement(open, "select done_at from payment_refund where id = ?", refund.id());
        long entry = journal.reverse(refund.entry(), key(open), "not in the statement of " + open.day()).entryId();
        database.update("update payment_refund set state = 'FAILED', failure = ?, reversal_id = ? where id = ?", "not in the statement of " + open.day(), entry, refund.id());
        purchases.refundFailed(refund.id());
        if (refund.account() == null) {
            holders.moveSuspense(ours.id(), refund.amountFen());
        }
        return entry;
    }

    private Long adjustPayment(Open open, Ours ours) {
        long more = open.there() - ours.channelFen();
        if (more == 0) {
            return null;
        }
        database.update("update payment set channel_fen = ?, suspense_fen = suspense_fen + ? where id = ?", open.there(), more, ours.id());
        return post(open, EntryKind.SETTLEMENT, List.of(new Posting(clearing(open), more), new Posting(LedgerAccount.of(HouseAccount.SUSPENSE), -more)));
    }

    private Long adjustRefund(Open open, Ours ours) {
        Refunded refund = refunded(open, ours.id()).orElseThrow();
        long more = open.there() - refund.channelFen();
        if (more == 0) {
            return null;
        }
        database.update("update payment_refund set channel_fen = ? where id = ?", open.there(), refund.id());
        holders.moveSuspense(ours.id(), -more);
        return post(open, EntryKind.SETTLEMENT, List.of(new Posting(LedgerAccount.of(HouseAccount.SUSPENSE), more), new Posting(clearing(open), -more)));
    }

    private record Refunded(long id, String state, long amountFen, long channelFen, Long account, long entry) {
    }

    private Optional<Refunded> refunded(Open open, long payment) {
        return database.first("select *, coalesce(channel_fen, amount_fen) as there from payment_refund where payment_id = ? and number = ? for update", row -> new Refunded(row.getLong("id"),
                row.getString("state"), row.getLong("amount_fen"), row.getLong("there"), row.getObject("customer_account_id", Long.class), row.getLong("entry_id")), payment, open.refund());
    }

    /** What happened in the last half hour of a day may stand in the statement of the next one. */
    private void mustNotStandInTheNextStatement(Open open, String when, long id) {
        if (database.first("select 1 from channel_statement where merchant_account_id = ? and day = ? and fetched_at < ?", row -> true, open.merchant(), open.day(),
                Statements.readyAt(open.day())).isPresent()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.statementEarly",
                    "The statement was fetched before the channel had counted the day: wait until it is fetched again.");
        }
        boolean late = !database.one(when, row -> Database.instant(row, 1), id).isBefore(open.day().atTime(23, 30).atZone(Channel.ZONE).toInstant());
        boolean next = database.first("select 1 from channel_statement where merchant_account_id = ? and day = ? and state <> 'WAITING'", row -> true, open.merchant(),
                open.day().plusDays(1)).isPresent();
        if (late && !next) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.nextStatement",
                    "It happened just before midnight: wait for the statement of the next day.");
        }
    }

    private static String key(Open open) {
        return "reconcile:" + open.id();
    }

    private static LedgerAccount clearing(Open open) {
        return LedgerAccount.of(open.channel().clearing());
    }

    private static void add(List<Posting> postings, LedgerAccount account, long amountFen) {
        if (amountFen != 0) {
            postings.add(new Posting(account, amountFen));
        }
    }

    private long post(Open open, EntryKind kind, List<Posting> postings) {
        return journal.post(List.of(new JournalEntry(open.company(), key(open), kind, open.day(), open.channel() + " " + open.trade() + " " + open.kind(),
                new JournalEntry.Source("reconciliation_difference", Long.toString(open.id())), null, postings))).getFirst().entryId();
    }
}
