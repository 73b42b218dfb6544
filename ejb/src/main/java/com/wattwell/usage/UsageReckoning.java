package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.UsageHeld.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From readings to usage. Each register carries a {@link Mark}: the last real reading that was counted up to, and what estimates
 * have counted beyond it. A span's usage is what the register moved on since its mark, less what was counted already; so an estimate is
 * never edited, and whatever it was wrong by is in the usage of the next real reading. Had it been too much, the next usage is 0 until the
 * register has caught up; usage is never negative.
 */
public final class UsageReckoning {

    /** So many times the usual is held. */
    public static final BigDecimal TIMES_USUAL = BigDecimal.TEN;
    /** What is below this part of the most that can pass is not unusual, however little was usual. */
    private static final BigDecimal NOT_WORTH_A_QUESTION = new BigDecimal("0.1");
    /** Longer than this nobody believes an estimate. */
    public static final int MAX_ESTIMATED_DAYS = 92;

    private final PointFacts facts;
    private final PointReadings readings;
    private final Instant now;
    private final Estimation estimation;

    /**
     * A span with what the next one begins with.
     *
     * @param marks of the registers that are differences
     */
    public record Reckoned(UsageSpan span, Map<Register, Mark> marks) {
    }

    /**
     * @param spans up to the first that is held
     * @param held  {@code null} when none is
     */
    public record Result(List<Reckoned> spans, UsageHeld held) {

        public UsageOutcome outcome() {
            return held != null ? new UsageOutcome.Held(held) : new UsageOutcome.Known(spans.stream().map(Reckoned::span).toList());
        }
    }

    /** Thrown within, caught within: the span ends here. */
    private static final class HeldException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient UsageHeld held;

        HeldException(UsageHeld held) {
            super(null, null, false, false);
            this.held = held;
        }
    }

    /** @param now a reading may still come until {@link PointReadings#REACH} after a boundary */
    public UsageReckoning(PointFacts facts, PointReadings readings, Instant now) {
        this.facts = facts;
        this.readings = readings;
        this.now = now;
        this.estimation = new Estimation(facts, readings);
    }

    /**
     * Reckons the spans between days that follow one another.
     *
     * @param cuts    at least two, rising
     * @param before  the marks at the first of them; empty when nothing was counted right before it
     * @param rulings what a person decided, by the first day of a span
     */
    public Result reckon(List<LocalDate> cuts, Map<Register, Mark> before, Map<LocalDate, Rulings> rulings) {
        List<Reckoned> spans = new ArrayList<>();
        Map<Register, Mark> marks = new EnumMap<>(Register.class);
        marks.putAll(before);
        try {
            for (int i = 1; i < cuts.size(); i++) {
                Reckoned reckoned = span(cuts.get(i - 1), cuts.get(i), marks, rulings.getOrDefault(cuts.get(i - 1), Rulings.NONE));
                spans.add(reckoned);
                marks = reckoned.marks();
            }
            return new Result(spans, null);
        } catch (HeldException e) {
            return new Result(spans, e.held);
        }
    }

    private Reckoned span(LocalDate from, LocalDate to, Map<Register, Mark> marks, Rulings rulings) {
        if (facts.fittings().isEmpty()) {
            throw held(from, to, Register.TOTAL, Reason.NO_METER);
        }
        Map<Register, Mark> after = new EnumMap<>(Register.class);
        Map<Register, UsageItem> items = new EnumMap<>(Register.class);
        Set<Register> registers = EnumSet.of(Register.TOTAL);
        registers.addAll(readings.registers());
        registers.addAll(marks.keySet());
        for (Register register : registers) {
            if (register == Register.DEMAND) {
                demand(from, to).ifPresent(item -> items.put(Register.DEMAND, item));
                continue;
            }
            Mark mark = marks.get(register);
            if (mark == null) {
                mark = opening(register, from, to);
            }
            if (mark != null) {
                item(register, from, to, mark, rulings.about(register), items, after);
            }
        }
        estimatedPartsMakeTheTotal(items, after);
        return new Reckoned(new UsageSpan(from, to, List.copyOf(items.values())), after);
    }

    /** Where a register begins: at the reading that stands for the boundary, or within the way from the one before to the one behind. */
    private Mark opening(Register register, LocalDate from, LocalDate to) {
        Instant start = facts.start(from);
        Optional<ReadingRef> there = readings.standingFor(register, start);
        if (there.isPresent()) {
            return Mark.at(there.get());
        }
        Optional<ReadingRef> earlier = readings.lastBefore(register, start);
        if (earlier.isPresent()) {
            LocalDate day = earlier.get().at().atZone(facts.zone()).toLocalDate();
            Mark mark = Mark.at(earlier.get());
            Optional<BigDecimal> passed = estimation.share(register, mark, day, from);
            if (passed.isPresent()) {
                return mark.furtherBy(passed.get());
            }
        }
        if (register == Register.TOTAL) {
            throw held(from, to, register, now.isBefore(start.plus(PointReadings.REACH)) ? Reason.READING_AWAITED : Reason.NO_FIRST_READING);
        }
        return null;
    }

    private void item(Register register, LocalDate from, LocalDate to, Mark mark, Ruling ruling, Map<Register, UsageItem> items, Map<Register, Mark> after) {
        Optional<ReadingRef> end = ruling == Ruling.ESTIMATE ? Optional.empty()
                : readings.standingFor(register, facts.start(to)).filter(reading -> reading.at().isAfter(mark.reading().at()));
        if (end.isEmpty()) {
            BigDecimal estimated = estimate(register, from, to, mark, ruling);
            items.put(register, new UsageItem(register, estimated, true, List.of(mark.reading())));
            after.put(register, mark.furtherBy(estimated));
            return;
        }
        Advance advance = Advance.between(facts, readings, register, mark.reading(), end.get());
        BigDecimal moved = judged(register, from, to, mark.reading(), end.get(), advance, ruling);
        items.put(register, new UsageItem(register, moved.subtract(mark.ahead()).max(BigDecimal.ZERO), false, advance.readings()));
        after.put(register, new Mark(end.get(), mark.ahead().subtract(moved).max(BigDecimal.ZERO)));
    }

    private BigDecimal judged(Register register, LocalDate from, LocalDate to, ReadingRef start, ReadingRef end, Advance advance, Ruling ruling) {
        BigDecimal moved = advance.quantity();
        if (moved == null) {
            throw held(from, to, register, Reason.CHANGE_NOT_READ, null, null, advance.readings());
        }
        if (moved.signum() < 0) {
            if (ruling == Ruling.ACCEPT && advance.rolled() != null) {
                return advance.rolled();
            }
            throw held(from, to, register, Reason.NEGATIVE, moved, advance.rolled(), advance.readings(), plain(start.value()), plain(end.value()));
        }
        if (ruling == Ruling.ACCEPT || register == Register.REACTIVE) {
            return moved; // more reactive than active energy can pass, so the point's limit says nothing of it
        }
        BigDecimal most = Advance.most(facts, start.at(), end.at());
        if (moved.compareTo(most) > 0) {
            throw held(from, to, register, Reason.ABOVE_LIMIT, moved, null, advance.readings(), plain(moved), plain(most));
        }
        if (register == Register.TOTAL && readings.usualADay() != null) {
            BigDecimal usual = readings.usualADay().multiply(Advance.days(start.at(), end.at()).max(BigDecimal.ONE));
            if (moved.compareTo(usual.multiply(TIMES_USUAL)) > 0 && moved.compareTo(most.multiply(NOT_WORTH_A_QUESTION)) > 0) {
                throw held(from, to, register, Reason.UNUSUAL, moved, null, advance.readings(), plain(moved), plain(usual));
            }
        }
        return moved;
    }

    private BigDecimal estimate(Register register, LocalDate from, LocalDate to, Mark mark, Ruling ruling) {
        if (ruling != Ruling.ESTIMATE && now.isBefore(facts.start(to).plus(PointReadings.REACH))) {
            throw held(from, to, register, Reason.READING_AWAITED);
        }
        if (Advance.days(mark.reading().at(), facts.start(to)).compareTo(BigDecimal.valueOf(MAX_ESTIMATED_DAYS)) > 0 && ruling != Ruling.ESTIMATE) {
            throw held(from, to, register, Reason.ESTIMATED_TOO_LONG, null, null, List.of(mark.reading()), mark.reading().at().atZone(facts.zone()).toLocalDate().toString());
        }
        Optional<BigDecimal> share = ruling == Ruling.ESTIMATE ? Optional.empty() : estimation.share(register, mark, from, to);
        return share.or(() -> estimation.usual(register, from, to))
                .orElseThrow(() -> held(from, to, register, Reason.NO_BASIS, null, null, List.of(mark.reading())));
    }

    /** Each part was rounded; what they sum to is what the whole was estimated to. */
    private static void estimatedPartsMakeTheTotal(Map<Register, UsageItem> items, Map<Register, Mark> after) {
        List<UsageItem> parts = items.values().stream().filter(item -> item.register().isPartOfDay()).toList();
        UsageItem total = items.get(Register.TOTAL);
        if (total == null || !total.estimated() || parts.size() < 2 || !parts.stream().allMatch(UsageItem::estimated)) {
            return;
        }
        BigDecimal sum = parts.stream().map(UsageItem::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        Mark mark = after.get(Register.TOTAL);
        items.put(Register.TOTAL, new UsageItem(Register.TOTAL, sum, true, total.readings()));
        after.put(Register.TOTAL, new Mark(mark.reading(), mark.ahead().subtract(total.quantity()).add(sum)));
    }

    /** The largest that was read in the span; a value of its first instant is the month before's. */
    private Optional<UsageItem> demand(LocalDate from, LocalDate to) {
        return readings.of(Register.DEMAND).stream().filter(reading -> reading.at().isAfter(facts.start(from)) && !reading.at().isAfter(facts.start(to)))
                .filter(reading -> reading.value().signum() >= 0)
                .flatMap(reading -> facts.fittings().stream().filter(fitting -> fitting.meterId() == reading.meterId() && fitting.covers(reading.at())).findFirst().stream()
                        .map(fitting -> new UsageItem(Register.DEMAND, reading.value().multiply(fitting.multiplier()), false, List.of(reading))))
                .max(java.util.Comparator.comparing(UsageItem::quantity));
    }

    private HeldException held(LocalDate from, LocalDate to, Register register, Reason reason) {
        return held(from, to, register, reason, null, null, List.of());
    }

    private HeldException held(LocalDate from, LocalDate to, Register register, Reason reason, BigDecimal quantity, BigDecimal rolled, List<ReadingRef> used, String... arguments) {
        BigDecimal usual = reason.isForAPerson() && readings.whole() ? estimation.usual(register, from, to).orElse(null) : null;
        return new HeldException(new UsageHeld(from, to, register, reason, List.of(arguments), quantity, rolled, usual, used));
    }

    private static String plain(BigDecimal value) {
        return value.round(new MathContext(12)).stripTrailingZeros().toPlainString();
    }
}
