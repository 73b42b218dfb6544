package com.wattwell.payment;

import com.wattwell.ledger.journal.Proof;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole balance of a channel's clearing account = the lines of its statements, less their fees, less what it paid out to the bank ± what no
 * statement has told yet ± differences that are open or were left so by a person. The left side comes from the postings whatever they were made for,
 * the right side from the statements and the facts alone; what is between them is named in fen.
 */
@ApplicationScoped
public class StatementProof implements Proof {

    @Inject
    private Database database;

    @Override
    public String name() {
        return "statements";
    }

    private record Sums(String house, long balance, long stated, long fees, long paidOut, long pending, long differences) {
        long missing() {
            return balance - (stated - fees - paidOut + pending + differences);
        }
    }

    @Override
    public Finding prove(int companyId) {
        List<Figure> figures = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>(heads(companyId));
        for (Sums channel : sums(companyId)) {
            figures.add(Figure.fen("balance." + channel.house(), channel.balance()));
            figures.add(Figure.fen("stated." + channel.house(), channel.stated()));
            figures.add(Figure.fen("statedFees." + channel.house(), channel.fees()));
            figures.add(Figure.fen("paidOut." + channel.house(), channel.paidOut()));
            figures.add(Figure.fen("pending." + channel.house(), channel.pending()));
            figures.add(Figure.fen("differences." + channel.house(), channel.differences()));
            if (channel.missing() != 0) {
                wrong.add(Wrong.of("statements", channel.house(), channel.missing()));
            }
        }
        return new Finding(figures, wrong);
    }

    /** Of both channels, also one that the company has no contract with: nothing may be posted there then. One statement, one moment. */
    private List<Sums> sums(int companyId) {
        return database.list("""
                        with merchant as (select * from merchant_account where company_id = ?),
                        line as (select s.merchant_account_id as merchant, l.* from channel_statement_line l join channel_statement s on s.id = l.statement_id where s.company_id = ?)
                        select c.channel || '_CLEARING' as house,
                            (select coalesce(sum(p.amount_fen), 0)::bigint from posting p join ledger_account a on a.id = p.account_id
                                where a.company_id = ? and a.house = c.channel || '_CLEARING') as balance,
                            (select coalesce(sum(case l.kind when 'REFUND' then -l.amount_fen else l.amount_fen end), 0)::bigint from line l where l.merchant = m.id) as stated,
                            (select coalesce(sum(l.fee_fen), 0)::bigint from line l where l.merchant = m.id) as fees,
                            (select coalesce(sum(t.amount_fen), 0)::bigint from bank_transfer t where t.merchant_account_id = m.id) as paid_out,
                            (select coalesce(sum(p.amount_fen), 0)::bigint from payment p where p.merchant_account_id = m.id and p.reversal_id is null
                                and not exists (select 1 from line l where l.merchant = m.id and l.kind = 'PAYMENT' and l.trade_number = p.trade_number))
                            - (select coalesce(sum(r.amount_fen), 0)::bigint from payment_refund r join payment p on p.id = r.payment_id where p.merchant_account_id = m.id and r.state <> 'FAILED'
                                and not exists (select 1 from line l where l.merchant = m.id and l.kind = 'REFUND' and l.trade_number = p.trade_number
                                    and coalesce(l.refund_number, '') = r.number)) as pending,
                            (select coalesce(sum(case when d.of_refund then -1 else 1 end * case d.kind when 'MISSING_HERE' then -d.there_fen when 'AMOUNT_DIFFERS' then d.here_fen - d.there_fen
                                else 0 end), 0)::bigint from reconciliation_difference d join channel_statement s on s.id = d.statement_id
                                where s.merchant_account_id = m.id and (d.state = 'OPEN' or d.decision = 'LEAVE')) as differences
                        from unnest(?::text[]) with ordinality c(channel, place) left join merchant m on m.channel = c.channel order by c.place""",
                row -> new Sums(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)), companyId, companyId, companyId,
                java.util.Arrays.stream(Channel.values()).map(Enum::name).toArray(String[]::new));
    }

    /** The sums that stand at the head of a statement are those of its lines. */
    private List<Wrong> heads(int companyId) {
        return database.list("""
                        select m.channel, s.day, s.paid_fen - s.refunded_fen - s.fee_fen, coalesce(l.fen, 0) from channel_statement s join merchant_account m on m.id = s.merchant_account_id
                        left join (select x.statement_id, sum(case x.kind when 'REFUND' then -x.amount_fen else x.amount_fen end - x.fee_fen)::bigint as fen
                            from channel_statement_line x where x.company_id = ? group by 1) l on l.statement_id = s.id
                        where s.company_id = ? and s.paid_fen - s.refunded_fen - s.fee_fen <> coalesce(l.fen, 0) order by s.day limit ?""",
                row -> Wrong.of("statementHead", row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)), companyId, companyId, MAX_WRONG);
    }
}
