package com.wattwell.billing;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.tariff.Rounding;
import com.wattwell.tariff.SharePrice;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.catalog.Tariffs;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What each unit would have borne of a month that is over; nothing is written. */
@Stateless
public class SharePreviews {

    @Inject
    private Database database;
    @Inject
    private PublicShares shares;
    @Inject
    private Usages usages;
    @Inject
    private Tariffs tariffs;

    /** @param held why the month's usage cannot be divided, or {@code null} @param unpriced units that would bear and not pay: without an account that is billed, or without a price for shares */
    public record Preview(BillingPeriod period, BigDecimal quantity, String held, List<Part> parts, int unpriced) {

        public long fen() {
            return parts.stream().mapToLong(part -> part.fen() == null ? 0 : part.fen()).sum();
        }
    }

    /** @param fen before tax is told apart; {@code null} where nothing would be paid */
    public record Part(String point, String place, BigDecimal quantity, Long fen) {
    }

    private record Point(String name, String place, Integer tariffId) {
    }

    /** @param members units that the company has @param common a usage point of the company */
    public Preview of(Scope scope, long common, PublicShares.Basis basis, List<PublicShareService.Member> members, BillingPeriod period) {
        Map<Long, Point> points = points(scope, common, members, period);
        List<PublicShares.Unit> units = members.stream().filter(member -> points.containsKey(member.usagePointId()))
                .map(member -> new PublicShares.Unit(member.usagePointId(), member.area() == null ? BigDecimal.ONE : member.area())).toList();
        PublicShares.Division division = shares.divide(usages.preview(List.of(common), period.from(), period.to(), List.of()).get(common), basis, units, period);
        Map<Integer, List<TariffVersion>> published = tariffs.published(points.values().stream().map(Point::tariffId).filter(Objects::nonNull).distinct().toList());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            Point point = points.get(units.get(i).point());
            BigDecimal quantity = division.parts().get(i);
            BigDecimal price = point.tariffId() == null ? null : price(published.getOrDefault(point.tariffId(), List.of()), period.to().minusDays(1));
            parts.add(new Part(point.name(), point.place(), quantity, price == null ? null : Rounding.fen(quantity.multiply(price))));
        }
        return new Preview(period, division.parts().stream().reduce(BigDecimal.ZERO, BigDecimal::add), division.held(), parts, (int) parts.stream().filter(part -> part.fen() == null).count());
    }

    private Map<Long, Point> points(Scope scope, long common, List<PublicShareService.Member> members, BillingPeriod period) {
        Map<Long, Point> points = new HashMap<>();
        database.list("""
                        select n.id, n.name, r.path, (select g.tariff_id from agreement g join customer_account a on a.id = g.account_id and a.mode = 'POSTPAID'
                            where g.usage_point_id = n.id and g.from_day < ? and (g.to_day is null or g.to_day >= ?) order by g.from_day desc limit 1) as tariff_id
                        from usage_point n left join area r on r.id = n.area_id where n.id = any(?) and n.company_id = (select c.company_id from usage_point c where c.id = ?)
                        """ + scope.and("n.company_id"), row -> points.put(row.getLong(1), new Point(row.getString(2), row.getString(3), Database.integer(row, "tariff_id"))),
                period.to(), period.to(), members.stream().mapToLong(PublicShareService.Member::usagePointId).toArray(), common);
        return points;
    }

    /** Yuan per unit of quantity on a day, or {@code null} where a tariff has no price for shares. */
    private static BigDecimal price(List<TariffVersion> published, LocalDate day) {
        return Tariffs.inForce(published, day, day.plusDays(1)).stream().flatMap(version -> version.rules().stream()).filter(SharePrice.class::isInstance).map(rule -> ((SharePrice) rule).price())
                .reduce(BigDecimal::add).orElse(null);
    }
}
