package com.wattwell.billing;

import com.wattwell.platform.Database;
import com.wattwell.tariff.PublicShare;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Divides the usage of common meters among units (公摊), once for a period and before its accounts are settled: what falls to a unit then does not
 * change, whatever happens between one account and the next.
 */
@Stateless
public class PublicShares {

    @Inject
    private Database database;
    @Inject
    private Usages usages;

    private record Share(int id, long point, String basis) {
    }

    private record Member(long point, BigDecimal weight) {
    }

    /** Reckons what is not reckoned yet, or was not known yet, of a company's period. @return how many common meters */
    public int reckon(int companyId, BillingPeriod period) {
        List<Share> shares = database.list("""
                        select s.id, s.usage_point_id, s.basis from public_share s where s.company_id = ? and s.from_day <= ? and (s.to_day is null or s.to_day >= ?)
                            and not exists (select 1 from public_share_part p where p.share_id = s.id and p.period = ? and p.held is null) order by s.id""",
                row -> new Share(row.getInt(1), row.getLong(2), row.getString(3)), companyId, period.from(), period.to(), period.from());
        shares.forEach(share -> reckon(share, companyId, period));
        return shares.size();
    }

    private void reckon(Share share, int companyId, BillingPeriod period) {
        List<Member> members = database.list("select usage_point_id, weight from public_share_member where share_id = ? order by usage_point_id",
                row -> new Member(row.getLong(1), row.getBigDecimal(2)), share.id());
        if (members.isEmpty()) {
            return;
        }
        String held = null;
        BigDecimal[] parts = new BigDecimal[members.size()];
        Arrays.fill(parts, BigDecimal.ZERO);
        switch (usages.of(share.point(), period.from(), period.to())) {
            case UsageOutcome.Held(var why) -> held = why.told();
            case UsageOutcome.Known(var spans) -> {
                List<BigDecimal> weights = weights(share, members, period);
                if (weights == null) {
                    held = "USAGE_OF_A_UNIT";
                } else if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
                    held = "NO_WEIGHT";
                } else {
                    parts = PublicShare.quantities(total(spans), weights);
                }
            }
        }
        write(share, companyId, period, members, parts, held);
    }

    private List<BigDecimal> weights(Share share, List<Member> members, BillingPeriod period) {
        return switch (share.basis()) {
            case "EQUAL" -> members.stream().map(member -> BigDecimal.ONE).toList();
            case "AREA" -> members.stream().map(Member::weight).toList();
            default -> {
                Map<Long, UsageOutcome> used = usages.preview(members.stream().map(Member::point).toList(), period.from(), period.to(), List.of());
                List<BigDecimal> weights = new ArrayList<>();
                for (Member member : members) {
                    if (!(used.get(member.point()) instanceof UsageOutcome.Known(var spans))) {
                        yield null;
                    }
                    weights.add(total(spans));
                }
                yield weights;
            }
        };
    }

    private void write(Share share, int companyId, BillingPeriod period, List<Member> members, BigDecimal[] parts, String held) {
        database.update("""
                insert into public_share_part (share_id, period, usage_point_id, company_id, quantity, held)
                select ?, ?, point, ?, quantity::numeric, cast(? as text) from unnest(?::bigint[], ?::text[]) as p (point, quantity)
                on conflict (share_id, period, usage_point_id) do update set quantity = excluded.quantity, held = excluded.held""", share.id(), period.from(), companyId, held,
                members.stream().mapToLong(Member::point).toArray(), Arrays.stream(parts).map(BigDecimal::toPlainString).toArray(String[]::new));
    }

    private static BigDecimal total(List<UsageSpan> spans) {
        return spans.stream().flatMap(span -> span.items().stream()).filter(item -> item.register() == Register.TOTAL).map(UsageItem::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
