package com.wattwell.ledger.journal;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a channel holds for us, from the postings alone: taken, given back, settled to the bank, its fees, open. A channel that has settled more than it
 * took is wrong, and so is anything else on its account. What the channels themselves say is compared by {@code payment.StatementProof}.
 */
@ApplicationScoped
public class ClearingProof implements Proof {

    private static final List<HouseAccount> CHANNELS = List.of(HouseAccount.ALIPAY_CLEARING, HouseAccount.WECHAT_CLEARING, HouseAccount.CARD_CLEARING);

    @Inject
    private Database database;

    @Override
    public String name() {
        return "clearing";
    }

    @Override
    public Finding prove(int companyId) {
        record Channel(String house, long taken, long refunded, long settled, long fees, long other, long open) {
        }
        List<Channel> channels = database.list("""
                        select c.house, coalesce(sum(p.amount_fen) filter (where e.kind = 'TENDER'), 0) as taken,
                            coalesce(-sum(p.amount_fen) filter (where e.kind = 'REFUND'), 0) as refunded,
                            coalesce(-sum(p.amount_fen) filter (where e.kind = 'SETTLEMENT'), 0) as settled,
                            coalesce(sum(f.fen) filter (where e.kind = 'SETTLEMENT'), 0) as fees,
                            coalesce(sum(p.amount_fen) filter (where e.kind not in ('TENDER', 'REFUND', 'SETTLEMENT')), 0) as other,
                            coalesce(sum(p.amount_fen), 0) as open
                        from unnest(?::text[]) with ordinality c(house, place)
                        left join ledger_account a on a.company_id = ? and a.house = c.house
                        left join posting p on p.account_id = a.id left join journal_entry e on e.id = p.entry_id
                        left join lateral (select sum(x.amount_fen) as fen from posting x join ledger_account y on y.id = x.account_id
                            where e.kind = 'SETTLEMENT' and x.entry_id = e.id and y.house = 'CHANNEL_FEES') f on true
                        group by c.house, c.place order by c.place""",
                row -> new Channel(row.getString("house"), row.getLong("taken"), row.getLong("refunded"), row.getLong("settled"), row.getLong("fees"),
                        row.getLong("other"), row.getLong("open")), CHANNELS.stream().map(Enum::name).toArray(String[]::new), companyId);
        List<Figure> figures = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        for (Channel channel : channels) {
            figures.add(Figure.fen("taken." + channel.house(), channel.taken()));
            figures.add(Figure.fen("refunded." + channel.house(), channel.refunded()));
            figures.add(Figure.fen("settled." + channel.house(), channel.settled() - channel.fees()));
            figures.add(Figure.fen("fees." + channel.house(), channel.fees()));
            figures.add(Figure.fen("open." + channel.house(), channel.open()));
            if (channel.other() != 0) {
                wrong.add(Wrong.of("clearingOther", channel.house(), channel.other()));
            }
            if (channel.open() < 0) {
                wrong.add(Wrong.of("clearingNegative", channel.house(), channel.open()));
            }
        }
        return new Finding(figures, wrong);
    }
}
