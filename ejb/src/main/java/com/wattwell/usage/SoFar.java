package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What passed since a day began, as far as the latest readings say: for a balance that follows the readings before anything is booked. Nothing is
 * estimated; where the way from the beginning to the latest reading cannot be said, nothing is known.
 *
 * @param span      from the day to the day after that of the latest reading
 * @param readUntil the latest reading of the total
 */
public record SoFar(UsageSpan span, Instant readUntil) {

    /**
     * @param before the marks at the day's beginning where the days in front are booked; else the reading that stands for it
     * @return empty where there is no beginning, or the register went back
     */
    public static Optional<SoFar> since(LocalDate day, PointFacts facts, PointReadings readings, Map<Register, Mark> before) {
        Set<Register> registers = EnumSet.of(Register.TOTAL);
        registers.addAll(readings.registers());
        registers.remove(Register.DEMAND); // is known when the month ends
        List<UsageItem> items = new ArrayList<>();
        Instant until = null;
        for (Register register : registers) {
            Mark mark = before.get(register);
            if (mark == null) {
                mark = readings.standingFor(register, facts.start(day)).map(Mark::at).orElse(null);
            }
            List<ReadingRef> all = readings.of(register);
            if (mark == null) {
                if (register == Register.TOTAL) {
                    return Optional.empty();
                }
                continue;
            }
            ReadingRef latest = all.isEmpty() || all.getLast().at().isBefore(mark.reading().at()) ? mark.reading() : all.getLast();
            BigDecimal moved = latest.equals(mark.reading()) ? BigDecimal.ZERO : Advance.between(facts, readings, register, mark.reading(), latest).quantity();
            if (moved == null || moved.signum() < 0) {
                return Optional.empty();
            }
            if (register == Register.TOTAL) {
                until = latest.at();
            }
            items.add(new UsageItem(register, moved.subtract(mark.ahead()).max(BigDecimal.ZERO), false, List.of(mark.reading(), latest)));
        }
        LocalDate last = until.atZone(facts.zone()).toLocalDate();
        return Optional.of(new SoFar(new UsageSpan(day, (last.isBefore(day) ? day : last).plusDays(1), items), until));
    }
}
