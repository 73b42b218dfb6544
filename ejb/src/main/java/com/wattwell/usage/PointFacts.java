package com.wattwell.usage;

import com.wattwell.tariff.Commodity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of a usage point besides its readings.
 *
 * @param zone        where its local days begin
 * @param mostADay    more cannot pass in a day, multiplier included: kWh or cubic metres
 * @param digits      of its registers in front of the point: at 10 to this power they begin again at 0
 * @param fittings    which meter counted when; in order of time
 * @param changeovers devices that were replaced; in order of time
 */
public record PointFacts(long usagePointId, Commodity commodity, ZoneId zone, BigDecimal mostADay, int digits, List<Fitting> fittings, List<Changeover> changeovers) {

    public PointFacts {
        fittings = fittings.stream().sorted(Comparator.comparing(Fitting::from)).toList();
        changeovers = changeovers.stream().sorted(Comparator.comparing(Changeover::at)).toList();
    }

    /** The beginning of a local day. */
    public Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
