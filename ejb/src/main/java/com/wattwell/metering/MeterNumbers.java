package com.wattwell.metering;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/** Finds meters by the number that stands on them. */
@Stateless
public class MeterNumbers {

    /** Fewer digits say nothing. */
    public static final int LEAST_DIGITS = 3;

    /** @param place where it is bound, or {@code null} */
    public record Known(int id, int companyId, String protocol, String address, String name, String place, String collector, int line) {
    }

    @Inject
    private Database database;

    /**
     * Meters whose number ends so, those without a room first.
     *
     * @param digits at least {@value #LEAST_DIGITS}; blanks and hyphens are passed over
     * @param most   at most so many
     */
    public List<Known> endingWith(Scope scope, String digits, int most) {
        String end = plain(digits);
        if (end.length() < LEAST_DIGITS) {
            return List.of();
        }
        return database.list("""
                        select m.id, m.company_id, m.protocol, m.address, m.name, a.path, c.name as collector, l.number
                        from meter m join line l on l.id = m.line_id join collector c on c.id = l.collector_id left join area a on a.id = m.area_id
                        where m.address like ?""" + scope.and("m.company_id") + " order by (m.area_id is not null), m.address, m.id limit ?",
                row -> new Known(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7), row.getInt(8)),
                "%" + end, most);
    }

    /** A number as addresses are written: barcodes and people put other characters in between. */
    public static String plain(String digits) {
        return digits == null ? "" : digits.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-F:]", "");
    }
}
