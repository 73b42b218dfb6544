package com.wattwell.billing;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads units that bear a share from lines that people type or paste, {@code unit, square metres}. A unit is named by {@code #} and the number of its usage
 * point, by its name, its place (the whole, or the last level within the common meter's), the number of its account or the address of its meter.
 */
@Stateless
public class ShareLines {

    /** Characters of all lines. */
    public static final int MAX_TEXT = 400_000;
    private static final Pattern NUMBERED = Pattern.compile("#(\\d{1,18})(\\s.*)?");
    private static final Pattern AREA = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern END = Pattern.compile("[,，;；\\t]([^,，;；\\t]*)$");

    @Inject
    private Database database;

    /** Why a line names no unit that may bear. */
    public enum Why {
        UNKNOWN, SEVERAL, TWICE, COMMON, NO_AREA, WRONG_AREA
    }

    /** A line that is wrong. @param number from 1, blank lines counted @param text its beginning */
    public record Wrong(int number, String text, Why why) {
    }

    /** What lines say. */
    public record Read(List<PublicShareService.Member> members, List<Wrong> wrong) {
    }

    private record Line(int number, String text, String unit, String area) {
    }

    /** @param common the common usage point, or {@code null} while it has none @throws RefusedException naming {@code members} where there are too many lines */
    public Read read(int companyId, Long common, PublicShares.Basis basis, String text) {
        List<Line> lines = lines(text == null ? "" : text);
        Map<String, Set<Long>> named = named(companyId, common, lines.stream().map(Line::unit).distinct().toArray(String[]::new));
        List<PublicShareService.Member> members = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Line line : lines) {
            Set<Long> points = named.getOrDefault(line.unit(), Set.of());
            Why why = points.isEmpty() ? Why.UNKNOWN : points.size() > 1 ? Why.SEVERAL : why(line, points.iterator().next(), common, basis, seen);
            if (why == null) {
                members.add(new PublicShareService.Member(points.iterator().next(), line.area().isEmpty() ? null : new BigDecimal(line.area())));
            } else {
                wrong.add(new Wrong(line.number(), line.text().length() > 80 ? line.text().substring(0, 80) + '…' : line.text(), why));
            }
        }
        return new Read(members, wrong);
    }

    private static Why why(Line line, long point, Long common, PublicShares.Basis basis, Set<Long> seen) {
        if (common != null && common == point) {
            return Why.COMMON;
        }
        if (!seen.add(point)) {
            return Why.TWICE;
        }
        if (line.area().isEmpty()) {
            return basis == PublicShares.Basis.AREA ? Why.NO_AREA : null;
        }
        return AREA.matcher(line.area()).matches() && PublicShareService.isArea(new BigDecimal(line.area())) ? null : Why.WRONG_AREA;
    }

    private static List<Line> lines(String text) {
        if (text.length() > MAX_TEXT) {
            throw tooMany();
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String each : text.split("\\R")) {
            number++;
            String line = each.strip();
            if (!line.isEmpty()) {
                var end = END.matcher(line);
                boolean area = end.find();
                lines.add(new Line(number, line, unit(area ? line.substring(0, end.start()) : line), area ? end.group(1).strip().replaceFirst("\\s*(m²|㎡|m2)$", "") : ""));
            }
        }
        if (lines.size() > PublicShareService.MAX_MEMBERS) {
            throw tooMany();
        }
        return lines;
    }

    private static RefusedException tooMany() {
        return RefusedException.invalid("members", "refused.shareMembers", "members must name 1 to " + PublicShareService.MAX_MEMBERS + " units.", PublicShareService.MAX_MEMBERS);
    }

    private static String unit(String written) {
        var numbered = NUMBERED.matcher(written.strip());
        return numbered.matches() ? '#' + numbered.group(1) : written.strip().replaceAll("\\s*/\\s*", " / ");
    }

    private Map<String, Set<Long>> named(int companyId, Long common, String[] units) {
        Map<String, Set<Long>> named = new HashMap<>();
        database.list("""
                        with k as (select distinct unnest(?::text[]) as unit),
                            c as (select p.commodity, r.path from usage_point p left join area r on r.id = p.area_id where p.id = ? and p.company_id = ?)
                        select k.unit, p.id from (
                            select k.unit, substring(k.unit from 2)::bigint as id from k where k.unit ~ '^#[0-9]{1,18}$'
                            union select k.unit, p.id from k join usage_point p on p.name = k.unit where p.company_id = ?
                            union select k.unit, p.id from k join area r on r.path = k.unit join usage_point p on p.area_id = r.id where r.company_id = ?
                            union select k.unit, p.id from c join area r on starts_with(r.path, c.path || ' / ') join k on k.unit = r.name join usage_point p on p.area_id = r.id where r.company_id = ?
                            union select k.unit, g.usage_point_id from k join customer_account a on a.number = k.unit join agreement g on g.account_id = a.id and g.to_day is null where a.company_id = ?
                            union select k.unit, f.usage_point_id from k join meter m on m.address = k.unit join usage_point_meter f on f.meter_id = m.id and f.to_at is null where m.company_id = ?) k
                        join usage_point p on p.id = k.id where p.company_id = ? and p.commodity = coalesce((select commodity from c), p.commodity)""",
                row -> named.computeIfAbsent(row.getString(1), unit -> new LinkedHashSet<>()).add(row.getLong(2)), units, common == null ? 0L : common, companyId, companyId, companyId, companyId, companyId, companyId, companyId);
        return named;
    }

    /** The line that names a unit for certain, and says for people which it is; its area stands there where it is needed. */
    public static String line(PublicShareQueries.Unit unit, PublicShares.Basis basis) {
        String shown = ((unit.place() == null ? "" : unit.place() + " ") + unit.point()).replaceAll("[,，;；\\t\\r\\n]", " ");
        String named = "#" + unit.usagePointId() + ' ' + shown;
        return basis != PublicShares.Basis.AREA ? named : named + ", " + (unit.area() == null ? "" : unit.area().stripTrailingZeros().toPlainString());
    }
}
