package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The readings of a usage point by register, corrections applied.
 *
 * @param byRegister in order of time
 * @param usualADay  what a day usually took by {@link Register#TOTAL}, or {@code null}
 * @param whole      whether everything is there that an estimate may want; a settlement looks at the ends alone first
 */
public record PointReadings(Map<Register, List<ReadingRef>> byRegister, BigDecimal usualADay, boolean whole) {

    /** A reading stands for the midnight it is nearest to, so each stands for one. */
    public static final Duration REACH = Duration.ofHours(12);

    public PointReadings {
        Map<Register, List<ReadingRef>> sorted = new EnumMap<>(Register.class);
        byRegister.forEach((register, readings) -> sorted.put(register, readings.stream().sorted(Comparator.comparing(ReadingRef::at)).toList()));
        byRegister = sorted;
    }

    Set<Register> registers() {
        return byRegister.keySet();
    }

    List<ReadingRef> of(Register register) {
        return byRegister.getOrDefault(register, List.of());
    }

    /** The reading that stands for a boundary: at it, or the nearest in reach; of two as near, the earlier. */
    Optional<ReadingRef> standingFor(Register register, Instant boundary) {
        return of(register).stream().filter(reading -> distance(reading, boundary).compareTo(REACH) < 0)
                .min(Comparator.comparing((ReadingRef reading) -> distance(reading, boundary)).thenComparing(ReadingRef::at));
    }

    private static Duration distance(ReadingRef reading, Instant boundary) {
        return Duration.between(reading.at(), boundary).abs();
    }

    Optional<ReadingRef> lastBefore(Register register, Instant instant) {
        return of(register).stream().filter(reading -> reading.at().isBefore(instant)).reduce((earlier, later) -> later);
    }

    Optional<ReadingRef> firstAfter(Register register, Instant instant) {
        return of(register).stream().filter(reading -> reading.at().isAfter(instant)).findFirst();
    }
}
