package com.wattwell.billing;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a run differs by from the month before: what somebody looks at before its bills are published. */
@Stateless
public class SettlementComparison {

    @Inject
    private Database database;

    /** @param quantity kWh and cubic metres together */
    public record Totals(long bills, long amountFen, BigDecimal quantity) {
    }

    /** @param before {@code null} when the account had no bill of the month before */
    public record Change(long accountId, String number, String customer, long billId, long amountFen, Long beforeFen) {
        public long differenceFen() {
            return amountFen - (beforeFen == null ? 0 : beforeFen);
        }
    }

    /** What the run has settled. */
    public Totals now(SettlementRun run) {
        if (run.dry()) {
            return database.one("select coalesce(sum(billed), 0), coalesce(sum(amount_fen), 0)::bigint, coalesce(sum(quantity), 0) from settlement_slice where run_id = ? and phase = 'SETTLE'",
                    row -> new Totals(row.getLong(1), row.getLong(2), row.getBigDecimal(3)), run.id());
        }
        return database.one("select count(*), coalesce(sum(b.total_fen), 0)::bigint, 0::numeric from bill b where b.run_id = ? and b.state <> 'CANCELLED'",
                row -> new Totals(row.getLong(1), row.getLong(2), quantity("b.run_id = ?", run.id())), run.id());
    }

    /** What the month before has, of whatever run. */
    public Totals before(SettlementRun run) {
        LocalDate period = run.period().before().from();
        return database.one("select count(*), coalesce(sum(b.total_fen), 0)::bigint from bill b where b.company_id = ? and b.period = ? and b.state <> 'CANCELLED'",
                row -> new Totals(row.getLong(1), row.getLong(2), quantity("b.company_id = ? and b.period = ?", run.companyId(), period)), run.companyId(), period);
    }

    private BigDecimal quantity(String where, Object... parameters) {
        return database.one("select coalesce(sum(u.quantity), 0) from bill b join bill_point u on u.bill_id = b.id where b.state <> 'CANCELLED' and " + where,
                row -> row.getBigDecimal(1), parameters);
    }

    /** The accounts whose bill differs most from that of the month before. */
    public List<Change> changes(Scope scope, SettlementRun run, int most) {
        return database.list("""
                        select b.account_id, a.number, c.name, b.id, b.total_fen, p.total_fen from bill b
                        join customer_account a on a.id = b.account_id join customer c on c.id = a.customer_id
                        left join bill p on p.account_id = b.account_id and p.period = ? and p.state <> 'CANCELLED'
                        where b.run_id = ? and b.state <> 'CANCELLED'%s order by abs(b.total_fen - coalesce(p.total_fen, 0)) desc, b.account_id limit ?"""
                        .formatted(scope.and("b.company_id")),
                row -> new Change(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getObject(6, Long.class)),
                run.period().before().from(), run.id(), most);
    }

    /** How many accounts had a bill of the month before and have none of the run's. */
    public long missing(SettlementRun run) {
        return database.one("""
                        select count(*) from bill p where p.company_id = ? and p.period = ? and p.state <> 'CANCELLED' and p.kind = 'MONTHLY'
                            and not exists (select 1 from bill b where b.account_id = p.account_id and b.period = ? and b.state <> 'CANCELLED')""",
                row -> row.getLong(1), run.companyId(), run.period().before().from(), run.period().from());
    }
}
