package com.wattwell.usage;

import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A usage point in Shanghai whose readings a test writes down like a table. */
final class Course {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final int METER = 7;

    final Map<Register, List<ReadingRef>> readings = new EnumMap<>(Register.class);
    final List<Fitting> fittings = new ArrayList<>();
    final List<Changeover> changeovers = new ArrayList<>();
    BigDecimal mostADay = new BigDecimal("400");
    BigDecimal usualADay;
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    final Map<LocalDate, Rulings> rulings = new java.util.HashMap<>();

    Course() {
        fittings.add(new Fitting(METER, Instant.EPOCH, null, BigDecimal.ONE));
    }

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    Course read(Register register, Instant at, String value) {
        return read(METER, register, at, value);
    }

    Course read(int meter, Register register, Instant at, String value) {
        readings.computeIfAbsent(register, each -> new ArrayList<>())
                .add(new ReadingRef(meter, RegisterTypes.code(Commodity.ELECTRICITY, register).orElseThrow(), at, new BigDecimal(value)));
        return this;
    }

    Course read(String day, String value) {
        return read(Register.TOTAL, midnight(day(day)), value);
    }

    PointFacts facts() {
        return new PointFacts(1, Commodity.ELECTRICITY, ZONE, mostADay, 6, fittings, changeovers);
    }

    UsageReckoning.Result reckon(Map<Register, Mark> before, List<LocalDate> cuts) {
        return new UsageReckoning(facts(), new PointReadings(readings, usualADay, true), now).reckon(cuts, before, rulings);
    }

    UsageReckoning.Result reckon(String... days) {
        return reckon(Map.of(), Stream.of(days).map(LocalDate::parse).toList());
    }

    static List<LocalDate> daily(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    static UsageItem item(UsageSpan span, Register register) {
        return span.items().stream().filter(item -> item.register() == register).findFirst().orElseThrow();
    }

    static BigDecimal quantity(UsageReckoning.Reckoned reckoned) {
        return item(reckoned.span(), Register.TOTAL).quantity();
    }

    static BigDecimal sum(UsageReckoning.Result result, Register register) {
        return result.spans().stream().map(each -> item(each.span(), register).quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
