package com.wattwell.ledger.journal;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What customers have with us is explained by what happened: liabilities less receivables = tenders + subsidies + opening balances − refunds −
 * charges − late fees ± write-offs ± transfers. The left side comes from the balances, the right side from the house accounts' side of the
 * entries, so that both would have to be wrong alike. And each kind touches only the accounts it may.
 */
@ApplicationScoped
public class CustomersProof implements Proof {

    private static final Set<HouseAccount> MONEY = Set.of(HouseAccount.CASH, HouseAccount.CARD_CLEARING, HouseAccount.ALIPAY_CLEARING, HouseAccount.WECHAT_CLEARING,
            HouseAccount.BANK, HouseAccount.SUSPENSE);

    @Inject
    private Database database;

    /** The house accounts that stand against customers for each kind. */
    static Set<HouseAccount> against(EntryKind kind) {
        return switch (kind) {
            case TENDER, REFUND, TRANSFER -> MONEY;
            case CHARGE -> Set.of(HouseAccount.REVENUE_ELECTRICITY, HouseAccount.REVENUE_WATER, HouseAccount.REVENUE_SURCHARGES, HouseAccount.OUTPUT_TAX,
                    HouseAccount.SUBSIDIES);
            case LATE_FEE -> Set.of(HouseAccount.LATE_FEES, HouseAccount.OUTPUT_TAX);
            case SUBSIDY -> Set.of(HouseAccount.SUBSIDIES);
            case OPENING_BALANCE -> Set.of(HouseAccount.OPENING_BALANCES);
            case WRITE_OFF -> Set.of(HouseAccount.WRITE_OFFS);
            case SETTLEMENT -> Set.of(HouseAccount.values());
        };
    }

    @Override
    public String name() {
        return "customers";
    }

    @Override
    public Finding prove(int companyId) {
        record Sum(EntryKind kind, long fen, long balances) {
        }
        // one statement, one moment: the balances beside the kinds
        List<Sum> sums = database.list("""
                        select k.kind, coalesce(s.fen, 0) as fen, (select coalesce(sum(balance_fen), 0) from ledger_balance where company_id = ?) as balances
                        from unnest(?::text[]) k(kind) left join (
                            select e.kind, sum(p.amount_fen) as fen from posting p join journal_entry e on e.id = p.entry_id join ledger_account a on a.id = p.account_id
                            where p.company_id = ? and a.house is not null group by 1) s on s.kind = k.kind""",
                row -> new Sum(EntryKind.valueOf(row.getString(1)), row.getLong(2), row.getLong(3)), companyId,
                Arrays.stream(EntryKind.values()).map(Enum::name).toArray(String[]::new), companyId);
        Map<EntryKind, Long> byKind = new EnumMap<>(EntryKind.class);
        sums.forEach(sum -> byKind.put(sum.kind(), sum.fen()));
        long explained = byKind.values().stream().mapToLong(Long::longValue).sum();
        long balances = sums.getFirst().balances();
        List<Figure> figures = new ArrayList<>(List.of(Figure.fen("customersNet", balances), Figure.fen("explained", explained)));
        byKind.forEach((kind, fen) -> {
            if (kind != EntryKind.SETTLEMENT) {
                figures.add(Figure.fen("kind." + kind, fen));
            }
        });
        List<Wrong> wrong = new ArrayList<>(wrongAccounts(companyId));
        if (balances != explained) {
            wrong.add(Wrong.of("customersNet", balances, explained));
        }
        return new Finding(figures, wrong);
    }

    private List<Wrong> wrongAccounts(int companyId) {
        List<String> kinds = new ArrayList<>();
        List<String> houses = new ArrayList<>();
        for (EntryKind kind : EntryKind.values()) {
            against(kind).forEach(house -> {
                kinds.add(kind.name());
                houses.add(house.name());
            });
        }
        return database.list("""
                        select e.id, e.kind, coalesce(a.house, 'CUSTOMERS') from journal_entry e join posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id
                        where e.company_id = ? and case when a.house is null then e.kind = 'SETTLEMENT'
                            else (e.kind, a.house) not in (select * from unnest(?::text[], ?::text[])) end
                        order by e.id limit ?""", row -> Wrong.of("kindAccount", row.getLong(1), row.getString(2), row.getString(3)),
                companyId, kinds.toArray(String[]::new), houses.toArray(String[]::new), MAX_WRONG);
    }
}
