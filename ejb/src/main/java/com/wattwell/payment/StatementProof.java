package com.wattwell.payment;

import com.wattwell.ledger.journal.Proof;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * What we have posted on a channel's clearing account = what its statements say ± what no statement has told yet ± differences that are open or
 * were left so by a person. Looks at facts of payments alone; what the bank paid out is another entry.
 */
@ApplicationScoped
public class StatementProof implements Proof {

    @Inject
    private Database database;

    @Override
    public String name() {
        return "statements";
    }

    @Override
    public Finding prove(int companyId) {
        record Sums(String house, long posted, long stated, long pending, long differences) {
            long missing() {
                return posted - stated - pending - differences;
            }
        }
        List<Sums> all = database.list("""
                        select m.channel || '_CLEARING',
                            (select coalesce(sum(p.amount_fen), 0)::bigint from posting p join ledger_account a on a.id = p.account_id join journal_entry e on e.id = p.entry_id
                                where a.company_id = m.company_id and a.house = m.channel || '_CLEARING'
                                and e.source_table in ('payment', 'channel_statement', 'reconciliation_difference')) as posted,
                            (select coalesce(sum(s.paid_fen - s.refunded_fen - s.fee_fen), 0)::bigint from channel_statement s where s.merchant_account_id = m.id) as stated,
                            (select coalesce(sum(p.amount_fen), 0)::bigint from payment p where p.merchant_account_id = m.id and not exists (
                                select 1 from channel_statement_line l where l.company_id = p.company_id and l.kind = 'PAYMENT' and l.trade_number = p.trade_number))
                            - (select coalesce(sum(r.amount_fen), 0)::bigint from payment_refund r join payment p on p.id = r.payment_id where p.merchant_account_id = m.id
                                and r.state <> 'FAILED' and not exists (select 1 from channel_statement_line l where l.company_id = r.company_id and l.kind = 'REFUND'
                                and l.trade_number = p.trade_number and l.refund_number = r.number)) as pending,
                            (select coalesce(sum(case when d.of_refund then -1 else 1 end * case
                                when d.kind = 'MISSING_HERE' and (d.state = 'OPEN' or d.decision = 'LEAVE') then -d.there_fen
                                when d.kind = 'AMOUNT_DIFFERS' and (d.state = 'OPEN' or d.decision = 'LEAVE') then d.here_fen - d.there_fen
                                when d.kind = 'MISSING_THERE' and d.decision = 'REVERSE' then -d.here_fen else 0 end), 0)::bigint
                                from reconciliation_difference d join channel_statement s on s.id = d.statement_id where s.merchant_account_id = m.id) as differences
                        from merchant_account m where m.company_id = ? order by m.channel""",
                row -> new Sums(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)), companyId);
        List<Figure> figures = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        for (Sums channel : all) {
            figures.add(Figure.fen("posted." + channel.house(), channel.posted()));
            figures.add(Figure.fen("stated." + channel.house(), channel.stated()));
            figures.add(Figure.fen("pending." + channel.house(), channel.pending()));
            figures.add(Figure.fen("differences." + channel.house(), channel.differences()));
            if (channel.missing() != 0) {
                wrong.add(Wrong.of("statements", channel.house(), channel.missing()));
            }
        }
        return new Finding(figures, wrong);
    }
}
