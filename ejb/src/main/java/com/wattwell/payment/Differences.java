package com.wattwell.payment;

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
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

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
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** What can be decided. */
    public enum Decision {
        /** Missing here: write it down as what it is. */
        BOOK,
        /** Missing there: what we posted was not so; take it back. */
        REVERSE,
        /** Another amount: bring the channel's account to what the channel says; the rest goes to SUSPENSE. */
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
        Long entry = carryOut(open, decision);
        database.update("update reconciliation_difference set state = 'DECIDED', decision = ?, note = ?, decided_at = ?, decided_by = ?, entry_id = cast(? as bigint) where id = ?",
                decision, why, clock.instant(), caller.name(), entry, id);
        pulse.changed("reconciliation");
    }

    private Long carryOut(Open open, Decision decision) {
        String what = open.kind() + " " + decision + (open.ofRefund() ? " REFUND" : "");
        return switch (what) {
            case "MISSING_HERE BOOK" -> {
                PaymentFacts.Learned learned = facts.learn(merchants.keys(open.merchant()).orElseThrow(), new Trade.Paid(open.trade(), open.order(), open.there(), open.at(), null),
                        Source.STATEMENT);
                yield database.one("select entry_id from payment where id = ?", row -> row.getLong(1), learned.paymentId());
            }
            // made at the channel's own console: it went from the payer's account here, or from SUSPENSE
            case "MISSING_HERE BOOK REFUND" -> post(open, EntryKind.REFUND, payersAccount(open), open.there(), -open.there());
            case "MISSING_THERE REVERSE" -> {
                mustNotStandInTheNextStatement(open);
                long entry = database.one("select entry_id from payment where company_id = ? and channel = ? and trade_number = ?", row -> row.getLong(1), open.company(), open.channel(),
                        open.trade());
                yield journal.reverse(entry, "reconcile:" + open.id(), "not in the statement of " + open.day()).entryId();
            }
            case "AMOUNT_DIFFERS ADJUST" -> post(open, EntryKind.SETTLEMENT, LedgerAccount.of(HouseAccount.SUSPENSE), open.here() - open.there(), open.there() - open.here());
            case "AMOUNT_DIFFERS ADJUST REFUND" -> post(open, EntryKind.SETTLEMENT, LedgerAccount.of(HouseAccount.SUSPENSE), open.there() - open.here(), open.here() - open.there());
            case "MISSING_HERE LEAVE", "MISSING_THERE LEAVE", "AMOUNT_DIFFERS LEAVE", "FEE LEAVE", "MISSING_HERE LEAVE REFUND", "MISSING_THERE LEAVE REFUND",
                 "AMOUNT_DIFFERS LEAVE REFUND", "FEE LEAVE REFUND" -> null;
            default -> throw RefusedException.invalid("decision", "refused.decision", "decision: this cannot be decided about it.");
        };
    }

    /** A payment of the last half hour of a day may stand in the statement of the next one. */
    private void mustNotStandInTheNextStatement(Open open) {
        if (database.first("select 1 from channel_statement where merchant_account_id = ? and day = ? and fetched_at < ?", row -> true, open.merchant(), open.day(),
                Statements.readyAt(open.day())).isPresent()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.statementEarly",
                    "The statement was fetched before the channel had counted the day: wait until it is fetched again.");
        }
        boolean late = database.one("select paid_at >= ? from payment where company_id = ? and channel = ? and trade_number = ?", row -> row.getBoolean(1),
                open.day().atTime(23, 30).atZone(Channel.ZONE).toInstant(), open.company(), open.channel(), open.trade());
        boolean next = database.first("select 1 from channel_statement where merchant_account_id = ? and day = ? and state <> 'WAITING'", row -> true, open.merchant(),
                open.day().plusDays(1)).isPresent();
        if (late && !next) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "decision", "refused.nextStatement",
                    "It was paid just before midnight: wait for the statement of the next day.");
        }
    }

    private LedgerAccount payersAccount(Open open) {
        return database.first("select customer_account_id from payment where company_id = ? and channel = ? and trade_number = ? and customer_account_id is not null",
                row -> LedgerAccount.customer(row.getLong(1)), open.company(), open.channel(), open.trade()).orElse(LedgerAccount.of(HouseAccount.SUSPENSE));
    }

    private long post(Open open, EntryKind kind, LedgerAccount other, long otherFen, long clearingFen) {
        return journal.post(List.of(new JournalEntry(open.company(), "reconcile:" + open.id(), kind, open.day(), open.channel() + " " + open.trade() + " " + open.kind(),
                new JournalEntry.Source("reconciliation_difference", Long.toString(open.id())), null,
                List.of(new Posting(other, otherFen), new Posting(LedgerAccount.of(open.channel().clearing()), clearingFen))))).getFirst().entryId();
    }
}
